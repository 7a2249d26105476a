// The server's side of one chat: loads it, follows its events, and comes back after a break.
import * as api from "./api.js";
import { listen } from "./events.js";
import { takeSlot } from "./stream-slots.js";

const NAMES = ["message", "edit", "delete", "typing", "toast", "chat"];
// A tab that nobody sees gives its connection back, but not at each glance at another one.
const HIDDEN_FOR = 3000;
const LOOK_EVERY = 2500;

/**
 * Follows a person's chat until `close()`.
 *
 * on: onChat(chat) for the whole chat, onState(chat without messages), onMessage(message) for a new or changed one,
 * onDelete(id), onTyping(action), onToast(answer), onLost(boolean), onError(error).
 */
export function chatSession(person, on) {
  let stop = null;
  let closed = false;
  let loaded = false;
  let loading = 0;
  // Loads are numbered as they are asked for: the latest so far, and the latest that was shown.
  let asked = 0;
  let shown = 0;
  let held = [];
  let hiding = null;
  let looking = null;
  let opening = false;

  function handle(name, data) {
    if (name === "message" || name === "edit") on.onMessage(data);
    else if (name === "delete") on.onDelete(data.id);
    else if (name === "typing") on.onTyping(data.action);
    else if (name === "toast") on.onToast(data);
    else if (name === "chat") on.onState(data);
  }

  /** Fetches the whole chat. What happens meanwhile is applied after it, as the answer may be older. */
  async function load() {
    loading += 1;
    asked += 1;
    const number = asked;
    try {
      const chat = await api.getChat(person);
      // What was asked for later is newer, and no event tells what lies between the two.
      if (closed || number < shown) return;
      shown = number;
      loaded = true;
      on.onChat(chat);
    } catch (error) {
      // Without a connection the bar says so already, and opening the stream again loads the chat.
      if (!closed && !(error instanceof TypeError)) on.onError(error);
    } finally {
      loading -= 1;
      if (loading === 0) for (const [name, data] of held.splice(0)) if (!closed) handle(name, data);
    }
  }

  /** Listens to the chat's events while this tab has a slot, and looks every now and then while it has none. */
  async function open(insist) {
    if (opening || stop || closed) return;
    opening = true;
    const release = await takeSlot({ insist, taken: rest });
    opening = false;
    if (!release) return rest();
    if (closed || document.hidden) return release();
    clearInterval(looking);
    const unlisten = listen(api.chatEvents(person), NAMES, {
      onEvent: (name, data) => (loading ? held.push([name, data]) : handle(name, data)),
      onOpen() {
        on.onLost(false);
        load();
      },
      onLost: () => on.onLost(true),
    });
    stop = () => {
      unlisten();
      release();
    };
    return undefined;
  }

  function shut() {
    clearInterval(looking);
    stop?.();
    stop = null;
  }

  function rest() {
    shut();
    if (closed) return;
    looking = setInterval(() => {
      if (document.hidden) return;
      load();
      open(false);
    }, LOOK_EVERY);
  }

  function visibility() {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(shut, HIDDEN_FOR);
    else if (!stop) attend();
  }

  /** Somebody looks at this tab or touches it. */
  function attend() {
    if (stop) return;
    load();
    open(true);
  }

  const signs = [
    [document, "visibilitychange", visibility],
    [window, "focus", attend],
    [window, "pointerdown", attend],
    [window, "keydown", attend],
  ];
  for (const [target, type, act] of signs) target.addEventListener(type, act, true);
  open(true);
  load();

  return {
    load,
    /** Shows a message that a call has just returned; its event may come before or after. */
    show: (message) => {
      if (!closed) handle("message", message);
    },
    get loaded() {
      return loaded;
    },
    close() {
      closed = true;
      clearTimeout(hiding);
      for (const [target, type, act] of signs) target.removeEventListener(type, act, true);
      shut();
    },
  };
}
