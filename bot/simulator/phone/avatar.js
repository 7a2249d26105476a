// A round picture with initials, in a colour that belongs to the person.
import { el } from "./dom.js";

const COLOURS = 8;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const first = (word) => [...graphemes.segment(word)][0]?.segment ?? "";

/** The initials of the first and the last word; Arabic letters are kept apart, as they would join into a word. */
export function initials(name) {
  // The Arabic article is not what a name begins with.
  const words = name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/^ال(?=.{2})/, ""));
  const letters = words.length > 1 ? [first(words[0]), first(words[words.length - 1])] : [first(words[0] ?? "")];
  const joined = letters.map((letter) => letter.toLocaleUpperCase());
  return joined.join(/\p{Script=Arabic}/u.test(name) ? "\u200C" : "");
}

/** The avatar; `id` chooses the colour, and null the bot's own. */
export function avatar(name, id) {
  const colour = id === null ? "bot" : `c${id % COLOURS}`;
  return el("span", { class: `avatar ${colour}`, "aria-hidden": "true" }, initials(name));
}
