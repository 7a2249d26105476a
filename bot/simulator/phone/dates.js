// Times as the reader's own phone would show them: in the zone of this browser and in the person's language.
import { now } from "./time.js";

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

/** Hours, minutes and seconds. */
export const clockFace = (date, language) =>
  format(language, "face", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(date);

/** A date with its day of the week. */
export const fullDay = (date, language) =>
  format(language, "fullDay", { weekday: "short", day: "numeric", month: "long", year: "numeric" }).format(date);

/** How far this browser's zone is from UTC at that time: "UTC", "UTC+2", "UTC−3:30". */
export function zoneOffset(date) {
  const minutes = -date.getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const far = Math.abs(minutes);
  const rest = far % 60 ? `:${String(far % 60).padStart(2, "0")}` : "";
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(far / 60)}${rest}`;
}

/** The name of this browser's zone in that year, summer and winter: "Central European Time". */
export function zoneName(date, language) {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // UTC has no summer, and no generic name either.
  const timeZoneName = zone === "UTC" ? "long" : "longGeneric";
  return format(language, "zone", { timeZoneName })
    .formatToParts(date)
    .find((part) => part.type === "timeZoneName").value;
}

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

/** The heading over a day's messages, by the bot's clock: today, yesterday, or the date (with the year of another). */
export function dayLabel(date, language, words) {
  const today = now();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (dayKey(date) === dayKey(today)) return words.today;
  if (dayKey(date) === dayKey(yesterday)) return words.yesterday;
  const sameYear = date.getFullYear() === today.getFullYear();
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
