"""What is exported and imported again is what it was, in YAML and in workbooks."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.content import Pack
from storage.packs.pack_files import parse_pack, read_pack
from storage.packs.validation import validated
from storage.packs.workbook.tree import read_workbook
from storage.packs.workbook.writing import write_workbook
from storage.packs.yaml_writing import write_yaml
from tests.storage.packs.strategies import LANGUAGES, packs


def often(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def from_yaml(content: bytes) -> Pack:
    return parse_pack([("pack.yaml", content)], languages=LANGUAGES)


def from_workbook(content: bytes) -> Pack:
    return validated(read_workbook(content, "pack.xlsx", LANGUAGES), LANGUAGES)


def workbook(pack: Pack) -> bytes:
    return write_workbook(pack, LANGUAGES, {"ar"})


def said(value: Any) -> Any:
    """A pack's JSON without what says nothing: absent, an empty list or an empty group is the same."""
    if isinstance(value, dict):
        return {key: below for key, each in value.items() if (below := said(each)) not in (None, {}, [])}
    return [said(each) for each in value] if isinstance(value, list) else value


def order(pack: Pack) -> list[list[str]]:
    """The languages of titles as they follow each other: of those that nobody chose the first is shown."""
    return [list(meeting.title.root) for meeting in pack.meetings]


def check_yaml(pack: Pack) -> None:
    written = write_yaml(pack, LANGUAGES)
    back = from_yaml(written)
    assert said(back.model_dump(mode="json")) == said(pack.model_dump(mode="json"))
    assert write_yaml(back, LANGUAGES) == written
    assert from_yaml(written) == back


def check_workbook(pack: Pack) -> None:
    back = from_workbook(workbook(pack))
    assert said(back.model_dump(mode="json")) == said(pack.model_dump(mode="json"))
    as_yaml = from_yaml(write_yaml(back, LANGUAGES))
    assert as_yaml == back
    assert order(as_yaml) == order(back)


@often(40)
@given(packs)
def test_yaml_gives_back_what_it_was_given(pack: Pack) -> None:
    check_yaml(pack)


@often(20)
@given(packs)
def test_a_workbook_gives_back_what_it_was_given(pack: Pack) -> None:
    check_workbook(pack)


@pytest.mark.soak
@often(400)
@given(packs)
def test_many_packs_are_given_back(pack: Pack) -> None:
    check_yaml(pack)
    check_workbook(pack)


@pytest.mark.parametrize("hour", ["2023-10-29T02:30+02:00", "2023-10-29T02:30+01:00"])
def test_an_hour_that_comes_twice_is_given_back(hour: str) -> None:
    options = "[{id: a, title: A}, {id: b, title: B}]"
    pack = from_yaml(
        f"""
        schema: 1
        default_language: en
        timezone: Europe/Brussels
        meetings: [{{id: m, title: M, starts: {hour}, ends: 2023-10-29T12:00, registration: {{closes: {hour}}}}}]
        feedback: [{{id: f, title: F, method: rate, options: {options}, opens: {hour}}}]
        """.encode()
    )
    instant = datetime.fromisoformat(hour)
    for back in (from_yaml(write_yaml(pack, LANGUAGES)), from_workbook(workbook(pack))):
        (meeting,), (asked,) = back.meetings, back.feedback
        assert meeting.registration is not None
        assert meeting.begins_at() == instant
        moments = (meeting.registration.closes, asked.opens)
        assert [moment.astimezone(UTC) for moment in moments if isinstance(moment, datetime)] == [instant] * 2


@pytest.mark.parametrize("name", ["sample", "demo"])
def test_the_packs_that_come_with_the_program(name: str) -> None:
    pack = read_pack(name, languages=LANGUAGES)
    assert from_yaml(write_yaml(pack, LANGUAGES)) == from_workbook(workbook(pack)) == pack
