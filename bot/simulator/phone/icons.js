// Line icons, drawn on a 24-unit grid. They take the colour of the text around them.
import { svg } from "./dom.js";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M5 12h13M12.5 6.5L18 12l-5.5 5.5",
  attach: "M19 11.5l-7.3 7.2a4.6 4.6 0 0 1-6.5-6.5l7.8-7.7a3 3 0 0 1 4.3 4.3l-7.6 7.5a1.5 1.5 0 0 1-2.1-2.1l6.8-6.7",
  menu: "M5 7h14M5 12h14M5 17h9",
  keyboard:
    "M4.5 6.5h15a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM7 10v.01M10.3 10v.01M13.7 10v.01M17 10v.01M8.5 14h7",
  down: "M6 9.5l6 6 6-6",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  reply: "M10 7L5 12l5 5M5.5 12H14a5 5 0 0 1 5 5v1",
  edit: "M14.5 5.5l4 4L9 19H5v-4zM12.5 7.5l4 4",
  copy: "M9 9h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM5 15V5a1 1 0 0 1 1-1h9",
  block: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11",
  trash: "M5 7h14M9.5 7V5h5v2M7 7l.8 12h8.4L17 7M10.5 10.5v5M13.5 10.5v5",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 7.5V12l3 2",
  file: "M7 4h7l4 4v12H7zM14 4v4h4M10 13h5M10 16h5",
  calendar: "M5 6.5h14V20H5zM5 10.5h14M9 4v4M15 4v4M9 14v.01M12 14v.01M15 14v.01M9 17v.01M12 17v.01",
  table: "M5 5h14v14H5zM5 10h14M5 14.5h14M10.5 5v14",
  image: "M5 5h14v14H5zM5 16l4.5-4.5L14 16l2-2 3 3M14.5 9v.01",
  pin: "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  contact: "M12 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c.6-3.5 3.4-5.5 7-5.5s6.4 2 7 5.5",
  mic: "M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
  sticker: "M12 4a8 8 0 1 0 8 8h-4a4 4 0 0 1-4-4zM12 4l8 8M9 14.5c.8 1 2 1.5 3 1.5",
  download: "M12 5v10M7.5 11l4.5 4.5 4.5-4.5M5.5 19.5h13",
  check: "M5.5 12.5l4 4 9-9",
  silent: "M7 16.5V11a5 5 0 0 1 8.5-3.6M17 11.5v5M5.5 16.5H18M10.5 19.5h3M5 5l14 14",
  play: "M9 6.5l9 5.5-9 5.5z",
  link: "M10 14a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.6-5.6L11.5 7.7M14 10a4 4 0 0 0-6-.4L5.5 12.1a4 4 0 0 0 5.6 5.6l1.3-1.3",
};

// Icons that point along the line of writing turn round where writing runs from right to left.
const TURNING = new Set(["back", "send", "reply"]);

/** A decorative icon; the control that holds it carries the label. */
export function icon(name) {
  return svg(
    "svg",
    {
      class: `icon icon-${name}${TURNING.has(name) ? " turns" : ""}`,
      viewBox: "0 0 24 24",
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("path", { d: PATHS[name] }),
  );
}
