// What an empty chat shows: what the bot is, in its own words.
import { avatar } from "./avatar.js";
import { firstStrong } from "./direction.js";
import { el } from "./dom.js";

/** The card with the bot's description; `show(bot)` fills it. */
export function welcomeCard(words) {
  const node = el("div", { class: "welcome", hidden: true });
  return {
    node,
    show(bot) {
      const text = bot.description || bot.short_description || "";
      node.replaceChildren(
        avatar(bot.name, null),
        el("h3", { dir: "auto" }, bot.name),
        text
          ? el(
              "div",
              { class: "welcome-card" },
              el("p", { class: "welcome-title" }, words.about),
              el("p", { class: "welcome-text", dir: firstStrong(text) ?? "ltr" }, text),
            )
          : "",
      );
    },
  };
}
