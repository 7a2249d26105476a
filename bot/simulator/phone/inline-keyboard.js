// The buttons under a message, row by row as the bot gave them.
import { firstStrong } from "./direction.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { safeAddress, startPayload } from "./links.js";

// A word this long may be broken; shorter ones fit on the narrowest phone.
const LONG_WORD = /\S{24,}/u;
const STYLES = new Set(["primary", "success", "danger"]);

function label(button, mark = null) {
  return el(
    "span",
    { class: "label", dir: firstStrong(button.text) ?? null },
    button.text,
    mark ? el("span", { class: "mark", "aria-hidden": "true" }, mark) : null,
  );
}

function buttonNode(message, button, row, column, context) {
  const props = {
    class: `inline-button${STYLES.has(button.style) ? ` ${button.style}` : ""}${LONG_WORD.test(button.text) ? " long-word" : ""}`,
    data: { testid: "inline-button", row, column },
  };
  if (button.url) {
    const code = startPayload(button.url, context.username);
    if (code !== null)
      return el("button", { type: "button", ...props, on: { click: () => context.start(code) } }, label(button));
    const href = safeAddress(button.url);
    if (href)
      return el("a", { ...props, href, target: "_blank", rel: "noopener noreferrer" }, label(button, "↗\uFE0E"));
  }
  if (button.copy_text) {
    const copy = () => context.copy(button.copy_text.text);
    return el(
      "button",
      { type: "button", ...props, title: button.copy_text.text, on: { click: copy } },
      label(button, icon("copy")),
    );
  }
  const node = el("button", { type: "button", ...props, disabled: button.disabled ?? false }, label(button));
  node.addEventListener("click", () => context.press(message, row, column, node));
  return node;
}

/** The keyboard of a message that has one. */
export function inlineKeyboard(message, context) {
  const rows = message.inline_keyboard.map((buttons, row) =>
    el(
      "div",
      { class: buttons.length > 2 ? "inline-row crowded" : "inline-row" },
      buttons.map((button, column) => buttonNode(message, button, row, column, context)),
    ),
  );
  return el("div", { class: "inline-keyboard" }, rows);
}
