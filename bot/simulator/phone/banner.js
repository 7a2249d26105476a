// The offer to follow an invite link that the page was opened with.
import { el } from "./dom.js";
import { say } from "./strings.js";

/** A bar with the offer; `use()` and `dismiss()` are what its buttons do. */
export function inviteBanner({ words, name, use, dismiss }) {
  const node = el(
    "div",
    { class: "invite", role: "region", "aria-label": words.inviteChoose, data: { testid: "invite" } },
    el("p", {}, say(words.inviteOffer, { name })),
    el(
      "div",
      { class: "invite-buttons" },
      el(
        "button",
        { type: "button", class: "plain", data: { testid: "invite-dismiss" }, on: { click: dismiss } },
        words.dismiss,
      ),
      el("button", { type: "button", class: "solid", data: { testid: "invite-use" }, on: { click: use } }, words.use),
    ),
  );
  return node;
}
