"""What organizers see of a meeting, to render."""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain import messages as m
from bot.domain.attendance import Answer, Door, Seat, Why
from bot.domain.meetings import Mode
from bot.domain.messages_meetings import Attendance
from bot.domain.messages_organizing import Afterwards, ChasePlan, Entry, Named, NamesPage, Step
from bot.domain.people import Role
from bot.domain.rounds import RoundState
from bot.domain.tallies import Group, Heads, Places, Share, Tally

_NOW: Final = datetime(2023, 5, 20, 9, tzinfo=UTC)
_THEIRS: Final = {"meeting": "workshop", "allowed": True}
_OPEN: Final = Attendance(door=Door.OPEN, until=datetime(2023, 6, 1, 16, tzinfo=UTC), seats={Mode.IN_PERSON: 3})
_DOORS: Final = (
    _OPEN,
    Attendance(door=Door.OPEN, until=datetime(2023, 6, 20, 7, tzinfo=UTC)),
    Attendance(door=Door.CLOSED, until=_NOW),
    Attendance(door=Door.NOT_YET, until=_NOW),
    Attendance(door=Door.OVER, until=_NOW),
)

ANA: Final = Named(rsvp=1, person=7, name="Ana", country="GE", role=Role.NFP, party=3)
NOBODY: Final = Named(person=8, country="CD", role=Role.SECRETARIAT)

TALLY: Final = Tally(
    groups={group: Heads(answers=number + 1, people=2 * number + 1) for number, group in enumerate(Group)},
    regions=(
        Share(key="seee", coming=12, answers=9, silent=4),
        Share(key="gone", coming=1, answers=1, silent=0),
        Share(key=None, coming=2, answers=2, silent=1),
    ),
    languages=(Share(key="ar", coming=10, answers=7, silent=5), Share(key=None, coming=2, answers=2)),
    places={Mode.IN_PERSON: Places(room=60, held=12), Mode.ONLINE: Places(room=5, held=9)},
    absent=("AM", "CD"),
    missed=2,
    opened=True,
)

BOARD: Final = m.AttendanceBoard(**_THEIRS, attendance=_OPEN, tally=TALLY)

_STEPS: Final = tuple(
    Step(at=_NOW - timedelta(days=number), answer=answer, seat=Seat.NONE, why=why)
    for number, (answer, why) in enumerate([(Answer.NO, why) for why in (Why.ANSWERED, *Why)] + [(None, Why.REMOVED)])
)

_BOARDS: Final[tuple[m.Message, ...]] = (
    *(m.AttendanceBoard(**_THEIRS, attendance=door, tally=TALLY) for door in _DOORS),
    m.AttendanceBoard(
        **_THEIRS,
        attendance=_OPEN,
        tally=Tally(places={Mode.IN_PERSON: Places(room=5, held=9), Mode.ONLINE: Places(room=60, held=1)}),
    ),
    *(
        m.AttendanceBoard(
            **_THEIRS, attendance=_OPEN, tally=TALLY, afterwards=Afterwards(state=state, opens=_NOW + timedelta(days=9))
        )
        for state in (None, RoundState.PLANNED, RoundState.OPEN, RoundState.CLOSED)
    ),
    m.AttendanceBoard(meeting="workshop"),
    m.AttendanceBoard(meeting="gone", allowed=True, attendance=_OPEN),
    m.AttendanceBoards(),
)

_NAMES: Final[tuple[m.Message, ...]] = tuple(
    m.AttendanceNames(**_THEIRS, attendance=_OPEN, group=group, page=shown.page, shown=shown)
    for group, shown in (
        (Group.IN_PERSON, NamesPage(total=20, page=1, names=(ANA, NOBODY))),
        (Group.WAITING, NamesPage(total=1, names=(ANA.model_copy(update={"position": 1}),))),
        (Group.LATE, NamesPage(total=1, names=(ANA.model_copy(update={"rsvp": None, "request": 3}),))),
        (Group.SILENT, NamesPage(total=1, names=(NOBODY, Named(person=9)))),
        (Group.UNREACHABLE, NamesPage(absent=("AM", "CD", "GE"))),
    )
)

_ENTRIES: Final = tuple(
    m.AttendanceEntry(**_THEIRS, attendance=_OPEN, rsvp=1, entry=entry, removing=removing)
    for removing in (False, True)
    for entry in (
        Entry(
            who=ANA,
            answer=Answer.IN_PERSON,
            seat=Seat.TAKEN,
            answered_at=_NOW,
            substitute="<Bob> & Eva",
            travel="By train",
            access="A ramp",
            steps=_STEPS,
        ),
        Entry(who=ANA, answer=Answer.ONLINE, seat=Seat.WAITING, answered_at=_NOW, reachable=False),
        Entry(who=ANA, answer=Answer.IN_PERSON, seat=Seat.OFFERED, answered_at=_NOW, confirm_by=_NOW),
        Entry(who=ANA, answer=Answer.IN_PERSON, seat=Seat.LAPSED, answered_at=_NOW, on_telegram=False),
        Entry(who=NOBODY),
        None,
    )
)

_ADDING: Final = (
    m.AskEntryCountry(**_THEIRS, attendance=_OPEN),
    m.AskEntryCountry(**_THEIRS, attendance=_OPEN, countries=("CD", "CG")),
    m.AskEntryCountry(**_THEIRS, attendance=_OPEN, unknown=True),
    m.AskEntryName(**_THEIRS, attendance=_OPEN, country="GE"),
    m.AskEntryName(**_THEIRS, attendance=_OPEN, country="GE", unfit=True),
    m.AskEntryAnswer(**_THEIRS, attendance=_OPEN, country="GE", name="Ana"),
    m.AskEntryAnswer(**_THEIRS, attendance=_OPEN, country="GE", kept=False),
)

_PLACES: Final = (
    m.AskPlaces(**_THEIRS, attendance=_OPEN, mode=Mode.IN_PERSON, places=Places(room=60, held=12), set_here=True),
    m.AskPlaces(**_THEIRS, attendance=_OPEN, mode=Mode.ONLINE),
    m.AskPlaces(**_THEIRS, attendance=_OPEN, mode=Mode.IN_PERSON, unfit=True),
)

_CHASES: Final[tuple[m.Message, ...]] = (
    *(
        m.ChasePreview(
            **_THEIRS,
            attendance=door,
            plan=ChasePlan(
                total=total,
                languages={"en": 3, "ar": 2} if total else {},
                first=(ANA, NOBODY) if total else (),
                unreachable=1,
                stopped=2,
                lately=3,
            ),
        )
        for door in _DOORS
        for total in (0, 1, 42)
    ),
    *(m.ChaseSent(**_THEIRS, attendance=_OPEN, count=count) for count in (1, 2, 5, 11, 42)),
)

ORGANIZING: Final[tuple[m.Message, ...]] = (*_BOARDS, *_NAMES, *_ENTRIES, *_ADDING, *_PLACES, *_CHASES)
