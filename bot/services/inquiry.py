"""Questions from the command line, answered as a person on Telegram would be, with what was understood."""

from dataclasses import asdict, dataclass
from datetime import datetime
from time import perf_counter
from typing import Any, Final, Protocol

from bot.domain import messages as m
from bot.domain.content import Pack
from bot.domain.errors import UsageError
from bot.domain.exchange import Rendered
from bot.domain.messages import Message
from bot.domain.people import Grant, Person, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.questions.countries import Countries
from bot.questions.mind import Match, Mind
from bot.services.answers import Answers
from bot.services.library import Library
from bot.services.readers import reader_of

_NOT_AN_ANSWER: Final = (
    m.AskBack,
    m.Handover,
    m.NotUnderstood,
    m.MembersOnly,
    m.NothingToRead,
    m.TooLong,
    m.RegionUnknown,
)


class Words(Protocol):
    """A renderer that can also name a choice."""

    def render(self, message: Message, reader: Reader, pack: Pack, now: datetime) -> Rendered: ...

    def choice_label(self, choice: m.Choice, reader: Reader, pack: Pack, now: datetime) -> str: ...


@dataclass(frozen=True)
class Choice:
    """What it asked back with."""

    topic: str
    target: str | None
    label: str


@dataclass(frozen=True)
class Result:
    """One question, as understood and answered. `answered` is false where it asked back, handed over or had nothing."""

    language: str
    topic: str
    target: str | None
    also: tuple[Match, ...]
    answered: bool
    choices: tuple[Choice, ...]
    text: str
    sources: tuple[str, ...]
    ms: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Inquiry:
    """Answers whoever asks at one instant."""

    def __init__(
        self, library: Library, words: Words, languages: tuple[str, ...], countries: Countries, now: datetime
    ) -> None:
        self._library = library
        self._words = words
        self._languages = languages
        self._countries = countries
        self._now = now
        self._answers = Answers(library, now)

    def ask(self, text: str, *, language: str, member: bool, country: str | None, previous: str | None) -> Result:
        """The answer to somebody of that language and country (ISO 3166-1 alpha-2); a member is an NFP, of no country
        unless told. `previous` is the question asked just before. UsageError for a language that the bot lacks, or a
        country that it does not know."""
        if language not in self._languages:
            raise UsageError(f"{language!r} is none of the bot's languages: {', '.join(self._languages)}")
        if country is not None and not self._countries.knows(country):
            raise UsageError(f"{country!r} is no country: give its two letters by ISO 3166-1, such as GE")
        grants = (Grant(Role.NFP, country=country),) if member else ()
        person = Person(0, 0, language, language_chosen=True, country=country, grants=grants)
        # What is built once for all questions of a kind of reader is not a question's own time.
        self._library.understanding(access_of(person.grants))
        mind = Mind()
        if previous is not None:
            mind = self._answers.to_text(previous, person, mind).mind
        started = perf_counter()
        answer = self._answers.to_text(text, person, mind)
        reader = reader_of(person, answer.language)
        shown = [self._words.render(message, reader, self._library.pack, self._now) for message in answer.messages]
        took = (perf_counter() - started) * 1000
        first, *also = answer.understood.matches or (_common(answer.understood.choices),)
        return Result(
            language=reader.language,
            topic=first.topic,
            target=first.target,
            also=tuple(also),
            answered=any(not isinstance(message, _NOT_AN_ANSWER) for message in answer.messages),
            choices=tuple(self._choice(choice, reader) for choice in answer.understood.choices),
            text="\n\n".join(rendered.plain() for rendered in shown),
            sources=tuple(dict.fromkeys(source for rendered in shown for source in rendered.sources)),
            ms=round(took, 2),
        )

    def _choice(self, choice: Match, reader: Reader) -> Choice:
        named = m.Choice(topic=choice.topic, target=choice.target or "all")
        label = self._words.choice_label(named, reader, self._library.pack, self._now)
        return Choice(choice.topic, choice.target, label)


def _common(choices: tuple[Match, ...]) -> Match:
    """What is sure although it asks back: the topic, where all choices share it."""
    topics = {choice.topic for choice in choices}
    return Match(topics.pop(), None) if len(topics) == 1 else Match("none", None)
