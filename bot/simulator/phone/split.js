// A text that is longer than a message is sent as several, as Telegram's own apps do.

/** Telegram counts code points. */
export const LONGEST = 4096;

/** The parts of a text, each of 4096 code points at most, cut at a line end or a space where there is one. */
export function splitText(text) {
  const parts = [];
  let rest = Array.from(text.trim());
  while (rest.length > LONGEST) {
    const piece = rest.slice(0, LONGEST);
    // A cut in the first half would make more messages than needed.
    const after = (character) => {
      const at = piece.lastIndexOf(character) + 1;
      return at > LONGEST / 2 ? at : 0;
    };
    const cut = after("\n") || after(" ") || LONGEST;
    parts.push(rest.slice(0, cut).join("").trim());
    rest = Array.from(rest.slice(cut).join("").trim());
  }
  parts.push(rest.join(""));
  return parts.filter(Boolean);
}
