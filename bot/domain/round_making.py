"""What a round of feedback asks, as its author puts it together in chat."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple, get_args

from bot.domain.content import Pack
from bot.domain.content_fields import duration
from bot.domain.content_parts import Audience
from bot.domain.content_text import Text
from bot.domain.people import Role
from bot.domain.rich_text import clean
from bot.domain.round_terms import choices_of, offered_by
from bot.domain.rounds import KEYS, MOST_CHOICES, TOP, Choice, Grouping, Method, Terms

Step = Literal["texts", "options", "answer", "audience", "opens", "closes", "remind", "privacy"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)

Term = Literal[
    "options", "method", "most", "comment", "why", "region", "role", "remind", "anonymous", "shown", "group", "results"
]
TERMS: Final[tuple[Term, ...]] = get_args(Term)
"""What one value of a button sets. Where several can hold at once, and of switches, the value ends in `.on` or
`.off`."""

OWN: Final = "own"
STRANDS: Final = "s."
ITEMS: Final = "i."
"""They stand for the options in a button: one's own, the strands or the items of the roadmap whose id follows."""

LONGEST_LINE: Final = 200
"""Characters of a question, and of an option."""

SHOWN_FROM_CHOICES: Final = (5, 8, 10)
MOST_TOP: Final = 10
REMINDERS: Final = ("7d", "3d", "2d", "1d")
CLOSING_DAYS: Final = (3, 7, 14, 30)
BEGINS_WITH: Final = timedelta(days=14)
FARTHEST: Final = timedelta(days=366)
"""So long before it closes a round can be made."""

_FEWEST_OPTIONS: Final = 2
_REMIND_FIRST: Final = ("2d",)
_BULLET: Final = re.compile(r"^(?:[-–—•*·▪‣]+|\d{1,2}[.)])(?:\s+|$)")
_SWITCHES: Final = {"on": True, "off": False}

TextProblem = Literal["empty", "long", "many", "twice", "count", "only_question"]
"""Why a text is not taken: nothing is written; a line is too long; there are too many options, or two alike; not as
many as in the other languages; or the options are those of a roadmap, and not to be written."""

Blocker = Literal["options", "closes", "closes_past", "nobody"]
"""Why a round cannot open: too few options, no end, an end before its beginning, or nobody whom it asks."""


class Odd(NamedTuple):
    """What is wrong with a text; `number`: of which line (the question is the first), or how many there are; `needed`:
    how many there would have to be, or may be."""

    problem: TextProblem
    number: int = 0
    needed: int = 0


def first_terms(language: str, text: str, closes: datetime) -> Terms | Odd:
    """The terms with which a round begins whose question, with its options, is written in one language."""
    empty = Terms(
        title=Text({language: "?"}),
        method=Method.RANK,
        most=TOP,
        audience=Audience(roles=(Role.NFP.value,)),
        closes=closes,
        remind=_REMIND_FIRST,
    )
    return with_text(empty, language, text)


def with_text(terms: Terms, language: str, text: str) -> Terms | Odd:
    """With this text in a language: the question in its first line, and beneath it the options that are one's own. A
    question alone leaves the options as they are."""
    lines = [found for line in clean(text).split("\n") if _is_seen(found := _BULLET.sub("", line.strip()).strip())]
    if (odd := _odd(terms, language, lines)) is not None:
        return odd
    question, *options = lines
    title = Text({**terms.title.root, language: question})
    if not options:
        return terms.model_copy(update={"title": title})
    if len(options) != len(terms.choices):
        choices = tuple(Choice(key=key, title=Text({language: each})) for key, each in zip(KEYS, options, strict=False))
    else:
        choices = tuple(
            choice.model_copy(update={"title": Text({**choice.title.root, language: each})})
            for choice, each in zip(terms.choices, options, strict=True)
        )
    return terms.model_copy(update={"title": title, "choices": choices})


def without_text(terms: Terms, language: str) -> Terms:
    """Without what is written in a language; the same where that is all there is."""
    if set(terms.title.root) <= {language}:
        return terms
    choices = terms.choices
    if terms.roadmap is None:
        choices = tuple(each.model_copy(update={"title": _less(each.title, language)}) for each in terms.choices)
    return terms.model_copy(update={"title": _less(terms.title, language), "choices": choices})


