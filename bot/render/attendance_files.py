"""Who comes to a meeting, as a workbook and as a table for other programs."""

import csv
import io
from collections.abc import Iterator

from bot.domain.attendance import Count
from bot.domain.attendance_lists import Lists
from bot.domain.exchange import DocumentPart
from bot.domain.meetings import Meeting
from bot.domain.messages_files import AttendanceCsv, AttendanceWorkbook
from bot.render.attendance_caption import caption
from bot.render.attendance_tables import Tables
from bot.render.context import Context, Draft
from bot.render.dates import day_of
from bot.render.spreadsheet import harmless, written


def workbook(message: AttendanceWorkbook, context: Context) -> DocumentPart | Draft:
    """A sheet for each group of people, in the reader's language."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    sheets = Tables(message.lists, meeting, context).sheets()
    content = written(sheets, context.now, right_to_left=context.words.right_to_left)
    return _document("xlsx", content, message.lists, meeting, context)


def table(message: AttendanceCsv, context: Context) -> DocumentPart | Draft:
    """All answers, with the columns that they have in the workbook."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    file = io.StringIO(newline="")
    all_ = Tables(message.lists, meeting, context).all()
    csv.writer(file).writerows([harmless(cell) for cell in row] for row in (all_.heads, *all_.rows))
    # Without its mark, Excel takes UTF-8 for something else.
    return _document("csv", file.getvalue().encode("utf-8-sig"), message.lists, meeting, context)


def _document(kind: str, content: bytes, lists: Lists, meeting: Meeting, context: Context) -> DocumentPart:
    day = day_of(context.now, meeting.timezone)
    return DocumentPart(f"{meeting.id}-{day}.{kind}", content, caption(meeting, _counts(lists), context))


def _counts(lists: Lists) -> Iterator[Count]:
    for line in (*lists.answers, *lists.silent):
        yield Count(line.answer, line.seat, line.country, line.region, line.language, 1, line.people)
