"""Days and times as authors type them. Words that name days are read as in questions; here they name none."""

from datetime import UTC, date, datetime, time

import pytest

from bot.questions.dates import Period
from bot.services.typed_time import instant, typed_time

NOW = datetime(2023, 3, 20, 9, tzinfo=UTC)
DAY = date(2023, 3, 24)


def no_days(_text: str, _today: date) -> tuple[Period, ...]:
    return ()


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("2023-03-24 14:30", 14, 30),
        ("2023-03-24T14:30", 14, 30),
        ("14h30, 2023-03-24", 14, 30),
        ("2023-3-24 9h", 9, 0),
        ("2023-03-24 2:30 pm", 14, 30),
        ("2023-03-24 12am", 0, 0),
        ("2023-03-24 12:15 pm", 12, 15),
        ("٢٠٢٣-٠٣-٢٤ ١٤:٣٠", 14, 30),
        ("2023-03-24 14 ч", 14, 0),
    ],
)
def test_a_time_is_read_in_the_zone(typed: str, hour: int, minute: int) -> None:
    assert typed_time(typed, "Asia/Tbilisi", NOW, no_days) == instant(DAY, time(hour, minute), "Asia/Tbilisi")


@pytest.mark.parametrize("typed", ["14:30", "2023-03-24 25:00", "2023-03-24 14:75", "2023-13-24 14:30", "soon", ""])
def test_what_names_no_time_is_not_guessed(typed: str) -> None:
    assert typed_time(typed, "UTC", NOW, no_days) == "unread"


def test_a_day_alone_is_a_day() -> None:
    assert typed_time("2023-03-24", "UTC", NOW, no_days) == DAY


def test_a_weekday_beside_a_date_does_not_move_it() -> None:
    def thursday_and_date(_text: str, _today: date) -> tuple[Period, ...]:
        coming, meant = date(2023, 3, 23), date(2023, 5, 4)
        return (Period(coming, coming, 0, 1), Period(meant, meant, 1, 3))

    assert typed_time("Thursday 4 May 10:00", "UTC", NOW, thursday_and_date) == datetime(2023, 5, 4, 10, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_does_not_exist() -> None:
    assert typed_time("2023-03-26 02:30", "Europe/Brussels", NOW, no_days) == "skipped"
    assert typed_time("2023-03-26 03:30", "Europe/Brussels", NOW, no_days) == datetime(2023, 3, 26, 1, 30, tzinfo=UTC)
