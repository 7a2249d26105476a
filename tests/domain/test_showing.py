"""Who may show which meeting before all in a group, and what works there at all."""

from datetime import UTC, datetime

import pytest

from bot import app
from bot.domain import actions
from bot.domain.commands import IN_GROUPS
from bot.domain.content_parts import Visibility
from bot.domain.meetings import MeetingStatus
from bot.domain.people import Grant, Role
from bot.domain.policy import EVERYTHING, may_show, shown_in_groups, visible
from bot.services.routing import OnButton, OnCommand
from handlers.routes import ROUTES

PACK = app.pack_named("demo")
BRUSSELS = PACK.meetings[[meeting.id for meeting in PACK.meetings].index("brussels-2023")]
NFP, ORGANIZER, OTHERS = (
    Grant(Role.NFP, country="GE"),
    Grant(Role.ORGANIZER, meeting="brussels-2023"),
    Grant(Role.ORGANIZER, meeting="webinar-2023"),
)


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize(
    ("grants", "closed", "public"),
    [
        ((), False, False),
        ((NFP,), False, True),
        ((OTHERS,), False, True),
        ((NFP, ORGANIZER), True, True),
        ((Grant(Role.ADMINISTRATOR),), True, True),
    ],
)
def test_who_may_show_a_meeting(grants: tuple[Grant, ...], closed: bool, public: bool, visibility: Visibility) -> None:
    meeting = BRUSSELS.model_copy(update={"visibility": visibility})
    assert may_show(grants, meeting) is (public if visibility is Visibility.PUBLIC else closed)


def test_what_is_shown_is_to_come_and_takes_place() -> None:
    now, everything = datetime(2023, 6, 15, 6, tzinfo=UTC), (Grant(Role.ADMINISTRATOR),)
    seen = visible(PACK, EVERYTHING)
    assert "brussels-2023" in [meeting.id for meeting in shown_in_groups(seen, everything, now)]
    later = datetime(2023, 6, 17, tzinfo=UTC)
    assert "brussels-2023" not in [meeting.id for meeting in shown_in_groups(seen, everything, later)]
    for status in set(MeetingStatus) - {MeetingStatus.PUBLISHED}:
        changed = PACK.model_copy(update={"meetings": (BRUSSELS.model_copy(update={"status": status}),)})
        assert shown_in_groups(changed, everything, now) == []


def test_what_works_in_groups() -> None:
    there = {route.on for route in ROUTES if route.in_group is not None}
    assert there == {OnCommand("meetings"), OnButton(actions.GiveAnswer), OnButton(actions.ShowInGroup)}
    assert {on.name for on in there if isinstance(on, OnCommand)} == set(IN_GROUPS)
