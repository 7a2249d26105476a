"""Messages on the results of rounds, to render."""

from datetime import UTC, datetime
from typing import Any, Final

from bot.domain import messages as m
from bot.domain.content_text import Text
from bot.domain.figures import Figures
from bot.domain.messages_round_results import Line, NamedAnswer
from bot.domain.round_results import Earlier, GroupSize, ResultsShown
from bot.domain.rounds import Choice, Grouping, Method, RoundState, Terms

_CLOSED: Final = datetime(2023, 5, 19, 22, tzinfo=UTC)
_TITLE: Final = Text(
    {
        "en": "What should the next <two> years & months bring?",
        "fr": "Que devraient apporter les deux prochaines années ?",
        "ar": "ما الذي ينبغي أن تحققه السنتان المقبلتان؟",
        "ru": "Что должны принести следующие два года?",
    }
)
_CHOICES: Final = tuple(
    Choice(key=key, title=Text(titles), source=source)
    for key, source, titles in (
        ("a", "training", {"en": "Training", "ar": "التدريب", "ru": "Обучение"}),
        ("b", "labs", {"en": "Laboratories <near> & far", "ar": "المختبرات"}),
        ("c", None, {"en": "Borders"}),
        ("d", "gone", {"en": "Something that was taken back"}),
    )
)
_TERMS: Final = Terms(
    title=_TITLE,
    method=Method.RANK,
    most=3,
    choices=(*_CHOICES[:3], _CHOICES[3].model_copy(update={"withdrawn": True})),
)
_FIGURES: Final = Figures(16, {"a": (9, 4, 1), "b": (5, 4), "c": (2, 6, 8)})
_EARLIER: Final = Earlier(
    title=Text({"en": "Priorities of last year", "ar": "أولويات العام الماضي"}),
    closed_at=_CLOSED,
    places={"a": 2, "b": 1},
    scores={"a": 3.2, "b": 0.0},
)
_ALL: Final = ResultsShown(
    terms=_TERMS,
    state=RoundState.CLOSED,
    closed_at=_CLOSED,
    figures=_FIGURES,
    inner=(GroupSize(path=("seee",), answers=8), GroupSize(path=("gone",), answers=8)),
    asked=60,
    answered=20,
    hidden=4,
    lines=True,
    earlier=_EARLIER,
)
_GROUP: Final = _ALL.model_copy(update={"group": ("seee",), "figures": Figures(8, {"a": (8,)}), "inner": ()})
_RATED: Final = _ALL.model_copy(
    update={
        "terms": _TERMS.model_copy(update={"method": Method.RATE, "most": 1, "grouping": Grouping.COUNTRY}),
        "figures": Figures(16, {"a": (1, 0, 2, 6, 7), "b": (0, 0, 16)}),
        "inner": (GroupSize(path=("seee",), answers=8),),
    }
)
_CHOSEN: Final = _ALL.model_copy(
    update={
        "terms": _TERMS.model_copy(update={"method": Method.CHOOSE, "grouping": Grouping.LANGUAGE}),
        "figures": Figures(16, {"a": (12,), "b": (12,), "c": (1,)}),
        "inner": (GroupSize(path=("fr",), answers=8),),
        "hidden": 1,
    }
)
_NOTHING: Final = _ALL.model_copy(
    update={"figures": None, "inner": (), "answered": 3, "hidden": 3, "lines": False, "earlier": None}
)
_NAMED: Final = _RATED.model_copy(update={"exact": True, "hidden": 0, "asked": None, "earlier": None})


def _shown(**fields: Any) -> m.RoundResults:
    return m.RoundResults(round="ambitions", shown=_ALL.model_copy(update=fields))


_LINES: Final = (
    Line(words="Because <we> are few\nand far apart", language="en", choice="a"),
    Line(words="A word on time", language="en"),
    Line(words="=1+1", language="en", by="Nino & Ana"),
)

ROUND_RESULTS: Final[tuple[m.Message, ...]] = (
    m.RoundResults(round="ambitions"),
    m.RoundResults(round="ambitions", note="closed", shown=_ALL),
    m.RoundResults(round="ambitions", group="0a1b2c3d", shown=_GROUP),
    m.RoundResults(round="ambitions", shown=_RATED),
    m.RoundResults(
        round="ambitions", group="0a1b2c3d", shown=_RATED.model_copy(update={"group": ("seee", "GE"), "inner": ()})
    ),
    m.RoundResults(round="ambitions", shown=_CHOSEN),
    m.RoundResults(round="ambitions", shown=_NOTHING),
    m.RoundResults(round="ambitions", shown=_NOTHING.model_copy(update={"state": RoundState.OPEN})),
    m.RoundResults(round="ambitions", shown=_NAMED),
    _shown(state=RoundState.OPEN, closed_at=None),
    _shown(follows=True, decision={"en": "Training <comes> first", "ar": "التدريب أولًا"}),
    _shown(state=RoundState.OPEN, closed_at=None, terms=_TERMS.model_copy(update={"grouping": Grouping.NONE})),
    _shown(figures=Figures(8, {"d": (8,)}), answered=8, hidden=0),
    _shown(figures=None, answered=0, hidden=0),
    _shown(figures=None, answered=0, hidden=0, asked=0),
    _shown(terms=_TERMS.model_copy(update={"most": 1})),
    m.ResultsPicture(round="ambitions"),
    m.ResultsPicture(round="ambitions", shown=_NOTHING),
    m.ResultsPicture(round="ambitions", shown=_ALL),
    m.ResultsPicture(round="ambitions", group="0a1b2c3d", shown=_GROUP),
    m.ResultsPicture(round="ambitions", shown=_RATED),
    m.ResultsPicture(round="ambitions", shown=_CHOSEN),
    m.ResultsWorkbook(round="ambitions"),
    m.ResultsWorkbook(round="ambitions", groups=(_ALL, _GROUP), lines=_LINES[:2]),
    m.ResultsWorkbook(round="ambitions", groups=(_CHOSEN,)),
    m.ResultsWorkbook(round="ambitions", groups=(_NOTHING,)),
    m.ResultsWorkbook(
        round="ambitions",
        groups=(_NAMED,),
        named=(
            NamedAnswer(name="Nino & Ana", country="GE", region=None, language="en", marks="a5b3"),
            NamedAnswer(name=None, country=None, region=None, language="ar", marks="a1"),
        ),
        lines=_LINES,
    ),
    m.RoundLines(round="ambitions"),
    m.RoundLines(round="ambitions", terms=_TERMS),
    m.RoundLines(round="ambitions", terms=_TERMS, counts={"en": 3, "ar": 1}),
    m.RoundLines(round="ambitions", terms=_TERMS, language="en", counts={"en": 3}, lines=_LINES),
    m.RoundLines(
        round="ambitions", terms=_TERMS, language="en", page=1, pages=3, counts={"en": 3, "ar": 1}, lines=_LINES[1:]
    ),
)
