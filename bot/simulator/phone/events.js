// Server-sent events that come back by themselves.

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 3000;
// A blink of the network is not worth a bar across the screen.
const LOST_AFTER = 900;

/**
 * Listens to a stream until the returned function is called.
 *
 * A broken stream is opened anew rather than resumed: a restarted server counts its events from one again, so the
 * browser's own "last event id" would mean nothing to it. `onOpen` tells the reader to load everything afresh.
 */
export function listen(address, names, { onEvent, onOpen, onLost }) {
  let source = null;
  let retry = null;
  let lost = null;
  let pause = FIRST_PAUSE;

  function open() {
    source = new EventSource(address);
    source.addEventListener("open", () => {
      pause = FIRST_PAUSE;
      clearTimeout(lost);
      lost = null;
      onOpen();
    });
    source.addEventListener("error", () => {
      source.close();
      lost ??= setTimeout(onLost, LOST_AFTER);
      retry = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    });
    for (const name of names) source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
  }

  open();
  return () => {
    source.close();
    clearTimeout(retry);
    clearTimeout(lost);
  };
}

/**
 * One stream for all tabs: a browser keeps at most six connections to a server, and each tab already needs one for its
 * chat. The tab that holds the lock listens and passes events on; when it closes, another one takes over.
 */
export function listenTogether(address, names, handlers) {
  const lead = (pass) =>
    listen(address, names, {
      ...handlers,
      onEvent: (name, data) => {
        handlers.onEvent(name, data);
        pass({ name, data });
      },
    });
  // Locks exist only on https and on the local machine; elsewhere each tab listens for itself.
  if (!navigator.locks) {
    lead(() => {});
    return;
  }
  const channel = new BroadcastChannel(address);
  channel.addEventListener("message", ({ data }) => handlers.onEvent(data.name, data.data));
  navigator.locks.request(address, () => {
    lead((event) => channel.postMessage(event));
    return new Promise(() => {});
  });
}
