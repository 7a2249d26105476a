"""Who comes to a meeting, as rows of cells in the words of one language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.attendance import Seat
from bot.domain.attendance_lists import Contact, Line, Lists, PastLine, Share
from bot.domain.meetings import Meeting
from bot.render.attendance_caption import LABELS
from bot.render.bidi import clean
from bot.render.context import Context
from bot.render.meetings import zone_name
from bot.render.spreadsheet import Cell, Table

_MARKS: Final = str.maketrans("", "", "\u200f\u2068\u2069")
"""A table has a direction of its own: marks of direction would be read as part of a name."""

_TURNS: Final = (Seat.OFFERED, Seat.WAITING, Seat.LAPSED)
"""In line: whose turn it is, those who follow, and who has let their turn pass."""

_WIDTHS: Final[Mapping[str, int]] = {
    "attfile.name": 28,
    "workbook.country": 24,
    "workbook.code": 9,
    "attfile.region": 34,
    "workbook.language": 12,
    "attfile.answer": 18,
    "attfile.place": 18,
    "attfile.people": 9,
    "attfile.substitute": 24,
    "attfile.travel": 36,
    "attfile.access": 36,
    "attfile.answered_at": 22,
    "attfile.entered_by": 24,
    "attfile.reason": 38,
    "attfile.at": 22,
    "attfile.days": 13,
    "attfile.why": 28,
    "attfile.by": 24,
}
"""Column → its width in characters."""

_WHO: Final = ("attfile.name", "workbook.country", "workbook.code", "attfile.region", "workbook.language")
_ANSWER: Final = (
    "attfile.answer",
    "attfile.place",
    "attfile.people",
    "attfile.substitute",
    "attfile.travel",
    "attfile.access",
    "attfile.answered_at",
    "attfile.entered_by",
)
_PAST: Final = (
    "attfile.at",
    "attfile.name",
    "workbook.country",
    "attfile.answer",
    "attfile.place",
    "attfile.people",
    "attfile.why",
    "attfile.by",
    "attfile.days",
)


class Tables:
    """The tables of one meeting, for one reader."""

    def __init__(self, lists: Lists, meeting: Meeting, context: Context) -> None:
        self._context = context
        self._zone = ZoneInfo(meeting.timezone)
        self._place = zone_name(meeting, context)
        self._word = cache(lambda key: bare(context.words.plain(key)))
        self._country = cache(lambda code: context.names.country(code) if code else "")
        self._language = cache(lambda code: context.names.language(code) if code else "")
        self._regions = cache(self._regions_of)
        self._first_day = cache(lambda days: date.fromisoformat(days.partition("/")[0]))
        in_order = self._by_country(lists.answers)
        self._answers = [(line, (*self._who(line), *self._answer(line))) for line in in_order]
        self._lists = lists

    def all(self) -> Table:
        """All answers."""
        return self._table("attfile.sheet.all", (*_WHO, *_ANSWER), [row for _, row in self._answers])

    def sheets(self) -> list[Table]:
        """All answers, then these once more by where people stand, and whoever is missing."""
        silent = [self._who(line) for line in self._by_country(self._lists.silent)]
        return [
            self.all(),
            *(self._share(share) for share in (Share.IN_PERSON, Share.ONLINE)),
            self._in_line(),
            self._table(LABELS[Share.SILENT], _WHO, silent),
            self._table("attfile.sheet.unreachable", (*_WHO, "attfile.reason"), self._unreachable()),
            self._table("attfile.sheet.history", _PAST, [self._step(past) for past in self._lists.past]),
        ]

    def _share(self, share: Share) -> Table:
        rows = [row for line, row in self._answers if line.share is share]
        return self._table(LABELS[share], (*_WHO, *_ANSWER), rows)

    def _in_line(self) -> Table:
        """Each way to take part has a line of its own."""
        waiting = [(line, row) for line, row in self._answers if line.share is Share.WAITING]
        # Whoever waits in line has come there at an instant; whoever does not any more has answered at one.
        waiting.sort(key=lambda each: (each[0].answer or "", _TURNS.index(each[0].seat), _since(each[0])))
        return self._table(LABELS[Share.WAITING], (*_WHO, *_ANSWER), [row for _, row in waiting])

    def _unreachable(self) -> list[Sequence[Cell]]:
        everybody = self._by_country((*self._lists.answers, *self._lists.silent))
        away = [line for line in everybody if line.contact is not Contact.REACHABLE]
        rows: list[Sequence[Cell]] = [(*self._who(line), self._word(f"attfile.reason.{line.contact}")) for line in away]
        vacant = [Line(None, code, None, None, Contact.ELSEWHERE) for code in self._lists.vacant]
        return [*rows, *((*self._who(line), self._word("attfile.reason.vacant")) for line in self._by_country(vacant))]

    def _table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
        timed = {"attfile.answered_at", "attfile.at"}
        heads = [
            bare(self._context.words.plain(column, place=self._place)) if column in timed else self._word(column)
            for column in columns
        ]
        return Table(self._word(name), heads, [_WIDTHS[column] for column in columns], rows)

    def _by_country(self, lines: Iterable[Line]) -> list[Line]:
        """By the names of countries from A to Z, then by those of people; what has no country last."""
        found = list(lines)
        names = self._context.names.in_order({self._country(line.country) for line in found if line.country})
        place = {name: number for number, name in enumerate(names)}
        end = len(place)
        return sorted(found, key=lambda line: (place.get(self._country(line.country), end), line.name or ""))

    def _who(self, line: Line) -> tuple[Cell, ...]:
        return (
            cleaned(line.name),
            self._country(line.country),
            line.country,
            self._regions(line.country, line.region),
            self._language(line.language),
        )

    def _answer(self, line: Line) -> tuple[Cell, ...]:
        by = self._word("attfile.organizer") if line.entered_by == "" else line.entered_by
        return (
            self._word(f"attfile.answer.{line.answer}"),
            self._seat(line.seat),
            line.people,
            cleaned(line.substitute),
            cleaned(line.travel),
            cleaned(line.access),
            self._local(line.answered_at),
            cleaned(by),
        )

    def _step(self, past: PastLine) -> tuple[Cell, ...]:
        return (
            self._local(past.at),
            cleaned(past.name),
            self._country(past.country),
            self._word("attfile.removed" if past.answer is None else f"attfile.answer.{past.answer}"),
            self._seat(past.seat),
            past.people,
            self._word(f"attfile.why.{past.why}"),
            cleaned(past.by),
            self._first_day(past.days),
        )

    def _seat(self, seat: Seat) -> str | None:
        return None if seat is Seat.NONE else self._word(f"attfile.place.{seat}")

    def _local(self, instant: datetime | None) -> datetime | None:
        return None if instant is None else instant.astimezone(self._zone)

    def _regions_of(self, country: str | None, chosen: str | None) -> str:
        """Those of a country, or the one that somebody has chosen among them."""
        own = self._context.pack.own_regions((), country, chosen)
        return bare(self._context.words.plain("list.comma")).join(self._context.title(region.name) for region in own)


def bare(text: str) -> str:
    """A text without marks of direction."""
    return text.translate(_MARKS)


def cleaned(text: str | None) -> str | None:
    """What somebody has written, without characters that cannot be seen, or that a workbook does not take."""
    return None if text is None else clean(text)


def _since(line: Line) -> tuple[datetime, str]:
    instant = line.queued_at or line.answered_at
    assert instant is not None, "whoever waits has answered"
    return instant, line.name or ""
