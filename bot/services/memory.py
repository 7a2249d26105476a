"""What somebody's last questions were about, so that "and the hotel?" is understood; kept for half an hour."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Final

from bot.domain.attendance import Answer
from bot.domain.retention import MIND_KEPT
from bot.questions.attending import Intention
from bot.questions.mind import NOTHING, Match, Mind
from bot.services.standing import Standing

NOT_UNDERSTOOD: Final = Match("none", None)
"""What words were asked of that had no answer."""

_FLOW: Final = "topic"
_KINDS: Final = tuple(field.name for field in fields(Mind) if field.name != "last")
"""What is kept in mind by its id."""


@dataclass(frozen=True)
class Wording:
    """The last message with words, as it may be passed on."""

    words: str | None
    """None: they are not kept, since there is no key."""
    message_id: int
    language: str
    asked: tuple[Match, ...]
    """What they were taken for, or may have meant; empty for a greeting or thanks, which nobody needs to pass on."""
    choices: tuple[Match, ...] = ()
    """What it was asked back with, until one is chosen; none where something else in it was answered."""


@dataclass(frozen=True)
class Recollection:
    """What is still known of a conversation."""

    mind: Mind = NOTHING
    missed: int = 0
    """How many messages in a row the bot had no answer to."""
    wording: Wording | None = None
    intention: Intention | None = None
    """What was said last of coming to a meeting, while it is asked back which one is meant."""


class Memory:
    """Remembers topics and what they were asked of, and the words of the last question."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    async def recall(self, person_id: int) -> Recollection:
        """What is in mind; nothing where nothing was asked lately."""
        dialog = await self._standing.get(person_id, _FLOW)
        if dialog is None:
            return Recollection()
        data = dialog.data
        last = Match(data["topic"], data.get("target")) if "topic" in data else None
        mind = Mind(last=last, **{name: data[name] for name in _KINDS if name in data})
        wording = None
        if "message" in data:
            asked, choices = (tuple(_matches(data.get(name, ""))) for name in ("asked", "choices"))
            wording = Wording(dialog.words, int(data["message"]), data["language"], asked, choices)
        intention = None
        if "sure" in data:
            answer = Answer(data["answer"]) if "answer" in data else None
            party = int(data["party"]) if "party" in data else None
            intention = Intention(answer, party, data["sure"] == "yes")
        return Recollection(mind, int(data.get("missed", 0)), wording, intention)

    async def keep(self, person_id: int, recollection: Recollection) -> None:
        """Remember what was asked."""
        mind, wording = recollection.mind, recollection.wording
        kept: dict[str, str | None] = {name: getattr(mind, name) for name in _KINDS}
        kept["missed"] = str(recollection.missed)
        if mind.last:
            kept |= asdict(mind.last)
        if wording:
            kept |= {"message": str(wording.message_id), "language": wording.language}
            kept |= {"asked": _stored(wording.asked), "choices": _stored(wording.choices)}
        if intention := recollection.intention:
            kept |= {"answer": intention.answer, "sure": "yes" if intention.sure else "no"}
            kept["party"] = str(intention.party) if intention.party else None
        data = {name: value for name, value in kept.items() if value is not None}
        await self._standing.put(person_id, _FLOW, MIND_KEPT, data, wording.words if wording else None)

    async def tapped(self, person_id: int, topic: str, target: str) -> None:
        """Remember a question that was asked by a tap."""
        before = await self.recall(person_id)
        await self.keep(person_id, Recollection(before.mind.after(Match(topic, target)), 0, before.wording))


def _stored(matches: Iterable[Match]) -> str:
    return " ".join(f"{match.topic}|{match.target or ''}" for match in matches)


def _matches(stored: str) -> Iterable[Match]:
    for each in stored.split():
        topic, _, target = each.partition("|")
        yield Match(topic, target or None)
