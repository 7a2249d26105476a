"""What a meeting's card, its answers and the lists of meetings say."""

import pytest

from bot.domain import messages as m
from bot.domain.actions import Ask, SendMap, ShowMeeting, ShowMeetings
from bot.domain.actions import parse as parse_action
from bot.domain.content import Pack
from bot.domain.exchange import TextPart, VenuePart
from bot.domain.meetings import MeetingTopic
from bot.render.renderer import MessageRenderer
from tests.render.samples import CROWDED, FORUM, LANGUAGES, NOW, RICH, SPARSE, WORKSHOP, pack, reader
from tests.render.telegram_html import parse


def shown(
    renderer: MessageRenderer, message: m.Message, using: Pack = RICH, language: str = "en", *, member: bool = True
) -> TextPart:
    (part,) = renderer.render(message, reader(language, member=member), using, NOW).parts
    assert isinstance(part, TextPart)
    return part


def actions(part: TextPart) -> list[object]:
    return [parse_action(button.data or "") for row in part.buttons for button in row]


def test_a_card_offers_what_is_published_and_names_what_is_not(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.MeetingCard(meeting="forum"))
    assert Ask("meeting.where", "forum") in actions(part)
    assert Ask("meeting.visa", "forum") not in actions(part)
    assert "Not published yet: Agenda" in part.html
    full = shown(renderer, m.MeetingCard(meeting="workshop"))
    assert [Ask(f"meeting.{topic}", "workshop") for topic in MeetingTopic] == actions(full)[:12]
    assert SendMap("workshop") in actions(full)
    assert "Not published yet" not in full.html


def test_a_card_leads_back_to_the_list_that_it_stands_in(renderer: MessageRenderer) -> None:
    assert ShowMeetings("upcoming", "0") in actions(shown(renderer, m.MeetingCard(meeting="forum")))
    assert ShowMeetings("past", "0") in actions(shown(renderer, m.MeetingCard(meeting="past")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_arrows_follow_the_script(renderer: MessageRenderer, language: str) -> None:
    back = shown(renderer, m.MeetingCard(meeting="forum"), language=language).buttons[-1][-1].label
    assert ("➡" if language == "ar" else "⬅") in back
    onward = shown(renderer, m.MeetingList(), CROWDED, language).buttons[-1][-1].label
    assert ("⬅" if language == "ar" else "➡") in onward


def test_a_cancelled_meeting_says_so_everywhere(renderer: MessageRenderer) -> None:
    assert "has been cancelled" in shown(renderer, m.MeetingCard(meeting="called-off")).html
    for topic in MeetingTopic:
        part = shown(renderer, m.MeetingAnswer(meeting="called-off", topic=topic))
        assert "has been cancelled" in part.html
        assert "https://example.org/x" not in part.html


@pytest.mark.parametrize("topic", [topic for topic in MeetingTopic if topic is not MeetingTopic.WHEN])
def test_what_is_not_published_is_said_and_not_made_up(renderer: MessageRenderer, topic: MeetingTopic) -> None:
    part = shown(renderer, m.MeetingAnswer(meeting="forum", topic=topic), SPARSE)
    assert "published" in part.html
    assert "Source" not in part.html
    assert ShowMeeting("forum") in actions(part)


@pytest.mark.parametrize("topic", MeetingTopic)
def test_each_answer_names_its_source_and_adds_the_details(renderer: MessageRenderer, topic: MeetingTopic) -> None:
    part = shown(renderer, m.MeetingAnswer(meeting="workshop", topic=topic))
    *_, details, source = part.html.split("\n\n")
    assert details.endswith(f"More on {topic}.\nSecond line")
    assert parse(source).text == "Source: Note of the organizers, 5 May 2023"
    assert parse(source).attributes("a") == [{"href": "https://example.org/note?a=1&amp;b=2"}]


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        (MeetingTopic.WHEN, ["20 June 2023, 09:00–17:30 (Brussels)", "In 31 days"]),
        (MeetingTopic.WHERE, ["Egmont Palace\nPetit Sablon 8\nBrussels, Belgium"]),
        (MeetingTopic.REMOTE, ["in person or online", "Join online"]),
        (
            MeetingTopic.REGISTER,
            [
                "opens: Monday 1 May 2023",
                "closes: Thursday 1 June 2023, 18:00 (Brussels)",
                "80 places",
                "1 place online",
            ],
        ),
        (MeetingTopic.LANGUAGE, ["English, French and Arabic"]),
        (MeetingTopic.DOCUMENTS, ["• Agenda (English and French)\n• List"]),
        (MeetingTopic.CONTACT, ["Ana\nEmail: ana@example.org\nPhone: +32 2 000 00 00"]),
    ],
)
def test_answers_from_the_fields(renderer: MessageRenderer, topic: MeetingTopic, words: list[str]) -> None:
    text = parse(shown(renderer, m.MeetingAnswer(meeting="workshop", topic=topic)).html).text
    for said in words:
        assert said in text