def unwritten(terms: Terms, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages in which the question is missing, or an option that is one's own."""
    own = terms.choices if terms.roadmap is None else ()
    texts = [terms.title, *(each.title for each in own)]
    return tuple(language for language in languages if any(language not in text.root for text in texts))


def with_term(terms: Terms, term: str, value: str, pack: Pack, scope: frozenset[str] | None) -> Terms | None:
    """With a term set to what a button says; none where no button can say so. `scope`: the regions beyond which its
    author asks nobody (none: no such limit)."""
    name, _, switch = value.rpartition(".")
    on = _SWITCHES.get(switch)
    match term:
        case "options":
            return _with_options(terms, value, pack)
        case "method" if value in set(Method):
            method = Method(value)
            if method is terms.method:
                return terms
            rated = method is Method.RATE
            most = 1 if rated else max(terms.most, TOP if terms.method is Method.RATE else 1)
            return terms.model_copy(update={"method": method, "most": most, "why": terms.why and not rated})
        case "most" if value.isascii() and value.isdigit() and terms.method is not Method.RATE:
            most = int(value)
            return terms.model_copy(update={"most": most}) if 1 <= most <= MOST_TOP else None
        case "why" if value in _SWITCHES and terms.method is not Method.RATE:
            return terms.model_copy(update={"why": _SWITCHES[value]})
        case "comment" | "anonymous" if value in _SWITCHES:
            return terms.model_copy(update={term: _SWITCHES[value]})
        case "region" if on is not None and pack.region(name) is not None and (scope is None or name in scope):
            regions = _switched(terms.audience.regions, name, on)
            return terms.model_copy(update={"audience": terms.audience.model_copy(update={"regions": regions})})
        case "role" if on is not None and name in set(Role):
            roles = _switched(terms.audience.roles, name, on)
            return terms.model_copy(update={"audience": terms.audience.model_copy(update={"roles": roles})})
        case "remind" if on is not None and name in REMINDERS:
            kept = _switched(terms.remind, name, on)
            return terms.model_copy(update={"remind": tuple(sorted(kept, key=duration, reverse=True))})
        case "shown" if value in map(str, SHOWN_FROM_CHOICES):
            return terms.model_copy(update={"shown_from": int(value)})
        case "group" if value in set(Grouping):
            return terms.model_copy(update={"grouping": Grouping(value)})
        case "results" if value in ("never", "after_closing", "live"):
            return terms.model_copy(update={"results": value})
        case _:
            return None


def blockers(terms: Terms, asked: int, now: datetime) -> tuple[Blocker, ...]:
    """Why a round that asks so many cannot open."""
    found: list[Blocker] = []
    if len(terms.open_choices) < (1 if terms.method is Method.RATE else _FEWEST_OPTIONS):
        found.append("options")
    if terms.closes is None:
        found.append("closes")
    elif terms.closes <= max(now, terms.opens or now):
        found.append("closes_past")
    if not asked:
        found.append("nobody")
    return tuple(found)


def asked_again(terms: Terms, earlier: str, scope: frozenset[str] | None, closes: datetime) -> Terms:
    """The terms of a round that asks the same as an `earlier` one, whose author could ask within `scope`."""
    audience = terms.audience
    if scope is not None and not audience.regions:
        # Whoever asks again may ask more people than the author of the earlier one could.
        audience = audience.model_copy(update={"regions": tuple(sorted(scope))})
    update = {"choices": terms.open_choices, "opens": None, "closes": closes, "earlier": earlier, "audience": audience}
    return terms.model_copy(update=update)


def _with_options(terms: Terms, value: str, pack: Pack) -> Terms | None:
    if value == OWN:
        return terms if terms.roadmap is None else terms.model_copy(update={"roadmap": None, "choices": ()})
    kind, roadmap_id = value[: len(STRANDS)], value[len(STRANDS) :]
    roadmap = next((each for each in pack.roadmaps if each.id == roadmap_id), None)
    if roadmap is None or kind not in (STRANDS, ITEMS):
        return None
    choices = choices_of(offered_by(roadmap, items=kind == ITEMS))
    return terms.model_copy(update={"roadmap": roadmap.id, "choices": choices})


def _odd(terms: Terms, language: str, lines: list[str]) -> Odd | None:
    if not lines:
        return Odd("empty")
    long = next((number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None)
    if long is not None:
        return Odd("long", long, LONGEST_LINE)
    options = [line.casefold() for line in lines[1:]]
    if options and terms.roadmap is not None:
        return Odd("only_question")
    if len(options) > MOST_CHOICES:
        return Odd("many", len(options), MOST_CHOICES)
    twice = next((number for number, line in enumerate(options, 2) if line in options[: number - 2]), None)
    if twice is not None:
        return Odd("twice", twice)
    others = any(set(each.title.root) - {language} for each in terms.choices)
    if options and others and len(options) != len(terms.choices):
        return Odd("count", len(options), len(terms.choices))
    return None


def _is_seen(line: str) -> bool:
    return any(unicodedata.category(char)[0] not in "CZ" for char in line)


def _less(text: Text, language: str) -> Text:
    kept = {each: words for each, words in text.root.items() if each != language}
    return Text(kept) if kept else text


def _switched(values: tuple[str, ...], value: str, on: bool) -> tuple[str, ...]:
    others = tuple(each for each in values if each != value)
    return tuple(sorted((*others, value))) if on else others
