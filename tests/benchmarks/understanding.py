"""How well questions are understood: `python -m tests.benchmarks.understanding [FILE] [--failures]`.

FILE has one JSON object a line: text, language, topic, target, and where they apply previous (the text of the question
before) and accept (other right pairs). Where a line has no target, its topic alone counts; marks such as
`[the June meeting]{meeting}` are taken off. Without FILE it is the set that the tests keep.
"""

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.content import Pack
from bot.questions.lexicon import Lexicons, load_lexicons
from bot.questions.mind import Match, Mind
from bot.questions.understand import Asker, Understanding, Understood
from storage.packs.pack_files import read_pack

ROOT = Path(__file__).parents[2]
DEV = ROOT / "tests" / "data" / "questions" / "dev.jsonl"
ASKED = datetime(2023, 4, 17, 9, tzinfo=UTC)
_MARK = re.compile(r"\[([^\[\]]*)\]\{\w+\}")
LONG = ("wann haet dis ting got plaice end how doo ai rigister tu brussles " * 70)[:4096]
"""As long as a message can be, and hardly a word as the lexicon has it."""

OUTCOMES = ("right", "asked back", "wrong", "not understood")


@dataclass(frozen=True)
class Line:
    """A labelled question."""

    text: str
    language: str
    right: frozenset[tuple[str, str | None]]
    topic_only: bool
    none: bool
    previous: str | None

    def is_right(self, match: Match) -> bool:
        """Whether that is what the question asks for."""
        if self.topic_only:
            return match.topic in {topic for topic, _ in self.right}
        return (match.topic, match.target) in self.right


@dataclass(frozen=True)
class Asked:
    """A labelled question, what was understood, what that is worth, and how long it took (seconds)."""

    line: Line
    understood: Understood
    outcome: str
    seconds: float

    @property
    def kept_out(self) -> bool:
        """Whether a question that is none of the bot's business was left unanswered."""
        return all(match.topic == "smalltalk" for match in self.understood.matches)


def read(path: Path) -> list[Line]:
    """The questions of a file."""
    lines = []
    for written in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(written)
        pairs = [(row["topic"], row.get("target")), *map(tuple, row.get("accept", ()))]
        previous = row.get("previous")
        lines.append(
            Line(
                text=_MARK.sub(r"\1", row["text"]),
                language=row["language"],
                right=frozenset(pairs),
                topic_only="target" not in row,
                none=row["topic"] == "none",
                previous=previous and _MARK.sub(r"\1", previous),
            )
        )
    return lines


def ask(lines: Sequence[Line], understanding: Understanding) -> list[Asked]:
    """Ask them all, as a focal point of no country who reads the question's language."""
    asked = []
    for line in lines:
        asker = Asker(line.language)
        mind = Mind()
        if line.previous:
            before = understanding.understand(line.previous, asker, ASKED)
            for match in before.matches:
                mind = mind.after(match)
        start = time.perf_counter()
        understood = understanding.understand(line.text, asker, ASKED, mind)
        seconds = time.perf_counter() - start
        asked.append(Asked(line, understood, _outcome(line, understood), seconds))
    return asked


def _outcome(line: Line, understood: Understood) -> str:
    if line.none:
        return "right" if not understood.matches else "wrong"
    if understood.matches:
        return "right" if line.is_right(understood.matches[0]) else "wrong"
    if any(line.is_right(choice) for choice in understood.choices):
        return "asked back"
    return "wrong" if understood.choices else "not understood"


def table(asked: Sequence[Asked]) -> str:
    """The figures by language and overall, in lines of text."""
    by_language: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_language[one.line.language].append(one)
    rows = [f"{'':9}" + "".join(f"{name:>16}" for name in (*OUTCOMES, "none kept out"))]
    for name, ones in [*sorted(by_language.items()), ("all", list(asked))]:
        count = Counter(one.outcome for one in ones)
        nones = [one for one in ones if one.line.none]
        cells = [f"{count[outcome]} ({count[outcome] / len(ones):.1%})" for outcome in OUTCOMES]
        cells.append(f"{sum(one.kept_out for one in nones)}/{len(nones)}")
        rows.append(f"{name:9}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(rows)


def build() -> tuple[Understanding, Lexicons, Pack]:
    """Everything that is needed to ask about the sample."""
    lexicons = load_lexicons(ROOT / "locales")
    pack = read_pack("sample", languages=lexicons.languages)
    return Understanding(pack, lexicons), lexicons, pack


def main() -> int:
    """Print the table, and the times."""
    parser = argparse.ArgumentParser(description="How well questions are understood.")
    parser.add_argument("file", nargs="?", type=Path, default=DEV)
    parser.add_argument("--failures", action="store_true", help="print every line that was not understood rightly")
    options = parser.parse_args()
    start_of_load = time.perf_counter()
    understanding, lexicons, pack = build()
    loaded = time.perf_counter()
    Understanding(pack, lexicons)
    rebuilt = time.perf_counter()
    asked = ask(read(options.file), understanding)
    out = sys.stdout.write
    if options.failures:
        for one in asked:
            if one.outcome != "right":
                got = one.understood.matches or one.understood.choices
                said = ", ".join(f"{match.topic} {match.target}" for match in got) or "nothing"
                wanted = " or ".join(f"{topic} {target}" for topic, target in sorted(one.line.right, key=str))
                out(f"{one.line.language} {one.outcome}: {one.line.text!r} is {wanted}; understood {said}\n")
    out(table(asked) + "\n")
    times = sorted(one.seconds * 1000 for one in asked)
    start = time.perf_counter()
    understanding.understand(LONG, Asker("en"), ASKED)
    long = time.perf_counter() - start
    out(f"a question: median {statistics.median(times):.2f} ms, p99 {times[int(len(times) * 0.99)]:.2f} ms; ")
    out(f"one of {len(LONG)} characters: {long * 1000:.1f} ms; ")
    out(f"load {(loaded - start_of_load) * 1000:.0f} ms, rebuild {(rebuilt - loaded) * 1000:.0f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
