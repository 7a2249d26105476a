"""Who comes to a meeting, as files for its organizers.

What they hold is not stored with them: it is filled in when they are sent (`bot.services.completing`).
"""

from typing import ClassVar, Literal

from bot.domain.attendance import Count
from bot.domain.attendance_lists import Lists
from bot.domain.message_model import MessageModel


class AttendanceFile(MessageModel):
    """A file on one meeting."""

    heavy: ClassVar[bool] = True

    meeting: str


class AttendanceWorkbook(AttendanceFile):
    """A workbook with a sheet for each group of people."""

    kind: Literal["attendance_workbook"] = "attendance_workbook"
    lists: Lists = Lists()


class AttendanceCsv(AttendanceFile):
    """All answers as one table, for other programs."""

    kind: Literal["attendance_csv"] = "attendance_csv"
    lists: Lists = Lists()


class AttendanceChart(AttendanceFile):
    """A picture of how many have answered what, region by region."""

    kind: Literal["attendance_chart"] = "attendance_chart"
    counts: tuple[Count, ...] = ()
