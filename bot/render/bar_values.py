"""What a picture of stacked bars (`bot.render.bars`) shows."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of what is counted: its name, its colour (with that of a number on it), and a pattern that tells it from
    the others where colours do not."""

    name: str
    colour: str
    ink: str
    pattern: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar: its name, and how many there are of each kind."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Bars:
    """The picture: a title, a line below it, a bar of all (as long as the picture is wide) and its parts, that are as
    long as they are large, one compared to the other. `right_to_left`: everything begins on the right."""

    title: str
    subtitle: str
    kinds: tuple[Kind, ...]
    total: Bar
    parts: tuple[Bar, ...]
    right_to_left: bool = False

    def in_words(self) -> str:
        """All that it shows, line by line."""
        bars = (f"{bar.name}: {', '.join(self._counted(bar))}" for bar in (self.total, *self.parts))
        return "\n".join((self.title, self.subtitle, *bars))

    def _counted(self, bar: Bar) -> Iterator[str]:
        return (f"{kind.name} {number}" for kind, number in zip(self.kinds, bar.numbers, strict=True))
