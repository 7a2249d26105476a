"""What a picture of the results of a round (`bot.render.round_bars`) shows."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its colour and that of a number on it, its length as a part of the longest possible bar, and how
    many answers it stands for."""

    colour: str
    ink: str
    length: float
    count: int


@dataclass(frozen=True)
class ChoiceBar:
    """A choice: its place, its title, its score in words, and its bar."""

    place: int
    title: str
    score: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class RoundBars:
    """The picture: a title, lines below it, what colours mean (name and colour; none where there is but one), what
    the scores at the end of the lines are (`measure`), and a bar for each choice. `right_to_left`: everything begins on
    the right."""

    title: str
    notes: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    measure: str
    bars: tuple[ChoiceBar, ...]
    right_to_left: bool = False

    def in_words(self) -> str:
        """All that it shows, line by line."""
        return "\n".join((self.title, *self.notes, *self._legend(), self.measure, *self._told()))

    def _legend(self) -> Iterator[str]:
        if self.legend:
            yield ", ".join(name for name, _ in self.legend)

    def _told(self) -> Iterator[str]:
        for bar in self.bars:
            counts = ", ".join(str(segment.count) for segment in bar.segments)
            yield f"{bar.place}. {bar.title}: {bar.score} ({counts})"
