"""Workbooks as Excel and people make them: what is meant is taken, what is no workbook is refused."""

import io
import time as clock
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from bot.domain.errors import UsageError
from storage.packs.limits import LARGEST
from storage.packs.mistakes import PackError
from storage.packs.pack_files import parse_pack, read_pack, write_pack
from storage.packs.workbook.lists import COMMAS, LINES, joined, parted
from storage.packs.workbook.sheets import SHEETS, columns
from storage.packs.workbook.writing import write_workbook
from storage.packs.workbook.xml_text import escaped, unescaped
from tests.storage.packs.strategies import LANGUAGES, short
from tests.storage.packs.workbooks import PACK, Sheets, filled, mistakes, read, saved, told

NAIVE = datetime(2023, 5, 3, 9)  # noqa: DTZ001 - cells have no zone
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEETING = ("id", "title:en", "timezone", "starts", "ends")


def said(workbook: Workbook | bytes) -> str:
    return "\n".join(map(str, mistakes(workbook)))


def test_days_and_times_are_what_the_cell_shows() -> None:
    workbook = filled(
        {
            "pack": PACK,
            "meetings": [
                MEETING,
                ("a", "A", "Asia/Tbilisi", NAIVE, NAIVE + timedelta(hours=8)),
                ("b", "B", None, date(2023, 6, 14), datetime(2023, 6, 15)),  # noqa: DTZ001
                ("c", "C", "UTC", datetime(2023, 6, 14), NAIVE.replace(month=7)),  # noqa: DTZ001
                ("d", "D", None, "2023-06-14", " 2023-06-15 "),
            ],
        }
    )
    workbook["meetings"]["E3"].number_format = "dddd d mmmm yyyy"
    workbook["meetings"]["D4"].number_format = "d/m/yy h:mm"
    a, b, c, d = read(workbook).meetings
    assert a.starts == datetime(2023, 5, 3, 9, tzinfo=ZoneInfo("Asia/Tbilisi"))
    assert (b.starts, b.ends, b.timezone) == (date(2023, 6, 14), date(2023, 6, 15), "Europe/Brussels")
    assert c.starts == datetime(2023, 6, 14, tzinfo=UTC)
    assert (d.starts, d.ends) == (date(2023, 6, 14), date(2023, 6, 15))


def test_numbers_and_yes_or_no_however_they_are_kept() -> None:
    region = ("id", "name:en", "secretariat.city:en", "secretariat.country", "secretariat.since", "secretariat.hours")
    sheets: Sheets = {
        "pack": [(*PACK[0],), (1.0, "en", "UTC")],
        "regions": [(*region, "secretariat.contact.phone"), (7.0, 2023, 12.5, "NO", "2013", time(9, 30), 3220000000.0)],
        "meetings": [
            (
                *MEETING,
                "venue.name:en",
                "venue.latitude",
                "venue.longitude",
                "registration.capacity.online",
                "reminders",
            ),
            ("m", True, "UTC", "2023-06-14", "2023-06-14", "V", "50,84", 4, 3.0, "30d; 7d\n1d"),
        ],
        "roadmaps": [("id", "title:en", "period"), ("r", "R", "2023,2024")],
        "feedback": [
            ("id", "title:en", "method", "anonymous", "comment", "why", "shown_from"),
            ("f", "F", "rate", "false", True, "TRUE", 7.0),
        ],
        "options": [("feedback", "id", "title:en"), ("f", 1, "One"), ("f", 2.0, "Two")],
    }
    pack = read(filled(sheets))
    (region_,), (meeting,), (round_,) = pack.regions, pack.meetings, pack.feedback
    assert region_.secretariat is not None
    assert region_.secretariat.contact is not None
    assert (region_.id, region_.name.root, region_.secretariat.city.root) == ("7", {"en": "2023"}, {"en": "12.5"})
    assert (region_.secretariat.since, region_.secretariat.hours) == (2013, "09:30")
    assert region_.secretariat.contact.phone == "3220000000"
    assert meeting.venue is not None
    assert meeting.registration is not None
    assert (meeting.venue.latitude, meeting.venue.longitude, meeting.title.root["en"]) == (50.84, 4.0, "TRUE")
    assert meeting.registration.capacity == {"online": 3}
    assert meeting.reminders == ("30d", "7d", "1d")
    assert pack.roadmaps[0].period == (2023, 2024)
    assert (round_.anonymous, round_.comment, round_.why, round_.shown_from) == (False, True, True, 7)
    assert [option.id for option in round_.options] == ["1", "2"]  # type: ignore[union-attr]


