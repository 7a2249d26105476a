"""Messages on what was decided after rounds, on first choices, and roadmaps with what was said about them."""

from datetime import UTC, datetime
from typing import Final

from bot.domain import messages as m
from bot.domain.content_text import Text
from bot.domain.figures import Figures, standing
from bot.domain.messages_round_decisions import Decided, Moved
from bot.domain.roadmap import ItemStatus
from bot.domain.roadmap_said import RoundSaid
from bot.domain.rounds import Choice, Method, Terms

_NOW: Final = datetime(2023, 5, 20, 9, tzinfo=UTC)
_TERMS: Final = Terms(
    title=Text({"en": "What <matters> most", "ar": "ما الأهم؟"}),
    method=Method.RANK,
    most=2,
    choices=(
        Choice(key="a", title=Text({"en": "Enhancing <cooperation>", "ar": "تعزيز التعاون"}), source="cooperation"),
        Choice(key="b", title=Text({"en": "Ownership"}), source="ownership"),
    ),
    roadmap="plan",
)
_TEXTS: Final = {"en": "Training <first>.\nThen the rest.", "ar": "التدريب أولاً"}
_LONG: Final = {"ru": "Сначала обучение. " * 80}
_FIGURES: Final = {
    Method.RANK: Figures(9, {"a": (5, 4), "b": (4, 5)}),
    Method.CHOOSE: Figures(9, {"a": (5,), "b": (4,)}),
    Method.RATE: Figures(9, {"a": (0, 0, 1, 4, 4), "b": (4, 5)}),
}


def _said(method: Method, **values: object) -> RoundSaid:
    terms = _TERMS.model_copy(update={"method": method})
    places = standing(terms, _FIGURES[method])
    said = RoundSaid(round="r.a", terms=terms, closed_at=_NOW, answers=9, of=len(places), places=places)
    return said.model_copy(update=values)


DECISIONS: Final[tuple[m.Message, ...]] = (
    m.DecisionDraft(round="r.a", terms=_TERMS, keeps=False),
    m.DecisionDraft(round="r.a", terms=_TERMS),
    m.DecisionDraft(round="r.a", terms=_TERMS, texts=_TEXTS, saved="ar"),
    m.DecisionDraft(round="r.a", terms=_TERMS, texts=_LONG, removed="ar"),
    m.DecisionDraft(round="r.a", terms=_TERMS, texts=_TEXTS, published=_NOW),
    m.AskDecision(round="r.a", language="fr"),
    m.AskDecision(round="r.a", language="ru", there=_LONG["ru"], sent=True),
    m.AskDecision(round="r.a", language="ar", there=_TEXTS["ar"], problem="no_words"),
    m.AskDecision(round="r.a", language="pt", problem="too_long", length=1501),
    m.AskPublishDecision(round="r.a", terms=_TERMS, texts=_TEXTS, people=60),
    *(
        m.AskPublishDecision(round="r.a", terms=_TERMS, texts=_TEXTS, people=people, missing=("fr", "ru"))
        for people in (0, 1, 2, 5, 11)
    ),
    m.RoundDecided(round="r.a"),
    *(
        m.RoundDecided(round="r.a", shown=Decided(terms=_TERMS, closed_at=_NOW, texts=texts, results=results))
        for texts, results in ((_TEXTS, True), (_LONG, False))
    ),
    m.FirstChoiceMoved(round="r.a", moved=(Moved(item="item-done", before=ItemStatus.PLANNED),)),
    m.FirstChoiceMoved(round="r.a", moved=(Moved(item="gone", before=ItemStatus.PLANNED),), terms=_TERMS),
    m.FirstChoiceMoved(
        round="r.a",
        moved=tuple(
            Moved(item=f"item-{now.replace('_', '-')}", before=before)
            for now, before in zip(ItemStatus, reversed(ItemStatus), strict=True)
        ),
        terms=_TERMS,
    ),
    *(m.RoadmapAnswer(topic="overview", target="plan", said=(_said(method),)) for method in Method),
    m.RoadmapAnswer(
        topic="strand",
        target="ownership",
        said=(
            _said(Method.RATE, places=_said(Method.RATE).places[1:], decision=_TEXTS),
            _said(Method.RANK, places=(), decision=_LONG),
        ),
    ),
    *(
        m.RoadmapAnswer(topic="status", target="item-done", said=(_said(Method.RANK, answers=n),))
        for n in (0, 1, 2, 11)
    ),
)
