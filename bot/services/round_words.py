"""What authors of rounds of feedback type: what is asked, in each language, and times."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final, Literal, assert_never, cast

from bot.domain.messages import AskRoundText, ButtonExpired, Message
from bot.domain.people import Dialog, Person
from bot.domain.retention import WRITING_AWAITED
from bot.domain.round_making import Odd, first_terms, unwritten, with_text
from bot.domain.rounds import Round
from bot.questions.dates import Period
from bot.services.round_desk import RoundsDesk
from bot.services.round_making import RoundMaking
from bot.services.standing import Standing
from bot.services.typed_time import typed_time

ASKING: Final = "asking"
"""The flow in which the next text belongs to a round (`step`: a Typed; `round`: its id, empty for a new one)."""

_NEW: Final = ""

Typed = Literal["text", "opens", "closes"]


class RoundWords:
    """Over one transaction, at one instant. Each step asks anew whose round it is."""

    def __init__(
        self,
        making: RoundMaking,
        desk: RoundsDesk,
        standing: Standing,
        languages: tuple[str, ...],
        days_in: Callable[[str, date], tuple[Period, ...]],
        now: datetime,
    ) -> None:
        """`days_in`: the days that words name, counted from today."""
        self._making = making
        self._desk = desk
        self._standing = standing
        self._languages = languages
        self._days_in = days_in
        self._now = now

    async def begin(self, author: Person) -> Message:
        """The next text is what a new round asks."""
        if not self._making.keeps:
            return await self._desk.show(author)
        await self._wait_for(author, "text", _NEW, author.language)
        return AskRoundText(language=author.language)

    async def ask_text(self, author: Person, round_id: str, language: str) -> Message:
        """The next text is what a round asks in this language."""
        round_ = await self._making.editable(author, round_id)
        if round_ is None:
            return await self._making.settled(author, round_id)
        if language not in self._languages:
            return ButtonExpired()
        await self._wait_for(author, "text", round_.id, language)
        return _ask(round_, language)

    async def step(self, author: Person, round_id: str, step: str) -> Message:
        """What can be set of a step; where it is a time, the next text may be one."""
        if step in ("opens", "closes"):
            round_ = await self._making.of(author, round_id)
            if round_ is not None and self._making.can_set(round_, step):
                await self._wait_for(author, cast(Typed, step), round_.id)
        return await self._making.step(author, round_id, step)

    async def awaits(self, author: Person) -> Typed | None:
        """What is asked for, of somebody who still may write it."""
        asked = await self._asked(author)
        return None if asked is None else cast(Typed, asked[1].data["step"])

    def fits(self, typed: Typed, text: str, author: Person) -> bool:
        """Whether a text is plainly what was asked for, whatever else it may say."""
        match typed:
            case "text":
                return True
            case "opens" | "closes":
                return typed_time(text, self._making.zone(author), self._now, self._days_in) != "unread"
            case _:
                assert_never(typed)

    async def drop(self, author: Person) -> Message:
        """What was asked for is left."""
        asked = await self._asked(author)
        assert asked is not None, "only what is awaited is dropped"
        await self._standing.clear(author.id, ASKING)
        return await self._desk.show(author) if asked[0] is None else await self._making.card_of(asked[0])

    async def take(self, author: Person, said: str) -> Message:
        """What follows on a text; where it is not what was asked for, it may be sent again."""
        asked = await self._asked(author)
        assert asked is not None, "only what is awaited is taken"
        round_, dialog = asked
        step = cast(Typed, dialog.data["step"])
        match step:
            case "text" if round_ is None:
                return await self._first(author, dialog.data["language"], said)
            case "text":
                assert round_ is not None, "the case before has none"
                return await self._text(author, round_, dialog.data["language"], said)
            case "opens" | "closes":
                assert round_ is not None, "a time is asked for of a round"
                at = typed_time(said, self._making.zone(author), self._now, self._days_in)
                told = await self._making.set_time(author, round_, step, at)
                if getattr(told, "problem", None) is None:
                    await self._standing.clear(author.id, ASKING)
                return told
            case _:
                assert_never(step)

    async def _first(self, author: Person, language: str, said: str) -> Message:
        terms = first_terms(language, said, self._making.first_closing(author))
        if isinstance(terms, Odd):
            return AskRoundText(language=language, problem=terms.problem, number=terms.number, needed=terms.needed)
        await self._standing.clear(author.id, ASKING)
        return await self._making.card_of(await self._desk.begin(author, terms), note="saved")

    async def _text(self, author: Person, round_: Round, language: str, said: str) -> Message:
        """Keep what is asked in a language, and ask for the next one that is missing."""
        terms = with_text(round_.terms, language, said)
        if isinstance(terms, Odd):
            return _ask(round_, language, odd=terms)
        round_ = await self._making.put(round_, terms)
        lacking = [each for each in unwritten(terms, self._languages) if each != language]
        after = [each for each in lacking if self._languages.index(each) > self._languages.index(language)]
        following = next(iter(after or lacking), None)
        if following is None:
            await self._standing.clear(author.id, ASKING)
            return await self._making.card_of(round_, note="saved")
        await self._wait_for(author, "text", round_.id, following)
        return _ask(round_, following, saved=language)

    async def _asked(self, author: Person) -> tuple[Round | None, Dialog] | None:
        standing = await self._standing.get(author.id, ASKING)
        if standing is None:
            return None
        if standing.data["round"] == _NEW:
            new = self._making.keeps and self._making.may_begin(author)
            return (None, standing) if new else None
        round_ = await self._making.of(author, standing.data["round"])
        step = standing.data["step"]
        if round_ is None or not self._making.can_set(round_, "texts" if step == "text" else step):
            return None
        return round_, standing

    async def _wait_for(self, author: Person, step: Typed, round_id: str, language: str = "") -> None:
        stands = {"step": step, "round": round_id, "language": language}
        await self._standing.put(author.id, ASKING, WRITING_AWAITED, stands)


def _ask(round_: Round, language: str, *, saved: str | None = None, odd: Odd | None = None) -> AskRoundText:
    terms = round_.terms
    return AskRoundText(
        round=round_.id,
        language=language,
        options=len(terms.choices) if terms.roadmap is None else None,
        there=terms.title.root.get(language),
        saved=saved,
        problem=None if odd is None else odd.problem,
        number=0 if odd is None else odd.number,
        needed=0 if odd is None else odd.needed,
    )