def test_blanks_empty_rows_and_the_order_of_sheets_and_columns_do_not_matter() -> None:
    faq = [
        (" Title : EN ", "answer:en", " ID", None, "questions:en"),
        (),
        (" Q ", " A\r\nB ", " q ", " ", " one \n\n two\n"),
    ]
    sheets = {"FAQ": [*faq, (None, "  "), ()], "Sheet1": [], " Pack ": PACK}
    (entry,) = read(filled(sheets)).faq
    assert (entry.id, entry.title.root, entry.answer.root) == ("q", {"en": "Q"}, {"en": "A\nB"})
    assert entry.questions.root == {"en": ("one", "two")}


def test_far_out_formats_do_no_harm() -> None:
    workbook = filled({"pack": PACK, "faq": [("id", "title:en", "answer:en"), ("q", "Q", "A")]})
    workbook["faq"]["C5000"].number_format = "@"
    workbook["faq"]["AX3"].number_format = "@"
    assert len(read(workbook).faq) == 1


def test_what_excel_does_to_texts_is_undone() -> None:
    """Excel keeps texts apart from the cells, and puts numbers in place of what it could not keep."""
    workbook = filled({"pack": PACK, "faq": [("id", "title:en", "answer:en"), ("q", "a_x000D_\nb", "=1+1")]})
    workbook["faq"]["C2"].data_type = "s"
    (entry,) = read(workbook).faq
    assert (entry.title.root["en"], entry.answer.root["en"]) == ("a\nb", "=1+1")


def test_every_language_and_field_has_a_column_that_one_can_edit() -> None:
    workbook = load_workbook(io.BytesIO(write_workbook(read_pack("demo", languages=LANGUAGES), LANGUAGES, {"ar"})))
    assert workbook.sheetnames == [sheet.name for sheet in SHEETS]
    meetings = workbook["meetings"]
    headers = {cell.value: get_column_letter(number) for number, cell in enumerate(meetings[1], 1)}
    assert {"id", "title:fr", "details.visa:ar", "registration.capacity.online", "audience.roles"} <= headers.keys()
    assert meetings.freeze_panes == "B2"
    assert all(20 > meetings.column_dimensions[headers[name]].width > 5 for name in ("starts", "venue.latitude"))
    assert meetings[f"{headers['title:ar']}2"].alignment.readingOrder == 2
    assert {str(choice.sqref) for choice in meetings.data_validations.dataValidation} >= {
        f"{headers[name]}2:{headers[name]}1000" for name in ("status", "format", "visibility")
    }
    assert meetings[f"{headers['starts']}2"].is_date
    for sheet in workbook.worksheets:
        assert [cell.coordinate for row in sheet.rows for cell in row if cell.data_type == "f"] == []


def test_a_list_that_no_cell_can_hold_is_not_cut_off(tmp_path: Path) -> None:
    data = "{schema: 1, default_language: en, timezone: UTC, faq: [{id: q, title: Q, answer: A, questions: [%s]}]}"
    pack = parse_pack([("x", (data % ", ".join(f"{n} {'x' * 190}" for n in range(200))).encode())], languages=LANGUAGES)
    with pytest.raises(UsageError, match=r"faq!H2 would be too long .*\.yaml"):
        write_workbook(pack, LANGUAGES, ())


@given(st.lists(short.map(str.strip), max_size=5))
def test_lists_in_a_cell_come_back(texts: list[str]) -> None:
    for separators in (LINES, COMMAS):
        assert parted(joined(texts, separators), separators) == texts


@given(st.text(st.characters(exclude_characters="\r") | st.sampled_from("_x0FfEe5")))
def test_escaped_texts_come_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert "\ufffe" not in escaped(text)