@pytest.mark.parametrize(
    ("closes", "closed"),
    [("2023-05-19", True), ("2023-05-20", False), ("2023-05-20T10:59", True), ("2023-05-20T11:01", False)],
)
def test_when_registration_is_closed(renderer: MessageRenderer, closes: str, closed: bool) -> None:
    using = pack(
        meetings=[{**FORUM, "timezone": "Europe/Brussels", "registration": {"opens": "2023-05-01", "closes": closes}}]
    )
    html = shown(renderer, m.MeetingAnswer(meeting="forum", topic=MeetingTopic.REGISTER), using).html
    assert ("Registration is closed" in html) is closed


def test_a_guest_sees_no_link_and_no_meeting_of_members(renderer: MessageRenderer) -> None:
    remote = m.MeetingAnswer(meeting="open", topic=MeetingTopic.REMOTE)
    assert "https://example.org/secret" in shown(renderer, remote).html
    guest = shown(renderer, remote, member=False).html
    assert "https://example.org/secret" not in guest
    assert "registered National Focal Points" in guest
    gone = shown(renderer, m.MeetingCard(meeting="gone"), member=False)
    assert shown(renderer, m.MeetingCard(meeting="workshop"), member=False) == gone
    assert "Workshop" not in shown(renderer, m.MeetingList(), member=False).html
    assert "Workshop" not in shown(renderer, m.Help(), member=False).html


def test_a_text_in_another_language_is_shown_with_a_note(renderer: MessageRenderer) -> None:
    html = shown(renderer, m.MeetingAnswer(meeting="workshop", topic=MeetingTopic.VISA), language="ru").html
    assert "<i>На русском языке текста пока нет. Язык текста: английский</i>\nMore on visa.\nSecond line" in html
    html = shown(renderer, m.MeetingAnswer(meeting="workshop", topic=MeetingTopic.VISA), language="ar").html
    assert "لغة النص" not in html


def test_the_map(renderer: MessageRenderer) -> None:
    (part,) = renderer.render(m.MeetingMap(meeting="workshop"), reader(), RICH, NOW).parts
    assert part == VenuePart("Egmont Palace", "Petit Sablon 8", 50.84, 4.35)
    assert "not been published" in shown(renderer, m.MeetingMap(meeting="forum")).html


def test_lists_are_in_order_and_in_pages(renderer: MessageRenderer) -> None:
    pages = [shown(renderer, m.MeetingList(page=page), CROWDED) for page in range(3)]
    meetings = [[action for action in actions(page) if isinstance(action, ShowMeeting)] for page in pages]
    assert [len(page) for page in meetings] == [8, 8, 5]
    assert [action.meeting for page in meetings for action in page] == [f"forum-{day}" for day in range(10, 31)]
    assert actions(pages[1])[-2:] == [ShowMeetings("upcoming", "0"), ShowMeetings("upcoming", "2")]
    past = shown(renderer, m.MeetingList(period="past"))
    assert [action for action in actions(past) if isinstance(action, ShowMeeting)] == [ShowMeeting("past")]


def test_an_empty_list_says_so_and_offers_the_other(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.MeetingList(), pack(meetings=[{**FORUM, "starts": "2022-01-01", "ends": "2022-01-02"}]))
    assert "No upcoming meeting" in part.html
    assert ShowMeetings("past", "0") in actions(part)
    assert "No upcoming meeting" in shown(renderer, m.MeetingList(), pack()).html


def test_a_guest_who_finds_nothing_is_told_of_the_way_in(renderer: MessageRenderer) -> None:
    for message in (m.MeetingList(period="past"), m.MeetingsFound(meetings=("workshop",))):
        assert "personal invitation link" in shown(renderer, message, member=False).html
        assert "personal invitation link" not in shown(renderer, message).html


def test_meetings_of_one_day_and_place_are_told_apart_by_title(renderer: MessageRenderer) -> None:
    twin = {**WORKSHOP, "id": "twin", "title": "Another one"}
    labels = [row[0].label for row in shown(renderer, m.MeetingList(), pack(meetings=[WORKSHOP, twin])).buttons]
    assert labels[:2] == ["20 Jun 2023 – Another one", "20 Jun 2023 – Workshop"]


def test_where_nothing_fits_the_next_meeting_is_named(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.MeetingsFound(next="forum"))
    assert "No published meeting fits" in part.html
    assert "Forum" in part.html
    assert ShowMeeting("forum") in actions(part)


def test_choices_name_topic_and_target(renderer: MessageRenderer) -> None:
    choice = m.Choice(topic="meeting.when", target="workshop")
    assert renderer.choice_label(choice, reader("en"), RICH, NOW) == "Dates – Brussels, June 2023"
    assert renderer.choice_label(choice, reader("fr"), RICH, NOW) == "Dates – Bruxelles, juin 2023"
    assert renderer.choice_label(choice, reader("ru"), RICH, NOW) == "Даты – Брюссель, июнь 2023\u00a0г."
    assert renderer.choice_label(choice, reader("ar"), RICH, NOW).startswith("التواريخ – ")
    assert renderer.choice_label(choice, reader("en", member=False), RICH, NOW) == ""
