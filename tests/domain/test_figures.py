"""What answers amount to: counts, scores and places, beside a plain reference."""

from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content_text import Text
from bot.domain.figures import Figures, Place, standing, tally
from bot.domain.rounds import Choice, Method, Terms

KEYS: Final = "abcd"
RANKED: Final = st.lists(st.permutations(KEYS).flatmap(lambda keys: st.integers(0, 3).map(lambda n: "".join(keys[:n]))))
RATED: Final = st.lists(
    st.dictionaries(st.sampled_from(KEYS), st.integers(1, 5)).map(
        lambda rated: "".join(f"{key}{rating}" for key, rating in sorted(rated.items()))
    )
)


def terms(method: Method, most: int = 3, withdrawn: str = "") -> Terms:
    choices = tuple(Choice(key=key, title=Text({"en": key}), withdrawn=key in withdrawn) for key in KEYS)
    return Terms(title=Text({"en": "What matters?"}), method=method, most=most, choices=choices)


def of(method: Method, *answers: str, withdrawn: str = "") -> list[tuple[str, int, float]]:
    """Each choice with its place and its score."""
    figures = tally(method, ((marks, 1) for marks in answers))
    return [(each.choice.key, each.place, each.score) for each in standing(terms(method, withdrawn=withdrawn), figures)]


def place(method: Method, key: str, *answers: str) -> Place:
    figures = tally(method, ((marks, 1) for marks in answers))
    (found,) = (each for each in standing(terms(method), figures) if each.choice.key == key)
    return found


def test_the_first_of_three_gets_three_points_and_the_last_one() -> None:
    assert of(Method.RANK, "bca", "ba", "c") == [("b", 1, 6), ("c", 2, 5), ("a", 3, 3), ("d", 4, 0)]
    b = place(Method.RANK, "b", "bca", "ba", "c")
    assert (b.firsts, b.count, b.share) == (2, 2, 6 / 9)
    assert place(Method.RANK, "a", "bca", "ba", "c").firsts == 0


def test_level_ones_share_a_place_and_stand_as_they_were_offered() -> None:
    assert of(Method.CHOOSE, "cd", "bd", "c", "b") == [("b", 1, 2), ("c", 1, 2), ("d", 1, 2), ("a", 4, 0)]


def test_choices_of_as_many_points_are_level_whoever_has_more_first_places() -> None:
    assert of(Method.RANK, "bca", "cba", "acb") == [("c", 1, 7), ("b", 2, 6), ("a", 3, 5), ("d", 4, 0)]
    assert of(Method.RANK, "abc", "cba") == [("a", 1, 4), ("b", 1, 4), ("c", 1, 4), ("d", 4, 0)]


@pytest.mark.parametrize("method", Method)
def test_where_nothing_was_chosen_all_are_level(method: Method) -> None:
    assert of(method) == [(key, 1, 0) for key in KEYS]
    assert of(method, "", "", "") == [(key, 1, 0) for key in KEYS]
    assert {place(method, key, "", "").share for key in KEYS} == {0}


def test_a_blank_answer_counts_as_an_answer_in_shares() -> None:
    assert place(Method.CHOOSE, "a", "a", "a", "", "b").share == 0.5


def test_a_mean_is_of_those_who_rated() -> None:
    a = place(Method.RATE, "a", "a5b1", "a4", "b2", "")
    assert (a.score, a.share, a.count) == (4.5, 0.9, 2)
    assert of(Method.RATE, "a5b1", "a4", "b2") == [("a", 1, 4.5), ("b", 2, 1.5), ("c", 3, 0), ("d", 3, 0)]


def test_what_is_withdrawn_stands_nowhere() -> None:
    assert of(Method.CHOOSE, "a", "a", "b", withdrawn="a") == [("b", 1, 1), ("c", 2, 0), ("d", 2, 0)]


@given(answers=RANKED)
def test_borda_and_first_choices_are_as_counted_by_hand(answers: Sequence[str]) -> None:
    found = {
        each.choice.key: each for each in standing(terms(Method.RANK), tally(Method.RANK, [(a, 1) for a in answers]))
    }
    for key in KEYS:
        points = sum(3 - marks.index(key) for marks in answers if key in marks)
        assert found[key].score == points
        assert found[key].firsts == sum(marks.startswith(key) for marks in answers)
        assert found[key].place == 1 + sum(other.score > points for other in found.values())


@given(answers=RATED)
def test_means_are_as_counted_by_hand(answers: Sequence[str]) -> None:
    found = {
        each.choice.key: each for each in standing(terms(Method.RATE), tally(Method.RATE, [(a, 1) for a in answers]))
    }
    for key in KEYS:
        ratings = [int(marks[marks.index(key) + 1]) for marks in answers if key in marks]
        assert found[key].score == pytest.approx(sum(ratings) / len(ratings) if ratings else 0)
        assert found[key].count == len(ratings)


@given(first=RANKED, second=RANKED, times=st.integers(1, 9))
def test_figures_add_up_and_can_be_taken_off_again(first: Sequence[str], second: Sequence[str], times: int) -> None:
    one = tally(Method.RANK, [(marks, times) for marks in first])
    two = tally(Method.RANK, [(marks, 1) for marks in second])
    assert one + two == tally(Method.RANK, [*((marks, 1) for marks in [*first] * times), *((m, 1) for m in second)])
    assert (one + two).answers == len(first) * times + len(second)
    assert tally(Method.RANK, [("abc", 1)]) - tally(Method.RANK, [("abc", 1)]) == Figures()
    assert (one + two - two).answers == one.answers
    for key in KEYS:
        assert sum((one + two - two).marks.get(key, ())) == sum(one.marks.get(key, ()))
