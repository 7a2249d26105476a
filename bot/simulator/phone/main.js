// Starts the page: the list of people at the side, and the phone of the one whom the address names (`#1003`).
import * as api from "./api.js";
import { openChat } from "./chat.js";
import { el } from "./dom.js";
import { listenTogether } from "./events.js";
import { isPayload } from "./links.js";
import { peopleList } from "./people.js";

const phone = document.getElementById("phone");
const list = peopleList(document.getElementById("people"), { onDay: () => chat?.showDays() });
const { words } = list;

let people = [];
let bot = { name: "", username: "", description: "", short_description: "", ready: false };
let chat = null;
let current = null;
let invite = new URLSearchParams(location.search).get("start");

const chosen = () => people.find((person) => `#${person.id}` === location.hash) ?? null;

function showInvite() {
  if (invite === null) list.showNotice("");
  else if (invite === "" || !isPayload(invite)) list.showNotice(words.inviteBad);
  else list.showNotice(current ? "" : words.inviteChoose);
}

function inviteDone() {
  invite = null;
  // Loading the page again must not offer it again.
  history.replaceState(null, "", location.pathname + location.hash);
  showInvite();
}

function showTitle() {
  const unread = people.filter((person) => person !== current).reduce((sum, person) => sum + person.unread, 0);
  const name = [current?.name, bot.name].filter(Boolean).join(" · ");
  document.title = `${unread ? `(${unread}) ` : ""}${name || words.whose}`;
}

function showNobody() {
  phone.lang = document.getElementById("people").lang;
  phone.dir = document.getElementById("people").dir;
  phone.replaceChildren(
    el(
      "div",
      { class: "nobody" },
      el("img", { src: "/phone/static/icon.svg", alt: "", width: 64, height: 64 }),
      el("p", {}, words.choose),
    ),
  );
}

/** Opens the phone that the address names, unless it is open already. */
function route() {
  const person = chosen();
  if (!chat || person?.id !== current?.id) {
    const before = current;
    chat?.close();
    chat = null;
    current = person;
    document.body.classList.toggle("in-chat", Boolean(person));
    if (person)
      chat = openChat(phone, { person, bot, invite: invite && isPayload(invite) ? invite : null, inviteDone });
    else showNobody();
    // Back in the list, the focus returns to the person whose phone was left.
    if (!person && before)
      requestAnimationFrame(() => document.querySelector(`[data-testid="person-${before.id}"]`)?.focus());
  }
  list.showPeople(people, current?.id);
  showInvite();
  showTitle();
}

function showPeople(next) {
  people = next;
  if (!chat && chosen()) return route();
  if (current) current = chosen() ?? current;
  list.showPeople(people, current?.id);
  return showTitle();
}

function showBot(next) {
  bot = next;
  list.showBot(bot);
  chat?.showBot();
  showTitle();
}

const shows = { clock: list.showClock, bot: showBot, people: showPeople };
/** How often the stream has told of each. */
const heard = { clock: 0, bot: 0, people: 0 };

function hear(name, data) {
  heard[name] += 1;
  shows[name](data);
}

async function load() {
  const before = { ...heard };
  try {
    const [clock, nextBot, nextPeople] = await Promise.all([api.getClock(), api.getBot(), api.getPeople()]);
    // An answer can be older than what the stream has told while it was on its way.
    for (const [name, data] of Object.entries({ clock, bot: nextBot, people: nextPeople }))
      if (heard[name] === before[name]) shows[name](data);
    list.showLost(false);
  } catch {
    list.showLost(true);
  }
}

window.addEventListener("hashchange", route);
document.addEventListener("visibilitychange", () => document.hidden || load());
// Listening comes first: what changes while the page loads would be told to nobody.
listenTogether(api.PEOPLE_EVENTS, Object.keys(shows), {
  onEvent: hear,
  onOpen: load,
  onLost: () => list.showLost(true),
});
await load();
route();
