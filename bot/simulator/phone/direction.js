// Which way text runs: the first strong character decides, as in rules P2 and P3 of the Unicode bidirectional algorithm.

const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200F\u061C]/u;
const LETTER = /[\p{L}\u200E]/u;
const ISOLATE_START = /[\u2066-\u2068]/;
const ISOLATE_END = "\u2069";

/** "rtl", "ltr", or null where nothing in the text is strong; what stands inside isolates does not count. */
export function firstStrong(text) {
  let depth = 0;
  for (const character of text) {
    if (ISOLATE_START.test(character)) depth += 1;
    else if (character === ISOLATE_END) depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      // Arabic digits belong to the Arabic script and yet are weak, so a letter (or a mark of direction) is asked for.
      if (RTL_LETTER.test(character) && /[\p{L}\u200F\u061C]/u.test(character)) return "rtl";
      if (LETTER.test(character)) return "ltr";
    }
  }
  return null;
}

const RTL_LANGUAGES = new Set(["ar", "fa", "he", "ur", "ps", "ckb"]);

/** The direction of a language's own interface. */
export const languageDirection = (language) => (RTL_LANGUAGES.has(language) ? "rtl" : "ltr");
