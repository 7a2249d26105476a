// Where the person writes: the field, what it replies to or edits, and the buttons around it.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { withMarks } from "./marks.js";
import { summary } from "./media.js";
import { say } from "./strings.js";
import { commandSuggestions } from "./suggestions.js";

const LINES = 6;

/**
 * The composer of one chat.
 *
 * actions: submit(text, {replyTo, editing}) → Promise<boolean> (false: the text comes back into the field),
 * openMenu(), openAttach(), toggleKeyboard(), editLast() → message or undefined. `draft` is what was typed before.
 */
export function composer({ words, botName, draft, actions }) {
  const field = el("textarea", {
    class: "field",
    rows: 1,
    dir: "auto",
    placeholder: words.write,
    "aria-label": words.write,
    enterkeyhint: "send",
    autocomplete: "off",
    data: { testid: "composer" },
  });
  const iconButton = (name, label, testid, click) =>
    el(
      "button",
      {
        type: "button",
        class: `icon-button ${testid}`,
        "aria-label": label,
        title: label,
        data: { testid },
        on: { click },
      },
      icon(name),
    );
  const send = iconButton("send", words.send, "send", () => submit());
  const attach = iconButton("attach", words.attach, "attach", () => actions.openAttach());
  const keyboard = iconButton("keyboard", words.hideKeyboard, "keyboard-toggle", () => actions.toggleKeyboard());
  const menuMark = el("span", { class: "menu-mark" });
  const menu = el(
    "button",
    {
      type: "button",
      class: "menu-button",
      "aria-haspopup": "menu",
      "aria-label": words.commands,
      title: words.commands,
      data: { testid: "menu-button" },
      on: { click: () => actions.openMenu() },
    },
    menuMark,
  );
  const suggestions = commandSuggestions(field, words.commands, (command) => {
    field.value = command;
    submit();
  });
  const bar = el("div", { class: "composer-bar", hidden: true });
  const row = el(
    "div",
    { class: "composer-row" },
    menu,
    el("div", { class: "field-box" }, field, keyboard),
    attach,
    send,
  );
  const node = el("div", { class: "composer" }, suggestions.node, bar, row);
  let replyTo = null;
  let editing = null;
  let placeholder = null;

  function grow() {
    field.style.height = "auto";
    const style = getComputedStyle(field);
    const most = parseFloat(style.lineHeight) * LINES + parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    field.style.height = `${Math.min(field.scrollHeight, most)}px`;
    field.style.overflowY = field.scrollHeight > most ? "auto" : "hidden";
    node.classList.toggle("has-text", field.value.trim() !== "");
    send.disabled = field.value.trim() === "";
    // An empty field has no text to take a direction from: it takes the page's, so that the hint stands on its side.
    field.dir = field.value ? "auto" : "";
  }

  function setText(text) {
    field.value = text;
    grow();
  }

  function showBar(title, message, mark) {
    bar.replaceChildren(
      icon(mark),
      el(
        "div",
        { class: "bar-words" },
        el("span", { class: "bar-title", dir: "auto" }, title),
        el("span", { class: "bar-text", dir: "auto" }, summary(message, words)),
      ),
      el(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": words.cancel,
          on: {
            click: () => {
              cancel();
              field.focus();
            },
          },
        },
        icon("close"),
      ),
    );
    bar.hidden = false;
  }

  /** Ends replying or editing; an edited text leaves the field, an answer that is being typed stays. */
  function cancel() {
    if (editing) setText("");
    replyTo = null;
    editing = null;
    bar.hidden = true;
  }

  function reply(message) {
    cancel();
    replyTo = message;
    showBar(say(words.replyTo, { name: message.from === "person" ? words.you : botName }), message, "reply");
    field.focus();
  }

  function edit(message) {
    cancel();
    editing = message;
    showBar(words.editing, message, "edit");
    setText(withMarks(message.text, message.entities ?? []));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    const what = { replyTo, editing };
    setText("");
    replyTo = null;
    editing = null;
    bar.hidden = true;
    field.focus();
    if (await actions.submit(text, what)) return;
    // Nothing that was typed is lost, and neither is what has been typed since.
    if (what.editing) edit(what.editing);
    else if (what.replyTo) reply(what.replyTo);
    setText(field.value && !what.editing ? `${text}\n${field.value}` : text);
  }

  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    // While an input method is composing a word, Enter belongs to it.
    if (event.isComposing || suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && !bar.hidden) cancel();
    else if (event.key === "ArrowUp" && !field.value && !editing) {
      const last = actions.editLast();
      if (last) {
        event.preventDefault();
        edit(last);
      }
    }
  });
  field.value = draft;

  /** Shows what the chat offers: commands, the kind of menu button, and whether a reply keyboard is there or open. */
  function set({ commands, menuButton, keyboardExists, keyboardOpen, hint }) {
    suggestions.set(commands);
    menu.hidden = commands.length === 0;
    menu.classList.toggle("wide", menuButton === "commands");
    menuMark.replaceChildren(
      ...(menuButton === "commands" ? [icon("menu"), el("span", { class: "menu-word" }, words.menu)] : ["/"]),
    );
    keyboard.hidden = !keyboardExists;
    node.classList.toggle("has-keyboard-toggle", keyboardExists);
    keyboard.classList.toggle("on", keyboardOpen);
    const label = keyboardOpen ? words.hideKeyboard : words.showKeyboard;
    keyboard.setAttribute("aria-label", label);
    keyboard.title = label;
    keyboard.setAttribute("aria-expanded", String(keyboardOpen));
    placeholder = hint ?? words.write;
    field.placeholder = placeholder;
    grow();
  }

  return {
    node,
    set,
    reply,
    edit,
    cancel,
    setText,
    focus: () => field.focus({ preventScroll: true }),
    get text() {
      return editing ? "" : field.value;
    },
  };
}
