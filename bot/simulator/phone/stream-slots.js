// A browser keeps six connections to one server for all its tabs together. The list of people takes one, calls need
// one; the rest are slots that the chats of all tabs share, so that any number of phones can be open at once.

const SLOTS = 4;

/** Holds one slot if it can be had; null if not. `taken` is called when another tab takes it away. */
function hold(name, options, taken) {
  return new Promise((resolve) => {
    let given = false;
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise((release) =>
          resolve(() => {
            given = true;
            release();
          }),
        );
      })
      .catch(() => given || taken());
  });
}

/**
 * Takes a slot and resolves to the function that gives it back, or to null where all are in use.
 *
 * insist: take one away from another tab then, because somebody is looking at this one. `taken()` says that another
 * tab did the same to this one.
 */
export async function takeSlot({ insist, taken }) {
  // Locks exist only on https and on the local machine; elsewhere there is nothing to count with.
  if (!navigator.locks) return () => {};
  const names = Array.from({ length: SLOTS }, (_, at) => `phone-stream-${at}`);
  for (const name of names) {
    const release = await hold(name, { ifAvailable: true }, taken);
    if (release) return release;
  }
  return insist ? hold(names[Math.floor(Math.random() * SLOTS)], { steal: true }, taken) : null;
}
