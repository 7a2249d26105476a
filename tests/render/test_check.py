"""`check_catalogues` finds what a translator may get wrong."""

from pathlib import Path
from shutil import copyfile, copytree

import pytest

from bot.render.catalogues import Catalogues
from bot.render.check import check_catalogues
from tests.render.samples import LANGUAGES


@pytest.fixture
def copy(tmp_path: Path, locales: Path) -> Path:
    """The languages, to be spoiled."""
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        copyfile(locales / language / "messages.po", tmp_path / language / "messages.po")
    copyfile(locales / "languages.toml", tmp_path / "languages.toml")
    return tmp_path


def spoil(folder: Path, language: str, key: str, change: dict[str, str]) -> list[str]:
    """Replace pieces of the entry of a key; the faults then."""
    path = folder / language / "messages.po"
    before, entry, after = path.read_text(encoding="utf-8").partition(f'msgid "{key}"\n')
    for old, new in change.items():
        assert old in after
        after = after.replace(old, new, 1)
    path.write_text(before + entry + after, encoding="utf-8")
    return check_catalogues(folder)


def test_ours_are_right(locales: Path) -> None:
    assert check_catalogues(locales) == []


@pytest.mark.parametrize(
    ("language", "key", "change", "fault"),
    [
        ("fr", "zone.ask", {"{country}": "{pays}"}, "fr: zone.ask: unknown placeholders: pays"),
        ("fr", "zone.ask", {"{country}": ""}, "fr: zone.ask: placeholders left out: country"),
        ("fr", "zone.ask", {"{country}": "{country!r}"}, "a name in braces and nothing else"),
        ("fr", "zone.ask", {"{country}": "{country"}, "fr: zone.ask: braces"),
        ("ru", "date.in_days", {"Через {n} дней": "Через дни"}, "ru: date.in_days: placeholders left out: n"),
        ("ar", "date.in_days", {"بعد {n} يومًا": "بعد أيام"}, "ar: date.in_days: placeholders left out: n"),
        ("ru", "date.in_days", {'msgstr[2] "Через {n} дней"\n': ""}, "ru: date.in_days:"),
        ("es", "meetings.past", {"</b>": ""}, "es: meetings.past: <b> is not closed"),
        ("es", "meetings.past", {"<b>": ""}, "es: meetings.past: </b> closes nothing"),
        ("es", "meetings.past", {"<b>": "<h1>", "</b>": "</h1>"}, "es: meetings.past: Telegram has no tag <h1>"),
        ("es", "meetings.past", {"<b>": "a < b <b>"}, "write < as &lt;"),
        ("pt", "button.help", {"Ajuda": "A" * 31}, "pt: button.help: longer than 30 characters"),
        ("pt", "button.help", {"Ajuda": "<b>Ajuda</b>"}, "pt: button.help: a label has no tags"),
        ("pt", "button.help", {"Ajuda": ""}, "pt: button.help: empty"),
        ("en", "button.help", {"Help": "\u202aHelp\u202c"}, "en: button.help: U+202A"),
        ("en", "button.help", {"Help": "\u2068Help"}, "en: button.help: an isolate is not closed"),
        ("en", "button.help", {"Help": "He\u0301lp"}, "en: button.help: not in the normal form NFC"),
        ("ar", "handover.intro", {'msgstr "': 'msgstr "Telegram '}, "ar: handover.intro: a line begins"),
        ("ar", "welcome.country", {"البلد: {country}": "{country}: البلد"}, "ar: welcome.country: a line begins"),
        ("ar", "handover.intro", {'msgstr "': 'msgstr "\u200fTelegram '}, None),
    ],
)
def test_faults(copy: Path, language: str, key: str, change: dict[str, str], fault: str | None) -> None:
    faults = spoil(copy, language, key, change)
    if fault is None:
        assert faults == []
    else:
        assert any(fault in found for found in faults), faults


def test_a_missing_an_unknown_and_a_fuzzy_text(copy: Path) -> None:
    path = copy / "fr" / "messages.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('msgid "button.help"', '#, fuzzy\nmsgid "button.meeting.when"').replace(
            'msgid "button.map"', 'msgid "button.atlas"'
        ),
        encoding="utf-8",
    )
    faults = check_catalogues(copy)
    assert "fr: button.map: missing" in faults
    assert "fr: button.help: missing" in faults
    assert "fr: button.atlas: the program has no such text" in faults
    assert "fr: button.meeting.when: marked as fuzzy" in faults


def test_a_catalogue_that_is_missing_or_broken(copy: Path) -> None:
    (copy / "fr" / "messages.po").unlink()
    (copy / "es" / "messages.po").write_text("msgid", encoding="utf-8")
    faults = check_catalogues(copy)
    assert any(fault.startswith("fr: the catalogue cannot be read") for fault in faults)
    assert any(fault.startswith("es: the catalogue cannot be read") for fault in faults)


def test_a_missing_text_is_said_in_english_and_noted(
    tmp_path: Path, locales: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copytree(locales, tmp_path / "locales")
    path = tmp_path / "locales" / "fr" / "messages.po"
    text = path.read_text(encoding="utf-8").replace('"date.in_days"', '"x"').replace('"button.help"', '"y"')
    path.write_text(text, encoding="utf-8")
    catalogues = Catalogues(tmp_path / "locales", LANGUAGES)
    assert catalogues.text("fr", "button.help") == "Help"
    assert catalogues.text("fr", "date.in_days", 1) == "In {n} day"
    assert [record.message for record in caplog.records] == [
        "the catalogue of fr has no text for button.help",
        "the catalogue of fr has no text for date.in_days",
    ]
    for number in (None, 2):
        with pytest.raises(LookupError):
            catalogues.text("fr", "no.such.text", number)
