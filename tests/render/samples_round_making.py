"""What those see who make rounds of feedback, to render."""

from datetime import UTC, datetime, timedelta
from typing import Final, get_args

from bot.domain import messages as m
from bot.domain.content_parts import Audience
from bot.domain.content_text import Text
from bot.domain.messages_round_making import RoundListed, TimeProblem
from bot.domain.messages_rounds import RoundShown
from bot.domain.round_making import STEPS, Blocker, TextProblem
from bot.domain.rounds import Choice, Grouping, Method, RoundState, Terms

_NOW: Final = datetime(2023, 5, 20, 9, tzinfo=UTC)
_TITLE: Final = Text({"en": "Which <strands> & themes matter most to you?", "ar": "ما الأهم لديكم؟"})
_CHOICES: Final = tuple(
    Choice(key=key, title=Text({"en": f"Option <{key}> & more", "ru": f"Вариант {key}"})) for key in "abc"
)
_OWN: Final = Terms(
    title=_TITLE,
    method=Method.RANK,
    most=2,
    choices=_CHOICES,
    audience=Audience(roles=("nfp",), regions=("seee", "gone")),
    opens=_NOW + timedelta(days=1),
    closes=_NOW + timedelta(days=15),
    remind=("7d", "2d", "36h"),
    comment=True,
    why=True,
)
_OF_ROADMAP: Final = _OWN.model_copy(
    update={"roadmap": "gone", "method": Method.RATE, "anonymous": False, "why": False, "audience": Audience()}
)
_BARE: Final = Terms(title=Text({"pt": "Só isto"}), method=Method.CHOOSE)
_LISTED: Final = (
    RoundListed(id="r.abcd1234", title=_TITLE, opens=_NOW, closes=_NOW, asked=60, answered=41),
    RoundListed(id="priorities-2023", title=Text({"pt": "Prioridades"})),
)
_UNWRITTEN: Final = ("fr", "ar")

ROUND_MAKING: Final[tuple[m.Message, ...]] = (
    m.RoundDesk(),
    m.RoundDesk(kept=False),
    *(m.RoundDesk(counts=dict.fromkeys(RoundState, 20), part=state, page=1, listed=_LISTED, dropped=True)
      for state in RoundState),
    *(m.RoundDraft(round="r.abcd1234", terms=_OWN, state=state, own=own, scope=("seee",), asked=60, answered=41,
                   unwritten=_UNWRITTEN)
      for state in RoundState for own in (True, False)),
    *(m.RoundDraft.model_validate({"round": "r.abcd1234", "terms": _OF_ROADMAP, "note": note})
      for note in ("copied", "saved", "opened", "planned", "back", "closed", "extended", "settled")),
    m.RoundDraft(round="r.abcd1234", terms=_BARE, blockers=get_args(Blocker)),
    *(m.RoundDraft(round="r.abcd1234", terms=_OWN.model_copy(update={"grouping": grouping, "results": results}))
      for grouping, results in zip(Grouping, ("never", "after_closing", "live", "live"), strict=True)),
    m.AskRoundText(language="ar"),
    m.AskRoundText(round="r.abcd1234", language="fr", options=3, there="Que <préférez>-vous ?", saved="ru"),
    m.AskRoundText(round="r.abcd1234", language="fr", options=None),
    *(m.AskRoundText(language="en", problem=problem, number=41, needed=40) for problem in get_args(TextProblem)),
    *(m.RoundStep(round="r.abcd1234", step=step, terms=terms, scope=("seee",), asked=12, unwritten=_UNWRITTEN,
                  regions=("seee", "gone"), zone="Asia/Tbilisi")
      for step in STEPS for terms in (_OWN, _OF_ROADMAP, _BARE)),
    *(m.RoundStep(round="r.abcd1234", step="closes", terms=_OWN, state=RoundState.OPEN, problem=problem, typed=_NOW)
      for problem in get_args(TimeProblem)),
    m.RoundPreview(round="r.abcd1234", language="en", languages=("en", "ar"),
                   shown=RoundShown(terms=_OWN, state=RoundState.OPEN)),
    m.RoundPreview(round="r.abcd1234", language="ar", languages=("ar",),
                   shown=RoundShown(terms=_OF_ROADMAP, state=RoundState.OPEN)),
    m.AskRoundOpening(round="r.abcd1234", terms=_OWN, scope=("seee",), asked=3, unwritten=_UNWRITTEN),
    m.AskRoundOpening(round="r.abcd1234", terms=_OF_ROADMAP.model_copy(update={"opens": None}), asked=60),
    m.AskRoundClosing(round="r.abcd1234", terms=_OWN, asked=60, answered=41),
    m.AskRoundDropping(round="r.abcd1234", title=_TITLE),
)  # fmt: skip
"""Every kind of message to them, with the parameters that make a difference."""
