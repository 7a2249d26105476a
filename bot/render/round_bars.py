"""The results of a round as a picture, drawn for a phone.

To import this costs half a second, and memory: it is imported where it is needed.
"""

from functools import lru_cache
from typing import Final

from bot.render.canvas import DIGIT, EDGE, QUIET, TEXT, TITLE, WIDTH, Canvas
from bot.render.round_bar_values import ChoiceBar, RoundBars

_LINE: Final = 0.23
_TITLE_LINE: Final = 0.18
_BAR: Final = 0.2
_SWATCH: Final = 0.15
_COLUMN: Final = 0.24
"""Inches for the number of a place, before the titles."""

_SCORE: Final = 0.62
"""Inches for a score at the end of a line."""

_MOST_LINES: Final = 3
"""Of a title: Telegram takes no picture that is higher than forty longer ones would be."""

_TRACK: Final = "#eeeeee"
"""What a bar lies on, as long as the longest possible one."""

_MOST_KEPT: Final = 16
"""Pictures that are kept: many want the same when a round has closed."""


@lru_cache(maxsize=_MOST_KEPT)
def drawn(bars: RoundBars) -> bytes:
    """The picture as a PNG, which holds in words what it shows."""
    return _Drawing(bars).draw()


class _Drawing:
    """Line by line from the top."""

    def __init__(self, bars: RoundBars) -> None:
        self._bars = bars
        self._canvas = Canvas(right_to_left=bars.right_to_left)
        self._top = EDGE

    def draw(self) -> bytes:
        room = WIDTH - 2 * EDGE
        for line in self._canvas.wrapped(self._bars.title, TITLE, "bold", room):
            self._canvas.say(EDGE, self._top + _LINE / 2, line, size=TITLE, weight="bold")
            self._top += _LINE
        for note in self._bars.notes:
            for line in self._canvas.wrapped(note, TEXT, "normal", room):
                self._canvas.say(EDGE, self._top + _LINE / 2, line, colour=QUIET)
                self._top += _LINE
        self._legend(room)
        self._canvas.say(WIDTH - EDGE, self._top + _LINE / 2, self._bars.measure, colour=QUIET, at_end=True)
        self._top += _LINE
        for bar in self._bars.bars:
            self._choice(bar, room)
        return self._canvas.png(self._top + EDGE / 2, self._bars.in_words())

    def _legend(self, room: float) -> None:
        """As many to a line as fit."""
        x = EDGE
        for name, colour in self._bars.legend:
            width = _SWATCH + 0.06 + self._canvas.width(name, TEXT, "normal") + 0.14
            if x > EDGE and x + width > EDGE + room:
                x, self._top = EDGE, self._top + _LINE
            self._canvas.box(x, self._top + (_LINE - _SWATCH) / 2, _SWATCH, _SWATCH, colour)
            self._canvas.say(x + _SWATCH + 0.06, self._top + _LINE / 2, name)
            x += width
        if self._bars.legend:
            self._top += _LINE

    def _choice(self, bar: ChoiceBar, room: float) -> None:
        middle = self._top + _TITLE_LINE / 2
        self._canvas.say(EDGE, middle, str(bar.place), weight="bold")
        self._canvas.say(WIDTH - EDGE, middle, bar.score, weight="bold", at_end=True)
        first, *further = self._canvas.wrapped(bar.title, TEXT, "normal", room - _COLUMN - _SCORE)
        shown = [first, *further[: _MOST_LINES - 1]]
        if len(shown) <= len(further):
            shown[-1] += "…"
        for line in shown:
            self._canvas.say(EDGE + _COLUMN, self._top + _TITLE_LINE / 2, line)
            self._top += _TITLE_LINE
        self._top += 0.03
        self._canvas.box(EDGE, self._top, room, _BAR, _TRACK)
        x = EDGE
        for segment in bar.segments:
            width = room * segment.length
            if segment.count:
                self._canvas.box(x, self._top, width, _BAR, segment.colour)
                if width > DIGIT * (len(str(segment.count)) + 0.5):
                    self._canvas.number(x + width / 2, self._top + _BAR / 2, segment.count, segment.ink)
            x += width
        self._top += _BAR + 0.13
