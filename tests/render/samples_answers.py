"""Messages on the reader's own answer to the workshop of `samples`, in every state that it can be in."""

from datetime import UTC, datetime
from typing import Any, Final

from bot.domain import messages as m
from bot.domain.attendance import Answer, Detail, Door, Seat
from bot.domain.meetings import Mode
from bot.domain.messages_meetings import Attendance, Own

_ASKED: Final = datetime(2023, 5, 19, 9, 30, tzinfo=UTC)
_CLOSES: Final = datetime(2023, 6, 1, 16, tzinfo=UTC)
_BEGINS: Final = datetime(2023, 6, 20, 7, tzinfo=UTC)
_CONFIRM_BY: Final = datetime(2023, 5, 22, 9, tzinfo=UTC)
_SEATS: Final = {Mode.IN_PERSON: 12, Mode.ONLINE: 3}
_FULL: Final = {Mode.IN_PERSON: 0, Mode.ONLINE: 0}


def own(answer: Answer = Answer.IN_PERSON, seat: Seat = Seat.TAKEN, **more: Any) -> Own:
    return Own(answer=answer, seat=seat, answered_at=_ASKED, **more)


def state(door: Door = Door.OPEN, answered: Own | None = None, **more: Any) -> Attendance:
    return Attendance(**{"door": door, "until": _CLOSES, "seats": _SEATS, "own": answered, **more})


NOT_ANSWERED: Final = state()
COMING: Final = state(answered=own())
SEVERAL: Final = state(
    answered=own(party=3, substitute="Nino <Beridze>", travel="ورقة 12 & back", access="Step-free, please")
)
WAITING: Final = state(answered=own(seat=Seat.WAITING, position=2), seats=_FULL)
OFFERED: Final = state(answered=own(seat=Seat.OFFERED, confirm_by=_CONFIRM_BY), seats=_FULL)
LAPSED: Final = state(answered=own(seat=Seat.LAPSED), seats=_FULL)
STATES: Final[dict[str, Attendance]] = {
    "not answered": NOT_ANSWERED,
    "coming": COMING,
    "several": SEVERAL,
    "online": state(answered=own(Answer.ONLINE)),
    "declined": state(answered=own(Answer.NO, Seat.NONE)),
    "unsure": state(answered=own(Answer.UNSURE, Seat.NONE)),
    "waiting": WAITING,
    "offered": OFFERED,
    "lapsed": LAPSED,
    "without a deadline": state(until=_BEGINS, seats={}),
    "answered without a deadline": state(answered=own(), until=_BEGINS, seats={}),
    "too early": state(Door.NOT_YET),
    "closed": state(Door.CLOSED),
    "closed and coming": state(Door.CLOSED, own()),
    "closed and asked": state(Door.CLOSED, own(), asked_late=Answer.ONLINE),
    "closed and offered": state(Door.CLOSED, own(seat=Seat.OFFERED, confirm_by=_CONFIRM_BY)),
    "over": state(Door.OVER, own()),
}
"""What can be true of a reader and a meeting."""


def _of(kind: type[Any], attendance: Attendance | None, **more: Any) -> Any:
    return kind(meeting="workshop", attendance=attendance, **more)


ANSWERS: Final[tuple[m.Message, ...]] = (
    *(_of(kind, each) for kind in (m.MeetingCard, m.AnswerNoted, m.AskAnswer) for each in (None, *STATES.values())),
    m.AnswerNoted(meeting="gone", attendance=COMING),
    *(_of(m.AskAnswer, NOT_ANSWERED, answer=answer, party=2) for answer in Answer),
    _of(m.AskAnswer, NOT_ANSWERED, answer=Answer.ONLINE),
    _of(m.AnswerRefused, state(Door.NOT_YET), why="not_yet", answer=Answer.IN_PERSON),
    _of(m.AnswerRefused, state(Door.CLOSED, own()), why="closed", answer=Answer.IN_PERSON, party=4),
    _of(m.AnswerRefused, state(Door.OVER), why="over", answer=Answer.NO),
    _of(m.AnswerRefused, NOT_ANSWERED, why="no_such_answer", answer=Answer.ONLINE),
    _of(m.AnswerRefused, COMING, why="no_room", answer=Answer.IN_PERSON, party=20),
    _of(m.LateSent, state(Door.CLOSED, own(), asked_late=Answer.NO), answer=Answer.NO),
    *(_of(m.SeatOffered, each, mode=mode) for mode in Mode for each in (OFFERED, WAITING)),
    *(_of(m.SeatGiven, COMING, mode=mode) for mode in Mode),
    *(_of(m.SeatLapsed, LAPSED, mode=mode) for mode in Mode),
    _of(m.AnswerEntered, COMING, answer=Answer.IN_PERSON),
    _of(m.AnswerEntered, NOT_ANSWERED, answer=None),
    _of(m.AnswerPassedOn, COMING),
    _of(m.LateDecided, state(Door.CLOSED, own()), answer=Answer.IN_PERSON, granted=True),
    _of(m.LateDecided, state(Door.CLOSED), answer=Answer.ONLINE, granted=False),
    _of(m.LateAsked, None, request=7, answer=Answer.IN_PERSON, party=2, name="Nino <b>Beridze</b>", country="GE"),
    _of(m.LateAsked, None, request=7, answer=Answer.NO),
    _of(m.LateSettled, None, granted=True, answer=Answer.IN_PERSON, name="ليلى", country="JO"),
    _of(m.LateSettled, None, granted=False, answer=Answer.NO),
    m.LateGone(),
    *(_of(m.AnswerDetails, each) for each in (None, NOT_ANSWERED, COMING, SEVERAL, STATES["online"])),
    *(_of(m.AskDetail, each, detail=detail) for detail in Detail for each in (COMING, SEVERAL)),
    _of(m.AskDetail, COMING, detail=Detail.PARTY_SIZE, unfit=True),
    _of(m.DetailTooLong, COMING, detail=Detail.TRAVEL, most=500, length=612),
    _of(m.DetailUnkept, COMING),
)
