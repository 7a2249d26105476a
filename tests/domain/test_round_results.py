"""Groups in buttons, the comparison with an earlier round, and the order of comments."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content_text import Text
from bot.domain.figures import Figures
from bot.domain.round_lines import PAGE, arranged, pages
from bot.domain.round_results import GroupSize, code_of, earlier_of, group_of, inner_of
from bot.domain.rounds import Choice, Method, Remark, Said, Terms

SHOWN = {
    ("seee", "GE"): Figures(8, {"a": (8,)}),
    ("seee", "AM"): Figures(5, {"b": (5,)}),
    ("seee",): Figures(6, {"c": (6,)}),
    ("mie",): Figures(7, {"a": (7,)}),
}
TITLE = Text({"en": "What matters?"})


def choice(key: str, title: str, source: str | None = None, *, withdrawn: bool = False) -> Choice:
    return Choice(key=key, title=Text({"en": title}), source=source, withdrawn=withdrawn)


def test_a_code_leads_to_its_group_and_to_no_other() -> None:
    groups = [(), ("mie",), ("seee",), ("seee", "AM"), ("seee", "GE")]
    assert [group_of(code_of(group), SHOWN) for group in groups] == groups
    assert group_of(code_of(("ca",)), SHOWN) is None
    assert group_of("seee", SHOWN) is None
    assert group_of("all", {}) == ()


def test_a_larger_group_holds_what_is_shown_within_it_and_what_belongs_to_it_alone() -> None:
    assert inner_of(SHOWN, ()) == (GroupSize(path=("mie",), answers=7), GroupSize(path=("seee",), answers=19))
    assert inner_of(SHOWN, ("seee",)) == (
        GroupSize(path=("seee", "AM"), answers=5),
        GroupSize(path=("seee", "GE"), answers=8),
    )
    assert inner_of(SHOWN, ("mie",)) == ()


def test_choices_are_the_same_by_what_they_are_called_in_the_roadmap_else_by_their_title() -> None:
    before = Terms(
        title=TITLE,
        method=Method.CHOOSE,
        choices=(
            choice("a", "Training", "training"),
            choice("b", "Laboratories"),
            choice("c", "Borders", "borders"),
            choice("d", "Law", "law", withdrawn=True),
        ),
    )
    now = Terms(
        title=TITLE,
        method=Method.CHOOSE,
        choices=(
            choice("a", "Laboratories"),
            choice("b", "Courses", "training"),
            choice("c", "Borders", "frontiers"),
            choice("d", "Law", "law"),
        ),
    )
    at = datetime(2022, 1, 1, tzinfo=UTC)
    found = earlier_of(now, before, Figures(9, {"a": (4,), "b": (9,), "c": (1,), "d": (9,)}), at)
    assert found.places == {"a": 1, "b": 2}
    assert found.scores == {"a": 9, "b": 4}


def why(words: str, key: str) -> Said:
    return Said(Remark.WHY, words, "en", key)


def test_reasons_stand_with_their_choice_from_the_threshold_on() -> None:
    terms = Terms(title=TITLE, method=Method.RANK, choices=(choice("a", "A"), choice("b", "B")), shown_from=3)
    said = [why("1", "b"), why("2", "a"), Said(Remark.COMMENT, "3", "en"), why("4", "b"), why("5", "b"), why("6", "z")]
    found = [(each.words, each.choice) for each in arranged(terms, said)]
    assert found == [("1", "b"), ("4", "b"), ("5", "b"), ("2", None), ("3", None), ("6", None)]
    named = [(each.words, each.choice) for each in arranged(terms.model_copy(update={"anonymous": False}), said)]
    assert named == [("2", "a"), ("1", "b"), ("4", "b"), ("5", "b"), ("3", None), ("6", None)]


@given(st.lists(st.integers(0, 500), max_size=60))
def test_pages_hold_all_lines_in_order_and_none_is_too_long(lengths: list[int]) -> None:
    said = [Said(Remark.COMMENT, "x" * length, "en") for length in lengths]
    found = pages(said)
    assert [each for page in found for each in page] == said
    assert all(sum(len(each.words) for each in page) <= PAGE for page in found)
    assert found == [[]] or all(found)
