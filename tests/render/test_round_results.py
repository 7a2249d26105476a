"""The results of rounds as messages and pictures, with more and longer choices than people will ask for."""

import io
from typing import Final

import numpy as np
import pytest
from PIL import Image

from bot.domain import messages as m
from bot.domain.content_text import Text
from bot.domain.exchange import PhotoPart, TextPart
from bot.domain.figures import Figures
from bot.domain.round_results import ResultsShown
from bot.domain.rounds import KEYS, MOST_CHOICES, Choice, Method, RoundState, Terms
from bot.render.canvas import TEXT, Canvas
from bot.render.renderer import MessageRenderer
from tests.render.samples import NOW, RICH, reader
from tests.render.valid import check

WORDS: Final = {
    "en": "Increasing the visibility of achievements by partner countries and of their laboratories",
    "ar": "تعزيز قدرات المختبرات الوطنية على كشف المواد الكيميائية والبيولوجية والإشعاعية والنووية والاستجابة لها",
    "ru": "Более широкое освещение достижений стран-партнёров и повышение отдачи от проектов по наращиванию потенциала",
}


def shown(count: int, method: Method = Method.RANK, *, repeated: int = 1) -> ResultsShown:
    """So many choices with long titles, the first the most chosen."""
    choices = tuple(
        Choice(key=key, title=Text({code: f"{number} {' '.join([words] * repeated)}" for code, words in WORDS.items()}))
        for number, key in enumerate(KEYS[:count], 1)
    )
    width = {Method.RATE: 5, Method.CHOOSE: 1, Method.RANK: 3}[method]
    marks = {choice.key: (count - number,) * width for number, choice in enumerate(choices)}
    return ResultsShown(
        terms=Terms(title=Text(WORDS), method=method, most=3, choices=choices),
        state=RoundState.CLOSED,
        closed_at=NOW,
        figures=Figures(count * 3, marks),
        asked=200,
        answered=count * 3,
    )


def picture(renderer: MessageRenderer, what: ResultsShown, language: str) -> Image.Image:
    message = m.ResultsPicture(round="many", shown=what)
    (part,) = renderer.render(message, reader(language), RICH, NOW).parts
    assert isinstance(part, PhotoPart)
    return Image.open(io.BytesIO(part.content))


@pytest.mark.parametrize("language", WORDS)
def test_twelve_long_titles_are_one_message_in_which_each_is_whole(renderer: MessageRenderer, language: str) -> None:
    rendered = renderer.render(m.RoundResults(round="many", shown=shown(12)), reader(language), RICH, NOW)
    assert len(rendered.parts) == 1
    said = check(rendered, language)
    assert said.count(WORDS[language]) >= 12


def test_as_many_choices_as_there_can_be_are_split_between_choices(renderer: MessageRenderer) -> None:
    rendered = renderer.render(m.RoundResults(round="many", shown=shown(MOST_CHOICES)), reader("ar"), RICH, NOW)
    check(rendered, "ar")
    assert len(rendered.parts) > 1
    for part in rendered.parts[1:]:
        assert isinstance(part, TextPart)
        assert part.html.removeprefix("\u200f").startswith(("<b>", "بحسب الخيار الأول"))


@pytest.mark.parametrize(("method", "language"), list(zip(Method, WORDS, strict=True)))
def test_telegram_takes_the_highest_picture(renderer: MessageRenderer, method: Method, language: str) -> None:
    width, height = picture(renderer, shown(MOST_CHOICES, method, repeated=2), language).size
    assert width == 800
    assert width + height <= 10_000
    assert height / width <= 20


@pytest.mark.parametrize("language", WORDS)
def test_nothing_is_cut_off_at_the_edges(renderer: MessageRenderer, language: str) -> None:
    pixels = np.asarray(picture(renderer, shown(12), language).convert("L"))
    for edge in (pixels[:8], pixels[-8:], pixels[:, :16], pixels[:, -16:]):
        assert edge.min() == 255


def test_bars_begin_where_reading_begins(renderer: MessageRenderer) -> None:
    """The darkest colour, that of the first place, fills the first half, from the right in Arabic."""
    blue = np.array([0x00, 0x72, 0xB2])
    middles = {}
    for language in ("en", "ar"):
        pixels = np.asarray(picture(renderer, shown(12), language).convert("RGB"))
        bars = pixels[int(len(pixels) * 0.4) :]
        _, columns = np.nonzero((bars == blue).all(axis=2))
        middles[language] = columns.mean()
    assert middles["en"] < 400 < middles["ar"]


def test_the_first_of_a_ranking_fills_its_bar_and_the_others_are_compared_with_it(renderer: MessageRenderer) -> None:
    rendered = renderer.render(m.RoundResults(round="many", shown=shown(10)), reader("en"), RICH, NOW)
    (part,) = rendered.parts
    assert isinstance(part, TextPart)
    assert [line.count("▰") for line in part.html.split("\n") if "▱" in line or "▰" in line] == list(range(10, 0, -1))


def test_a_word_that_is_wider_than_the_picture_stands_on_a_line_of_its_own() -> None:
    canvas = Canvas(right_to_left=False)
    assert list(canvas.wrapped(f"a {'w' * 90} b", TEXT, "normal", 3.0)) == ["a", "w" * 90, "b"]
    assert list(canvas.wrapped("", TEXT, "normal", 3.0)) == [""]
