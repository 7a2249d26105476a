// The bot's time, which goes on here at the pace of this computer's.

let shown = Date.now();
let since = performance.now();

/** Takes over what the bot's clock shows at this moment: an ISO 8601 instant. */
export function setNow(instant) {
  shown = Date.parse(instant);
  since = performance.now();
}

/** What the bot's clock shows now; this computer's own time until the bot's is known. */
export const now = () => new Date(shown + performance.now() - since);
