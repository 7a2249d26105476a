"""What those see who choose whom an announcement is for, to render."""

from typing import Final

from bot.domain import messages as m
from bot.domain.audience import EVERYONE, Condition, Filter, Group, MeetingAnswer, RoundAnswer, Selection
from bot.domain.content_text import Text
from bot.domain.messages_audience import NotReached, Reading, SavedAudience
from bot.domain.people import Role

_CONDITIONS: Final = (
    Condition(filter=Filter.REGIONS, values=("seee", "bare")),
    Condition(filter=Filter.COUNTRIES, values=("GE", "KZ", "OM")),
    Condition(filter=Filter.LANGUAGES, values=("fr", "ru", "ar")),
    Condition(filter=Filter.MEETING, values=("workshop", *MeetingAnswer)),
    Condition(filter=Filter.ROUND, values=("r.1", *RoundAnswer)),
    Condition(filter=Filter.ACTIVE, values=("30",)),
)
_ROUNDS: Final = {"r.1": Text({"en": "Priorities <2024> & after", "ar": "أولويات 2024"})}


def _excluded(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple(each.model_copy(update={"excluded": True}) for each in conditions)


_NARROWED: Final = Selection(
    groups=(
        Group(conditions=(Condition(filter=Filter.ROLES, values=("nfp", "translator")), *_CONDITIONS)),
        Group(conditions=_excluded((*_CONDITIONS, Condition(filter=Filter.ROLES, values=tuple(Role))))),
        Group(
            conditions=(
                Condition(filter=Filter.REGIONS, values=("gone",)),
                Condition(filter=Filter.COUNTRIES, values=("GE",), excluded=True),
                Condition(filter=Filter.LANGUAGES, values=("es",)),
                Condition(filter=Filter.MEETING, values=("gone", "silent")),
                Condition(filter=Filter.ROUND, values=("r.gone", "silent")),
            )
        ),
        Group(conditions=(Condition(filter=Filter.ROLES, values=("secretariat",)),)),
    )
)
_ONE_EACH: Final = Selection(
    groups=(
        Group(
            conditions=(
                Condition(filter=Filter.LANGUAGES, values=("fr",), excluded=True),
                Condition(filter=Filter.COUNTRIES, values=("GE",)),
                Condition(filter=Filter.REGIONS, values=("seee",), excluded=True),
            )
        ),
    )
)
_COUNTED: Final = m.AudienceCard(
    announcement=7,
    selection=_NARROWED,
    scope=("seee",),
    rounds=_ROUNDS,
    readers=1234,
    languages=(("en", 1000), ("ar", 234)),
    regions=(("seee", 1200), ("gone", 4), (None, 30)),
    first=(
        Reading(name="Нино <Беридзе>", country="GE", role=Role.NFP),
        Reading(country="KZ", role=Role.NFP),
        Reading(name="A & B"),
        Reading(role=Role.SECRETARIAT),
        Reading(),
    ),
    unreached=3,
    vacant=2,
    saved="Юг <и> восток",
)
_LINES: Final = (
    NotReached(country="GE", name="=Нино", role=Role.NFP, why="blocked"),
    NotReached(country=None, role=Role.SECRETARIAT, why="stopped"),
    NotReached(country="KZ", why="vacant"),
)

AUDIENCES: Final[tuple[m.Message, ...]] = (
    m.AudienceCard(announcement=7, selection=Selection()),
    m.AudienceCard(announcement=7, selection=EVERYONE),
    m.AudienceCard(announcement=7, selection=_ONE_EACH),
    m.AudienceCard(announcement=7, selection=Selection(groups=(*_ONE_EACH.groups, Group()))),
    m.AudienceCard(announcement=7, selection=EVERYONE, scope=("seee", "bare"), readers=1, languages=(("en", 1),)),
    _COUNTED,
    _COUNTED.model_copy(update={"first": _COUNTED.first[:1], "readers": 1, "unreached": 1, "vacant": 1}),
    *(
        m.AudiencePick(
            announcement=7, filter=name, options=options, chosen=options[:1], selection=_NARROWED, rounds=_ROUNDS
        )
        for name, options in (
            (Filter.ROLES, tuple(Role)),
            (Filter.REGIONS, ("seee", "gone")),
            (Filter.COUNTRIES, ("seee", "gone")),
            (Filter.LANGUAGES, ("fr", "en")),
            (Filter.MEETING, ("workshop", "gone")),
            (Filter.ROUND, ("r.1", "r.gone")),
            (Filter.ROUND, ()),
            (Filter.ACTIVE, ("7", "30", "90")),
        )
    ),
    m.AudiencePick(
        announcement=7,
        filter=Filter.COUNTRIES,
        of="seee",
        options=("GE", "KZ"),
        chosen=("GE",),
        excluded=True,
        selection=_NARROWED,
        scope=("seee",),
    ),
    m.AudiencePick(
        announcement=7, filter=Filter.MEETING, of="workshop", options=tuple(MeetingAnswer), selection=_NARROWED
    ),
    m.AudiencePick(
        announcement=7,
        filter=Filter.ROUND,
        of="r.1",
        options=tuple(RoundAnswer),
        chosen=("silent",),
        selection=_NARROWED,
        rounds=_ROUNDS,
    ),
    m.SavedAudiences(announcement=7),
    m.SavedAudiences(announcement=7, saved=(SavedAudience(audience=1, name="Юг <и> восток", selection=_NARROWED),) * 2),
    m.AskAudienceName(announcement=7),
    m.AskAudienceName(announcement=7, unfit=True),
    m.UnreachedWorkbook(),
    m.UnreachedWorkbook(lines=_LINES),
)
