// The marks of formatting, as they were typed: for a message that is changed.

const MARKS = { bold: "**", italic: "__", strikethrough: "~~", spoiler: "||", code: "`" };

function around(entity) {
  if (entity.type === "pre") return [`\`\`\`${entity.language ?? ""}\n`, "\n```"];
  if (entity.type === "text_link") return ["[", `](${entity.url})`];
  const mark = MARKS[entity.type];
  return mark ? [mark, mark] : null;
}

/** A style that was cut where another begins or ends is one again. */
function joined(entities) {
  const whole = [];
  for (const entity of [...entities].sort((a, b) => a.offset - b.offset)) {
    const before = whole.findLast(({ type }) => type === entity.type);
    if (before && entity.type in MARKS && before.offset + before.length === entity.offset)
      before.length += entity.length;
    else whole.push({ ...entity });
  }
  return whole;
}

/** The text with marks around what its entities format, so that sending it again formats the same. */
export function withMarks(text, entities) {
  const put = [];
  for (const entity of joined(entities)) {
    const marks = around(entity);
    if (!marks) continue;
    const end = entity.offset + entity.length;
    // At one place what ends comes before what begins, and the outer mark stands outside.
    put.push({ at: entity.offset, rank: 1, order: -entity.length, mark: marks[0] });
    put.push({ at: end, rank: 0, order: entity.length, mark: marks[1] });
  }
  put.sort((a, b) => b.at - a.at || b.rank - a.rank || b.order - a.order);
  return put.reduce((marked, { at, mark }) => marked.slice(0, at) + mark + marked.slice(at), text);
}
