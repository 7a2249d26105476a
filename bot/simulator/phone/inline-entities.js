// One inline entity as a DOM node.
import { instant } from "./dates.js";
import { el } from "./dom.js";
import { safeAddress, startPayload } from "./links.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

/** A link that leaves the page in a new tab, or starts the bot in this chat when it leads to the bot itself. */
export function linkNode(address, children, context, className = "") {
  const code = startPayload(address, context.username);
  const href = safeAddress(address) ?? (code === null ? null : `https://t.me/${context.username}?start=${code}`);
  if (href === null) return el("span", {}, children);
  const link = el(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer", title: address, class: className || null },
    children,
  );
  if (code !== null) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      context.start(code);
    });
  }
  return link;
}

/** Something that is not a link and yet answers a tap, a click, Enter and Space. */
function tappable(className, action, props, children) {
  const node = el("span", { class: className, role: "button", tabindex: 0, ...props }, children);
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    action(node);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    action(node);
  });
  return node;
}

function spoiler(children, context) {
  // All hidden places of one message open together, as they do in Telegram.
  const reveal = (node) => {
    for (const hidden of node.closest(".text").querySelectorAll(".spoiler")) {
      hidden.classList.add("shown");
      hidden.removeAttribute("role");
      hidden.removeAttribute("aria-label");
      hidden.removeAttribute("tabindex");
    }
  };
  return tappable(
    "spoiler",
    reveal,
    { "aria-label": context.words.hidden },
    el("span", { class: "spoiler-text" }, children),
  );
}

function time(entity, children, context) {
  const date = new Date(entity.unix_time * 1000);
  const full = instant(date, context.language);
  const node = tappable("date-time", () => context.note(full), { title: full }, children);
  node.dataset.unixTime = String(entity.unix_time);
  return node;
}

/** The node for an entity that covers `text`; `children` are the nodes for what it covers. */
export function inlineNode(entity, text, children, context) {
  switch (entity.type) {
    case "bold":
    case "italic":
    case "underline":
    case "strikethrough":
      return el(TAGS[entity.type], {}, children);
    case "spoiler":
      return spoiler(children, context);
    case "code":
      return el(
        "code",
        { tabindex: 0, title: context.words.copy, dir: "ltr", on: { click: () => context.copy(text) } },
        text,
      );
    case "text_link":
      return linkNode(entity.url, children, context);
    case "url":
      return linkNode(text, children, context);
    case "email":
      return linkNode(`mailto:${text}`, children, context);
    case "phone_number":
      return linkNode(`tel:${text.replace(/[^\d+]/g, "")}`, children, context);
    case "mention":
      return linkNode(`https://t.me/${text.slice(1)}`, children, context, "mention");
    case "text_mention":
      return el("span", { class: "mention" }, children);
    case "bot_command":
      return tappable("bot-command", () => context.command(text), { dir: "ltr" }, children);
    case "date_time":
      return time(entity, children, context);
    case "custom_emoji":
      return el("span", { class: "custom-emoji" }, children);
    case "hashtag":
    case "cashtag":
      return el("span", { class: "hashtag" }, children);
    default:
      // An entity of a later Bot API: its text is still readable.
      return el("span", { data: { entity: entity.type } }, children);
  }
}
