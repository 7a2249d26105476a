// Files from the computer: one is chosen, looked at with its caption, and sent.
import { fileWords } from "./media.js";
import { el } from "./dom.js";
import { asPhoto, drawn } from "./picture.js";
import { openLayer } from "./sheet.js";
import { say } from "./strings.js";

const LARGEST_MB = 50;
const PREVIEW_SIDE = 640;
const ACCEPTED = { photo: "image/*", document: null };

/** The browser's own file choosers; `choose(kind)` opens one, and `onFile(kind, file)` gets what was chosen. */
export function filePickers(onFile) {
  const inputs = Object.fromEntries(
    Object.entries(ACCEPTED).map(([kind, accept]) => {
      const input = el("input", { type: "file", accept, hidden: true, data: { testid: `file-${kind}` } });
      input.addEventListener("change", () => {
        const [file] = input.files;
        // Otherwise the same file could not be chosen twice in a row.
        if (file) onFile(kind, file);
        input.value = "";
      });
      return [kind, input];
    }),
  );
  return { nodes: Object.values(inputs), choose: (kind) => inputs[kind].click() };
}

/**
 * Shows the file with a field for its caption. `send(file, caption)` sends it; where that fails, its error is shown
 * and nothing is lost. `onSent()` follows a success.
 */
export async function offerFile(phone, { words, language }, { kind, file, caption, send, onSent }) {
  const problem = el("p", { class: "offer-problem", role: "alert", dir: "auto", hidden: true });
  const complain = (text) => {
    problem.textContent = text;
    problem.hidden = false;
  };
  const field = el("textarea", {
    class: "field offer-caption",
    rows: 2,
    dir: caption ? "auto" : null,
    placeholder: words.caption,
    "aria-label": words.caption,
    data: { testid: "caption", first: "" },
  });
  field.value = caption;
  const sendButton = el(
    "button",
    { type: "button", class: "solid", data: { testid: "send-file" }, on: { click: submit } },
    words.send,
  );
  const preview = el("div", { class: `offer-preview ${kind}` });
  let ready = null;
  let close = () => {};

  async function submit() {
    if (!ready || sendButton.disabled) return;
    sendButton.disabled = true;
    problem.hidden = true;
    try {
      await send(ready, field.value);
      close();
      onSent();
    } catch (error) {
      complain(error instanceof TypeError ? words.failed : error.message);
    } finally {
      sendButton.disabled = false;
    }
  }

  field.addEventListener("input", () => {
    field.dir = field.value ? "auto" : "";
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  close = openLayer(phone, {
    kind: "sheet",
    label: words[kind],
    testid: "send-file-sheet",
    content: [
      el("header", { class: "layer-head" }, el("h2", {}, words[kind])),
      el(
        "div",
        { class: "offer" },
        preview,
        el("div", { class: "field-box" }, field),
        problem,
        el(
          "div",
          { class: "dialog-buttons" },
          el("button", { type: "button", class: "plain", on: { click: () => close() } }, words.cancel),
          sendButton,
        ),
      ),
    ],
  });

  sendButton.disabled = true;
  if (file.size > LARGEST_MB * 1024 * 1024) return complain(say(words.tooLarge, { n: LARGEST_MB }));
  if (kind === "photo") {
    try {
      preview.append((await drawn(file, PREVIEW_SIDE)).canvas);
      ready = await asPhoto(file);
    } catch {
      return complain(words.badPicture);
    }
  } else {
    preview.append(...fileWords(file.name, file.type, file.size, language));
    ready = file;
  }
  sendButton.disabled = false;
  return undefined;
}
