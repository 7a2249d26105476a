"""Packs from YAML: good ones are taken, of others every mistake is told, once, where it stands."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.content import Pack
from storage.packs.limits import LARGEST
from storage.packs.mistakes import Mistake, PackError
from storage.packs.pack_files import read_pack

LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")

GOOD = """\
schema: 1
default_language: en
timezone: Europe/Brussels
regions:
  - id: seee
    name: {en: South East and Eastern Europe, fr: Europe du Sud-Est}
    countries: [GE]
meetings:
  - id: brussels-2023
    title: International NFPs Meeting
    aliases: [Brussels meeting]
    starts: 2023-06-14
    ends: 2023-06-15
  - id: tbilisi-2023
    title: {en: Heads, ru: Встреча}
    timezone: Asia/Tbilisi
    starts: 2023-05-03T09:00
    ends: 2023-05-04T17:30
    registration: {closes: 2023-05-01T12:00, capacity: 120}
"""


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "pack.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def read(folder: Path, text: str | bytes) -> Pack:
    return read_pack(str(written(folder, text)), languages=LANGUAGES)


def mistakes(folder: Path, text: str | bytes) -> tuple[Mistake, ...]:
    with pytest.raises(PackError) as caught:
        read(folder, text)
    return caught.value.mistakes


def test_a_good_pack(tmp_path: Path) -> None:
    pack = read(tmp_path, GOOD)
    brussels, tbilisi = pack.meetings
    assert brussels.title.root == {"en": "International NFPs Meeting"}
    assert (brussels.starts, brussels.ends) == (date(2023, 6, 14), date(2023, 6, 15))
    assert brussels.timezone == "Europe/Brussels"
    assert tbilisi.starts == datetime(2023, 5, 3, 9, tzinfo=ZoneInfo("Asia/Tbilisi"))
    assert tbilisi.begins_at() == datetime(2023, 5, 3, 5, tzinfo=UTC)
    assert tbilisi.registration is not None
    assert tbilisi.registration.closes == datetime(2023, 5, 1, 12, tzinfo=ZoneInfo("Asia/Tbilisi"))
    assert tbilisi.registration.capacity == {"in_person": 120}


def test_a_pack_survives_the_database(tmp_path: Path) -> None:
    pack = read(tmp_path, GOOD)
    assert Pack.model_validate_json(pack.model_dump_json(by_alias=True)) == pack


@pytest.mark.parametrize("name", ["sample", "demo"])
def test_the_packs_that_come_with_the_program(name: str) -> None:
    pack = read_pack(name, languages=LANGUAGES)
    assert Pack.model_validate_json(pack.model_dump_json(by_alias=True)) == pack


BROKEN = """\
schema: 7
default_language: en
timezone: Europe/Brusels
surprise: true
organization: {name: EU, privacy: "", allowed_domains: ["https://example.org"]}
coordination: {contact: {email: nobody}}
regions:
  - id: SEEE
    name: {en: South East, xx: Something}
    countries: [GE, QQ]
    secretariat: {city: Tbilisi, country: GE, since: soon}
  - id: ca
    naem: Central Asia
    name: Central Asia
  - id: ca
    name: Twice
meetings:
  - id: one
    title: One
    starts: 2023-06-14
    ends: 2023-06-13
    format: hybird
    venue: {latitude: 500, longitude: 4}
    link: http://example.org
    registration: {closes: 2023-07-01, modes: [online, by phone], confirm_within: 2 days}
    audience: {regions: [nowhere]}
    details: {agenda: [a list], vsia: text}
  - title: No id
    starts: 14 June
    ends: 2023-06-31
  - id: three
    title: Three
    starts: 2023-06-14T09:00
    ends: 2023-06-15
    timezone: Mars/Olympus
    contact: {phone: call me}
roadmaps:
  - id: road
    title: Road
    period: [2024, 2023]
    strands: [{id: s, title: S}]
    items: [{id: i, strand: t, title: I, status: going}]
faq:
  - {id: q, title: Q}
feedback:
  - {id: f, title: F, method: choose, options: {strands: elsewhere}}
"""

PLANTED = {
    (1, "schema"), (3, "timezone"), (4, "surprise"), (5, "organization.privacy"),
    (5, "organization.allowed_domains[0]"), (6, "coordination.contact.email"), (8, "regions[0].id"),
    (9, "regions[0].name.xx"), (10, "regions[0].countries[1]"), (11, "regions[0].secretariat.since"),
    (13, "regions[1].naem"), (15, "regions[2].id"), (21, "meetings[0].ends"), (22, "meetings[0].format"),
    (23, "meetings[0].venue.latitude"), (24, "meetings[0].link"), (25, "meetings[0].registration.closes"),
    (25, "meetings[0].registration.modes[1]"), (25, "meetings[0].registration.confirm_within"),
    (26, "meetings[0].audience.regions[0]"), (27, "meetings[0].details.agenda"), (27, "meetings[0].details.vsia"),
    (28, "meetings[1].id"), (29, "meetings[1].starts"), (30, "meetings[1].ends"), (34, "meetings[2].ends"),
    (35, "meetings[2].timezone"), (36, "meetings[2].contact.phone"), (40, "roadmaps[0].period"),
    (42, "roadmaps[0].items[0].strand"), (42, "roadmaps[0].items[0].status"), (44, "faq[0].answer"),
    (46, "feedback[0].method"), (46, "feedback[0].options.strands"),
}  # fmt: skip


def test_every_mistake_is_told_once_and_where_it_stands(tmp_path: Path) -> None:
    found = mistakes(tmp_path, BROKEN)
    assert sorted((mistake.place.order[0] if mistake.place else 0, mistake.path) for mistake in found) == sorted(
        PLANTED
    )
    assert len(PLANTED) >= 30
    assert all(mistake.wrong and mistake.remedy for mistake in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "UTF-8"),
        (b"a: [1, 2", "bracket"),
        (b"a: 'x", "quotation mark"),
        (b"title: a: b", "colon"),
        (b"- a\n- b", "not a pack"),
        (b"a: &x [1]\nb: *x", "elsewhere"),
        (b"a: !!python/object:os.system x", "tag"),
        (b"a: 1\na: 2", "second time"),
        (b"a: 1\n---\nb: 2", "second document"),
        (b"a: \x07", "character"),
        (b"[" * 100, "nested"),
        (b"#" * (LARGEST + 1), "too big"),
    ],
)
def test_what_is_no_pack_at_all(tmp_path: Path, text: bytes, said: str) -> None:
    assert any(said in str(mistake) for mistake in mistakes(tmp_path, text))


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(PackError, match="No such file"):
        read_pack("/nowhere/pack.yaml", languages=LANGUAGES)


def test_a_near_miss_is_recognised(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, GOOD.replace("aliases", "alias"))
    assert "did you mean aliases" in found.remedy
    (found,) = mistakes(tmp_path, GOOD.replace("Asia/Tbilisi", "Asia/Tiblisi"))
    assert "did you mean Asia/Tbilisi" in found.remedy


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, GOOD.count("\n")), st.text(max_size=12), st.booleans()), min_size=1, max_size=4)
)
def test_whatever_is_written_is_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str, bool]]
) -> None:
    lines = GOOD.splitlines()
    for number, text, replace in changes:
        lines[number % len(lines)] = text if replace else lines[number % len(lines)] + text
    folder = tmp_path_factory.mktemp("pack")
    with suppress(PackError):
        read(folder, "\n".join(lines).encode("utf-8", "surrogatepass"))
