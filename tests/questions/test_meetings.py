"""Which meeting is meant: by name alone, by format, by what is over."""

from datetime import UTC, datetime

import pytest

from bot.domain.content import Pack
from bot.questions.lexicon import Lexicons
from bot.questions.meetings import Calendar
from bot.questions.mind import NOTHING, Match, Mind
from bot.questions.understand import Asker, Understanding, Understood
from tests.questions.conftest import Asking, leading
from tests.questions.other_pack import other

NOW = datetime(2024, 8, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def formats() -> Pack:
    """The other pack, its meetings hybrid, in person and online; "webinar" is in no title."""
    kinds = {"forensics-kigali": "hybrid", "tabletop-almaty": "in_person", "webinar": "online"}
    pack = other().model_dump(mode="json", exclude_unset=True)
    for meeting in pack["meetings"]:
        meeting["format"] = kinds.get(meeting["id"])
        if meeting["id"] == "webinar":
            meeting.update(title={"en": "Biosafety hour"}, city=None)
    return Pack.model_validate(pack)


def asked(pack: Pack, lexicons: Lexicons, text: str, language: str = "en", mind: Mind = NOTHING) -> Understood:
    return Understanding(pack, lexicons).understand(text, Asker(language), NOW, mind)


@pytest.mark.parametrize(
    ("language", "text", "topic", "target"),
    [
        ("en", "when is the webinar?", "when", "webinar"),
        ("fr", "l'ordre du jour du webinaire", "agenda", "webinar"),
        ("es", "documentos del seminario web", "documents", "webinar"),
        ("pt", "quem participa na reunião online?", "attendees", "webinar"),
        ("ru", "когда вебинар", "when", "webinar"),
        ("ar", "متى الندوة عبر الإنترنت", "when", "webinar"),
        ("en", "hotel for the hybrid meeting", "hotel", "forensics-kigali"),
        ("fr", "où est la réunion en présentiel", "where", "tabletop-almaty"),
    ],
)
def test_a_meeting_is_known_by_its_format(
    formats: Pack, lexicons: Lexicons, language: str, text: str, topic: str, target: str
) -> None:
    assert leading(asked(formats, lexicons, text, language)) == Match(f"meeting.{topic}", target)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "and the webinar?"),
        ("fr", "et le webinaire ?"),
        ("es", "¿y el webinario?"),
        ("pt", "e o webinar?"),
        ("ru", "а вебинар?"),
        ("ar", "والندوة الإلكترونية؟"),
    ],
)
def test_and_the_webinar_asks_the_same_of_it(formats: Pack, lexicons: Lexicons, language: str, text: str) -> None:
    mind = Mind().after(Match("meeting.agenda", "forensics-kigali"))
    assert asked(formats, lexicons, text, language, mind).matches == (Match("meeting.agenda", "webinar"),)


@pytest.mark.parametrize("text", ["Brussels", "Брюссель", "the Brussels meeting", "Bruselas?", "بروكسل"])
def test_a_meeting_named_and_nothing_asked_is_shown(ask: Asking, text: str) -> None:
    assert ask(text).matches == (Match("meeting.list", "brussels-2023"),)


def test_of_a_country_alone_its_region_and_its_meeting_are_asked_back(ask: Asking) -> None:
    assert set(ask("Georgia").choices) == {Match("region.of_country", "seee"), Match("meeting.list", "tbilisi-2023")}
    assert ask("Kenya").matches == (Match("region.of_country", "eca"),)


def test_what_is_upcoming_changes_when_a_meeting_is_over(ask: Asking) -> None:
    turns = {
        datetime(2023, 5, 4, 19, tzinfo=UTC): "tbilisi-2023",
        datetime(2023, 5, 4, 21, tzinfo=UTC): "brussels-2023",
    }
    for now, target in turns.items():
        assert ask("when is the next meeting", now=now).matches == (Match("meeting.list", target),)


def test_a_calendar_is_the_same_at_any_order_of_instants() -> None:
    calendar = Calendar(other())
    early, late = datetime(2024, 9, 1, tzinfo=UTC), datetime(2024, 12, 1, tzinfo=UTC)
    assert calendar.at(early) is calendar.at(early)
    assert calendar.at(late) is not calendar.at(early)
