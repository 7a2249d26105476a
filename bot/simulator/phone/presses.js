// Presses that wait for the bot's answer.
import * as api from "./api.js";

// Telegram keeps a spinner for about this long before it gives up on a bot.
const PATIENCE = 15_000;

/**
 * Follows the presses of one chat. `onToast(answer)` shows what the bot answered, `onSilence()` says that it did not,
 * `onError(error)` that the press did not even reach the server.
 */
export function pressTracker(person, { onToast, onSilence, onError }) {
  const waiting = new Map();
  // The answer's event can overtake the reply to the press itself.
  const early = new Set();

  function rest(button) {
    button.classList.remove("busy");
    button.removeAttribute("aria-busy");
  }

  async function press(message, row, column, button) {
    if (button.classList.contains("busy")) return;
    button.classList.add("busy");
    button.setAttribute("aria-busy", "true");
    try {
      const { query } = await api.press(person, message.id, row, column);
      if (early.delete(query)) return rest(button);
      const timer = setTimeout(() => {
        waiting.delete(query);
        // A message that the bot has changed meanwhile is an answer too, and its old button is gone.
        if (button.isConnected) onSilence();
        rest(button);
      }, PATIENCE);
      waiting.set(query, { button, timer });
    } catch (error) {
      rest(button);
      onError(error);
    }
    return undefined;
  }

  function answered(answer) {
    const entry = waiting.get(answer.query);
    if (entry) {
      clearTimeout(entry.timer);
      waiting.delete(answer.query);
      rest(entry.button);
    } else early.add(answer.query);
    onToast(answer);
  }

  function stop() {
    for (const { timer } of waiting.values()) clearTimeout(timer);
    waiting.clear();
  }

  return { press, answered, stop };
}
