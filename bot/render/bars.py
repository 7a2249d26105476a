"""A picture of stacked bars, drawn for a phone.

To import this costs half a second, and memory: it is imported where it is needed.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bot.render.bar_values import Bar, Bars, Kind

WIDTH: Final = 4.0
"""Inches; 800 pixels, of which a narrow phone shows 360."""

DOTS: Final = 200
_EDGE: Final = 0.16
_SWATCH: Final = 0.17
_BAR: Final = 0.22
_ROW: Final = 0.52
_LINE: Final = 0.23
_INK: Final = "#1a1a1a"
_QUIET: Final = "#555555"
_DIGIT: Final = 0.066
"""Inches that a digit takes within a bar."""

_TITLE: Final = 10.5
_TEXT: Final = 8.0
_NUMBER: Final = 7.5
"""Points."""

_MOST_KEPT: Final = 16
"""Pictures that are kept: several organizers of a meeting want the same."""


@lru_cache(maxsize=_MOST_KEPT)
def drawn(bars: Bars) -> bytes:
    """The picture as a PNG, which holds in words what it shows."""
    figure = Figure(dpi=DOTS)
    FigureCanvasAgg(figure)
    drawing = _Drawing(figure, bars)
    file = io.BytesIO()
    drawing.draw().savefig(file, format="png", metadata={"Software": None, "Description": bars.in_words()})
    return file.getvalue()


class _Drawing:
    """Everything is placed in inches, from the side where reading begins and from the top."""

    def __init__(self, figure: Figure, bars: Bars) -> None:
        self._figure = figure
        self._bars = bars
        self._axes: Axes = figure.add_axes((0, 0, 1, 1))
        self._begin, self._end = ("right", "left") if bars.right_to_left else ("left", "right")

    def draw(self) -> Figure:
        self._figure.set_size_inches(WIDTH, 1)
        titles = list(self._wrapped(self._bars.title))
        legend_rows = (len(self._bars.kinds) + 1) // 2
        height = _EDGE * 3 + _LINE * (len(titles) + 1 + legend_rows) + _ROW * (1 + len(self._bars.parts)) + 0.1
        self._figure.set_size_inches(WIDTH, height)
        self._axes.set_axis_off()
        self._axes.set_xlim((WIDTH, 0) if self._bars.right_to_left else (0, WIDTH))
        self._axes.set_ylim(height, 0)
        top = _EDGE
        for line in titles:
            self._say(_EDGE, top + _LINE / 2, line, size=_TITLE, weight="bold")
            top += _LINE
        self._say(_EDGE, top + _LINE / 2, self._bars.subtitle, colour=_QUIET)
        top += _LINE + 0.08
        top = self._legend(top) + _EDGE
        self._bar(self._bars.total, top, sum(self._bars.total.numbers), weight="bold")
        top += _ROW + 0.02
        longest = max((sum(part.numbers) for part in self._bars.parts), default=1)
        for part in self._bars.parts:
            self._bar(part, top, longest)
            top += _ROW
        return self._figure

    def _legend(self, top: float) -> float:
        """Two to a row, in the order of reading; where it ends."""
        rows = (len(self._bars.kinds) + 1) // 2
        for number, (kind, count) in enumerate(zip(self._bars.kinds, self._bars.total.numbers, strict=True)):
            x = _EDGE + (number % 2) * (WIDTH / 2 - _EDGE / 2)
            y = top + (number // 2) * _LINE
            self._box(x, y + (_LINE - _SWATCH) / 2, _SWATCH, _SWATCH, kind)
            self._say(x + _SWATCH + 0.07, y + _LINE / 2, kind.name)
            self._say(x + WIDTH / 2 - 1.5 * _EDGE, y + _LINE / 2, str(count), weight="bold", at_end=True)
        return top + rows * _LINE

    def _bar(self, bar: Bar, top: float, longest: int, *, weight: str = "normal") -> None:
        room, x = WIDTH - 2 * _EDGE, _EDGE
        total = str(sum(bar.numbers))
        # A long name is written smaller, rather than over the number at the end of its line.
        space = room - _DIGIT * (len(total) + 3)
        size = _TEXT * min(1, space / self._width(bar.name, _TEXT, weight))
        self._say(_EDGE, top + 0.1, bar.name, size=size, weight=weight)
        self._say(WIDTH - _EDGE, top + 0.1, total, weight="bold", at_end=True)
        for kind, number in zip(self._bars.kinds, bar.numbers, strict=True):
            width = room * number / max(longest, 1)
            if number:
                self._box(x, top + 0.22, width, _BAR, kind)
                if width > _DIGIT * (len(str(number)) + 0.5):
                    self._number(x + width / 2, top + 0.22 + _BAR / 2, number, kind)
            x += width

    def _box(self, x: float, y: float, width: float, height: float, kind: Kind) -> None:
        self._axes.add_patch(
            Rectangle(
                (x, y), width, height, facecolor=kind.colour, edgecolor="white", linewidth=0.6, hatch=kind.pattern
            )
        )

    def _number(self, x: float, y: float, number: int, kind: Kind) -> None:
        box = {"facecolor": kind.colour, "edgecolor": "none", "pad": 0.8} if kind.pattern else None
        self._axes.text(
            x, y, str(number), fontsize=_NUMBER, color=kind.ink, ha="center", va="center_baseline", bbox=box
        )

    def _say(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = _TEXT,
        weight: str = "normal",
        colour: str = _INK,
        at_end: bool = False,
    ) -> None:
        side = self._end if at_end else self._begin
        # A dollar in a title begins no formula.
        self._axes.text(
            x, y, text, fontsize=size, fontweight=weight, color=colour, ha=side, va="center_baseline", parse_math=False
        )

    def _wrapped(self, text: str) -> Iterator[str]:
        """Lines of the title that fit."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self._width(longer, _TITLE, "bold") > WIDTH - 2 * _EDGE:
                yield line
                line = word
            else:
                line = longer
        yield line

    def _width(self, text: str, size: float, weight: str) -> float:
        shown = self._axes.text(0, 0, text, fontsize=size, fontweight=weight, parse_math=False)
        width = shown.get_window_extent().width / DOTS
        shown.remove()
        return float(width)
