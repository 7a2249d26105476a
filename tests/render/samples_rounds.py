"""Messages on rounds to those who answer, to render."""

from datetime import UTC, datetime
from typing import Final, get_args

from bot.domain import messages as m
from bot.domain.content_text import Text
from bot.domain.messages_rounds import RoundLine, RoundNote, RoundShown
from bot.domain.rounds import Choice, Grouping, Method, Remark, RoundState, Terms

_CLOSES: Final = datetime(2023, 6, 1, 22, tzinfo=UTC)
_ROUND: Final = "r.abc"
_TITLES: Final = (
    {"en": "Training <a> & b", "ar": "تدريب المختبرات الوطنية"},
    {"en": "Laboratories"},
    {"fr": "Échanges", "ru": "Обмен"},
    {"en": "Law"},
)
_CHOICES: Final = tuple(
    Choice(key=key, title=Text(title), withdrawn=key == "d") for key, title in zip("abcd", _TITLES, strict=True)
)


def terms(method: Method, most: int = 1, **more: object) -> Terms:
    """Of a round that asks for all there is to ask."""
    parts = {"choices": _CHOICES, "closes": _CLOSES, "comment": True, "why": method is not Method.RATE, **more}
    title = Text({"en": "What matters <most>?", "ar": "ما الأهم؟"})
    return Terms.model_validate({"title": title, "method": method, "most": most, **parts})


_RANK: Final = terms(Method.RANK, 3)
_CHOOSE: Final = terms(Method.CHOOSE, 2)
_RATE: Final = terms(Method.RATE)
_MEETING: Final = terms(Method.RATE, choices=_CHOICES[:1], meeting="workshop")
_SAID: Final = {Remark.WHY: "It <b>is</b>", Remark.COMMENT: "شكرًا"}
_OPEN: Final = RoundState.OPEN


def _shown(of: Terms, state: RoundState = _OPEN, **more: object) -> RoundShown:
    return RoundShown.model_validate({"terms": of, "state": state, **more})


_CARDS: Final = (
    _shown(_RANK),
    _shown(_RANK, draft="cd", remarks=_SAID, why_of="c"),
    _shown(_RANK, draft="cab", given="cab", answered=True, remarks=_SAID, why_of="c", results=True),
    _shown(_RANK, draft="ca", given="cab", answered=True, keeps=False),
    _shown(_RANK, draft="cad", given="cad", answered=True),
    _shown(_RANK, asked=False),
    _shown(_RANK, RoundState.CLOSED, answered=True, closed_at=_CLOSES, results=True),
    _shown(_RANK, RoundState.CLOSED, closed_at=_CLOSES),
    _shown(terms(Method.RANK, 1)),
    _shown(_CHOOSE),
    _shown(_CHOOSE, draft="ab", given="ab", answered=True, remarks=_SAID),
    _shown(terms(Method.CHOOSE, 1), draft="a"),
    _shown(_RATE),
    _shown(_RATE, draft="a5", remarks={Remark.COMMENT: "x"}),
    _shown(_RATE, draft="a5b1c3", given="a5b1c3", answered=True),
    _shown(_MEETING, draft="a4", given="a4", answered=True),
    _shown(_MEETING, RoundState.CLOSED, given="a4", answered=True),
)

ROUNDS: Final[tuple[m.Message, ...]] = (
    m.RoundCard(round=_ROUND),
    *(m.RoundCard(round=_ROUND, shown=shown) for shown in _CARDS),
    *(
        m.RoundCard(round=_ROUND, note=note, numbers=(7, 12), shown=shown)
        for note in get_args(RoundNote)
        for shown in (_CARDS[1], _CARDS[13])
    ),
    m.RoundCard(round=_ROUND, at="b", shown=_shown(_RATE, draft="a5b1c3", given="a5b1c3")),
    m.RoundGone(),
    m.RoundList(),
    m.RoundList(
        open=(
            RoundLine(id=_ROUND, title=_RANK.title, closes=_CLOSES),
            RoundLine(id="r.b", title=_RANK.title, begun=True),
            RoundLine(id="r.c", title=_RANK.title, answered=True),
        ),
        closed=(
            RoundLine(id="r.d", title=_RANK.title, closed_at=_CLOSES),
            RoundLine(id="m.e", title=_RANK.title, after_meeting=True),
        ),
    ),
    m.RoundTerms(round=_ROUND),
    *(
        m.RoundTerms(round=_ROUND, shown=_shown(terms(Method.CHOOSE, 2, grouping=grouping, results=results)))
        for grouping, results in zip(Grouping, ("never", "after_closing", "live", "live"), strict=True)
    ),
    m.RoundTerms(round=_ROUND, shown=_shown(terms(Method.RATE, anonymous=False, shown_from=21))),
    m.RoundTerms(round=_ROUND, shown=_shown(_RATE, keeps=False)),
    m.RoundTerms(round=_ROUND, shown=_shown(terms(Method.RATE, comment=False))),
    m.AskRemark(round=_ROUND, remark=Remark.WHY),
    m.AskRemark(round=_ROUND, remark=Remark.WHY, shown=_CARDS[2]),
    m.AskRemark(round=_ROUND, remark=Remark.WHY, shown=_CARDS[10]),
    m.AskRemark(round=_ROUND, remark=Remark.COMMENT, shown=_shown(terms(Method.RATE, anonymous=False))),
    m.AskRemark(round=_ROUND, remark=Remark.COMMENT, problem="long", length=612, shown=_CARDS[0]),
    m.AskRemark(round=_ROUND, remark=Remark.COMMENT, problem="empty", shown=_CARDS[0]),
    m.RemarkUnkept(round=_ROUND, reason="no_key"),
    m.RemarkUnkept(round=_ROUND, reason="nothing_first"),
)
