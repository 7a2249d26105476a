// One message: the bubble, and the buttons under it.
import { clock, instant } from "./dates.js";
import { el } from "./dom.js";
import { textElement } from "./entities.js";
import { icon } from "./icons.js";
import { inlineKeyboard } from "./inline-keyboard.js";
import { mediaNode, summary } from "./media.js";

const FEW_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s?){1,3}$/u;

function meta(message, context) {
  const date = new Date(message.date);
  const { words, language } = context;
  return el(
    "div",
    { class: "meta" },
    message.edited ? el("span", { class: "edited" }, words.edited) : null,
    message.silent
      ? el("span", { class: "meta-icon", role: "img", "aria-label": words.silent, title: words.silent }, icon("silent"))
      : null,
    el("time", { datetime: message.date, title: instant(date, language), dir: "ltr" }, clock(date, language)),
    message.from === "person"
      ? el("span", { class: "meta-icon", role: "img", "aria-label": words.sent }, icon("check"))
      : null,
  );
}

function quotedReply(message, context) {
  if (!message.reply_to) return null;
  const original = context.find(message.reply_to);
  const { words } = context;
  const who = original?.from === "person" ? words.you : context.botName;
  return el(
    "button",
    {
      type: "button",
      class: "reply-quote",
      on: { click: () => original && context.goTo(original.id) },
      disabled: !original,
    },
    original ? el("span", { class: "reply-who", dir: "auto" }, who) : null,
    el("span", { class: "reply-what", dir: "auto" }, original ? summary(original, words) : words.deleted),
  );
}

/**
 * The time goes to the end of the last line where there is room for it, as an invisible copy that holds its place. It
 * needs a line of its own when that line runs the other way than the page, or is a quotation or code.
 */
function placeMeta(bubble, text, metaNode, pageDirection) {
  const last = text?.lastElementChild;
  if (last?.classList.contains("line") && last.dir === pageDirection) {
    const copy = el("span", { class: "meta-space", "aria-hidden": "true" });
    copy.append(...[...metaNode.childNodes].map((node) => node.cloneNode(true)));
    for (const node of copy.querySelectorAll("[role], [title]"))
      for (const name of ["role", "title", "aria-label"]) node.removeAttribute(name);
    // A time in the copy would be read twice by a test or a reader of the page.
    for (const node of copy.querySelectorAll("time"))
      node.replaceWith(el("span", { data: { text: node.textContent } }));
    for (const node of copy.querySelectorAll(".edited"))
      node.replaceWith(el("span", { data: { text: node.textContent } }));
    last.append(copy);
    bubble.classList.add("meta-inside");
  }
  bubble.append(metaNode);
}

/**
 * The article for a message.
 *
 * context: what `textElement` takes, and direction (of the page), botName, find(id) → message or undefined, goTo(id),
 * press(message, row, column, button), openMenu(message, node, point).
 */
export function bubbleNode(message, context) {
  const media = mediaNode(message, context);
  const text = message.text
    ? textElement(message.text, message.entities ?? [], { ...context, fallback: context.direction })
    : null;
  const bubble = el("div", { class: `bubble kind-${message.kind}` }, quotedReply(message, context), media, text);
  if (text && message.kind === "text" && !message.entities?.length && FEW_EMOJI.test(message.text))
    bubble.classList.add("big-emoji");
  placeMeta(bubble, text, meta(message, context), context.direction);
  const keyboard = message.inline_keyboard?.length ? inlineKeyboard(message, context) : null;
  return el(
    "article",
    {
      class: `message from-${message.from}${keyboard ? " has-keyboard" : ""}${message.protected ? " protected" : ""}`,
      tabindex: -1,
      "aria-label": message.from === "person" ? context.words.you : context.botName,
      data: { testid: "message", messageId: message.id, from: message.from, kind: message.kind },
    },
    bubble,
    keyboard,
  );
}
