// The page's own words in the language of the person who holds the phone. What the bot says comes from the bot.
import ar from "./words-ar.js";
import en from "./words-en.js";
import es from "./words-es.js";
import fr from "./words-fr.js";
import pt from "./words-pt.js";
import ru from "./words-ru.js";

const WORDS = { en, fr, ar, ru, es, pt };

/** The language this page can speak for a language tag: "pt-br" gives "pt", an unknown one English. */
export function knownLanguage(tag) {
  const base = String(tag || "")
    .toLowerCase()
    .split("-")[0];
  return base in WORDS ? base : "en";
}

/** All words of one language. */
export const wordsOf = (tag) => WORDS[knownLanguage(tag)];

/** The language of whoever looks at the page: the first of the browser's languages that the page speaks. */
export function readerLanguage() {
  const spoken = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] in WORDS);
  return knownLanguage(spoken);
}

/** A language's name in itself: "Français", "العربية". */
export function ownName(tag) {
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** Puts values into a sentence. Names are isolated, so that one of another script does not reorder the sentence. */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? String(values[name]) : `\u2068${values[name]}\u2069`,
  );
}
