"""The packs that come with the program: the sample says what is known and no more, in six languages; what the
demonstration invents says in itself that it is an example."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.domain.content import Pack
from bot.domain.content_parts import Visibility
from bot.domain.meetings import Meeting, MeetingFormat, MeetingStatus, MeetingTopic
from storage.packs.pack_files import read_pack

LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")
FILES = ("sample.yaml", "demonstration.yaml")
MARKS = {
    "en": "Example: ",
    "fr": "Exemple\N{NO-BREAK SPACE}: ",
    "ar": "مثال: ",
    "ru": "Пример: ",
    "es": "Ejemplo: ",
    "pt": "Exemplo: ",
}

REGIONS = {
    "aaf": ("Rabat", "MA", 2013, "BJ CM CI GA GN LR MR MA SN SL TG"),
    "ca": ("Tashkent", "UZ", None, "AF KZ KG MN PK TJ UZ"),
    "eca": ("Nairobi", "KE", None, "BI CD ET GH KE MW RW SC TZ UG ZM"),
    "gcc": ("Abu Dhabi", "AE", None, "BH KW OM QA SA AE"),
    "mie": ("Amman", "JO", 2013, "IQ JO LB"),
    "nas": ("Algiers", "DZ", None, "DZ BF TD LY ML MA NE TN"),
    "sea": ("Manila", "PH", 2013, "BN KH ID LA MY MM PH SG TH VN"),
    "seee": ("Tbilisi", "GE", 2013, "AL AM AZ BA GE MD ME MK RS UA"),
}
GATHERED = {"aaf", "ca", "eca", "gcc", "nas"}
"""Regions whose list of countries is neither complete nor official."""
NOT_OFFICIAL = {
    "en": "official",
    "fr": "officielle",
    "ar": "رسمية",
    "ru": "официальн",
    "es": "oficial",
    "pt": "oficial",
}

NUMBERS = {
    "cbrn-coe": ("64",),
    "osa-project-94": ("94", "2023", "2026"),
    "anniversaries": ("2013", "2023", "2025"),
}

TITLES = (
    "EU CBRN CoE Heads of Secretariat Meeting: advancing cooperation and strategic planning",
    "On-site Technical Assistance to the EU CBRN CoE Regional Secretariats",
    "National Focal Point",
)
"""Names that exist in English only, and stand so in every language."""
LATIN = re.compile(
    "|".join(map(re.escape, TITLES)) + r"|[\w-]+(\.[\w-]+)+|\b(UNICRI|EU|CBRN|CoE|NFP|OSA|AAF|ECA|GCC|MIE|SEA|SEEE)\b",
    re.ASCII,
)
"""What may stand in Latin letters amid Arabic or Russian."""

Text = tuple[str, dict[str, Any]]


@cache
def sample() -> Pack:
    return read_pack("sample", languages=LANGUAGES)


@cache
def demonstration() -> Pack:
    return read_pack("demo", languages=LANGUAGES)


def meeting(pack: Pack, name: str) -> Meeting:
    found = pack.meeting(name)
    assert found is not None
    return found


@cache
def written(file: str) -> Any:
    return yaml.safe_load(files("storage.packs").joinpath(file).read_text(encoding="utf-8"))


def texts(data: Any, path: str = "") -> Iterator[Text]:
    """Every text, and every list of words, with the path at which it stands."""
    if isinstance(data, list):
        for index, entry in enumerate(data):
            yield from texts(entry, f"{path}[{index}]")
    elif isinstance(data, dict):
        if data and all(key in LANGUAGES for key in data):
            yield path, data
        else:
            for key, value in data.items():
                yield from texts(value, f"{path}.{key}")


def phrases(file: str, language: str) -> Iterator[tuple[str, str]]:
    """Every phrase of a language, words of lists among them, with the path at which it stands."""
    for path, text in texts(written(file)):
        found = text.get(language, [])
        yield from ((path, phrase) for phrase in ([found] if isinstance(found, str) else found))


@pytest.mark.parametrize("name", REGIONS)
def test_regions(name: str) -> None:
    city, country, since, countries = REGIONS[name]
    region = sample().region(name)
    assert region is not None
    assert region.secretariat is not None
    assert region.secretariat.city.root["en"] == city
    assert (region.secretariat.country, region.secretariat.since) == (country, since)
    assert set(region.countries) == set(countries.split())
    assert region.source is not None
    if name in GATHERED:
        assert region.note is not None
        assert all(word in region.note.root[language] for language, word in NOT_OFFICIAL.items())


def test_there_are_eight_regions_and_two_meetings() -> None:
    pack = sample()
    assert {region.id for region in pack.regions} == set(REGIONS)
    assert {meeting.id for meeting in pack.meetings} == {"tbilisi-2023", "brussels-2023"}


def test_the_meeting_in_tbilisi() -> None:
    tbilisi = meeting(sample(), "tbilisi-2023")
    assert (tbilisi.starts, tbilisi.ends, tbilisi.timezone) == (date(2023, 5, 3), date(2023, 5, 4), "Asia/Tbilisi")
    assert (tbilisi.country, tbilisi.format) == ("GE", MeetingFormat.HYBRID)
    assert set(tbilisi.details) == {"agenda", "attendees"}


def test_the_meeting_in_brussels() -> None:
    brussels = meeting(sample(), "brussels-2023")
    assert (brussels.starts, brussels.ends) == (date(2023, 6, 14), date(2023, 6, 15))
    assert (brussels.country, brussels.timezone) == ("BE", "Europe/Brussels")
    assert brussels.format is None, "it is not known"
    assert set(brussels.details) == {"agenda"}


@pytest.mark.parametrize("name", ["tbilisi-2023", "brussels-2023"])
def test_what_is_not_known_of_a_meeting_is_left_out(name: str) -> None:
    known = meeting(sample(), name)
    assert (known.venue, known.link, known.registration, known.contact) == (None, None, None, None)
    assert (known.languages, known.documents) == ((), ())
    assert (known.status, known.visibility) == (MeetingStatus.PUBLISHED, Visibility.MEMBERS)
    assert known.source is not None
    assert (known.source.url, known.source.date) == (None, None)


def test_nothing_is_known_of_whose_bot_it_is() -> None:
    pack = sample()
    assert (pack.organization, pack.coordination, pack.feedback) == (None, None, ())
    assert all(region.secretariat and region.secretariat.contact is None for region in pack.regions)


def test_the_roadmap() -> None:
    (roadmap,) = sample().roadmaps
    assert (roadmap.id, roadmap.period, roadmap.items) == ("interregional-2023-2024", (2023, 2024), ())
    assert [strand.id for strand in roadmap.strands] == ["cooperation", "ownership", "impact", "visibility"]


def test_the_faq() -> None:
    entries = {entry.id: entry for entry in sample().faq}
    assert {"cbrn-coe", "nfp-role", "osa-project-94", "anniversaries"} <= set(entries)
    assert all(entry.source is not None and entry.visibility == Visibility.PUBLIC for entry in entries.values())
    for name, numbers in NUMBERS.items():
        for language, answer in entries[name].answer.root.items():
            assert [number for number in numbers if number not in answer] == [], (name, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_is_asked_in_several_ways(language: str) -> None:
    for entry in sample().faq:
        questions = entry.questions.root[language]
        assert 5 <= len(questions) <= 10, entry.id
        assert len({question.casefold() for question in questions}) == len(questions), entry.id


@pytest.mark.parametrize("name", ["sample", "demo"])
def test_every_text_is_in_every_language(name: str) -> None:
    """In the pack as it is read, where a plain string has become a text in English alone."""
    pack = read_pack(name, languages=LANGUAGES).model_dump(mode="json", by_alias=True)
    assert [(path, set(text)) for path, text in texts(pack) if set(text) != set(LANGUAGES)] == []


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_those_of_the_language(file: str, language: str) -> None:
    for path, phrase in phrases(file, language):
        assert unicodedata.is_normalized("NFC", phrase), path
        assert phrase == phrase.strip(), path
        others = {"ar": "LATIN|CYRILLIC", "ru": "LATIN|ARABIC"}.get(language, "ARABIC|CYRILLIC")
        rest = LATIN.sub("", phrase)
        assert [letter for letter in rest if re.match(others, unicodedata.name(letter, ""))] == [], (path, phrase)


@pytest.mark.parametrize("file", FILES)
def test_french_has_its_spaces_and_apostrophes(file: str) -> None:
    for path, phrase in phrases(file, "fr"):
        assert not re.search(r"'| [:;?!»]|« ", phrase), (path, phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_demonstration_invents_says_that_it_is_an_example(language: str) -> None:
    unmarked = [
        (path, text[language])
        for path, text in texts(written("demonstration.yaml"))
        if not path.endswith(".aliases") and not text[language].startswith(MARKS[language])
    ]
    assert unmarked == []


def test_nothing_in_the_sample_is_an_example() -> None:
    for language, mark in MARKS.items():
        assert not [path for path, phrase in phrases("sample.yaml", language) if phrase.startswith(mark)]


def test_addresses_in_the_demonstration_lead_nowhere() -> None:
    text = files("storage.packs").joinpath("demonstration.yaml").read_text(encoding="utf-8")
    hosts = re.findall(r"https?://([^/\s]+)", text) + re.findall(r"\S+@(\S+)", text)
    assert set(hosts) == {"example.org"}


def test_the_demonstration_keeps_the_facts() -> None:
    known, shown = sample(), demonstration()
    assert [region.model_dump(exclude={"secretariat"}) for region in shown.regions] == [
        region.model_dump(exclude={"secretariat"}) for region in known.regions
    ]
    assert shown.faq == known.faq
    for before in known.meetings:
        after = meeting(shown, before.id)
        facts = {"title", "aliases", "format", "city", "country", "timezone", "starts", "ends", "visibility"}
        assert after.model_dump(include=facts) == before.model_dump(include=facts)
        assert set(after.details) == set(MeetingTopic)
        assert after.registration is not None
        assert after.registration.capacity is not None
        assert after.documents


def test_the_demonstration_has_something_for_guests() -> None:
    (webinar,) = (meeting for meeting in demonstration().meetings if meeting.visibility == Visibility.PUBLIC)
    assert webinar.starts == datetime(2023, 5, 30, 10, tzinfo=ZoneInfo("Europe/Brussels"))
    assert webinar.format == MeetingFormat.ONLINE


def test_the_demonstration_asks_for_three_of_the_strands() -> None:
    (asked,) = demonstration().feedback
    assert (asked.method, asked.choose) == ("choose", 3)
