import pytest

from bot.domain import messages as m
from bot.domain.actions import Ask
from bot.render.renderer import MessageRenderer
from tests.render.samples import LANGUAGES, pack
from tests.render.telegram_html import parse
from tests.render.test_meetings import actions, shown


def text(renderer: MessageRenderer, message: m.Message, language: str = "en") -> str:
    return parse(shown(renderer, message, language=language).html).text


def test_a_secretariat(renderer: MessageRenderer) -> None:
    said = text(renderer, m.RegionAnswer(topic="secretariat", region="seee"))
    assert said.startswith("South East and Eastern Europe\n\nRegional secretariat: Tbilisi, Georgia\nEstablished: 2013")
    assert "Email: seee@example.org" in said
    assert said.endswith("Not an official list.\n\nSource: Note of the organizers, 5 May 2023")
    assert "No contact details" in text(renderer, m.RegionAnswer(topic="secretariat", region="seat"))
    assert "Nothing on the secretariat" in text(renderer, m.RegionAnswer(topic="secretariat", region="bare"))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "3 countries: Albania, Armenia and Georgia"),
        ("fr", "3 pays\u00a0: Albanie, Arménie et Géorgie"),
        ("ru", "3 страны: Албания, Армения и Грузия"),
        ("es", "3 países: Albania, Armenia y Georgia"),
        ("pt", "3 países: Albânia, Arm"),
        ("ar", "البلدان (3): أرمينيا، ألبانيا وجورجيا"),
    ],
)
def test_countries_are_named_in_order(renderer: MessageRenderer, language: str, names: str) -> None:
    assert names in text(renderer, m.RegionAnswer(topic="countries", region="seee"), language)


def test_order_ignores_accents_and_articles(renderer: MessageRenderer) -> None:
    using = pack(regions=[{"id": "x", "name": "X", "countries": ["ZM", "EG", "ET", "EC"]}])
    html = shown(renderer, m.RegionAnswer(topic="countries", region="x"), using, "fr").html
    assert "Égypte, Équateur, Éthiopie et Zambie" in html
    using = pack(regions=[{"id": "x", "name": "X", "countries": ["MA", "IQ", "JO"]}])
    html = shown(renderer, m.RegionAnswer(topic="countries", region="x"), using, "ar").html
    assert "الأردن، العراق والمغرب" in html


def test_spanish_says_e_before_the_sound_i(renderer: MessageRenderer) -> None:
    for countries, names in (("FR", "Francia"), ("FR,IT", "Francia e Italia"), ("FR,GR", "Francia y Grecia")):
        using = pack(regions=[{"id": "x", "name": "X", "countries": countries.split(",")}])
        assert names in shown(renderer, m.RegionAnswer(topic="countries", region="x"), using, "es").html


def test_the_region_of_a_country(renderer: MessageRenderer) -> None:
    assert "Armenia belongs to this region" in text(
        renderer, m.RegionAnswer(topic="of_country", region="seee", country="AM")
    )
    assert "Georgia belongs to this region" in text(renderer, m.RegionAnswer(topic="of_country", region="seee"))


def test_the_list_of_regions(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.RegionList())
    assert "• Bare region\n• Seat – Rabat\n• South East and Eastern Europe – Tbilisi" in part.html
    assert actions(part) == [Ask("region.countries", name) for name in ("bare", "seat", "seee")]


def test_an_overview_leads_to_the_strands(renderer: MessageRenderer) -> None:
    part = shown(renderer, m.RoadmapAnswer(topic="overview", target="plan"))
    assert "Period: 2023–2024" in part.html
    assert "• Enhancing cooperation\n• Ownership" in part.html
    assert actions(part) == [
        Ask("roadmap.strand", "cooperation"),
        Ask("roadmap.strand", "ownership"),
        Ask("roadmap.status", "plan"),
    ]


@pytest.mark.parametrize("target", ["plan", "ownership", "seee", "item-delayed"])
def test_where_items_stand(renderer: MessageRenderer, target: str) -> None:
    said = text(renderer, m.RoadmapAnswer(topic="status", target=target))
    assert "• Exercise delayed\nWhat is done\nStatus: delayed\nDue: 1 November 2023\nResponsible: Office" in said
    assert ("Status: planned" in said) == (target != "item-delayed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_roadmap_does_not_say_is_said(renderer: MessageRenderer, language: str) -> None:
    for message in (
        m.RoadmapAnswer(topic="region", target="bare"),
        m.RoadmapAnswer(topic="status", target="cooperation"),
        m.RoadmapAnswer(topic="strand", target="cooperation"),
    ):
        assert "Note" in shown(renderer, message, language=language).html
