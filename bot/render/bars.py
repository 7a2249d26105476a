"""A picture of stacked bars, drawn for a phone.

To import this costs half a second, and memory: it is imported where it is needed.
"""

from functools import lru_cache
from typing import Final

from bot.render.bar_values import Bar, Bars, Kind
from bot.render.canvas import DIGIT, EDGE, QUIET, TEXT, TITLE, WIDTH, Canvas

_SWATCH: Final = 0.17
_BAR: Final = 0.22
_ROW: Final = 0.52
_LINE: Final = 0.23

_MOST_KEPT: Final = 16
"""Pictures that are kept: several organizers of a meeting want the same."""


@lru_cache(maxsize=_MOST_KEPT)
def drawn(bars: Bars) -> bytes:
    """The picture as a PNG, which holds in words what it shows."""
    return _Drawing(bars).draw()


class _Drawing:
    """Everything is placed in inches, from the side where reading begins and from the top."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._canvas = Canvas(right_to_left=bars.right_to_left)

    def draw(self) -> bytes:
        top = EDGE
        for line in self._canvas.wrapped(self._bars.title, TITLE, "bold", WIDTH - 2 * EDGE):
            self._canvas.say(EDGE, top + _LINE / 2, line, size=TITLE, weight="bold")
            top += _LINE
        self._canvas.say(EDGE, top + _LINE / 2, self._bars.subtitle, colour=QUIET)
        top += _LINE + 0.08
        top = self._legend(top) + EDGE
        self._bar(self._bars.total, top, sum(self._bars.total.numbers), weight="bold")
        top += _ROW + 0.02
        longest = max((sum(part.numbers) for part in self._bars.parts), default=1)
        for part in self._bars.parts:
            self._bar(part, top, longest)
            top += _ROW
        return self._canvas.png(top + EDGE, self._bars.in_words())

    def _legend(self, top: float) -> float:
        """Two to a row, in the order of reading; where it ends."""
        rows = (len(self._bars.kinds) + 1) // 2
        for number, (kind, count) in enumerate(zip(self._bars.kinds, self._bars.total.numbers, strict=True)):
            x = EDGE + (number % 2) * (WIDTH / 2 - EDGE / 2)
            y = top + (number // 2) * _LINE
            self._box(x, y + (_LINE - _SWATCH) / 2, _SWATCH, _SWATCH, kind)
            self._canvas.say(x + _SWATCH + 0.07, y + _LINE / 2, kind.name)
            self._canvas.say(x + WIDTH / 2 - 1.5 * EDGE, y + _LINE / 2, str(count), weight="bold", at_end=True)
        return top + rows * _LINE

    def _bar(self, bar: Bar, top: float, longest: int, *, weight: str = "normal") -> None:
        room, x = WIDTH - 2 * EDGE, EDGE
        total = str(sum(bar.numbers))
        # A long name is written smaller, rather than over the number at the end of its line.
        space = room - DIGIT * (len(total) + 3)
        size = TEXT * min(1, space / self._canvas.width(bar.name, TEXT, weight))
        self._canvas.say(EDGE, top + 0.1, bar.name, size=size, weight=weight)
        self._canvas.say(WIDTH - EDGE, top + 0.1, total, weight="bold", at_end=True)
        for kind, number in zip(self._bars.kinds, bar.numbers, strict=True):
            width = room * number / max(longest, 1)
            if number:
                self._box(x, top + 0.22, width, _BAR, kind)
                if width > DIGIT * (len(str(number)) + 0.5):
                    ground = kind.colour if kind.pattern else None
                    self._canvas.number(x + width / 2, top + 0.22 + _BAR / 2, number, kind.ink, ground)
            x += width

    def _box(self, x: float, y: float, width: float, height: float, kind: Kind) -> None:
        self._canvas.box(x, y, width, height, kind.colour, kind.pattern)
