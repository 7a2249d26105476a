// Calls to the simulator that serves this page. A refusal becomes an Error with the server's own sentence and status.

async function call(path, body) {
  const options = { headers: { Accept: "application/json" }, cache: "no-store" };
  if (body !== undefined) {
    options.method = "POST";
    // A form with a file names its own type.
    if (!(body instanceof FormData)) options.headers["Content-Type"] = "application/json";
    options.body = body instanceof FormData ? body : JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    const error = new Error(answer?.error || `${response.status} ${response.statusText}`);
    throw Object.assign(error, { status: response.status });
  }
  return answer;
}

const chat = (person) => `/phone/chats/${person}`;

/** The bot as a person of that language sees it; without one, in its default words. */
export const getBot = (language = "") =>
  call(`/phone/bot${language ? `?language=${encodeURIComponent(language)}` : ""}`);
export const getPeople = () => call("/phone/people");
export const getClock = () => call("/phone/clock");
/** Moves the bot's clock to an instant (ISO 8601, with its zone), or to "next". */
export const moveClock = (to) => call("/phone/clock", { to });
export const getChat = (person) => call(chat(person));
export const sendText = (person, text, replyTo = null) => call(`${chat(person)}/text`, { text, reply_to: replyTo });
export const sendStart = (person, payload = "") => call(`${chat(person)}/start`, { payload });
export const press = (person, message, row, column) => call(`${chat(person)}/press`, { message, row, column });
export const editText = (person, message, text) => call(`${chat(person)}/edit`, { message, text });
export const setBlocked = (person, blocked) => call(`${chat(person)}/block`, { blocked });
export const clearHistory = (person) => call(`${chat(person)}/clear`, {});
export const sendMedia = (person, kind, caption = "") =>
  call(`${chat(person)}/media`, caption ? { kind, caption } : { kind });
/** Sends a File as a "photo" or a "document". */
export function sendFile(person, kind, file, caption = "") {
  const form = new FormData();
  form.append("kind", kind);
  form.append("caption", caption);
  form.append("file", file);
  return call(`${chat(person)}/file`, form);
}

export const chatEvents = (person) => `${chat(person)}/events`;
/** The people, the bot and its clock. */
export const PEOPLE_EVENTS = "/phone/events";
export const fileAddress = (fileId) => `/phone/files/${encodeURIComponent(fileId)}`;
