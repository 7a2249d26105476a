// The part of a message that is not text: files, pictures, places, people, sounds, stickers.
import { fileAddress } from "./api.js";
import { duration, fileSize } from "./dates.js";
import { firstStrong } from "./direction.js";
import { el, svg } from "./dom.js";
import { icon } from "./icons.js";
import { mapAddress, mapDrawing } from "./map.js";

const FILE_ICONS = [
  [/calendar|\.ics$/i, "calendar"],
  [/sheet|excel|csv|\.xlsx?$/i, "table"],
  [/^image\/|\.(png|jpe?g|webp)$/i, "image"],
];

/** The icon of a file, and its name with its size. */
export function fileWords(name, mimeType, size, language) {
  const kind = FILE_ICONS.find(([pattern]) => pattern.test(mimeType || "") || pattern.test(name))?.[1] ?? "file";
  const [, stem, ending] = name.match(/^(.+?)(\.[^.]{1,8})?$/su) ?? [null, name, ""];
  return [
    el("span", { class: `document-icon ${kind}` }, icon(kind)),
    el(
      "span",
      { class: "document-words" },
      // The ending stays in sight when a long name is cut: it says what the file is.
      el(
        "span",
        { class: "document-name", dir: firstStrong(name) ?? "ltr" },
        el("span", { class: "stem" }, stem),
        ending ? el("span", {}, ending) : null,
      ),
      el("span", { class: "document-size" }, fileSize(size, language)),
    ),
  ];
}

function documentRow({ file_id, file_name, mime_type, size }, context) {
  const name = file_name || "file";
  return el(
    "a",
    {
      class: "document",
      href: fileAddress(file_id),
      download: name,
      "aria-label": `${context.words.download.replace("{name}", name)}, ${fileSize(size ?? 0, context.language)}`,
    },
    fileWords(name, mime_type, size ?? 0, context.language),
    el("span", { class: "document-get" }, icon("download")),
  );
}

function photo({ file_id, width, height }, context) {
  const picture = el("img", {
    class: "photo",
    src: fileAddress(file_id),
    // The place is kept while it loads, so that what is read does not jump.
    width,
    height,
    alt: context.words.photo,
    decoding: "async",
  });
  const link = el("a", { class: "photo-link", href: fileAddress(file_id), target: "_blank", rel: "noopener" }, picture);
  // A sample picture sent by a person has no bytes behind it: a drawing stands for it.
  picture.addEventListener("error", () =>
    link.replaceWith(
      el("div", { class: "photo-missing", role: "img", "aria-label": context.words.photo }, icon("image")),
    ),
  );
  return link;
}

function place(latitude, longitude, title, address, context) {
  const words = [
    title ? el("span", { class: "place-title", dir: "auto" }, title) : null,
    address ? el("span", { class: "place-address", dir: "auto" }, address) : null,
    title
      ? null
      : el("span", { class: "place-address", dir: "ltr" }, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`),
    el("span", { class: "place-open" }, context.words.openMap, " ↗"),
  ];
  return el(
    "a",
    { class: "place", href: mapAddress(latitude, longitude), target: "_blank", rel: "noopener noreferrer" },
    mapDrawing(latitude, longitude),
    el("span", { class: "place-words" }, words),
  );
}

function contactCard({ name, phone: digits }) {
  // The Bot API gives a number with or without its plus.
  const phone = /^\d/.test(digits) ? `+${digits}` : digits;
  return el(
    "div",
    { class: "contact" },
    el("span", { class: "contact-icon" }, icon("contact")),
    el(
      "span",
      { class: "contact-words" },
      el("span", { class: "contact-name", dir: "auto" }, name),
      el("bdi", { class: "contact-phone", dir: "ltr" }, phone),
    ),
  );
}

function voice({ duration: seconds }, context, seed) {
  const bars = Array.from({ length: 32 }, (_, at) => {
    const height = 4 + Math.abs(Math.sin(seed * 1.7 + at * 0.9) * Math.cos(at * 0.35 + seed)) * 18;
    return svg("rect", { x: at * 5, y: 12 - height / 2, width: 3, height, rx: 1.5 });
  });
  return el(
    "div",
    { class: "voice", role: "img", "aria-label": `${context.words.voice}, ${duration(seconds)}` },
    el("span", { class: "voice-icon" }, icon("play")),
    svg("svg", { class: "wave", viewBox: "0 0 160 24", "aria-hidden": "true" }, bars),
    el("span", { class: "voice-time" }, duration(seconds)),
  );
}

/** The node for what a message carries beside its text, or null where it is text alone. */
export function mediaNode(message, context) {
  switch (message.kind) {
    case "document":
      return message.document ? documentRow(message.document, context) : null;
    case "photo":
      return photo(message.photo ?? { file_id: "" }, context);
    case "venue":
      return place(
        message.venue.latitude,
        message.venue.longitude,
        message.venue.title,
        message.venue.address,
        context,
      );
    case "location":
      return place(message.location.latitude, message.location.longitude, "", "", context);
    case "contact":
      return contactCard(message.contact);
    case "sticker":
      return el(
        "div",
        { class: "sticker", role: "img", "aria-label": context.words.sticker },
        message.sticker?.emoji ?? "",
      );
    case "voice":
      return voice(message.voice ?? { duration: 0 }, context, message.id);
    default:
      return null;
  }
}

/** What a message is, in a few words: for a reply's quotation. */
export function summary(message, words) {
  if (message.text) return message.text.replace(/\s+/g, " ").slice(0, 200);
  if (message.kind === "document") return message.document?.file_name ?? words.document;
  if (message.kind === "venue") return message.venue?.title ?? words.location;
  if (message.kind === "sticker") return message.sticker?.emoji ?? words.sticker;
  return words[message.kind] ?? "";
}
