"""Who sees what."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content import FaqEntry, Pack, Region
from bot.domain.content_parts import Audience, Visibility
from bot.domain.content_text import Text
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import AccessRequest, Grant, Person, Role
from bot.domain.policy import (
    GUEST,
    Access,
    Right,
    access_of,
    may,
    may_decide,
    may_give,
    may_review,
    may_see_link,
    needs_second,
    visible,
)
from bot.domain.roadmap import Roadmap

NAME = Text({"en": "Name"})


def meeting(name: str, **fields: object) -> Meeting:
    return Meeting.model_validate(
        {"id": name, "title": {"en": name}, "timezone": "UTC", "starts": date(2023, 6, 14), "ends": date(2023, 6, 15)}
        | fields
    )


PACK = Pack(
    default_language="en",
    timezone="UTC",
    regions=(Region(id="seee", name=NAME, countries=("GE",)), Region(id="ca", name=NAME, countries=("KZ",))),
    meetings=(
        meeting("members"),
        meeting("public", visibility=Visibility.PUBLIC),
        meeting("draft", status=MeetingStatus.DRAFT),
        meeting("public-draft", status=MeetingStatus.DRAFT, visibility=Visibility.PUBLIC),
        meeting("cancelled", status=MeetingStatus.CANCELLED),
        meeting("seee-only", audience=Audience(regions=("seee",))),
        meeting("kz-only", audience=Audience(countries=("KZ",))),
        meeting("secretariats", audience=Audience(roles=("secretariat",))),
    ),
    roadmaps=(Roadmap(id="roadmap", title=NAME),),
    faq=(
        FaqEntry(id="open", title=NAME, answer=NAME),
        FaqEntry(id="closed", title=NAME, answer=NAME, visibility=Visibility.MEMBERS),
    ),
)


def meetings(*grants: Grant) -> set[str]:
    return {found.id for found in visible(PACK, access_of(grants)).meetings}


@pytest.mark.parametrize(
    ("grants", "seen"),
    [
        ((), {"public"}),
        ((Grant(Role.NFP, country="GE"),), {"members", "public", "cancelled", "seee-only"}),
        ((Grant(Role.NFP, country="KZ"),), {"members", "public", "cancelled", "kz-only"}),
        ((Grant(Role.NFP, country="MA"),), {"members", "public", "cancelled"}),
        (
            (Grant(Role.SECRETARIAT, region="seee"),),
            {"members", "public", "cancelled", "seee-only", "secretariats"},
        ),
        (
            (Grant(Role.SECRETARIAT),),
            {"members", "public", "cancelled", "seee-only", "kz-only", "secretariats"},
        ),
        (
            (Grant(Role.ADMINISTRATOR),),
            {"members", "public", "cancelled", "seee-only", "kz-only", "secretariats"},
        ),
        (
            (Grant(Role.NFP, country="GE"), Grant(Role.NFP, country="KZ")),
            {"members", "public", "cancelled", "seee-only", "kz-only"},
        ),
    ],
)
def test_meetings(grants: tuple[Grant, ...], seen: set[str]) -> None:
    assert meetings(*grants) == seen


def test_guests_see_what_is_public_and_nothing_else() -> None:
    seen = visible(PACK, GUEST)
    assert [region.id for region in seen.regions] == ["seee", "ca"]
    assert seen.roadmaps == ()
    assert [entry.id for entry in seen.faq] == ["open"]
    assert not may_see_link(GUEST)


def test_members_see_roadmaps_and_links() -> None:
    access = access_of([Grant(Role.NFP, country="GE")])
    assert [roadmap.id for roadmap in visible(PACK, access).roadmaps] == ["roadmap"]
    assert may_see_link(access)


def test_readers_who_see_the_same_have_equal_access() -> None:
    assert access_of([Grant(Role.NFP, country="GE")]) == access_of([Grant(Role.NFP, country="GE")] * 2)
    assert access_of([]) == Access()


GRANTS = {
    "nfp GE": Grant(Role.NFP, country="GE"),
    "nfp KZ": Grant(Role.NFP, country="KZ"),
    "nfp MA": Grant(Role.NFP, country="MA"),
    "secretariat seee": Grant(Role.SECRETARIAT, region="seee"),
    "secretariat ca": Grant(Role.SECRETARIAT, region="ca"),
    "coordination": Grant(Role.SECRETARIAT),
    "organizer of one": Grant(Role.ORGANIZER, meeting="members"),
    "organizer": Grant(Role.ORGANIZER),
    "translator": Grant(Role.TRANSLATOR),
    "administrator": Grant(Role.ADMINISTRATOR),
}
GIVES = {
    "nfp GE": set(),
    "nfp KZ": set(),
    "nfp MA": set(),
    # Morocco is in no region of this pack.
    "secretariat seee": {"nfp GE"},
    "secretariat ca": {"nfp KZ"},
    "coordination": {"nfp GE", "nfp KZ", "nfp MA"},
    "organizer of one": set(),
    "organizer": set(),
    "translator": set(),
    "administrator": set(GRANTS),
}
"""Who → what they may give, and take away."""

ONE_GRANT = st.sampled_from(list(GRANTS.values()))
SOME_GRANTS = st.lists(ONE_GRANT, max_size=3).map(tuple)
NOON = datetime(2023, 4, 17, 12, tzinfo=UTC)


def person(number: int, *grants: Grant) -> Person:
    return Person(number, 1000 + number, "en", language_chosen=True, grants=grants)


def request(by: int, grant: Grant, invited_by: int | None = None) -> AccessRequest:
    return AccessRequest(1, by, grant, NOON, invited_by=invited_by)


@pytest.mark.parametrize("giver", GRANTS)
def test_who_may_give_what(giver: str) -> None:
    assert {name for name, grant in GRANTS.items() if may_give([GRANTS[giver]], grant, PACK)} == GIVES[giver]


def test_every_role_has_a_row_of_what_it_may_give() -> None:
    assert {grant.role for grant in GRANTS.values()} == set(Role)
    assert GIVES.keys() == GRANTS.keys()


def test_whoever_holds_nothing_gives_nothing() -> None:
    assert not any(may_give([], grant, PACK) for grant in GRANTS.values())


def test_a_country_that_no_region_has_is_for_the_coordination() -> None:
    nowhere = Grant(Role.NFP, country="ZZ")
    assert not may_give([GRANTS["secretariat seee"], GRANTS["secretariat ca"]], nowhere, PACK)
    assert may_give([GRANTS["coordination"]], nowhere, PACK)


@pytest.mark.parametrize(("name", "grant"), GRANTS.items())
def test_every_role_above_nfp_needs_a_second(name: str, grant: Grant) -> None:
    assert needs_second(grant) == (not name.startswith("nfp"))


@pytest.mark.parametrize(
    ("right", "holders"),
    [
        (Right.PUBLIC, {"nobody", *GRANTS}),
        (Right.MEMBERSHIP, set(GRANTS)),
        (Right.ACCESS, {"administrator", "coordination", "secretariat seee", "secretariat ca"}),
    ],
)
def test_who_has_which_right(right: Right, holders: set[str]) -> None:
    found = {name for name, grant in GRANTS.items() if may(access_of([grant]), right)}
    assert found | ({"nobody"} if may(GUEST, right) else set()) == holders


def test_every_right_is_held_by_somebody_and_more_grants_never_hold_less() -> None:
    for right, one, other in product(Right, GRANTS.values(), GRANTS.values()):
        assert may(access_of([one, other]), right) == (may(access_of([one]), right) or may(access_of([other]), right))


@given(SOME_GRANTS, ONE_GRANT)
def test_grants_together_give_what_one_of_them_gives(held: tuple[Grant, ...], grant: Grant) -> None:
    assert may_give(held, grant, PACK) == any(may_give([each], grant, PACK) for each in held)


@given(SOME_GRANTS, ONE_GRANT)
def test_only_who_looks_after_access_gives_anything_and_only_administrators_make_such(
    held: tuple[Grant, ...], grant: Grant
) -> None:
    if may_give(held, grant, PACK):
        assert may(access_of(held), Right.ACCESS)
        if needs_second(grant):
            assert Role.ADMINISTRATOR in access_of(held).roles


@given(SOME_GRANTS, ONE_GRANT, st.none() | st.integers(1, 3))
def test_nobody_decides_on_their_own_request(held: tuple[Grant, ...], grant: Grant, invited_by: int | None) -> None:
    assert not may_decide(person(1, *held), request(1, grant, invited_by), PACK)


@given(SOME_GRANTS, ONE_GRANT, st.none() | st.integers(1, 3))
def test_whoever_decides_could_have_given_it(held: tuple[Grant, ...], grant: Grant, invited_by: int | None) -> None:
    decided = may_decide(person(1, *held), request(2, grant, invited_by), PACK)
    second_is_the_maker = needs_second(grant) and invited_by == 1
    assert decided == (may_give(held, grant, PACK) and not second_is_the_maker)


@given(SOME_GRANTS, ONE_GRANT)
def test_a_second_is_never_the_one_who_made_the_invitation(held: tuple[Grant, ...], grant: Grant) -> None:
    if needs_second(grant):
        assert not may_decide(person(1, *held), request(2, grant, invited_by=1), PACK)


def test_a_second_administrator_may_confirm_what_a_first_one_has_invited_to() -> None:
    first, second = person(1, GRANTS["administrator"]), person(3, GRANTS["administrator"])
    asked = request(2, GRANTS["organizer"], invited_by=1)
    assert not may_decide(first, asked, PACK)
    assert may_decide(second, asked, PACK)


@given(SOME_GRANTS)
def test_whatever_a_guest_sees_everybody_sees(held: tuple[Grant, ...]) -> None:
    seen, open_to_all = visible(PACK, access_of(held)), visible(PACK, GUEST)
    assert {each.id for each in open_to_all.meetings} <= {each.id for each in seen.meetings}
    assert {each.id for each in open_to_all.faq} <= {each.id for each in seen.faq}
    assert not [each for each in seen.meetings if each.status is MeetingStatus.DRAFT]


@pytest.mark.parametrize(
    ("grant", "of"),
    [
        (Grant(Role.ADMINISTRATOR), {"GE", "KZ", "MA", None}),
        (Grant(Role.SECRETARIAT), {"GE", "KZ", "MA", None}),
        (Grant(Role.SECRETARIAT, region="seee"), {"GE"}),
        (Grant(Role.ORGANIZER), set()),
        (Grant(Role.TRANSLATOR), set()),
        (Grant(Role.NFP, country="GE"), set()),
    ],
)
def test_whose_questions_somebody_may_look_over(grant: Grant, of: set[str | None]) -> None:
    assert {country for country in ("GE", "KZ", "MA", None) if may_review((grant,), country, PACK)} == of
    assert may(access_of([grant]), Right.REVIEWING) == bool(of)
