// Times as the reader's own phone would show them: in the zone of this browser and in the person's language.

// Arabic interfaces of messengers write the clock in European digits, which the plain "ar" locale does not everywhere;
// and plain "en" would put the month before the day, as few readers outside America do.
const LOCALES = { ar: "ar-u-nu-latn", en: "en-GB" };
const locale = (language) => LOCALES[language] ?? language;

const formats = new Map();
function format(language, name, options) {
  const key = `${language} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(language), options));
  return formats.get(key);
}

/** Hours and minutes. */
export const clock = (date, language) =>
  format(language, "clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);

/** An instant in full, with the zone. */
export const instant = (date, language) =>
  format(language, "instant", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(date);

/** A value that is equal for two moments of one calendar day. */
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;

/** The heading over a day's messages: today, yesterday, or the date (with the year when it is another one). */
export function dayLabel(date, language, words, now = new Date()) {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (dayKey(date) === dayKey(now)) return words.today;
  if (dayKey(date) === dayKey(yesterday)) return words.yesterday;
  const sameYear = date.getFullYear() === now.getFullYear();
  return format(language, sameYear ? "day" : "dayYear", {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}

/** Minutes and seconds of a recording. */
export const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;

/** A file's size in the units of the person's language. */
export function fileSize(bytes, language) {
  const units = ["byte", "kilobyte", "megabyte"];
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(locale(language), {
    style: "unit",
    unit: units[step],
    unitDisplay: step ? "short" : "long",
    maximumFractionDigits: step ? 1 : 0,
  }).format(bytes / 1000 ** step);
}
