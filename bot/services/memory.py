"""What somebody's last questions were about, so that "and the hotel?" is understood; kept for half an hour."""

from dataclasses import asdict, dataclass, fields
from typing import Final

from bot.domain.retention import MIND_KEPT
from bot.questions.mind import Match, Mind
from bot.services.onboarding import COUNTRY
from bot.services.standing import Standing

_FLOW: Final = "topic"
_KINDS: Final = tuple(field.name for field in fields(Mind) if field.name != "last")
"""What is kept in mind by its id."""


@dataclass(frozen=True)
class Recollection:
    """What is still known of a conversation."""

    mind: Mind
    missed: int = 0
    """How many messages in a row the bot had no answer to."""
    words: str | None = None
    """The last message that was asked in words, where it is kept."""


class Memory:
    """Remembers topics and what they were asked of, and the words of the last question."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    async def recall(self, person_id: int) -> Recollection:
        """What is in mind; nothing where nothing was asked lately."""
        dialog = await self._standing.get(person_id)
        if dialog is None or dialog.flow != _FLOW:
            return Recollection(Mind())
        data = dialog.data
        last = Match(data["topic"], data.get("target")) if "topic" in data else None
        kept = {name: data[name] for name in _KINDS if name in data}
        return Recollection(Mind(last=last, **kept), int(data.get("missed", 0)), dialog.words)

    async def keep(self, person_id: int, mind: Mind, *, words: str | None = None, missed: int = 0) -> None:
        """Remember what was asked. Whoever is asked for their country is still asked for it."""
        dialog = await self._standing.get(person_id)
        if dialog is not None and dialog.flow == COUNTRY:
            return
        last = asdict(mind.last) if mind.last else {}
        kept = {name: getattr(mind, name) for name in _KINDS} | last | {"missed": str(missed)}
        data = {name: value for name, value in kept.items() if value is not None}
        await self._standing.put(person_id, _FLOW, MIND_KEPT, data, words)

    async def tapped(self, person_id: int, topic: str, target: str) -> None:
        """Remember a question that was asked by a tap."""
        recollection = await self.recall(person_id)
        await self.keep(person_id, recollection.mind.after(Match(topic, target)))
