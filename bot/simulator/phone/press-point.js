// How a message's menu is asked for: a long press, a right click, the menu key, or Enter on the message.

const LONG = 480;
// A finger that moves further is scrolling.
const STILL = 10;

/** Calls `open(target, point)` when somebody asks for a menu inside `node`. */
export function onMenuRequest(node, open) {
  let timer = null;
  let from = null;
  let opened = 0;
  const forget = () => {
    clearTimeout(timer);
    timer = null;
  };

  node.addEventListener("contextmenu", (event) => {
    // Where text is selected the browser's own menu serves better.
    if (String(getSelection()) && event.button === 2 && event.pointerType === "mouse") return undefined;
    forget();
    // Some browsers tell of a long press themselves as well.
    if (event.timeStamp - opened < 1000) return event.preventDefault();
    const box = event.target.getBoundingClientRect();
    // The menu key gives no place on the screen.
    const point =
      event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : { x: box.left + 24, y: box.top + 24 };
    if (open(event.target, point)) event.preventDefault();
    return undefined;
  });
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      forget();
      opened = performance.now();
      open(event.target, from);
    }, LONG);
  });
  node.addEventListener("pointermove", (event) => {
    if (timer && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL) forget();
  });
  for (const type of ["pointerup", "pointercancel", "scroll"]) node.addEventListener(type, forget, true);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(".message")) return;
    const box = event.target.getBoundingClientRect();
    if (open(event.target, { x: box.left + 24, y: Math.max(box.top, 60) + 24 })) event.preventDefault();
  });
}
