"""Answers by numbers: what is read as such, and what it gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content_text import Text
from bot.domain.figures import positions
from bot.domain.round_numbers import Unfit, answer_by, numbers_in
from bot.domain.rounds import Choice, Method, Terms


def terms(method: Method, most: int = 3, withdrawn: str = "") -> Terms:
    choices = tuple(Choice(key=key, title=Text({"en": key}), withdrawn=key in withdrawn) for key in "abcde")
    return Terms(title=Text({"en": "?"}), method=method, most=most, choices=choices)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2, 4, 1", (2, 4, 1)),
        ("٢، ٤، ١", (2, 4, 1)),
        ("۲؛۴", (2, 4)),
        ("२ ४", (2, 4)),
        ("2-4-1", (2, 4, 1)),
        (" 12.\n3 ", (12, 3)),
        ("7", (7,)),
        ("", ()),
        ("2023", ()),
        ("2, 4 and 1", ()),
        ("10:30", ()),
        ("+32 2 000", ()),
        ("²", ()),
    ],
)
def test_what_is_nothing_but_numbers_is_read(text: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(text) == numbers


def test_order_matters_where_it_is_asked_for() -> None:
    assert answer_by(terms(Method.RANK), (2, 4, 1)) == "bda"
    assert answer_by(terms(Method.CHOOSE), (2, 4, 1)) == "abd"
    assert answer_by(terms(Method.RATE), (5, 4, 3, 2, 1)) == "a5b4c3d2e1"


def test_numbers_stay_where_an_option_is_withdrawn_and_ratings_leave_it_out() -> None:
    assert answer_by(terms(Method.RANK, withdrawn="b"), (3, 1)) == "ca"
    assert answer_by(terms(Method.RANK, withdrawn="b"), (2, 1)) == Unfit("withdrawn", (2,))
    assert answer_by(terms(Method.RATE, withdrawn="b"), (5, 4, 3, 2)) == "a5c4d3e2"


@pytest.mark.parametrize(
    ("method", "numbers", "unfit"),
    [
        (Method.RANK, (2, 9, 9, 0), Unfit("unknown", (9, 0))),
        (Method.RANK, (2, 2), Unfit("twice", (2,))),
        (Method.CHOOSE, (1, 2, 3, 4), Unfit("many", (4,))),
        (Method.RATE, (1, 2), Unfit("few", (2,))),
        (Method.RATE, (1, 2, 3, 4, 5, 5), Unfit("many", (6,))),
        (Method.RATE, (1, 2, 3, 4, 6), Unfit("rating", (6,))),
    ],
)
def test_what_does_not_fit_is_named(method: Method, numbers: tuple[int, ...], unfit: Unfit) -> None:
    assert answer_by(terms(method), numbers) == unfit


@given(
    st.sampled_from(Method),
    st.integers(1, 5),
    st.sets(st.sampled_from("abcde")),
    st.lists(st.integers(0, 8), min_size=1, max_size=7),
)
def test_whatever_is_taken_is_an_answer_that_could_be_tapped(
    method: Method, most: int, withdrawn: set[str], numbers: list[int]
) -> None:
    asked = terms(method, most, "".join(withdrawn))
    marks = answer_by(asked, tuple(numbers))
    if isinstance(marks, Unfit):
        assert marks.numbers
        return
    keys = [key for key, _ in positions(method, marks)]
    assert len(keys) == len(set(keys)) == len(numbers)
    assert set(keys) <= {choice.key for choice in asked.open_choices}
    assert method is Method.RATE or len(keys) <= asked.places
