"""A meeting's card before all in a group, and what is shown over it to whoever presses there."""

from datetime import timedelta
from typing import get_args

import pytest

from bot import app
from bot.domain import messages as m
from bot.domain.attendance import Answer, Door, Seat
from bot.domain.exchange import TextPart
from bot.domain.meetings import Mode
from bot.domain.messages_meetings import Attendance, Own
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.render.renderer import MessageRenderer
from tests.render.samples import LANGUAGES, NOW, RICH

PACK = app.pack_named("demo")
SHOWER = (Grant(Role.ORGANIZER),)


def reader(language: str, zone: str | None = "Asia/Tokyo") -> Reader:
    return Reader(language, zone, "GE", access_of(SHOWER), None, SHOWER)


def shared(renderer: MessageRenderer, who: Reader, attendance: Attendance | None) -> TextPart:
    message = m.MeetingCard(meeting="webinar-2023", shared=True, attendance=attendance)
    (part,) = renderer.render(message, who, PACK, NOW).parts
    assert isinstance(part, TextPart)
    return part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_nobodys_own(renderer: MessageRenderer, language: str) -> None:
    """Not even where it were given somebody's answer, and whatever the zone of the one who has asked for it."""
    until = NOW + timedelta(days=1)
    of_nobody = Attendance(door=Door.OPEN, until=until, seats={Mode.ONLINE: 7})
    own = Own(answer=Answer.ONLINE, seat=Seat.TAKEN, answered_at=NOW, travel="Flight 12", substitute="Ana")
    plain = shared(renderer, reader(language), of_nobody)
    assert plain == shared(renderer, reader(language, zone=None), of_nobody)
    assert plain == shared(renderer, reader(language), of_nobody.model_copy(update={"own": own}))
    assert "7" in plain.html
    assert "http" not in plain.html
    assert [button.data for row in plain.buttons for button in row] == [
        f"v1|rsvp|webinar-2023|{answer}|card" for answer in ("online", "unsure", "no")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", [door for door in Door if door is not Door.OPEN])
def test_there_are_buttons_only_while_answers_are_taken(renderer: MessageRenderer, language: str, door: Door) -> None:
    part = shared(renderer, reader(language), Attendance(door=door, until=NOW, seats={Mode.ONLINE: 7}))
    assert part.buttons == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_over_the_chat_fits(renderer: MessageRenderer, language: str) -> None:
    whys = get_args(m.RefusedInGroup.model_fields["why"].annotation)
    toasts: tuple[m.Message, ...] = (
        *(m.NotedInGroup(answer=answer, seat=Seat.TAKEN) for answer in Answer),
        m.NotedInGroup(answer=Answer.IN_PERSON, seat=Seat.WAITING, position=1234),
        *(m.RefusedInGroup(why=why) for why in whys),
        m.StrangerInGroup(bot="a" * 32),
    )
    said = [renderer.render(toast, reader(language), RICH, NOW).plain() for toast in toasts]
    assert len(set(said)) == len(said)
    for text in said:
        assert 0 < len(text) <= 200, text
        assert not {"<", "&"} & set(text)
