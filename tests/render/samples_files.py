"""Files on who comes to a meeting, to render."""

from datetime import UTC, datetime
from typing import Any

from bot.domain import messages as m
from bot.domain.attendance import Answer, Count, Seat, Why
from bot.domain.attendance_lists import Contact, Line, Lists, PastLine

NOW = datetime(2023, 5, 20, 9, tzinfo=UTC)

_WHO: dict[str, Any] = {"name": "=Nino", "country": "GE", "region": None, "language": "fr", "people": 2}
LISTS = Lists(
    answers=(
        *(
            Line(contact=contact, answer=Answer.IN_PERSON, seat=seat, answered_at=NOW, queued_at=queued, **_WHO)
            for contact, seat, queued in (
                (Contact.REACHABLE, Seat.TAKEN, None),
                (Contact.BLOCKED, Seat.WAITING, NOW),
                (Contact.REACHABLE, Seat.OFFERED, NOW),
                (Contact.ELSEWHERE, Seat.LAPSED, None),
            )
        ),
        Line("Luc", None, None, None, Contact.ELSEWHERE, Answer.ONLINE, Seat.TAKEN, 1, answered_at=NOW, entered_by=""),
        Line(None, "AL", None, "ar", Contact.REACHABLE, Answer.UNSURE, Seat.NONE, 1, answered_at=NOW, entered_by="Zoe"),
        Line("ليلى", "JO", None, "ar", Contact.REACHABLE, Answer.NO, Seat.NONE, 1, answered_at=NOW),
    ),
    silent=(Line("Amy", "AM", None, "ru", Contact.BLOCKED), Line(None, "AM", None, "ru", Contact.REACHABLE)),
    vacant=("AL",),
    past=tuple(
        PastLine(NOW, "Nino", "GE", "2023-06-20/2023-06-20", answer, Seat.NONE, 1, why, by)
        for why, answer, by in (*((why, Answer.UNSURE, "Nino") for why in Why), (Why.REMOVED, None, None))
    ),
)
COUNTS = (
    Count(Answer.IN_PERSON, Seat.TAKEN, "GE", "seat", "fr", 3, 5),
    Count(Answer.IN_PERSON, Seat.WAITING, "AL", None, "en", 1, 1),
    Count(Answer.NO, Seat.NONE, None, None, None, 2, 2),
    Count(None, Seat.NONE, "AM", None, "ru", 40, 40),
)
ATTENDANCE_FILES: tuple[m.Message, ...] = tuple(
    message
    for meeting in ("workshop", "gone")
    for message in (
        m.AttendanceWorkbook(meeting=meeting, lists=LISTS),
        m.AttendanceCsv(meeting=meeting, lists=LISTS),
        m.AttendanceChart(meeting=meeting, counts=COUNTS),
    )
)
