// The bot's clock under the list of people: what it shows, and moving it where it can be moved.
import * as api from "./api.js";
import { clockFace, dayKey, fullDay, instant, zoneName, zoneOffset } from "./dates.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./strings.js";
import { now, setNow } from "./time.js";

const DAY = 24 * 60 * 60_000;
const FIRST = "2000-01-01T00:00";
const LAST = "2099-12-31T23:59";
const NOTHING_DUE = 409;

/** A time as the browser's field holds it: in this browser's zone, to the minute. */
const inField = (date) => new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** The clock in the reader's language; `onDay()` is called when it comes to another day. */
export function clockPanel(words, language, { onDay }) {
  const face = el("span", { class: "clock-face" });
  const zone = el("bdi", { class: "clock-zone", dir: "ltr" });
  const day = el("span", { class: "clock-day" });
  const time = el("time", { class: "clock-time", data: { testid: "clock" } }, el("span", {}, face, " ", zone), day);
  const toggle = el(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-label": words.setBotClock,
      "aria-expanded": "false",
      "aria-controls": "clock-form",
      hidden: true,
      data: { testid: "clock-set" },
      on: { click: () => open(form.hidden) },
    },
    words.setClock,
  );
  const field = el("input", {
    type: "datetime-local",
    id: "clock-field",
    class: "clock-field",
    min: FIRST,
    max: LAST,
    required: true,
    "aria-describedby": "clock-zone clock-note",
    data: { testid: "clock-field" },
  });
  const where = el("p", { id: "clock-zone", class: "clock-where" });
  const note = el("p", { id: "clock-note", role: "status", data: { testid: "clock-note" } });
  const button = (kind, testid, text, act) =>
    el("button", { type: act ? "button" : "submit", class: kind, data: { testid }, on: act ? { click: act } : {} }, text);
  const form = el(
    "form",
    { id: "clock-form", class: "clock-form", novalidate: true, hidden: true },
    el("label", { for: "clock-field" }, words.dateAndTime),
    field,
    where,
    el(
      "div",
      { class: "clock-buttons" },
      button("solid", "clock-move", words.moveClock),
      button("plain", "clock-next", words.nextDue, () => move("next")),
      button("plain", "clock-day-on", words.dayOn, () => move(new Date(now().getTime() + DAY).toISOString())),
    ),
    note,
  );
  const node = el(
    "section",
    { class: "clock", "aria-label": words.clock },
    el("div", { class: "clock-row" }, icon("clock"), time, toggle),
    form,
  );
  let shownDay = null;
  let timer = null;
  let moving = false;

  function tick() {
    clearTimeout(timer);
    const date = now();
    time.dateTime = date.toISOString();
    face.textContent = clockFace(date, language);
    zone.textContent = zoneOffset(date);
    day.textContent = fullDay(date, language);
    if (shownDay !== dayKey(date)) {
      shownDay = dayKey(date);
      onDay();
    }
    timer = setTimeout(tick, 1000 - date.getMilliseconds());
  }

  function show(card) {
    setNow(card.now);
    toggle.hidden = !card.movable;
    if (!card.movable) open(false);
    tick();
  }

  function open(isOpen) {
    if (isOpen === !form.hidden) return;
    form.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    tell("");
    if (isOpen) {
      field.value = inField(now());
      where.textContent = say(words.clockZone, { zone: zoneName(now(), language) });
      field.focus();
    }
  }

  /** What was wrong is shown; that the clock was moved can be seen on it, and is said to whoever listens. */
  function tell(text, { wrong = false, atField = false } = {}) {
    note.textContent = text;
    note.className = wrong ? "clock-wrong" : "off-screen";
    if (atField) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  async function move(to) {
    if (moving) return;
    moving = true;
    try {
      show(await api.moveClock(to));
      field.value = inField(now());
      tell(say(words.clockMoved, { when: instant(now(), language) }));
    } catch (error) {
      if (error.status === NOTHING_DUE) tell(words.nothingDue, { wrong: true });
      else tell(error.status ? error.message : words.failed, { wrong: true });
    } finally {
      moving = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.validity.valid) move(new Date(field.value).toISOString());
    else {
      tell(words.badMoment, { wrong: true, atField: true });
      field.focus();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    open(false);
    toggle.focus();
  });

  return { node, show };
}
