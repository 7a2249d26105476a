// The list of people whose phones can be opened, and the bot's clock.
import { avatar } from "./avatar.js";
import { clockPanel } from "./clock.js";
import { firstStrong, languageDirection } from "./direction.js";
import { arrowKeys, el } from "./dom.js";
import { icon } from "./icons.js";
import { knownLanguage, ownName, readerLanguage, say, wordsOf } from "./strings.js";

function card(person, current, words) {
  const lang = person.language_code;
  const dir = firstStrong(person.about) ?? languageDirection(lang);
  return el(
    "li",
    {},
    el(
      "a",
      {
        class: "person",
        href: `#${person.id}`,
        "aria-current": current ? "true" : null,
        data: { testid: `person-${person.id}`, unread: person.unread },
      },
      avatar(person.name, person.id),
      el(
        "span",
        { class: "person-words" },
        el("span", { class: "person-name", dir: "auto" }, person.name),
        el("bdi", { class: "person-language", lang }, lang ? ownName(lang) : ""),
        el("span", { class: "person-about", lang, dir }, person.about),
        el(
          "span",
          { class: "person-marks" },
          person.blocked
            ? el(
                "span",
                { class: "person-blocked", title: words.hasBlocked, role: "img", "aria-label": words.hasBlocked },
                icon("block"),
              )
            : null,
          person.unread
            ? el(
                "span",
                { class: "unread", role: "img", "aria-label": say(words.unread, { n: person.unread }) },
                String(person.unread),
              )
            : null,
        ),
      ),
    ),
  );
}

/**
 * Fills `place` with the list; it speaks the reader's language, each card its person's.
 *
 * onDay: called when the bot's clock comes to another day.
 */
export function peopleList(place, { onDay }) {
  const language = readerLanguage();
  const words = wordsOf(language);
  place.lang = knownLanguage(language);
  place.dir = languageDirection(language);
  place.setAttribute("aria-label", words.whose);
  const list = el("ul", { class: "people-list" });
  const status = el("p", { class: "bot-status", role: "status", data: { testid: "bot-status", ready: "false" } });
  const botName = el("span", { class: "people-bot", dir: "auto" });
  const notice = el("div", { class: "people-notice", role: "status", hidden: true });
  const clock = clockPanel(words, language, { onDay });
  const lost = el("div", { class: "lost", role: "alert", hidden: true }, words.lost);
  place.replaceChildren(
    lost,
    el("header", { class: "people-head" }, el("h1", {}, words.whose), el("p", {}, words.rehearsal)),
    notice,
    list,
    el("footer", { class: "people-foot" }, clock.node, botName, status),
  );
  arrowKeys(list, ".person");

  return {
    words,
    showClock: clock.show,
    showPeople(people, current) {
      const focused = document.activeElement?.closest?.(".person")?.dataset.testid;
      list.replaceChildren(...people.map((person) => card(person, person.id === current, words)));
      // The list is drawn anew at each change; whoever moves in it by keyboard stays where they were.
      if (focused) list.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
    },
    showBot(bot) {
      botName.textContent = bot.name;
      status.dataset.ready = String(bot.ready);
      status.textContent = bot.ready ? words.botReady : words.botWaiting;
    },
    showNotice(text) {
      notice.hidden = !text;
      notice.textContent = text;
    },
    showLost(isLost) {
      lost.hidden = !isLost;
    },
  };
}
