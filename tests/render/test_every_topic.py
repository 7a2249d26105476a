"""Every topic in every language, with something published on it and with nothing: what goes out can go out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import LOCALES, pack_named
from bot.domain.content import Pack
from bot.domain.exchange import Rendered, TextPart
from bot.domain.meetings import MeetingTopic
from bot.domain.people import Grant, Person, Role
from bot.questions.lexicon import load_lexicons
from bot.questions.topics import TOPICS
from bot.render.renderer import MessageRenderer
from bot.services.answers import Answers
from bot.services.library import Library
from bot.services.readers import reader_of
from tests.render.marked import marked_locales
from tests.render.samples import LANGUAGES, SOURCE, pack
from tests.render.valid import check

NOW = datetime(2023, 5, 20, 9, tzinfo=UTC)
NAMES = tuple(topic.name for topic in TOPICS if topic.name not in {"none", "do.language"})
TARGETS: dict[str, tuple[str | None, ...]] = {
    "meeting.list": ("all", "brussels-2023", "no-meeting"),
    "roadmap.overview": ("interregional-2023-2024",),
    "roadmap.strand": ("cooperation",),
    "roadmap.region": ("seee",),
    "roadmap.status": ("interregional-2023-2024", "cooperation", "seee"),
    "region.list": ("all",),
    "faq": ("nfp-role",),
}
SAY_NOTHING_OF_THE_PACK = ("smalltalk", "do.", "handover")

BARE = pack(
    regions=[{"id": "seee", "name": "Region", "source": SOURCE}],
    meetings=[
        {
            "id": "brussels-2023",
            "title": "Meeting",
            "starts": "2023-06-14",
            "ends": "2023-06-15",
            "source": SOURCE,
        }
    ],
    roadmaps=[
        {
            "id": "interregional-2023-2024",
            "title": "Roadmap",
            "strands": [{"id": "cooperation", "title": "Cooperation"}],
            "source": SOURCE,
        }
    ],
    faq=[{"id": "nfp-role", "title": "Role", "answer": "It is a role.", "source": SOURCE}],
)
"""Everything is there, and next to nothing is said of it."""


def asked(topic: str) -> tuple[str | None, ...]:
    if topic.startswith(("meeting.", "do.rsvp", "do.calendar")) and topic != "meeting.list":
        return ("brussels-2023",)
    if topic.startswith("region.") and topic != "region.list":
        return ("seee", "my-region")
    return TARGETS.get(topic, (None,))


def answers(content: Pack, language: str, renderer: MessageRenderer) -> Iterator[tuple[str, Rendered]]:
    """What a focal point of Georgia is shown on each topic."""
    person = Person(1, 1, language, True, "GE", "Asia/Tbilisi", grants=(Grant(Role.NFP, country="GE"),))
    service = Answers(Library(load_lexicons(LOCALES), content), NOW)
    for topic in NAMES:
        for target in asked(topic):
            if target == "my-region" and not content.regions_of("GE"):
                continue
            message = service.to_match(topic, target, person)
            assert message.kind != "button_expired", (topic, target)
            yield topic, renderer.render(message, reader_of(person), content, NOW)


@pytest.fixture(scope="module")
def published() -> Pack:
    found = pack_named("demo")
    meeting = found.meeting("brussels-2023")
    assert meeting is not None
    assert set(meeting.details) | {MeetingTopic.WHEN, MeetingTopic.LANGUAGE} >= set(MeetingTopic) - {
        MeetingTopic.WHERE,
        MeetingTopic.DOCUMENTS,
        MeetingTopic.CONTACT,
        MeetingTopic.REGISTER,
        MeetingTopic.REMOTE,
    }
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_published(published: Pack, language: str, renderer: MessageRenderer) -> None:
    for topic, rendered in answers(published, language, renderer):
        check(rendered, language)
        if not topic.startswith(SAY_NOTHING_OF_THE_PACK):
            assert rendered.sources, topic
            assert not waits(rendered) or topic.startswith("roadmap."), topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_published(language: str, renderer: MessageRenderer) -> None:
    for topic, rendered in answers(BARE, language, renderer):
        check(rendered, language)
        if not topic.startswith(SAY_NOTHING_OF_THE_PACK):
            assert rendered.sources, topic
        if topic.startswith("meeting.") and topic not in {"meeting.list", "meeting.when"}:
            assert waits(rendered), topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_is_in_another_language(published: Pack, language: str, tmp_path: Path) -> None:
    renderer = MessageRenderer(marked_locales(tmp_path))
    for content in (marked_pack(published), marked_pack(BARE)):
        for topic, rendered in answers(content, language, renderer):
            said = check(rendered, "en")
            for other in set(LANGUAGES) - {language}:
                assert f"«{other}:" not in said, (topic, other)


def waits(rendered: Rendered) -> bool:
    """Whether it can be waited for, or the secretariat be asked."""
    last = rendered.parts[-1]
    assert isinstance(last, TextPart)
    kinds = {(button.data or "").split("|")[1] for row in last.buttons for button in row}
    return {"human", "tell"} <= kinds


def marked_pack(content: Pack) -> Pack:
    """The pack with each text in all six languages, each naming its own."""
    head = {"default_language": content.default_language, "timezone": content.timezone}
    return Pack.model_validate(marked(content.model_dump(mode="json", by_alias=True, exclude_none=True)), context=head)


def marked(value: Any) -> Any:
    if isinstance(value, dict):
        if value and value.keys() <= set(LANGUAGES):
            words = next(iter(value.values()))
            return {code: f"«{code}:»" if isinstance(words, str) else [f"«{code}:»"] for code in LANGUAGES}
        return {name: marked(each) for name, each in value.items()}
    return [marked(each) for each in value] if isinstance(value, list) else value
