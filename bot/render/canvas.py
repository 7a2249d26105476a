"""A picture that fills a phone from the top to the bottom, drawn in inches from the side where reading begins.

To import this costs half a second, and memory: it is imported where it is needed.
"""

import io
from collections.abc import Iterator
from typing import Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

WIDTH: Final = 4.0
"""Inches; 800 pixels, of which a narrow phone shows 360."""

EDGE: Final = 0.16
"""Inches left free all around."""

INK: Final = "#1a1a1a"
QUIET: Final = "#555555"
TITLE: Final = 10.5
TEXT: Final = 8.0
NUMBER: Final = 7.5
"""Sizes of letters, in points."""

DIGIT: Final = 0.066
"""Inches that a digit takes within a bar."""

_DOTS: Final = 200


class Canvas:
    """Where something stands is given in inches, from the side where reading begins and from the top."""

    def __init__(self, *, right_to_left: bool) -> None:
        self._figure = Figure(dpi=_DOTS)
        FigureCanvasAgg(self._figure)
        self._figure.set_size_inches(WIDTH, 1)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim((WIDTH, 0) if right_to_left else (0, WIDTH))
        self._begin, self._end = ("right", "left") if right_to_left else ("left", "right")

    def png(self, height: float, in_words: str) -> bytes:
        """The picture, of this height, which holds in words what it shows."""
        self._figure.set_size_inches(WIDTH, height)
        self._axes.set_ylim(height, 0)
        file = io.BytesIO()
        self._figure.savefig(file, format="png", metadata={"Software": None, "Description": in_words})
        return file.getvalue()

    def say(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        weight: str = "normal",
        colour: str = INK,
        at_end: bool = False,
    ) -> None:
        """A line that begins (or ends) at `x`, with its middle at `y`."""
        side = self._end if at_end else self._begin
        # A dollar in a title begins no formula.
        self._axes.text(
            x, y, text, fontsize=size, fontweight=weight, color=colour, ha=side, va="center_baseline", parse_math=False
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str, pattern: str = "") -> None:
        """A rectangle that begins at `x`, below `y`."""
        self._axes.add_patch(
            Rectangle((x, y), width, height, facecolor=colour, edgecolor="white", linewidth=0.6, hatch=pattern)
        )

    def number(self, x: float, y: float, number: int, ink: str, ground: str | None = None) -> None:
        """A number around a point; `ground`: of this colour, where a pattern lies behind it."""
        box = {"facecolor": ground, "edgecolor": "none", "pad": 0.8} if ground else None
        self._axes.text(x, y, str(number), fontsize=NUMBER, color=ink, ha="center", va="center_baseline", bbox=box)

    def wrapped(self, text: str, size: float, weight: str, room: float) -> Iterator[str]:
        """Lines of a text that fit into the room; one line at least."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.width(longer, size, weight) > room:
                yield line
                line = word
            else:
                line = longer
        yield line

    def width(self, text: str, size: float, weight: str) -> float:
        """Of a line, in inches."""
        shown = self._axes.text(0, 0, text, fontsize=size, fontweight=weight, parse_math=False)
        width = shown.get_window_extent().width / _DOTS
        shown.remove()
        return float(width)
