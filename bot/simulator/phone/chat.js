// One open chat: puts the parts together, and keeps them in step with the server.
import * as api from "./api.js";
import { inviteBanner } from "./banner.js";
import { openAttach, openChatMenu, openCommands, openMessageMenu } from "./chat-menus.js";
import { chatSession } from "./chat-session.js";
import { composer } from "./composer.js";
import { languageDirection } from "./direction.js";
import { el } from "./dom.js";
import { chatHeader } from "./header.js";
import { copyText, safeAddress, startPayload } from "./links.js";
import { messageLog } from "./log.js";
import { notices } from "./notices.js";
import { onMenuRequest } from "./press-point.js";
import { pressTracker } from "./presses.js";
import { replyKeyboard } from "./reply-keyboard.js";
import { filePickers, offerFile } from "./send-file.js";
import { ask, closeAll } from "./sheet.js";
import { knownLanguage, wordsOf } from "./strings.js";
import { welcomeCard } from "./welcome.js";

// What was typed and not sent stays with the person whose phone it is.
const drafts = new Map();

/**
 * Opens a person's chat in `phone`.
 *
 * bot: as /phone/bot gives it. invite: a start code to offer, or null; `inviteDone()` when it has been used or dismissed.
 * Returns showBot(), which looks at the bot again, showDays(), which names the days anew, and close().
 */
