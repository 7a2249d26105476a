"""What authors of rounds type becomes terms, or is told to be odd."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.round_making import Odd, asked_again, blockers, first_terms, unwritten, with_text, without_text
from bot.domain.rounds import Method, Terms

_NOW = datetime(2023, 4, 17, 9, tzinfo=UTC)
_CLOSES = _NOW + timedelta(days=14)


def made(text: str) -> Terms:
    terms = first_terms("en", text, _CLOSES)
    assert not isinstance(terms, Odd)
    return terms


@given(st.text(), st.text())
def test_whatever_is_typed_is_odd_or_can_be_kept(first: str, second: str) -> None:
    terms = first_terms("en", first, _CLOSES)
    if isinstance(terms, Odd):
        return
    assert Terms.model_validate_json(terms.model_dump_json()) == terms
    more = with_text(terms, "fr", second)
    if not isinstance(more, Odd):
        assert Terms.model_validate_json(more.model_dump_json()) == more
        assert len({each.key for each in more.choices}) == len(more.choices)


@given(st.lists(st.sampled_from(["Laws", "Training", "Equipment"]), unique=True, min_size=1), st.data())
def test_as_many_options_as_in_other_languages_are_taken_and_no_other_number(
    options: list[str], data: st.DataObject
) -> None:
    terms = made("\n".join(("Which?", *options)))
    count = data.draw(st.integers(1, 4))
    more = with_text(terms, "fr", "\n".join(("Lequel ?", *(f"Option {number}" for number in range(count)))))
    assert isinstance(more, Odd) is (count != len(options))


def test_the_only_language_can_have_other_options_and_the_last_one_stays() -> None:
    terms = made("Which?\nLaws\nTraining")
    more = with_text(terms, "en", "Which now?\nLaws\nTraining\nEquipment")
    assert not isinstance(more, Odd)
    assert [each.title.root["en"] for each in more.choices] == ["Laws", "Training", "Equipment"]
    assert without_text(more, "en") == more
    assert unwritten(more, ("en", "fr")) == ("fr",)


def test_a_new_question_alone_leaves_the_options() -> None:
    terms = made("Which?\nLaws\nTraining")
    more = with_text(terms, "en", "Which one?")
    assert not isinstance(more, Odd)
    assert more.choices == terms.choices


def test_what_is_missing_keeps_a_round_from_opening() -> None:
    terms = made("Which?\nLaws")
    assert blockers(terms, 5, _NOW) == ("options",)
    assert blockers(terms.model_copy(update={"method": Method.RATE}), 5, _NOW) == ()
    assert blockers(terms, 0, _CLOSES) == ("options", "closes_past", "nobody")
    late = made("Which?\nLaws\nTraining").model_copy(update={"opens": _CLOSES})
    assert blockers(late, 5, _NOW) == ("closes_past",)


def test_what_was_withdrawn_is_not_asked_again_and_the_others_keep_their_keys() -> None:
    terms = made("Which?\nLaws\nTraining\nEquipment")
    first, *others = terms.choices
    withdrawn = terms.model_copy(update={"choices": (first.model_copy(update={"withdrawn": True}), *others)})
    again = asked_again(withdrawn, "r.earlier", None, _CLOSES)
    assert [each.key for each in again.choices] == ["b", "c"]
    assert (again.earlier, again.opens) == ("r.earlier", None)
