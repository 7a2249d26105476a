"""Those whom an announcement is for and whom Telegram does not reach, as a workbook for mail."""

from bot.domain.exchange import DocumentPart
from bot.domain.messages import UnreachedWorkbook
from bot.domain.messages_audience import NotReached
from bot.render.attendance_tables import bare
from bot.render.bidi import marked
from bot.render.context import Context, Draft
from bot.render.dates import day_of
from bot.render.spreadsheet import Cell, Table, written

_HEADS = ("country", "name", "role", "why")
_WIDTHS = (28, 28, 28, 40)


def workbook(message: UnreachedWorkbook, context: Context) -> DocumentPart | Draft:
    """A line each, by country."""
    words = context.words
    if not message.lines:
        return Draft((words.html("unreached.none"),))
    heads = [bare(words.plain(f"unreached.head.{head}")) for head in _HEADS]
    order = context.names.in_order({_country(line, context) for line in message.lines})
    place = {name: number for number, name in enumerate(order)}
    lines = sorted(message.lines, key=lambda line: (place[_country(line, context)], line.name or ""))
    sheet = Table(bare(words.plain("unreached.sheet")), heads, _WIDTHS, [_row(line, context) for line in lines])
    content = written([sheet], context.now, right_to_left=words.right_to_left)
    caption = words.html("unreached.caption")
    day = day_of(context.now, context.reader.zone or context.pack.timezone)
    return DocumentPart(f"unreached-{day}.xlsx", content, marked(caption) if words.right_to_left else str(caption))


def _row(line: NotReached, context: Context) -> tuple[Cell, ...]:
    words = context.words
    role = bare(words.plain(f"role.{line.role}")) if line.role else None
    return (_country(line, context), line.name, role, bare(words.plain(f"unreached.why.{line.why}")))


def _country(line: NotReached, context: Context) -> str:
    return context.names.country(line.country) if line.country else ""
