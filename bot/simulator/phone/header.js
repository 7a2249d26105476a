// The bar over a chat: who it is with, and what the bot is doing.
import { avatar } from "./avatar.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

// Telegram shows an action for five seconds unless it is sent again or a message comes.
const ACTION_LASTS = 5000;
const ACTION_WORDS = { upload_document: "sendingFile", upload_photo: "sendingPhoto" };

/** The header; `openMenu(point)` is called for the three dots. */
export function chatHeader({ words, openMenu }) {
  const name = el("h2", { class: "head-name", dir: "auto" });
  const state = el("p", { class: "head-state", "aria-live": "polite" });
  const picture = el("span", { class: "head-picture" });
  const more = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": words.chatMenu,
      title: words.chatMenu,
      "aria-haspopup": "menu",
      data: { testid: "chat-menu" },
    },
    icon("more"),
  );
  more.addEventListener("click", () => {
    const box = more.getBoundingClientRect();
    openMenu({ x: getComputedStyle(more).direction === "rtl" ? box.left : box.right, y: box.bottom + 4 });
  });
  const node = el(
    "header",
    { class: "chat-head" },
    el(
      "a",
      { class: "icon-button back", href: "#", "aria-label": words.back, title: words.back, data: { testid: "back" } },
      icon("back"),
    ),
    picture,
    el("div", { class: "head-words" }, name, state),
    more,
  );
  let bot = null;
  let timer = null;

  function rest() {
    clearTimeout(timer);
    node.classList.remove("acting");
    state.textContent = words.bot;
  }

  return {
    node,
    rest,
    showBot(next) {
      bot = next;
      name.textContent = bot.name;
      picture.replaceChildren(avatar(bot.name, null));
      if (!node.classList.contains("acting")) rest();
    },
    showAction(action) {
      clearTimeout(timer);
      state.textContent = words[ACTION_WORDS[action] ?? "typing"];
      node.classList.add("acting");
      timer = setTimeout(rest, ACTION_LASTS);
    },
  };
}
