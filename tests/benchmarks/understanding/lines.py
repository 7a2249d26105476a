"""Labelled questions, and what comes of asking them.

A file has one JSON object a line: text, language, topic, target, and where they apply previous (the text of the
question before) and accept (other right pairs). Where a line has no target, its topic alone counts; marks such as
`[the June meeting]{meeting}` are taken off.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from bot.questions.lexicon import Lexicons
from bot.questions.mind import Match, Mind
from bot.questions.understand import Asker, Understanding, Understood
from storage.packs.pack_files import read_pack
from tests.training.examples import MARK

ROOT: Final = Path(__file__).parents[3]
QUESTIONS: Final = ROOT / "tests" / "data" / "questions"


@dataclass(frozen=True)
class Set:
    """Questions of a kind: their files, the pack that they are about, and when they are asked."""

    name: str
    files: tuple[Path, ...]
    pack: str
    now: datetime

    def understanding(self, lexicons: Lexicons) -> Understanding:
        return Understanding(read_pack(self.pack, languages=lexicons.languages), lexicons)

    def lines(self) -> list["Line"]:
        return [line for path in self.files for line in read(path)]


LONG: Final = ("wann haet dis ting got plaice end how doo ai rigister tu brussles " * 70)[:4096]
"""As long as a message can be, and hardly a word as the lexicon has it."""

DEV: Final = Set("dev", (QUESTIONS / "dev.jsonl",), "sample", datetime(2023, 4, 17, 9, tzinfo=UTC))
UNSEEN: Final = QUESTIONS / "unseen"
SETS: Final = (
    DEV,
    Set("unseen, sample pack", tuple(sorted(UNSEEN.glob("sample-*.jsonl"))), "sample", DEV.now),
    Set(
        "unseen, unseen pack",
        tuple(sorted(UNSEEN.glob("other-*.jsonl"))),
        str(UNSEEN / "pack.yaml"),
        datetime(2025, 2, 10, 9, tzinfo=UTC),
    ),
)


class Outcome(StrEnum):
    RIGHT = "right"
    ASKED = "asked back, right among the choices"
    AWRY = "asked back, right not among them"
    WRONG = "wrong"
    NOTHING = "not understood"


@dataclass(frozen=True)
class Line:
    """A labelled question."""

    text: str
    language: str
    topic: str
    right: frozenset[tuple[str, str | None]]
    topic_only: bool
    previous: str | None

    @property
    def none(self) -> bool:
        return self.topic == "none"

    def is_right(self, match: Match) -> bool:
        """Whether that is what the question asks for."""
        if self.topic_only:
            return match.topic in {topic for topic, _ in self.right}
        return (match.topic, match.target) in self.right


@dataclass(frozen=True)
class Asked:
    """A labelled question, what was understood, and how long it took (seconds)."""

    line: Line
    understood: Understood
    seconds: float

    @property
    def kept_out(self) -> bool:
        """Whether a question that is none of the bot's business was left unanswered."""
        return all(match.topic == "smalltalk" for match in self.understood.matches)

    @property
    def outcome(self) -> Outcome:
        """What the understanding is worth. Of several answers the first one counts."""
        matches, choices = self.understood.matches, self.understood.choices
        if self.line.none:
            return Outcome.RIGHT if self.kept_out else Outcome.WRONG
        if matches:
            return Outcome.RIGHT if self.line.is_right(matches[0]) else Outcome.WRONG
        if any(self.line.is_right(choice) for choice in choices):
            return Outcome.ASKED
        return Outcome.AWRY if choices else Outcome.NOTHING


def read(path: Path) -> list[Line]:
    """The questions of a file."""
    lines = []
    for written in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(written)
        pairs = [(row["topic"], row.get("target")), *map(tuple, row.get("accept", ()))]
        previous = row.get("previous")
        lines.append(
            Line(
                text=MARK.sub(r"\1", row["text"]),
                language=row["language"],
                topic=row["topic"],
                right=frozenset(pairs),
                topic_only="target" not in row,
                previous=previous and MARK.sub(r"\1", previous),
            )
        )
    return lines


def ask(lines: Sequence[Line], understanding: Understanding, now: datetime) -> list[Asked]:
    """Ask them all, as a focal point of no country who reads the question's language."""
    asked = []
    for line in lines:
        asker = Asker(line.language)
        mind = Mind()
        if line.previous:
            before = understanding.understand(line.previous, asker, now)
            for match in before.matches:
                mind = mind.after(match)
        start = time.perf_counter()
        understood = understanding.understand(line.text, asker, now, mind)
        asked.append(Asked(line, understood, time.perf_counter() - start))
    return asked
