// Telegram's server marks addresses, e-mails, mentions and commands that nobody formatted. Where the entities at hand
// leave such a place unmarked, it is marked here, so that it can be tapped as it could be on a real phone.

const PATTERNS = [
  ["url", /\bhttps?:\/\/[^\s<>"\u2066-\u2069]+[^\s<>"\u2066-\u2069.,;:!?)\]»”’'،؛؟]/giu],
  ["url", /(?<![\w@/.])t\.me\/[A-Za-z0-9_]+(?:\?[^\s<>"\u2066-\u2069]*[A-Za-z0-9_-])?/giu],
  ["email", /(?<![\w.])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/gu],
  ["mention", /(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}\b/gu],
  ["bot_command", /(?<![\w/<>.])\/[a-z][a-z0-9_]{0,31}\b(?!\/)/giu],
];

const overlaps = (a, b) => a.offset < b.offset + b.length && b.offset < a.offset + a.length;
// Bold and the like may hold an address; a link, code or another address may not.
const EXCLUSIVE = new Set([
  "url",
  "text_link",
  "email",
  "mention",
  "text_mention",
  "bot_command",
  "code",
  "pre",
  "phone_number",
]);

/** The entities given, and one for each tappable place that they leave out. */
export function withLinks(text, entities) {
  const all = [...entities];
  for (const [type, pattern] of PATTERNS) {
    for (const found of text.matchAll(pattern)) {
      const candidate = { type, offset: found.index, length: found[0].length };
      if (!all.some((entity) => EXCLUSIVE.has(entity.type) && overlaps(entity, candidate))) all.push(candidate);
    }
  }
  return all;
}