def bomb(content: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook with this in place of its first sheet."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(filled({"pack": PACK})))) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return made.getvalue()


def sheet(inner: str, outer: str = "") -> bytes:
    return bomb(f'<worksheet xmlns="{SPACE}"><sheetData>{inner}</sheetData>{outer}</worksheet>'.encode())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "not a workbook"),
        (b"schema: 1\n", "not a workbook"),
        (b"PK\x03\x04" + b"\0" * 100, "not a workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "without a password"),
        (b"PK" + b"\0" * LARGEST, "too big"),
        (saved(filled({"pack": PACK}))[:-40], "not a workbook"),
        (bomb(b"<worksheet"), "cannot be read"),
        (bomb(b"", "xl/workbook.xml"), "cannot be read"),
        (bomb(b"\0" * 50_000_000), "too big"),
        (bomb(b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "definitions that do not belong"),
        (bomb('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode("utf-16")), "definitions that do not belong"),
        (sheet("<row r='1'>" + "<c/>" * 300_000 + "</row>"), "too many cells"),
        (sheet("<row r='9999999999'><c/></row>"), "too far out"),
        (sheet("<row r='1'><c r='XFD1' t='inlineStr'><is><t>x</t></is></c></row>"), "too far out"),
        (sheet("<row r='1'><c r='A1' t='s'><v>99</v></c></row>"), "cannot be read"),
        (sheet("<row r='1'><c r='A1' t='d'><v>soon</v></c></row>"), "cannot be read"),
    ],
    ids=range(16),
)
def test_what_is_no_workbook_is_refused_at_once(content: bytes, expected: str) -> None:
    began = clock.monotonic()
    assert expected in said(content)
    assert clock.monotonic() - began < 10


def test_merged_cells_without_end_are_told() -> None:
    cells = "<row r='1'><c r='A1' t='inlineStr'><is><t>schema</t></is></c></row>"
    merged = "<mergeCells count='1'><mergeCell ref='A1:XFD1048576'/></mergeCells>"
    assert "unmerge" in said(sheet(cells, merged))
    apart = "".join(f"<row r='{row}'><c r='{'ABCD'[row % 4]}{row}'><v>1</v></c></row>" for row in range(1, 30_000))
    assert "too many cells are merged" in said(sheet(apart, merged))


def test_a_text_that_many_cells_share_is_counted_for_each() -> None:
    rows = "".join(f"<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>" for row in range(1, 2_000))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(rows))) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            shared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            target.writestr(name, part.replace("</Types>", shared))
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SPACE}"><si><t>{"x" * 30_000}</t></si></sst>')
    assert "too big" in said(made.getvalue())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(-(2**60), 2**60),
                st.floats(allow_nan=False, allow_infinity=False),
                st.dates(date(1901, 1, 1), date(2300, 1, 1)),
                st.times(),
                st.timedeltas(timedelta(0), timedelta(days=9)),
                short,
                st.sampled_from(["id", "title:en", "meeting", "starts", "ends", "2023-06-14", "a", "venue.latitude"]),
            ),
            max_size=6,
        ),
        max_size=5,
    ),
    st.sampled_from([sheet.name for sheet in SHEETS]),
)
def test_whatever_is_written_is_taken_or_refused(rows: list[list[Any]], name: str) -> None:
    head = ["meeting", "roadmap", "id", "title:en", "starts", "ends"]
    workbook = filled({"pack": PACK, "meetings": [("id",), ("a",)], name: [head, *([None] * 6 for _ in rows)]})
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = workbook[name].cell(row, column, escaped(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
    with suppress(PackError):
        read(workbook)


def test_every_column_is_in_one_sheet_only() -> None:
    for found in SHEETS:
        headers = [header for column in columns(found) for header, _ in column.headers(LANGUAGES)]
        assert len(set(headers)) == len(headers)
        assert found.owner not in headers


def test_a_workbook_is_one_by_its_content_too(tmp_path: Path) -> None:
    file = tmp_path / "pack.bin"
    file.write_bytes(saved(filled({"pack": PACK})))
    assert read_pack(file, languages=LANGUAGES).timezone == "Europe/Brussels"
    assert told(b"") == [("", "")]


@pytest.mark.parametrize("name", ["pack.yaml", "pack.YML", "pack.xlsx"])
def test_files_are_written_whole_and_not_overwritten(tmp_path: Path, name: str) -> None:
    pack = read_pack("sample", languages=LANGUAGES)
    file = tmp_path / name

    def write(*, overwrite: bool) -> None:
        write_pack(pack, file, languages=LANGUAGES, right_to_left=["ar"], overwrite=overwrite)

    write(overwrite=False)
    assert read_pack(file, languages=LANGUAGES) == pack
    file.write_text("mine")
    with pytest.raises(UsageError, match="--force"):
        write(overwrite=False)
    assert file.read_text() == "mine"
    write(overwrite=True)
    assert read_pack(file, languages=LANGUAGES) == pack
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    pack = read_pack("sample", languages=LANGUAGES)
    (tmp_path / "folder.yaml").mkdir()
    for name, expected in (
        ("pack.ods", "end in"),
        ("nowhere/pack.yaml", "cannot be written"),
        ("folder.yaml", "cannot"),
    ):
        with pytest.raises(UsageError, match=expected):
            write_pack(pack, tmp_path / name, languages=LANGUAGES, right_to_left=(), overwrite=True)
    assert [each.name for each in tmp_path.iterdir()] == ["folder.yaml"]
