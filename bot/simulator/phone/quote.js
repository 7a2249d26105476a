// A long quotation that shows three lines until it is tapped.
import { el } from "./dom.js";
import { icon } from "./icons.js";

/** An expandable quotation around the nodes given. One that fits into three lines has nothing to expand. */
export function expandable(content, words) {
  const body = el("div", { class: "quote-body" }, content);
  const toggle = el(
    "button",
    { type: "button", class: "quote-toggle", "aria-expanded": "false", "aria-label": words.expand, hidden: true },
    icon("down"),
  );
  const quote = el("blockquote", { class: "expandable collapsed" }, body, toggle);

  function flip() {
    if (toggle.hidden) return;
    const collapsed = quote.classList.toggle("collapsed");
    toggle.setAttribute("aria-expanded", String(!collapsed));
    toggle.setAttribute("aria-label", collapsed ? words.expand : words.collapse);
  }
  quote.addEventListener("click", (event) => {
    // A link in the quotation is followed, and selected text is left alone.
    if (event.target.closest("a, .spoiler, code") || String(getSelection())) return;
    flip();
  });

  // Whether it needs expanding is known only once it has been laid out, and again when the phone turns.
  new ResizeObserver(() => {
    if (!quote.classList.contains("collapsed")) return;
    toggle.hidden = body.scrollHeight <= body.clientHeight + 2;
    quote.classList.toggle("whole", toggle.hidden);
  }).observe(body);
  return quote;
}
