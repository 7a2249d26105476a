// The keyboard that a bot puts in place of the phone's own one.
import { firstStrong } from "./direction.js";
import { el } from "./dom.js";

const textOf = (button) => (typeof button === "string" ? button : button.text);

/**
 * The reply keyboard under the composer. `press(button)` acts on a button; `onFold()` is called when it opens or folds.
 */
export function replyKeyboard({ press, onFold }) {
  const node = el("div", { class: "reply-keyboard", hidden: true });
  let markup = null;
  let shown = "null";

  function fold(folded) {
    node.hidden = folded || !markup;
    onFold();
  }

  /** Shows the keyboard of the chat's state; null takes it away. The same one again stays as the person left it. */
  function set(next) {
    const key = JSON.stringify(next);
    if (key === shown) return;
    shown = key;
    markup = next?.keyboard?.length ? next : null;
    node.replaceChildren(
      ...(markup?.keyboard ?? []).map((row) =>
        el(
          "div",
          { class: "reply-row" },
          row.map((button) =>
            el(
              "button",
              {
                type: "button",
                class: "reply-button",
                dir: firstStrong(textOf(button)),
                data: { testid: "reply-button" },
                on: { click: () => tapped(button) },
              },
              textOf(button),
            ),
          ),
        ),
      ),
    );
    fold(false);
  }

  function tapped(button) {
    press(typeof button === "string" ? { text: button } : button);
    if (markup?.one_time_keyboard) fold(true);
  }

  return {
    node,
    set,
    toggle: () => fold(!node.hidden),
    get exists() {
      return markup !== null;
    },
    get open() {
      return markup !== null && !node.hidden;
    },
    get placeholder() {
      return node.hidden ? null : (markup?.input_field_placeholder ?? null);
    },
  };
}
