"""The numbers of a meeting, for its organizers, from left to right and from right to left."""

import pytest

from bot.domain import messages as m
from bot.domain.exchange import Rendered, TextPart
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.render.renderer import MessageRenderer
from tests.render.samples import NOW, RICH
from tests.render.samples_organizing import BOARD
from tests.render.telegram_html import parse
from tests.render.valid import check

ORGANIZER = (Grant(Role.ORGANIZER),)


def organizer(language: str) -> Reader:
    return Reader(language, "Europe/Brussels", "BE", access_of(ORGANIZER), None, ORGANIZER)


def board(renderer: MessageRenderer, language: str, message: m.Message = BOARD) -> TextPart:
    (part,) = renderer.render(message, organizer(language), RICH, NOW).parts
    assert isinstance(part, TextPart)
    return part


def shown(renderer: MessageRenderer, language: str) -> list[str]:
    """The lines of the board."""
    return parse(board(renderer, language).html).text.split("\n")


def test_the_board_says_everything_line_by_line(renderer: MessageRenderer) -> None:
    said = shown(renderer, "en")
    for line in (
        "Answers: 28",
        "In person: 1",
        "Online: 2 (3 people)",
        "Not answered: 8 (15 people)",
        "Places in person: 60, free: 48",
        "⚠ Places online: 5, exceeded by: 4",
        "• South East and Eastern Europe: 12 · 9 · 4",
        "• No region: 2 · 2 · 1",
        "• Arabic: 10 · 7 · 5",
        "• Not on Telegram: 2 · 2 · 0",
        "Countries with nobody on Telegram and no answer: 2",
        "Reminders that could not be sent in time: 2",
    ):
        assert line in said, line


def test_the_board_runs_from_right_to_left(renderer: MessageRenderer) -> None:
    said = [line.translate({0x2068: None, 0x2069: None, 0x200F: None}) for line in shown(renderer, "ar")]
    assert "عن بُعد: 2 (3 أشخاص)" in said
    assert "المعتذرون: 6 (11 شخصًا)" in said
    assert "• العربية: 10 · 7 · 5" in said
    assert all(line[0] == "\u200f" for line in shown(renderer, "ar") if "•" in line)


@pytest.mark.parametrize("language", ["en", "fr", "ar", "ru", "es", "pt"])
def test_the_board_fits_a_phone(renderer: MessageRenderer, language: str) -> None:
    part = board(renderer, language)
    check(Rendered((part,)), language)
    assert all(len(button.label) <= 30 for row in part.buttons for button in row)


def test_what_was_not_filled_in_shows_nothing(renderer: MessageRenderer) -> None:
    part = board(renderer, "en", m.AttendanceBoard(meeting="workshop"))
    assert "Workshop" not in part.html
    assert "board" not in str(part.buttons)