export function openChat(phone, { person, bot, invite, inviteDone }) {
  const language = knownLanguage(person.language_code);
  const words = wordsOf(language);
  const direction = languageDirection(language);
  phone.lang = language;
  phone.dir = direction;
  phone.replaceChildren();
  let settled = false;
  let named = 0;
  let state = { person, reply_keyboard: null, commands: [], menu_button: "default" };

  const { node: notes, note, alert } = notices(phone, words);
  const failed = (error) => note(error?.message || words.failed);
  const attempt = (promise) => promise.catch(failed);

  async function copy(text) {
    note((await copyText(text)) ? words.copied : words.copyFailed);
  }
  const start = (payload) => attempt(api.sendStart(person.id, payload).then(session.show));
  const say = (text) => attempt(api.sendText(person.id, text).then(session.show));

  const presses = pressTracker(person.id, {
    onToast: answered,
    onSilence: () => note(words.noAnswer),
    onError: failed,
  });
  const context = {
    words,
    language,
    direction,
    username: bot.username,
    botName: bot.name,
    command: say,
    start,
    copy,
    note,
    press: presses.press,
  };
  const log = messageLog(context);
  const header = chatHeader({
    words,
    openMenu: (point) => openChatMenu(phone, words, state.person.blocked, point, { block, clear }),
  });
  const welcome = welcomeCard(words);
  const lost = el("div", { class: "lost", role: "alert", hidden: true }, words.lost);
  const waiting = el(
    "div",
    { class: "waiting", role: "status", hidden: true, data: { testid: "bot-waiting" } },
    words.botWaiting,
  );
  const keyboard = replyKeyboard({ press: pressReply, onFold: () => refresh() });
  const writer = composer({
    words,
    botName: bot.name,
    draft: drafts.get(person.id) ?? "",
    actions: {
      submit,
      openMenu: () => openCommands(phone, words, state.commands, say),
      openAttach: () => openAttach(phone, words, { choose: pickers.choose, sample: attach }),
      toggleKeyboard: () => keyboard.toggle(),
      editLast: log.lastOwnText,
    },
  });
  const pickers = filePickers(offer);
  const startButton = el(
    "button",
    { type: "button", class: "big-button", data: { testid: "start" }, on: { click: () => start("") } },
    words.start,
  );
  const unblockButton = el(
    "button",
    { type: "button", class: "big-button", data: { testid: "unblock" }, on: { click: () => block(false) } },
    words.unblock,
  );
  const blockedBar = el("div", { class: "blocked" }, el("p", {}, words.blockedNote), unblockButton);
  const foot = el("footer", { class: "chat-foot" }, pickers.nodes, writer.node, keyboard.node, startButton, blockedBar);
  const banner =
    invite === null ? null : inviteBanner({ words, name: person.name, use: useInvite, dismiss: endInvite });
  log.node.append(welcome.node, notes);
  phone.append(...[header.node, lost, waiting, banner, log.node, foot].filter(Boolean));

  onMenuRequest(log.node, (target, point) => {
    const item = target.closest(".inline-button, .reply-quote") ? null : log.messageAt(target);
    if (!item) return false;
    openMessageMenu(phone, words, item.message, point, { reply: writer.reply, copy, edit: writer.edit });
    return true;
  });

  const session = chatSession(person.id, {
    onChat(chat) {
      log.sync(chat.messages);
      setState(chat);
      settle();
    },
    onState: setState,
    onMessage(message) {
      if (message.from === "bot") header.rest();
      log.upsert(message);
      refresh();
    },
    onDelete(id) {
      log.remove(id);
      refresh();
    },
    onTyping: (action) => header.showAction(action),
    onToast: (answer) => presses.answered(answer),
    onLost: (isLost) => {
      lost.hidden = !isLost;
    },
    onError: failed,
  });

  function setState(next) {
    state = { ...state, ...next };
    keyboard.set(state.reply_keyboard);
    refresh();
  }

  /** Once the chat is there, the focus goes to where the person would go on. */
  function settle() {
    if (settled) return;
    settled = true;
    // On a touch screen the field would bring up a keyboard over half of the chat.
    const typing = !writer.node.hidden && !matchMedia("(pointer: coarse)").matches;
    if (typing) writer.focus();
    else if (!startButton.hidden) startButton.focus();
    else log.focus();
  }

  /** Shows what belongs at the foot of the chat now, and the description where there is nothing else to read. */
  function refresh() {
    const { blocked } = state.person;
    const fresh = session.loaded && log.empty;
    // Who has started the bot before, as on another phone, can write to it at once.
    const first = fresh && !state.person.started;
    welcome.node.hidden = !fresh;
    startButton.hidden = blocked || !first;
    blockedBar.hidden = !blocked;
    const writing = !blocked && !first;
    writer.node.hidden = !writing;
    foot.classList.toggle("typing-off", !writing);
    keyboard.node.classList.toggle("off", !writing);
    writer.set({
      commands: state.commands,
      menuButton: state.menu_button,
      keyboardExists: keyboard.exists,
      keyboardOpen: keyboard.open,
      hint: keyboard.placeholder,
    });
  }

  async function submit(text, { replyTo, editing }) {
    try {
      if (editing) {
        session.show(await api.editText(person.id, editing.id, text));
        return true;
      }
      const code = startPayload(text, bot.username);
      session.show(await api.sendText(person.id, text, replyTo?.id ?? null));
      // A link to the bot is an invite that somebody pasted: it stays visible, and a tap on it follows it.
      if (code !== null) log.scrollToEnd();
      return true;
    } catch (error) {
      note(error instanceof TypeError ? words.notSent : `${words.notSent} ${error.message}`);
      return false;
    }
  }

  async function attach(kind) {
    if (kind === "contact" && !(await ask(phone, words, { text: words.contactAsk, yes: words.share }))) return;
    // Telegram's apps send what is in the field as the caption of a picture or a file.
    const caption = kind === "photo" || kind === "document" ? writer.text.trim() : "";
    await attempt(
      api.sendMedia(person.id, kind, caption).then((message) => {
        session.show(message);
        if (caption) writer.setText("");
      }),
    );
  }

  /** What is in the field becomes the caption, as in Telegram's apps. */
  function offer(kind, file) {
    const caption = writer.text.trim();
    offerFile(phone, context, {
      kind,
      file,
      caption,
      send: async (ready, text) => session.show(await api.sendFile(person.id, kind, ready, text)),
      onSent: () => {
        if (caption) writer.setText("");
        writer.focus();
      },
    });
  }

  async function pressReply(button) {
    if (button.request_contact) await attach("contact");
    else if (button.request_location) {
      if (await ask(phone, words, { text: words.locationAsk, yes: words.share })) await attach("location");
    } else await say(button.text);
  }

  function answered({ text, alert: insistent, url }) {
    if (text) (insistent ? alert : note)(text);
    if (!url) return;
    const code = startPayload(url, bot.username);
    const href = safeAddress(url);
    if (code !== null) start(code);
    // A browser opens a tab only for a person's own tap.
    else if (href)
      alert(
        words.openLink,
        el("a", { class: "plain", href, target: "_blank", rel: "noopener noreferrer" }, words.open, " ↗"),
      );
  }

  async function block(blocked) {
    await attempt(api.setBlocked(person.id, blocked).then(session.load));
  }

  async function clear() {
    if (!(await ask(phone, words, { text: words.clearAsk, yes: words.clearYes, danger: true }))) return;
    await attempt(api.clearHistory(person.id).then(session.load));
  }

  function endInvite() {
    banner.remove();
    inviteDone();
    writer.focus();
  }

  async function useInvite() {
    try {
      session.show(await api.sendStart(person.id, invite));
      endInvite();
    } catch (error) {
      failed(error);
    }
  }

  /** The bot may have a name and a description for each language: those of this person are asked for. */
  async function nameBot() {
    named += 1;
    const number = named;
    const own = await api.getBot(person.language_code ?? "").catch(() => null);
    // An answer that comes after one was asked for anew can be out of date.
    if (own && number === named) showBot(own);
  }

  function showBot(next) {
    header.showBot(next);
    welcome.show(next);
    waiting.hidden = next.ready;
    context.botName = next.name;
    context.username = next.username;
  }

  showBot(bot);
  nameBot();
  refresh();
  return {
    showBot: nameBot,
    showDays: log.showDays,
    close() {
      drafts.set(person.id, writer.text);
      closeAll();
      session.close();
      presses.stop();
      log.stop();
      phone.replaceChildren();
    },
  };
}
