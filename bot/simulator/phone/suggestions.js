// The bot's commands that fit what is being typed after a slash.
import { el } from "./dom.js";

let lists = 0;

/** A listbox for the text field given; `choose(command)` is called with "/name". */
export function commandSuggestions(field, label, choose) {
  const id = `commands-${(lists += 1)}`;
  const node = el("div", { class: "suggestions", role: "listbox", id, "aria-label": label, hidden: true });
  let commands = [];
  let found = [];
  let at = 0;

  function mark(index) {
    at = index;
    [...node.children].forEach((option, position) => option.setAttribute("aria-selected", String(position === at)));
    const option = node.children[at];
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
  }

  function hide() {
    node.hidden = true;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", "false");
  }

  function update() {
    const typed = field.value.match(/^\/([a-z0-9_]*)$/i);
    found = typed ? commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
    if (!found.length) return hide();
    node.replaceChildren(
      ...found.map(({ command, description }, index) =>
        el(
          "div",
          {
            class: "suggestion",
            role: "option",
            id: `${id}-${index}`,
            on: {
              // Before the field loses the focus.
              pointerdown: (event) => event.preventDefault(),
              click: () => pick(index),
            },
          },
          el("span", { class: "suggestion-name", dir: "ltr" }, `/${command}`),
          el("span", { class: "suggestion-text", dir: "auto" }, description),
        ),
      ),
    );
    node.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(0);
    return undefined;
  }

  function pick(index) {
    hide();
    choose(`/${found[index].command}`);
  }

  /** Handles a key while the list is open; true when it did. */
  function key(event) {
    if (node.hidden) return false;
    if (event.key === "ArrowDown") mark((at + 1) % found.length);
    else if (event.key === "ArrowUp") mark((at - 1 + found.length) % found.length);
    else if (event.key === "Escape") hide();
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") pick(at);
    else return false;
    event.preventDefault();
    return true;
  }

  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("role", "combobox");
  field.addEventListener("input", update);
  field.addEventListener("blur", hide);
  return {
    node,
    key,
    set: (list) => {
      commands = list;
    },
  };
}
