// The menus of a chat: of a message, of the chat itself, of the bot's commands, and of what can be attached.
import { openActions } from "./sheet.js";

const SAMPLES = [
  ["photo", "image"],
  ["document", "file"],
  ["location", "pin"],
  ["contact", "contact"],
  ["voice", "mic"],
  ["sticker", "sticker"],
];

/** Reply, copy, and edit where the message is the person's own text. */
export function openMessageMenu(phone, words, message, point, { reply, copy, edit }) {
  const items = [{ label: words.reply, icon: "reply", testid: "action-reply", act: () => reply(message) }];
  if (message.text && !message.protected)
    items.push({ label: words.copy, icon: "copy", testid: "action-copy", act: () => copy(message.text) });
  if (message.from === "person" && message.kind === "text")
    items.push({ label: words.edit, icon: "edit", testid: "action-edit", act: () => edit(message) });
  openActions(phone, { kind: "menu", label: words.messageMenu, items, point });
}

/** Block or unblock, and clear the history. */
export function openChatMenu(phone, words, blocked, point, { block, clear }) {
  const items = [
    {
      label: blocked ? words.unblock : words.block,
      icon: "block",
      danger: !blocked,
      testid: "action-block",
      act: () => block(!blocked),
    },
    { label: words.clear, icon: "trash", danger: true, testid: "action-clear", act: clear },
  ];
  openActions(phone, { kind: "menu", label: words.chatMenu, items, point });
}

/** The bot's commands with what they do. */
export function openCommands(phone, words, commands, send) {
  const items = commands.map(({ command, description }) => ({
    label: `/${command}`,
    dir: "ltr",
    hint: description,
    testid: "command",
    act: () => send(`/${command}`),
  }));
  openActions(phone, { kind: "sheet", label: words.commands, items });
}

/** What a person can send beside text: a file of their own, or a sample. */
export function openAttach(phone, words, { choose, sample }) {
  const files = [
    { label: words.choosePhoto, icon: "image", testid: "choose-photo", act: () => choose("photo") },
    { label: words.chooseFile, icon: "file", testid: "choose-document", act: () => choose("document") },
  ];
  const samples = SAMPLES.map(([kind, mark]) => ({
    label: words[kind],
    icon: mark,
    testid: `attach-${kind}`,
    act: () => sample(kind),
  }));
  const heading = { heading: words.samples, note: words.samplesNote };
  openActions(phone, { kind: "sheet", label: words.attach, items: [...files, heading, ...samples] });
}
