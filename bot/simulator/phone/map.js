// A drawn map: streets laid out by the coordinates, so that one place always looks the same. No tiles are fetched.
import { svg } from "./dom.js";

/** A small repeatable sequence of numbers from 0 to 1 (a linear congruential generator). */
function sequence(seed) {
  let state = Math.abs(Math.round(seed)) % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** The drawing for a place. It stands for a map and claims no likeness, so screen readers skip it. */
export function mapDrawing(latitude, longitude) {
  const next = sequence(latitude * 91_000 + longitude * 57_000 + 7);
  const shapes = [svg("rect", { width: 280, height: 120, class: "map-land" })];
  const bend = 20 + next() * 60;
  shapes.push(
    svg("path", {
      class: "map-water",
      d: `M-10 ${bend + 50} C 70 ${bend}, 150 ${bend + 90}, 290 ${bend + 20} L 290 ${bend + 46} C 150 ${bend + 116}, 70 ${bend + 26}, -10 ${bend + 78}Z`,
    }),
  );
  shapes.push(
    svg("rect", {
      class: "map-park",
      x: 20 + next() * 180,
      y: 6 + next() * 40,
      width: 44 + next() * 30,
      height: 24 + next() * 16,
      rx: 6,
    }),
  );
  const streets = [];
  for (let x = -20 + next() * 20; x < 290; x += 26 + next() * 24) streets.push(`M${x} -5 l${14 * next()} 130`);
  for (let y = 6 + next() * 12; y < 125; y += 22 + next() * 18) streets.push(`M-5 ${y} l290 ${-18 + 30 * next()}`);
  shapes.push(svg("path", { class: "map-street", d: streets.join("") }));
  shapes.push(
    svg("path", {
      class: "map-road",
      d: `M-5 ${90 - next() * 30} C 90 ${40 + next() * 20}, 180 ${70 + next() * 20}, 290 ${20 + next() * 40}`,
    }),
  );
  shapes.push(svg("ellipse", { class: "map-shadow", cx: 140, cy: 76, rx: 8, ry: 2.6 }));
  shapes.push(
    svg("path", { class: "map-pin", d: "M140 76 c0 0 -15 -16 -15 -28 a15 15 0 0 1 30 0 c0 12 -15 28 -15 28z" }),
  );
  shapes.push(svg("circle", { class: "map-hole", cx: 140, cy: 48, r: 5.5 }));
  return svg(
    "svg",
    { class: "map", viewBox: "0 0 280 120", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    shapes,
  );
}

/** The same place on OpenStreetMap. */
export const mapAddress = (latitude, longitude) =>
  `https://www.openstreetmap.org/?mlat=${encodeURIComponent(latitude)}&mlon=${encodeURIComponent(longitude)}`;
