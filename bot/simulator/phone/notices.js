// Short notes that pass by themselves, and alerts that wait for a tap.
import { el } from "./dom.js";
import { openLayer } from "./sheet.js";

/** Notices of one phone: `note(text)`, `alert(text)`, and `node`, where notes appear. */
export function notices(phone, words) {
  const node = el("div", { class: "toasts", role: "status", "aria-live": "polite" });

  function note(text) {
    const toast = el("div", { class: "toast", dir: "auto", data: { testid: "toast" } }, text);
    node.replaceChildren(toast);
    // Long enough to read: two seconds, and more for longer texts.
    setTimeout(() => toast.remove(), Math.min(8000, 2200 + text.length * 45));
  }

  function alert(text, more = null) {
    let close = () => {};
    const ok = el(
      "button",
      { type: "button", class: "solid", data: { first: "" }, on: { click: () => close() } },
      words.ok,
    );
    const content = [
      el("p", { class: "dialog-text", dir: "auto" }, text),
      el("div", { class: "dialog-buttons" }, more, ok),
    ];
    close = openLayer(phone, { kind: "dialog", label: text, role: "alertdialog", testid: "alert", content });
  }

  return { node, note, alert };
}
