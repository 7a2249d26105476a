// What a link in a message does: one to this very bot starts it in this chat, any other opens in a new tab.

const WEB = new Set(["http:", "https:", "mailto:", "tel:"]);
const PAYLOAD = /^[A-Za-z0-9_-]{0,64}$/;

/** Whether a start code is one that Telegram would pass on. */
export const isPayload = (code) => PAYLOAD.test(code);

/** An address that is safe to open, or null. Telegram takes "example.org" without a scheme, and so does this. */
export function safeAddress(text) {
  const guess = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text) ? text : `https://${text}`;
  const url = tryParse(guess);
  return url && WEB.has(url.protocol) ? url.href : null;
}

function tryParse(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The start code of a deep link to this bot ("" where it has none), or null for any other link. */
export function startPayload(text, username) {
  const url = tryParse(/^[a-z]+:/i.test(text) ? text : `https://${text}`);
  if (!url || !username) return null;
  let name = null;
  if (["t.me", "telegram.me"].includes(url.hostname.replace(/^www\./, "")))
    name = url.pathname.slice(1).replace(/\/$/, "");
  else if (url.protocol === "tg:" && /^(\/\/)?resolve/.test(url.host + url.pathname))
    name = url.searchParams.get("domain");
  if (name === null || name.toLowerCase() !== username.toLowerCase()) return null;
  const code = url.searchParams.get("start") ?? "";
  return isPayload(code) ? code : null;
}

/** Puts text on the clipboard; false where the browser forbids it. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http on another machine has no clipboard API; the old command still works there.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "off-screen";
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return done;
  }
}
