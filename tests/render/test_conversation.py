"""The first conversation, help, and what is said around the answers."""

import re
from typing import get_args

import pytest

from bot.domain import messages as m
from bot.domain.actions import ChooseCountry, ChooseLanguage, ChooseZone, OtherCountry, OtherZone
from bot.domain.commands import COMMANDS
from bot.domain.content import Pack
from bot.domain.exchange import TextPart
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of, may
from bot.ports import Reader
from bot.render.renderer import MessageRenderer
from bot.services.routing import OnCommand
from handlers.routes import ROUTES
from tests.render.samples import CROWDED, LANGUAGES, NOW, RICH, pack, reader
from tests.render.telegram_html import parse
from tests.render.test_meetings import actions, shown


def test_the_language_is_asked_in_every_language(renderer: MessageRenderer) -> None:
    for language in LANGUAGES:
        part = shown(renderer, m.ChooseLanguage(), language=language)
        lines = [line.strip("\u2068\u2069\u200f") for line in parse(part.html).text.split("\n")]
        assert lines[0] == "Please choose your language."
        assert len(set(lines)) == len(LANGUAGES)
        assert actions(part) == [ChooseLanguage(code) for code in LANGUAGES]
        assert [button.label.strip("\u200f") for row in part.buttons for button in row][1:3] == ["Français", "العربية"]


def test_countries_and_zones_to_choose_from(renderer: MessageRenderer) -> None:
    assert actions(shown(renderer, m.ProposeCountries(countries=("GE", "GR")))) == [
        ChooseCountry("GE"),
        ChooseCountry("GR"),
        OtherCountry(),
    ]
    part = shown(renderer, m.AskZone(country="KZ", zones=("Asia/Almaty", "Asia/Aqtau")), language="ru")
    assert actions(part) == [ChooseZone("Asia/Almaty", "later"), ChooseZone("Asia/Aqtau", "later"), OtherZone()]
    assert part.buttons[0][0].label == "Алматы, UTC+6"


def test_members_are_welcomed_with_their_region_and_guests_with_the_way_in(renderer: MessageRenderer) -> None:
    member = shown(renderer, m.Welcome()).html
    assert "Country: Georgia\nRegions: South East and Eastern Europe; Seat" in member
    assert "invitation link" not in member
    guest = shown(renderer, m.Welcome(), member=False).html
    assert "ask your regional secretariat for a personal invitation link" in guest


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_accepted_invitation_names_role_and_place(renderer: MessageRenderer, role: Role, language: str) -> None:
    html = shown(renderer, m.InviteAccepted(role=role, country="GE"), language=language).html
    assert len(html.split("\n")) == 2
    assert "Region: South East" in shown(renderer, m.InviteAccepted(role=role, region="seee")).html


def test_help_gives_examples_of_what_the_reader_may_see(renderer: MessageRenderer) -> None:
    member = shown(renderer, m.Help()).html
    assert "“Workshop”" in member or "“Forum”" in member or "“Title”" in member
    assert "Roadmap 2023–2024" in member
    guest = shown(renderer, m.Help(), member=False).html
    assert "Roadmap 2023–2024" not in guest
    assert "What is it?" in guest
    for command in ("/start", "/meetings", "/language", "/help"):
        assert command in member


@pytest.mark.parametrize("role", [None, *Role])
def test_menus_and_help_name_what_their_reader_may_use(renderer: MessageRenderer, role: Role | None) -> None:
    access = access_of([] if role is None else [Grant(role)])
    routes = {route.on.name: route.needs for route in ROUTES if isinstance(route.on, OnCommand)}
    assert routes == COMMANDS
    usable = {name for name, right in routes.items() if may(access, right)}
    for language in LANGUAGES:
        menu = dict(renderer.commands(language, access))
        assert set(menu) == usable
        assert all(1 <= len(what) <= 256 for what in menu.values())
        for message in (m.Help(), m.UnknownCommand()):
            (part,) = renderer.render(message, Reader(language, "UTC", None, access), RICH, NOW).parts
            assert isinstance(part, TextPart)
            assert set(re.findall(r"(?<![\w/:.])/([a-z]+)", parse(part.html).text)) == usable


def said(renderer: MessageRenderer, using: Pack, country: str | None) -> str:
    (part,) = renderer.render(m.Handover(), reader(country=country), using, NOW).parts
    assert isinstance(part, TextPart)
    return parse(part.html).text


def test_a_human_is_the_secretariat_then_the_coordination_then_nobody(renderer: MessageRenderer) -> None:
    assert "seee@example.org" in said(renderer, RICH, "GE")
    assert "Hours: Mon-Fri 09:00-18:00" in said(renderer, RICH, "GE")
    assert "desk@example.org" in said(renderer, RICH, "FR")
    assert "desk@example.org" in said(renderer, CROWDED, None)
    assert "No contact has been published" in said(renderer, pack(), "GE")


def test_office_hours_are_in_the_readers_words(renderer: MessageRenderer) -> None:
    assert "пн-пт 09:00-18:00" in shown(renderer, m.Handover(), language="ru").html


def test_what_is_gone_is_said_to_be_gone(renderer: MessageRenderer) -> None:
    gone = shown(renderer, m.MeetingCard(meeting="gone"))
    for message in (
        m.RegionAnswer(topic="countries", region="gone"),
        m.RoadmapAnswer(topic="overview", target="gone"),
        m.RoadmapAnswer(topic="strand", target="gone"),
        m.RoadmapAnswer(topic="status", target="gone"),
        m.FaqAnswer(entry="gone"),
        m.AskBack(choices=(m.Choice(topic="meeting.when", target="gone"),)),
    ):
        assert shown(renderer, message) == gone
    assert shown(renderer, m.RoadmapAnswer(topic="overview", target="plan"), member=False) == gone


def test_each_thing_that_cannot_be_read_has_its_words(renderer: MessageRenderer) -> None:
    kinds = get_args(m.CannotRead.model_fields["what"].annotation)
    assert len({shown(renderer, m.CannotRead(what=what)).html for what in kinds}) == len(kinds) == 8
