"""How far an announcement has come, from left to right and from right to left."""

import pytest

from bot.domain import messages as m
from bot.domain.announcements import State
from bot.domain.exchange import TextPart
from bot.domain.messages_announcements import Progress
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.render.renderer import MessageRenderer
from tests.render.samples import NOW, RICH
from tests.render.telegram_html import parse

_GRANTS = (Grant(Role.ADMINISTRATOR),)


def said(renderer: MessageRenderer, language: str, progress: Progress) -> str:
    """What stands in the message, without the marks of direction."""
    reader = Reader(language, "Europe/Brussels", "BE", access_of(_GRANTS), None, _GRANTS)
    message = m.AnnouncementStatus(announcement=7, progress=progress, beginning="Come")
    (part,) = renderer.render(message, reader, RICH, NOW).parts
    assert isinstance(part, TextPart)
    return "".join(each for each in parse(part.html).text if each not in "\u2066\u2067\u2068\u2069\u200e\u200f")


@pytest.mark.parametrize(
    ("total", "waiting", "bar"),
    [
        (200, 200, "▱▱▱▱▱▱▱▱▱▱ 0"),
        (200, 140, "▰▰▰▱▱▱▱▱▱▱ 30"),
        (200, 1, "▰▰▰▰▰▰▰▰▰▱ 99"),
        (200, 0, "▰▰▰▰▰▰▰▰▰▰ 100"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_the_bar_has_ten_cells_in_every_language(
    renderer: MessageRenderer, language: str, total: int, waiting: int, bar: str
) -> None:
    text = said(renderer, language, Progress(state=State.SENDING, total=total, waiting=waiting))
    assert bar in text
    assert str(total - waiting) in text
    assert not any("٠" <= each <= "٩" for each in text)


@pytest.mark.parametrize(("waiting", "pace", "left"), [(7000, 1800, 4), (10, 1800, 1), (1801, 1800, 2)])
def test_the_time_left_is_rounded_up(renderer: MessageRenderer, waiting: int, pace: int, left: int) -> None:
    text = said(renderer, "en", Progress(state=State.SENDING, total=10_000, waiting=waiting, pace=pace))
    assert f"About {left} minute" in text


def test_the_time_left_is_not_known_at_first(renderer: MessageRenderer) -> None:
    text = said(renderer, "en", Progress(state=State.SENDING, total=100, waiting=100))
    assert "How long it takes is not known yet." in text
    assert "minute" not in text


def test_those_whose_time_is_later_do_not_count_for_the_time_left(renderer: MessageRenderer) -> None:
    progress = Progress(state=State.SENDING, total=100, waiting=90, later=90, last_due=NOW, pace=600)
    text = said(renderer, "en", progress)
    assert "90 readers get it later" in text
    assert "minute" not in text


def test_whoever_may_not_follow_it_sees_no_number(renderer: MessageRenderer) -> None:
    reader = Reader("en", None, None, access_of(()), None, ())
    (part,) = renderer.render(m.AnnouncementStatus(announcement=7), reader, RICH, NOW).parts
    assert isinstance(part, TextPart)
    assert "no longer available" in part.html
