"""How well questions are understood: `python -m tests.benchmarks.understanding [FILE] [--pack PACK] [--failures]`.

Without FILE it is the sets that the repository keeps: `dev.jsonl`, which is no more than a floor, and those written by
people who had not seen how the bot understands, on the sample and on another pack.
"""

import argparse
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import sqrt
from pathlib import Path
from typing import Final

from bot.questions.lexicon import load_lexicons
from bot.questions.understand import Asker
from tests.benchmarks.understanding.lines import DEV, LONG, ROOT, SETS, Asked, Outcome, Set, ask

_HEADS: Final = (
    (Outcome.RIGHT, "right"),
    (Outcome.ASKED, "asked, right"),
    (Outcome.AWRY, "asked, not"),
    (Outcome.WRONG, "wrong"),
    (Outcome.NOTHING, "nothing"),
)
_Z: Final = 1.96
_BINS: Final = 10


def interval(hits: int, of: int) -> str:
    """The share with its 95 % interval (Wilson, 1927), in percent."""
    if not of:
        return "–"
    share = hits / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return f"{share:.1%} [{max(0.0, middle - reach):.0%}–{min(1.0, middle + reach):.0%}]"


def table(asked: Sequence[Asked]) -> Iterable[str]:
    """Lines of text: by language, by topic, and overall; what is none of the bot's business is counted by itself."""
    inside = [one for one in asked if not one.line.none]
    yield f"{'':20}{'questions':>10}" + "".join(f"{head:>14}" for _, head in _HEADS) + f"{'none kept out':>16}"
    by: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by[one.line.language].append(one)
    for one in inside:
        by[one.line.topic].append(one)
    for name, ones in sorted(by.items(), key=lambda pair: (len(pair[0]) > 2, pair[0])):
        yield _row(name, ones)
    yield _row("all", asked)
    for name, outcomes in (("right", {Outcome.RIGHT}), ("right or among the choices", {Outcome.RIGHT, Outcome.ASKED})):
        yield f"{name}: {interval(sum(one.outcome in outcomes for one in inside), len(inside))}"
    yield f"wrong: {interval(sum(one.outcome is Outcome.WRONG for one in inside), len(inside))}"
    nones = [one for one in asked if one.line.none]
    yield f"none kept out: {interval(sum(one.kept_out for one in nones), len(nones))}"


def _row(name: str, ones: Sequence[Asked]) -> str:
    inside = [one for one in ones if not one.line.none]
    nones = [one for one in ones if one.line.none]
    count = Counter(one.outcome for one in inside)
    cells = [f"{count[outcome]} ({count[outcome] / max(1, len(inside)):.0%})" for outcome, _ in _HEADS]
    kept = f"{sum(one.kept_out for one in nones)}/{len(nones)}" if nones else ""
    return f"{name:20}{len(inside):>10}" + "".join(f"{cell:>14}" for cell in cells) + f"{kept:>16}"


def reliability(asked: Sequence[Asked]) -> Iterable[str]:
    """Lines of text: how often the likeliest topic, or the answered one, is right, by how likely it was said to be."""
    bins: dict[int, list[bool]] = defaultdict(list)
    for one in asked:
        if one.understood.matches:
            chance = one.understood.chance
            bins[min(int(chance * _BINS), _BINS - 1)].append(one.outcome is Outcome.RIGHT)
    for place, hits in sorted(bins.items()):
        said = f"  said {place / _BINS:.1f}–{(place + 1) / _BINS:.1f}"
        yield f"{said}: right {interval(sum(hits), len(hits))} of {len(hits)}"


def failures(asked: Sequence[Asked]) -> Iterable[str]:
    """A line for each question that was not answered rightly, with what was understood."""
    for one in asked:
        if one.outcome is not Outcome.RIGHT:
            got = one.understood.matches or one.understood.choices
            said = ", ".join(f"{match.topic} {match.target}" for match in got) or "nothing"
            wanted = " or ".join(f"{topic} {target}" for topic, target in sorted(one.line.right, key=str))
            concepts = " ".join(sorted(one.understood.concepts)) or "none"
            yield f"{one.line.language} {one.outcome}: {one.line.text!r} is {wanted}; understood {said}; "
            yield f"    concepts: {concepts}"


def main() -> int:
    """Print the tables, and the times."""
    parser = argparse.ArgumentParser(description="How well questions are understood.")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pack", default=DEV.pack, help="the pack that the file's questions are about")
    parser.add_argument("--at", type=datetime.fromisoformat, default=DEV.now, help="when they are asked, with its zone")
    parser.add_argument("--failures", action="store_true", help="list every question that was not answered rightly")
    options = parser.parse_args()
    start = time.perf_counter()
    lexicons = load_lexicons(ROOT / "locales")
    understanding = DEV.understanding(lexicons)
    loaded = time.perf_counter() - start
    sets = (Set(options.file.name, (options.file,), options.pack, options.at),) if options.file else SETS
    out = sys.stdout.write
    times: list[float] = []
    answers: list[Asked] = []
    for one in sets:
        asked = ask(one.lines(), one.understanding(lexicons), one.now)
        out(f"\n{one.name}\n")
        out("\n".join((*(failures(asked) if options.failures else ()), *table(asked))) + "\n")
        times += [each.seconds * 1000 for each in asked]
        answers += asked
    out("\nHow often an answer is right, by how likely it was said to be:\n" + "\n".join(reliability(answers)) + "\n")
    start = time.perf_counter()
    understanding.understand(LONG, Asker("en"), DEV.now)
    long = time.perf_counter() - start
    ordered = sorted(times)
    out(f"\na question: median {statistics.median(times):.2f} ms, p99 {ordered[int(len(ordered) * 0.99)]:.2f} ms; ")
    out(f"one of {len(LONG)} characters: {long * 1000:.1f} ms; ")
    out(f"lexicons, weights and pack load in {loaded * 1000:.0f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
