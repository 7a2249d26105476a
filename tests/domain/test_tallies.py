"""Who comes, in numbers: whichever way the answers are counted, there are as many."""

from hypothesis import given
from hypothesis import strategies as st

from bot import app
from bot.domain.attendance import Answer, Circle, Count, Seat
from bot.domain.people import Role
from bot.domain.tallies import (
    ANSWERED,
    Group,
    Places,
    Tally,
    absent_from,
    by_group,
    by_language,
    by_region,
    region_of,
)

PACK = app.pack_named("demo")
COUNTRIES = ("GE", "MD", "KZ", "JO", "KE", "BE", "US", None)
SHARED = next(country for region in PACK.regions for country in region.countries if len(PACK.regions_of(country)) > 1)
"""A country of several regions."""

_PAIRS = [pair for pairs in ANSWERED.values() for pair in pairs]


@st.composite
def counts(draw: st.DrawFn) -> list[Count]:
    def count(pair: tuple[Answer | None, Seat]) -> st.SearchStrategy[Count]:
        return st.builds(
            lambda country, region, language, answers, more: Count(
                *pair, country, region, language, answers, answers + more
            ),
            st.sampled_from((*COUNTRIES, SHARED)),
            st.sampled_from((None, "gone", *(region.id for region in PACK.regions))),
            st.sampled_from(("en", "ar", None)),
            st.integers(1, 9),
            st.integers(0, 9),
        )

    pairs = st.sampled_from([*_PAIRS, (None, Seat.NONE)])
    return draw(st.lists(pairs.flatmap(count), max_size=20))


@given(counts())
def test_groups_regions_and_languages_add_up_to_the_same(found: list[Count]) -> None:
    answers = sum(each.answers for each in found if each.answer is not None)
    silent = sum(each.answers for each in found if each.answer is None)
    coming = sum(each.people for each in found if each.seat is Seat.TAKEN)
    groups = by_group(found)
    assert sum(heads.answers for heads in groups.values()) == Tally(groups=groups).answers == answers
    assert sum(groups[group].people for group in (Group.IN_PERSON, Group.ONLINE) if group in groups) == coming
    for shares in (by_region(PACK, found), by_language(found)):
        assert len({share.key for share in shares}) == len(shares)
        assert sum(share.answers for share in shares) == answers
        assert sum(share.silent for share in shares) == silent
        assert sum(share.coming for share in shares) == coming


def test_every_answer_with_every_place_is_in_one_group() -> None:
    possible: set[tuple[Answer, Seat]] = {
        (answer, seat) for answer in (Answer.IN_PERSON, Answer.ONLINE) for seat in Seat if seat is not Seat.NONE
    }
    possible |= {(Answer.UNSURE, Seat.NONE), (Answer.NO, Seat.NONE)}
    assert sorted(_PAIRS) == sorted(possible)


def test_a_country_of_several_regions_counts_for_the_one_that_was_chosen() -> None:
    first, second, *_ = (region.id for region in PACK.regions_of(SHARED))
    assert region_of(PACK, SHARED, None) == first
    assert region_of(PACK, SHARED, second) == second
    assert region_of(PACK, SHARED, "gone") == first
    assert region_of(PACK, "US", None) is None
    assert region_of(PACK, None, first) is None


def test_who_is_absent_depends_on_whom_the_meeting_is_for() -> None:
    everybody = {country for region in PACK.regions for country in region.countries}
    nfps = frozenset({Role.NFP})
    assert set(absent_from(PACK, Circle(nfps), ["GE"])) == everybody - {"GE"}
    assert absent_from(PACK, Circle(nfps, countries=frozenset({"GE", "MD"})), ["GE"]) == ("MD",)
    of_region = Circle(nfps, regions=frozenset({"r"}), of_regions=frozenset({"KZ", "UZ"}))
    assert absent_from(PACK, of_region, ["UZ"]) == ("KZ",)
    assert absent_from(PACK, Circle(frozenset({Role.SECRETARIAT})), []) == ()


@given(st.integers(0, 99), st.integers(0, 99))
def test_places_are_left_or_exceeded(room: int, held: int) -> None:
    places = Places(room=room, held=held)
    assert places.left - places.over == room - held
    assert 0 in (places.left, places.over)
