// Sheets, menus and dialogs over the phone. While one is open the rest of the page is inert: focus stays inside.
import { arrowKeys, el } from "./dom.js";
import { icon } from "./icons.js";

const FOCUSABLE = "button:not([disabled]), a[href], input, textarea, [tabindex='0']";
const open = [];

/**
 * Opens a layer in `phone` and returns the function that closes it.
 *
 * kind: "sheet" (from the bottom), "dialog" (in the middle) or "menu" (at `point`, in pixels of the window).
 * The role is "dialog" unless told. Esc, a tap outside and `close` end it and put the focus back where it was.
 */
export function openLayer(
  phone,
  { kind, label, content, role = "dialog", testid = null, point = null, onClose = null },
) {
  const before = document.activeElement;
  const panel = el(
    "div",
    {
      class: `layer-panel ${kind}`,
      role,
      "aria-modal": "true",
      "aria-label": label,
      tabindex: -1,
      data: testid ? { testid } : {},
    },
    content,
  );
  const layer = el("div", { class: `layer ${kind}` }, panel);
  const others = [document.getElementById("people"), ...phone.children].filter((node) => !node.inert);
  for (const node of others) node.inert = true;
  phone.append(layer);
  if (point) position(phone, panel, point);

  let closed = false;
  function close() {
    if (closed) return;
    closed = true;
    open.splice(open.indexOf(close), 1);
    layer.remove();
    for (const node of others) node.inert = false;
    // Not to an element that an edit has replaced meanwhile.
    if (before?.isConnected) before.focus({ preventScroll: true });
    onClose?.();
  }
  open.push(close);

  layer.addEventListener("pointerdown", (event) => {
    if (event.target !== layer) return;
    // Otherwise the tap that closes the layer would also press what lies under it.
    event.preventDefault();
    close();
  });
  layer.addEventListener("contextmenu", (event) => event.preventDefault());
  layer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") keepInside(event, panel);
  });
  arrowKeys(panel, "[role=menuitem], .layer-row");
  (panel.querySelector("[data-first]") ?? panel.querySelector(".layer-row, button") ?? panel).focus({
    preventScroll: true,
  });
  return close;
}

/** Closes whatever is open: the chat it belongs to is going away. */
export function closeAll() {
  for (const close of [...open].reverse()) close();
}

function keepInside(event, panel) {
  const all = [...panel.querySelectorAll(FOCUSABLE)];
  const edge = event.shiftKey ? all[0] : all[all.length - 1];
  if (document.activeElement !== edge && document.activeElement !== panel) return;
  event.preventDefault();
  (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
}

function position(phone, panel, { x, y }) {
  const frame = phone.getBoundingClientRect();
  const box = panel.getBoundingClientRect();
  const clamp = (value, most) => Math.max(8, Math.min(value, most - 8));
  const rtl = phone.dir === "rtl";
  panel.style.left = `${clamp((rtl ? x - box.width : x) - frame.left, frame.width - box.width)}px`;
  panel.style.top = `${clamp(y - frame.top, frame.height - box.height)}px`;
}

/**
 * A menu or sheet of actions: [{label, icon, hint, dir, danger, act}], with {heading, note} before those that belong
 * together. It closes before an action runs.
 */
export function openActions(phone, { kind, label, items, point = null, role = "menu" }) {
  let close = () => {};
  const row = (item) =>
    el(
      "button",
      {
        type: "button",
        class: `layer-row${item.danger ? " danger" : ""}`,
        role: "menuitem",
        data: item.testid ? { testid: item.testid } : {},
        on: {
          click: () => {
            close();
            item.act();
          },
        },
      },
      item.icon ? icon(item.icon) : null,
      el(
        "span",
        { class: "layer-words" },
        el("span", { class: "layer-label", dir: item.dir ?? null }, item.label),
        item.hint ? el("span", { class: "layer-hint", dir: "auto" }, item.hint) : null,
      ),
    );
  const section = (item) =>
    el("div", { class: "layer-section", role: "presentation" }, el("h3", {}, item.heading), el("p", {}, item.note));
  const rows = items.map((item) => (item.heading ? section(item) : row(item)));
  const heading = kind === "sheet" ? el("header", { class: "layer-head" }, el("h2", {}, label)) : null;
  close = openLayer(phone, {
    kind,
    label,
    point,
    content: [heading, el("div", { class: "layer-rows", role, "aria-label": label }, rows)].filter(Boolean),
  });
  return close;
}

/** Asks before something is done; resolves to true or false. */
export function ask(phone, words, { text, yes, danger = false }) {
  return new Promise((resolve) => {
    let answer = false;
    let close = () => {};
    const choose = (value) => () => {
      answer = value;
      close();
    };
    const buttons = el(
      "div",
      { class: "dialog-buttons" },
      el("button", { type: "button", class: "plain", on: { click: choose(false) } }, words.cancel),
      el(
        "button",
        {
          type: "button",
          class: danger ? "solid danger" : "solid",
          data: { testid: "confirm", first: "" },
          on: { click: choose(true) },
        },
        yes,
      ),
    );
    close = openLayer(phone, {
      kind: "dialog",
      label: text,
      role: "alertdialog",
      content: [el("p", { class: "dialog-text" }, text), buttons],
      onClose: () => resolve(answer),
    });
  });
}
