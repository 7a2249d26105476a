// The list of messages: in order, under headings of days, and never jumping while somebody reads.
import { bubbleNode } from "./bubble.js";
import { dayKey, dayLabel } from "./dates.js";
import { arrowKeys, el } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./strings.js";

// So close to the end counts as being there.
const NEAR = 48;
// Messages of one sender this close together form one group.
const GROUP_GAP = 5 * 60_000;

/** The log for one chat; `context` is what `bubbleNode` takes. */
export function messageLog(context) {
  const { words } = context;
  const items = new Map();
  const list = el("div", { class: "log-list" });
  const log = el(
    "div",
    { class: "log", role: "log", "aria-live": "off", "aria-label": words.messages, tabindex: 0 },
    list,
  );
  const count = el("span", { class: "to-end-count", hidden: true });
  const toEnd = el(
    "button",
    {
      type: "button",
      class: "to-end",
      "aria-label": words.toEnd,
      hidden: true,
      on: { click: () => scrollToEnd(true) },
    },
    count,
    icon("down"),
  );
  const node = el("div", { class: "log-frame" }, log, toEnd);
  let atEnd = true;
  let unseen = 0;
  let height = 0;
  let length = 0;
  // On the way to the end, after a tap on the button.
  let gliding = false;

  function scrollToEnd(smooth = false) {
    atEnd = true;
    gliding = smooth;
    log.scrollTo({
      top: log.scrollHeight,
      behavior: smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "instant",
    });
    showEnd();
  }

  function showEnd() {
    if (atEnd) unseen = 0;
    toEnd.hidden = atEnd;
    count.hidden = unseen === 0;
    count.textContent = String(unseen);
    toEnd.setAttribute("aria-label", unseen ? say(words.newMessages, { n: unseen }) : words.toEnd);
  }

  log.addEventListener(
    "scroll",
    () => {
      // The browser scrolls too when the log or what is in it changes its height: that is settled where the change is
      // seen. Only a reader's own scrolling leaves the end.
      if (log.clientHeight !== height || log.scrollHeight !== length) return;
      const near = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
      if (gliding && !near) return;
      gliding = false;
      atEnd = near;
      showEnd();
    },
    { passive: true },
  );
  for (const type of ["wheel", "touchstart"])
    log.addEventListener(
      type,
      () => {
        gliding = false;
      },
      { passive: true },
    );
  const keepEnd = new ResizeObserver(() => {
    height = log.clientHeight;
    length = log.scrollHeight;
    if (atEnd) scrollToEnd();
  });
  keepEnd.observe(log);
  keepEnd.observe(list);

  arrowKeys(list, ".message");
  log.addEventListener("keydown", (event) => {
    // From the log itself the arrow leads to the latest message, and from there onwards.
    if (event.target === log && event.key === "ArrowUp" && items.size) {
      event.preventDefault();
      list.querySelector(".message:last-of-type")?.focus();
    }
  });

  const ordered = () => [...items.values()].sort((a, b) => a.message.id - b.message.id);

  const labelOf = ({ message }) => dayLabel(new Date(message.date), context.language, words);

  /** What was today is yesterday after midnight, or any day where the clock was moved. */
  function showDays() {
    for (const item of items.values()) if (item.day) item.day.firstChild.textContent = labelOf(item);
  }

  /** Days and groups depend on the neighbours, so they are settled after each change; only what differs is touched. */
  function arrange() {
    let before = null;
    for (const item of ordered()) {
      const date = new Date(item.message.date);
      const newDay = !before || dayKey(new Date(before.message.date)) !== dayKey(date);
      if (newDay && !item.day) {
        item.day = el("div", { class: "day" }, el("span", {}, labelOf(item)));
        item.node.before(item.day);
      } else if (!newDay && item.day) {
        item.day.remove();
        item.day = null;
      }
      const joined =
        !newDay &&
        before.message.from === item.message.from &&
        // A clock that was moved back leaves later times above earlier ones.
        Math.abs(date - new Date(before.message.date)) < GROUP_GAP;
      item.node.classList.toggle("joined", joined);
      before?.node.classList.toggle("last", !joined);
      before = item;
    }
    before?.node.classList.add("last");
  }

  function place(item) {
    const next = ordered().find((other) => other.message.id > item.message.id);
    list.insertBefore(item.node, next ? (next.day ?? next.node) : null);
  }

  function replace(item, message) {
    const fresh = bubbleNode(message, context);
    // A reader who moves by keyboard keeps the place when the bot rewrites the message under the fingers.
    const focused = item.node.contains(document.activeElement) ? document.activeElement : null;
    item.node.replaceWith(fresh);
    if (focused) {
      const { row, column } = focused.dataset;
      const same = row && fresh.querySelector(`.inline-button[data-row="${row}"][data-column="${column}"]`);
      (same || fresh).focus({ preventScroll: true });
    }
    item.node = fresh;
    item.message = message;
  }

  /** Draws the replies to a message again, as they quote it. */
  function requote(id) {
    for (const item of items.values()) if (item.message.reply_to === id) replace(item, item.message);
  }

  function put(message) {
    const item = items.get(message.id);
    if (!item) {
      const added = { message, node: bubbleNode(message, context), day: null };
      items.set(message.id, added);
      place(added);
      return added;
    }
    if (JSON.stringify(item.message) !== JSON.stringify(message)) {
      replace(item, message);
      requote(message.id);
    }
    return null;
  }

  function drop(id) {
    const item = items.get(id);
    if (!item) return;
    item.day?.remove();
    item.node.remove();
    items.delete(id);
    requote(id);
  }

  /** Adds a message, or shows its new state. */
  function upsert(message) {
    const added = put(message);
    arrange();
    if (!added) return;
    added.node.classList.add("arriving");
    if (message.from === "person") scrollToEnd();
    else if (!atEnd) {
      unseen += 1;
      showEnd();
    }
  }

  /** Makes the log equal to what the server has, touching only what differs. */
  function sync(messages) {
    const first = items.size === 0;
    if (first) log.setAttribute("aria-live", "off");
    const known = new Set(messages.map((message) => message.id));
    for (const id of [...items.keys()]) if (!known.has(id)) drop(id);
    // Replies quote other messages: all must be findable before the first one is drawn.
    context.find = (id) => items.get(id)?.message ?? messages.find((message) => message.id === id);
    const added = messages.map(put).filter(Boolean);
    context.find = (id) => items.get(id)?.message;
    arrange();
    if (first) scrollToEnd();
    else if (!atEnd) {
      unseen += added.filter((item) => item.message.from === "bot").length;
      showEnd();
    }
    // A screen reader is told of what comes from now on, not of the whole history.
    requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  }

  function remove(id) {
    drop(id);
    arrange();
  }

  function goTo(id) {
    const item = items.get(id);
    if (!item) return;
    item.node.scrollIntoView({ block: "center" });
    item.node.focus({ preventScroll: true });
    item.node.classList.remove("found");
    requestAnimationFrame(() => item.node.classList.add("found"));
  }

  context.find = (id) => items.get(id)?.message;
  context.goTo = goTo;

  return {
    node,
    sync,
    upsert,
    remove,
    showDays,
    scrollToEnd,
    focus: () => log.focus({ preventScroll: true }),
    get empty() {
      return items.size === 0;
    },
    find: (id) => items.get(id)?.message,
    messageAt: (element) => items.get(Number(element?.closest?.(".message")?.dataset.messageId)),
    lastOwnText: () =>
      ordered()
        .reverse()
        .find(({ message }) => message.from === "person" && message.kind === "text")?.message,
    stop: () => keepEnd.disconnect(),
  };
}
