from datetime import date

import pytest

from bot.questions.dates import periods, years
from bot.questions.lexicon import Lexicons
from bot.questions.normalise import fold, words

MONDAY = date(2023, 4, 17)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("anything today", "2023-04-17", "2023-04-17"),
        ("demain", "2023-04-18", "2023-04-18"),
        ("esta semana", "2023-04-17", "2023-04-23"),
        ("на следующей неделе", "2023-04-24", "2023-04-30"),
        ("الشهر القادم", "2023-05-01", "2023-05-31"),
        ("este mês", "2023-04-01", "2023-04-30"),
        ("next year", "2024-01-01", "2024-12-31"),
        ("in june", "2023-06-01", "2023-06-30"),
        ("in march", "2024-03-01", "2024-03-31"),
        ("march 2023", "2023-03-01", "2023-03-31"),
        ("14 июня", "2023-06-14", "2023-06-14"),
        ("le 14 et 15 juin", "2023-06-14", "2023-06-15"),
        ("june 14th", "2023-06-14", "2023-06-14"),
        ("١٤ حزيران", "2023-06-14", "2023-06-14"),
        ("14/6", "2023-06-14", "2023-06-14"),
        ("14.06.2024", "2024-06-14", "2024-06-14"),
        ("on friday", "2023-04-21", "2023-04-21"),
    ],
)
def test_days_and_months_count_from_today(lexicons: Lexicons, text: str, first: str, last: str) -> None:
    said = words(fold(text))
    found = periods(said, lexicons.phrases.find(said), MONDAY)
    assert [(period.first.isoformat(), period.last.isoformat()) for period in found] == [(first, last)]


@pytest.mark.parametrize("text", ["hotel brussels", "31/13", "99.99", "0/0"])
def test_what_is_no_date_is_none(lexicons: Lexicons, text: str) -> None:
    said = words(fold(text))
    assert periods(said, lexicons.phrases.find(said), MONDAY) == ()


def test_years_are_those_written_in_full() -> None:
    assert years(words(fold("roadmap 2023-2024, 94 and 3000"))) == (2023, 2024)
