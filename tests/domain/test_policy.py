"""Who sees what."""

from datetime import date

import pytest

from bot.domain.content import FaqEntry, Pack, Region
from bot.domain.content_parts import Audience, Visibility
from bot.domain.content_text import Text
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.people import Grant, Role
from bot.domain.policy import GUEST, Access, access_of, may_see_link, visible
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
