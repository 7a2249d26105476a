// A message's text and entities as DOM nodes. Offsets count UTF-16 units, and so do JavaScript's strings.
import { withLinks } from "./autolink.js";
import { firstStrong } from "./direction.js";
import { el } from "./dom.js";
import { inlineNode } from "./inline-entities.js";
import { expandable } from "./quote.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

const end = (entity) => entity.offset + entity.length;
const outerFirst = (a, b) => a.offset - b.offset || b.length - a.length;

/** The parts of the entities that lie between two offsets. */
function within(entities, from, to) {
  return entities
    .filter((entity) => entity.offset < to && end(entity) > from)
    .map((entity) => {
      const offset = Math.max(entity.offset, from);
      return { ...entity, offset, length: Math.min(end(entity), to) - offset };
    });
}

/** The inline nodes for a stretch of text: the outermost entity first, what it holds inside it. */
function inline(text, from, to, entities, context) {
  const nodes = [];
  let at = from;
  const rest = within(entities, from, to).sort(outerFirst);
  while (rest.length) {
    const entity = rest.shift();
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inside = within(rest, entity.offset, end(entity));
    // An entity that outlives the one it starts in goes on behind it.
    const behind = within(rest, end(entity), to);
    const children = inline(text, entity.offset, end(entity), inside, context);
    nodes.push(inlineNode(entity, text.slice(entity.offset, end(entity)), children, context));
    at = end(entity);
    rest.splice(0, rest.length, ...behind);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

/**
 * Each line is its own paragraph with its own direction, as on a phone; one without a strong character follows the
 * whole message. The line break stays in the text, so that what is selected and copied is what was sent.
 */
function lines(text, from, to, entities, context) {
  const nodes = [];
  let at = from;
  while (at < to) {
    const found = text.indexOf("\n", at);
    const stop = found === -1 || found >= to ? to : found + 1;
    const dir = firstStrong(text.slice(at, stop)) ?? context.direction;
    nodes.push(el("div", { class: "line", dir }, inline(text, at, stop, entities, context)));
    at = stop;
  }
  return nodes;
}

function blockNode(block, text, entities, context) {
  const from = block.offset;
  const to = end(block);
  if (block.type === "pre") {
    const code = el("code", {}, text.slice(from, to));
    const copy = () => context.copy(text.slice(from, to));
    return el(
      "pre",
      { dir: "ltr", tabindex: 0, title: context.words.copy, on: { click: copy } },
      block.language ? el("span", { class: "code-language" }, block.language) : null,
      code,
    );
  }
  const content = blocks(
    text,
    from,
    to,
    entities.filter((entity) => entity !== block),
    context,
  );
  return block.type === "blockquote" ? el("blockquote", {}, content) : expandable(content, context.words);
}

function blocks(text, from, to, entities, context) {
  const nodes = [];
  let at = from;
  const inner = within(entities, from, to);
  const flow = inner.filter((entity) => !BLOCKS.has(entity.type));
  for (const block of inner.filter((entity) => BLOCKS.has(entity.type)).sort(outerFirst)) {
    // What overlaps a block that is already shown is inside it, or is broken: either way it is done with.
    if (block.offset < at) continue;
    // A block stands on lines of its own, so the breaks that lead to it and from it are not shown as empty lines.
    const before = text[block.offset - 1] === "\n" && block.offset > at ? block.offset - 1 : block.offset;
    nodes.push(...lines(text, at, before, flow, context));
    nodes.push(
      blockNode(
        block,
        text,
        within(
          entities.filter((entity) => entity.type !== block.type),
          block.offset,
          end(block),
        ),
        context,
      ),
    );
    at = end(block);
    if (text[at] === "\n" && at < to) at += 1;
  }
  nodes.push(...lines(text, at, to, flow, context));
  return nodes;
}

/**
 * The element that holds a message's text.
 *
 * context: words, language, username (of the bot), fallback (direction where nothing is strong), and what a tap does:
 * command(text), start(payload), copy(text), note(text).
 */
export function textElement(text, entities, context) {
  const direction = firstStrong(text) ?? context.fallback;
  const nodes = blocks(text, 0, text.length, withLinks(text, entities), { ...context, direction });
  return el("div", { class: "text", dir: direction, data: { testid: "message-text" } }, nodes);
}
