"""What a message shows of the reader's own answer, and which buttons it has for another one."""

from datetime import UTC, datetime

import pytest

from bot.domain import messages as m
from bot.domain.actions import Action, AskLate, ChangeAnswer, GiveAnswer, GiveAnswerFor, ShowBoard, parse
from bot.domain.actions_answers import CARD, NOTE
from bot.domain.attendance import Answer, Door
from bot.domain.exchange import TextPart
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.render.renderer import MessageRenderer
from tests.render.samples import NOW, RICH, reader
from tests.render.samples_answers import COMING, NOT_ANSWERED, OFFERED, STATES, own, state

ANSWERING = ("not answered", "coming", "several", "online", "declined", "unsure", "waiting", "lapsed")


def shown(renderer: MessageRenderer, message: m.Message, who: Reader | None = None) -> TextPart:
    (part,) = renderer.render(message, who or reader(), RICH, NOW).parts
    assert isinstance(part, TextPart)
    return part


def actions(part: TextPart) -> list[Action]:
    return [parse(button.data) for row in part.buttons for button in row if button.data]


def labels(part: TextPart) -> list[str]:
    return [button.label for row in part.buttons for button in row]


@pytest.mark.parametrize("name", ANSWERING)
def test_every_answer_stands_on_a_card_two_to_a_row(renderer: MessageRenderer, name: str) -> None:
    part = shown(renderer, m.MeetingCard(meeting="workshop", attendance=STATES[name]))
    answers = [GiveAnswer("workshop", answer, CARD) for answer in ("in_person", "online", "unsure", "no")]
    assert actions(part)[:4] == answers
    assert all(len(row) <= 2 for row in part.buttons)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("not answered", []),
        ("coming", ["✓ In person"]),
        ("online", ["✓ Online"]),
        ("declined", ["✓ Not coming"]),
        ("unsure", ["✓ Not sure yet"]),
        ("waiting", ["✓ In person"]),
        ("offered", []),
        ("lapsed", []),
    ],
)
def test_the_given_answer_is_marked_unless_it_is_to_be_given_again(
    renderer: MessageRenderer, name: str, marked: list[str]
) -> None:
    part = shown(renderer, m.MeetingCard(meeting="workshop", attendance=STATES[name]))
    assert [label for label in labels(part) if "✓" in label] == marked


def test_a_place_on_offer_is_confirmed_with_the_button_of_its_answer(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.SeatOffered(meeting="workshop", mode="in_person", attendance=OFFERED))
    assert labels(part)[0] == "Confirm my place"
    assert actions(part)[0] == GiveAnswer("workshop", "in_person", NOTE)
    assert "Monday 22 May 2023, 13:00 (Tbilisi)" in part.html


@pytest.mark.parametrize("door", [Door.NOT_YET, Door.OVER])
def test_where_nothing_can_be_answered_there_is_no_button_for_it(renderer: MessageRenderer, door: Door) -> None:
    part = shown(renderer, m.MeetingCard(meeting="workshop", attendance=state(door, own())))
    assert not [action for action in actions(part) if isinstance(action, GiveAnswer | ChangeAnswer)]


def test_after_the_deadline_a_card_leads_to_the_organizers(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.MeetingCard(meeting="workshop", attendance=STATES["closed and coming"]))
    assert actions(part)[0] == ChangeAnswer("workshop")
    asked = shown(renderer, m.AskAnswer(meeting="workshop", attendance=STATES["closed and coming"]))
    late = [action for action in actions(asked) if isinstance(action, AskLate)]
    assert [action.answer for action in late] == ["online", "unsure", "no"]


def test_a_place_kept_after_the_deadline_can_still_be_confirmed(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.MeetingCard(meeting="workshop", attendance=STATES["closed and offered"]))
    assert actions(part)[:2] == [GiveAnswer("workshop", "in_person", CARD), GiveAnswer("workshop", "no", CARD)]


def test_what_was_understood_is_confirmed_with_its_number_of_people(renderer: MessageRenderer) -> None:
    asked = m.AskAnswer(meeting="workshop", attendance=NOT_ANSWERED, answer=Answer.IN_PERSON, party=3)
    part = shown(renderer, asked)
    assert "Shall I note this answer: in person, 3 people?" in part.html
    assert actions(part)[0] == GiveAnswerFor("workshop", "in_person", "3")
    assert GiveAnswer("workshop", "in_person", NOTE) not in actions(part)


def test_a_number_of_people_goes_along_where_only_the_way_is_asked(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.AskAnswer(meeting="workshop", attendance=NOT_ANSWERED, party=2))
    assert actions(part)[:2] == [GiveAnswerFor("workshop", "in_person", "2"), GiveAnswer("workshop", "online", NOTE)]


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Tbilisi", "Thursday 1 June 2023, 20:00 (Tbilisi)"),
        ("Asia/Kathmandu", "Thursday 1 June 2023, 21:45 (Kathmandu)"),
        (None, "Thursday 1 June 2023, 18:00 (Brussels)"),
    ],
)
def test_deadlines_are_told_by_the_readers_clock(renderer: MessageRenderer, zone: str | None, said: str) -> None:
    part = shown(renderer, m.MeetingCard(meeting="workshop", attendance=NOT_ANSWERED), reader(zone=zone))
    assert said in part.html


def test_what_ends_with_a_day_ends_at_its_last_minute(renderer: MessageRenderer) -> None:
    midnight = state(until=datetime(2023, 6, 1, 22, tzinfo=UTC))
    part = shown(renderer, m.MeetingCard(meeting="workshop", attendance=midnight), reader(zone="Europe/Brussels"))
    assert "Please answer by " in part.html
    assert "Thursday 1 June 2023, 23:59 (Brussels)" in part.html


def test_a_card_of_a_guest_tells_how_to_get_access(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.MeetingCard(meeting="open"), reader(member=False))
    assert "Ask for access" in labels(part)
    assert not [action for action in actions(part) if isinstance(action, GiveAnswer)]


def test_organizers_find_their_board_on_the_card(renderer: MessageRenderer) -> None:
    card = m.MeetingCard(meeting="workshop", attendance=COMING)
    assert ShowBoard("workshop") not in actions(shown(renderer, card))
    for meeting, found in (("workshop", True), ("forum", False)):
        grants = (Grant(Role.ORGANIZER, meeting=meeting), Grant(Role.NFP, country="GE"))
        organizer = Reader("en", "Asia/Tbilisi", "GE", access_of(grants), None, grants)
        assert (ShowBoard("workshop") in actions(shown(renderer, card, organizer))) == found


def test_only_who_looks_after_the_meeting_reads_who_asks_late(renderer: MessageRenderer) -> None:
    asked = m.LateAsked(meeting="workshop", request=7, answer=Answer.NO, name="Nino Beridze", country="GE")
    assert "Nino Beridze" not in shown(renderer, asked).html
