"""Packs laid over one another: entries are merged by their ids, and mistakes name the file they are in."""

import pytest

from bot.domain.content import Pack
from storage.packs.mistakes import PackError
from storage.packs.pack_files import parse_pack

BASE = """\
schema: 1
default_language: en
timezone: Europe/Brussels
meetings:
  - id: first
    title: {en: First, fr: Première}
    starts: 2023-06-14
    ends: 2023-06-15
    country: BE
    details: {agenda: Opening, visa: None needed}
  - {id: second, title: Second, starts: 2023-07-01, ends: 2023-07-01}
"""


def layered(*over: str) -> Pack:
    layers = [("base.yaml", BASE.encode()), *((f"over{n}.yaml", text.encode()) for n, text in enumerate(over))]
    return parse_pack(layers, languages=("en", "fr"))


def test_an_entry_is_merged_field_by_field() -> None:
    first, second = layered("meetings: [{id: first, country: LU, details: {visa: Needed, hotel: Near}}]").meetings
    assert (first.country, first.title.root["fr"], second.title.root["en"]) == ("LU", "Première", "Second")
    assert {topic.value: text.root["en"] for topic, text in first.details.items()} == {
        "agenda": "Opening",
        "visa": "Needed",
        "hotel": "Near",
    }


def test_a_text_is_replaced_in_all_its_languages() -> None:
    first, _ = layered("meetings: [{id: first, title: {en: Only}}]").meetings
    assert first.title.root == {"en": "Only"}


def test_a_new_entry_comes_after_those_that_were_there() -> None:
    over = "meetings: [{id: third, title: Third, starts: 2023-08-01, ends: 2023-08-01}]"
    assert [meeting.id for meeting in layered(over).meetings] == ["first", "second", "third"]


def test_the_last_layer_has_the_last_word() -> None:
    first, _ = layered("meetings: [{id: first, country: LU}]", "meetings: [{id: first, country: FR}]").meetings
    assert first.country == "FR"


def test_a_mistake_is_told_in_the_file_that_it_is_in() -> None:
    with pytest.raises(PackError) as caught:
        layered("meetings:\n  - id: second\n    format: hybird\n  - id: first\n    ends: 2023-06-13")
    assert [(found.file, found.place and found.place.shown, found.path) for found in caught.value.mistakes] == [
        ("over0.yaml", "3", "meetings[0].format"),
        ("over0.yaml", "5", "meetings[1].ends"),
    ]
