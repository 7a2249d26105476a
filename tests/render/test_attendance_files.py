"""The files on who comes to a meeting, read back."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from bot import app
from bot.domain import messages as m
from bot.domain.attendance import Answer, Count, Seat, Why
from bot.domain.attendance_lists import Contact, Line, Lists, PastLine
from bot.domain.exchange import DocumentPart, PhotoPart
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.render.renderer import MessageRenderer

NOW = datetime(2023, 5, 20, 9, tzinfo=UTC)
EVENING = datetime(2023, 5, 2, 22, 30, tzinfo=UTC)
"""In Brussels it is half an hour past midnight, on the next day."""

PACK = app.pack_named("demo")
ORGANIZER = (Grant(Role.ORGANIZER),)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|'/c calc'!A0",
    "<b>&amp;</b>",
    "a\x00b\x0bc\ufffe",
    "\u202eevil",
    "{0}%s",
)

ANSWERS = (
    Line("Nino", "GE", None, "en", Contact.REACHABLE, Answer.IN_PERSON, Seat.TAKEN, 2, "Gio", "Train", "Lift", EVENING),
    Line("Amélie", "FR", None, "fr", Contact.BLOCKED, Answer.IN_PERSON, Seat.TAKEN, 1, answered_at=EVENING),
    Line(
        "Zoe", "BE", None, None, Contact.ELSEWHERE, Answer.IN_PERSON, Seat.TAKEN, 3, answered_at=NOW, entered_by="Ivo"
    ),
    *(
        Line(name, "JO", None, "ar", Contact.REACHABLE, Answer.ONLINE, Seat.TAKEN, 1, answered_at=NOW)
        for name in ("Ben", "Ali", "Cem")
    ),
    *(
        Line(name, "KE", None, "en", Contact.REACHABLE, Answer.IN_PERSON, seat, 1, answered_at=NOW, queued_at=queued)
        for name, seat, queued in (
            ("Last", Seat.LAPSED, None),
            ("Second", Seat.WAITING, NOW),
            ("First", Seat.WAITING, NOW - timedelta(days=1)),
            ("Turn", Seat.OFFERED, NOW - timedelta(days=2)),
        )
    ),
    Line("Una", "GA", None, "fr", Contact.REACHABLE, Answer.UNSURE, Seat.NONE, 1, answered_at=NOW),
    Line("Noa", "GA", None, "fr", Contact.REACHABLE, Answer.NO, Seat.NONE, 1, answered_at=NOW),
)
SILENT = (
    Line("Sam", "UZ", None, "ru", Contact.REACHABLE),
    Line(None, "UZ", None, "ru", Contact.BLOCKED),
    Line("Tim", None, None, "en", Contact.REACHABLE),
)
LISTS = Lists(
    answers=ANSWERS,
    silent=SILENT,
    vacant=("MD", "AM"),
    past=(
        PastLine(EVENING, "Nino", "GE", "2023-06-01/2023-06-02", Answer.UNSURE, Seat.NONE, 1, Why.ANSWERED, "Nino"),
        PastLine(EVENING, "Nino", "GE", "2023-06-01/2023-06-02", None, Seat.NONE, 1, Why.MOVED, None),
        PastLine(NOW, "Nino", "GE", "2023-06-14/2023-06-15", Answer.IN_PERSON, Seat.TAKEN, 2, Why.ANSWERED, "Nino"),
    ),
)


def rendered(renderer: MessageRenderer, message: m.Message, language: str = "en") -> DocumentPart | PhotoPart:
    reader = Reader(language, None, None, access_of(ORGANIZER), None, ORGANIZER)
    (part,) = renderer.render(message, reader, PACK, NOW).parts
    assert isinstance(part, DocumentPart | PhotoPart)
    return part


def book(renderer: MessageRenderer, lists: Lists, language: str = "en") -> Workbook:
    part = rendered(renderer, m.AttendanceWorkbook(meeting="brussels-2023", lists=lists), language)
    return load_workbook(io.BytesIO(part.content))


def rows(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def table(renderer: MessageRenderer, lists: Lists) -> list[list[str]]:
    part = rendered(renderer, m.AttendanceCsv(meeting="brussels-2023", lists=lists))
    assert part.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(part.content.decode("utf-8-sig"), newline="")))


def test_the_sheets_hold_everybody_where_they_stand(renderer: MessageRenderer) -> None:
    found = {sheet.title: [row[0] for row in rows(sheet)] for sheet in book(renderer, LISTS).worksheets[:-1]}
    assert found == {
        "All answers": ["Zoe", "Amélie", "Noa", "Una", "Nino", "Ali", "Ben", "Cem", "First", "Last", "Second", "Turn"],
        "In person": ["Zoe", "Amélie", "Nino"],
        "Online": ["Ali", "Ben", "Cem"],
        "Waiting list": ["Turn", "First", "Second", "Last"],
        "No answer": [None, "Sam", "Tim"],
        "Not reachable on Telegram": ["Zoe", "Amélie", None, None, None],
    }


def test_every_cell_of_an_answer(renderer: MessageRenderer) -> None:
    sheet = book(renderer, LISTS)["In person"]
    head = [cell.value for cell in sheet[1]]
    by_name = {row[0]: dict(zip(head, row, strict=True)) for row in rows(sheet)}
    assert by_name["Nino"] == {
        "Name": "Nino",
        "Country": "Georgia",
        "ISO code": "GE",
        "Region": "South East and Eastern Europe",
        "Language": "English",
        "Answer": "In person",
        "Place": "Place taken",
        "People": 2,
        "Substitute": "Gio",
        "Travel": "Train",
        "Needs on site": "Lift",
        "Answered (Brussels time)": datetime(2023, 5, 3, 0, 30),  # noqa: DTZ001 - Excel knows no zones
        "Entered by": None,
    }
    assert by_name["Zoe"]["Entered by"] == "Ivo"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M4"


def test_whoever_cannot_be_reached_is_named_with_the_reason(renderer: MessageRenderer) -> None:
    found = [(row[0], row[2], row[5]) for row in rows(book(renderer, LISTS)["Not reachable on Telegram"])]
    assert found == [
        ("Zoe", "BE", "Not on Telegram; entered by an organizer"),
        ("Amélie", "FR", "Has blocked the bot or left Telegram"),
        (None, "UZ", "Has blocked the bot or left Telegram"),
        (None, "AM", "No focal point registered with the bot"),
        (None, "MD", "No focal point registered with the bot"),
    ]


def test_the_history_tells_what_answers_were_and_for_which_days(renderer: MessageRenderer) -> None:
    found = [(row[3], row[6], row[7], str(row[8])[:10]) for row in rows(book(renderer, LISTS)["History"])]
    assert found == [
        ("Not sure yet", "Answered", "Nino", "2023-06-01"),
        ("Removed", "Meeting moved", None, "2023-06-01"),
        ("In person", "Answered", "Nino", "2023-06-14"),
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_a_formula_in_a_workbook(renderer: MessageRenderer, words: str) -> None:
    line = replace(ANSWERS[0], name=words, substitute=words, travel=words, access=words, entered_by=words)
    for sheet in book(renderer, Lists(answers=(line,))):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type != "f"
            assert not isinstance(cell.value, str) or "\x00" not in cell.value
    name = book(renderer, Lists(answers=(line,)))["All answers"]["A2"]
    assert name.quotePrefix == words.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_a_formula_in_a_csv(renderer: MessageRenderer, words: str) -> None:
    line = replace(ANSWERS[0], name=words, substitute=words, travel=words, access=words, entered_by=words)
    head, row = table(renderer, Lists(answers=(line,)))
    assert len(head) == len(row)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


def test_the_csv_has_the_columns_and_the_order_of_the_workbook(renderer: MessageRenderer) -> None:
    head, *lines = table(renderer, LISTS)
    sheet = book(renderer, LISTS)["All answers"]
    assert head == [cell.value for cell in sheet[1]]
    assert [line[0] for line in lines] == [row[0] for row in rows(sheet)]
    assert next(line[11] for line in lines if line[0] == "Nino") == "2023-05-03 00:30"


def test_an_arabic_workbook_runs_from_right_to_left(renderer: MessageRenderer) -> None:
    arabic, french = book(renderer, LISTS, "ar"), book(renderer, LISTS, "fr")
    assert all(sheet.sheet_view.rightToLeft for sheet in arabic)
    assert not any(sheet.sheet_view.rightToLeft for sheet in french)
    texts = [str(cell) for sheet in arabic for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "جورجيا" in texts
    assert not any(mark in text for text in texts for mark in "\u200f\u2068\u2069")


def test_files_are_called_after_the_meeting_and_the_day(renderer: MessageRenderer) -> None:
    part = rendered(renderer, m.AttendanceWorkbook(meeting="brussels-2023", lists=LISTS))
    assert isinstance(part, DocumentPart)
    assert part.name == "brussels-2023-2023-05-20.xlsx"
    for words in ("In person: 3", "Online: 3", "Waiting list: 4", "Not sure yet: 1", "Not coming: 1", "No answer: 3"):
        assert words in part.html
    assert "Places taken, in people: 9" in part.html


def test_the_same_answers_make_the_same_files(renderer: MessageRenderer) -> None:
    for kind in (m.AttendanceWorkbook, m.AttendanceCsv):
        one, turned = (
            rendered(renderer, kind(meeting="brussels-2023", lists=replace(LISTS, answers=answers)))
            for answers in (ANSWERS, ANSWERS[::-1])
        )
        assert one == turned


COUNTS = (
    Count(Answer.IN_PERSON, Seat.TAKEN, "GE", None, "en", 12, 15),
    Count(Answer.ONLINE, Seat.TAKEN, "GE", None, "en", 3, 3),
    Count(Answer.NO, Seat.NONE, "JO", None, "ar", 2, 2),
    Count(Answer.UNSURE, Seat.NONE, None, None, None, 1, 1),
    Count(None, Seat.NONE, "JO", None, "ar", 7, 7),
)


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_the_chart_is_a_picture_for_a_phone(renderer: MessageRenderer, language: str) -> None:
    part = rendered(renderer, m.AttendanceChart(meeting="brussels-2023", counts=COUNTS), language)
    assert isinstance(part, PhotoPart)
    picture = Image.open(io.BytesIO(part.content))
    assert picture.format == "PNG"
    assert picture.width == 800
    assert picture.height < 2 * picture.width


def test_the_chart_counts_region_by_region(renderer: MessageRenderer) -> None:
    part = rendered(renderer, m.AttendanceChart(meeting="brussels-2023", counts=COUNTS))
    words = Image.open(io.BytesIO(part.content)).info["Description"].splitlines()
    assert words[1:] == [
        "20 May 2023",
        "All regions: In person 12, Online 3, Not sure yet 1, Not coming 2, No answer 7",
        "Middle East: In person 0, Online 0, Not sure yet 0, Not coming 2, No answer 7",
        "South East and Eastern Europe: In person 12, Online 3, Not sure yet 0, Not coming 0, No answer 0",
        "No region: In person 0, Online 0, Not sure yet 1, Not coming 0, No answer 0",
    ]
    assert "Places taken, in people: 18" in part.html
    assert "Waiting" not in part.html


def test_an_arabic_chart_begins_on_the_right(renderer: MessageRenderer) -> None:
    """Those who come in person stand where the bars begin; none of these is as long as the picture is wide."""
    ends = {}
    for language in ("en", "ar"):
        part = rendered(renderer, m.AttendanceChart(meeting="brussels-2023", counts=COUNTS), language)
        pixels = np.asarray(Image.open(io.BytesIO(part.content)).convert("RGB"))
        columns = np.flatnonzero((pixels == (0x00, 0x72, 0xB2)).all(axis=2).any(axis=0))
        ends[language] = (int(columns[0]) < 40, int(columns[-1]) > 760)
    assert ends == {"en": (True, False), "ar": (False, True)}


@st.composite
def some_lists(draw: st.DrawFn) -> Lists:
    seats = {
        Answer.IN_PERSON: [Seat.TAKEN, Seat.WAITING, Seat.OFFERED, Seat.LAPSED],
        Answer.ONLINE: [Seat.TAKEN, Seat.WAITING],
        Answer.NO: [Seat.NONE],
        Answer.UNSURE: [Seat.NONE],
    }
    lines = []
    for number in range(draw(st.integers(0, 12))):
        answer = draw(st.sampled_from(list(Answer)))
        lines.append(
            Line(
                draw(st.none() | st.text(max_size=20)),
                draw(st.sampled_from([None, "GE", "JO", "FR"])),
                None,
                draw(st.sampled_from([None, "en", "ar"])),
                draw(st.sampled_from(list(Contact))),
                answer,
                draw(st.sampled_from(seats[answer])),
                draw(st.integers(1, 20)),
                answered_at=NOW - timedelta(minutes=number),
                travel=draw(st.none() | st.text(max_size=40)),
            )
        )
    return Lists(answers=tuple(lines))


@settings(max_examples=40, deadline=None)
@given(lists=some_lists())
def test_everybody_who_has_answered_stands_on_one_sheet_besides_all(renderer: MessageRenderer, lists: Lists) -> None:
    found = book(renderer, lists)
    counted = Counter({sheet.title: sheet.max_row - 1 for sheet in found})
    elsewhere = sum(line.answer in (Answer.NO, Answer.UNSURE) for line in lists.answers)
    assert counted["All answers"] == len(lists.answers)
    assert counted["In person"] + counted["Online"] + counted["Waiting list"] + elsewhere == len(lists.answers)
    people = [sum(int(str(row[7])) for row in rows(sheet)) for sheet in found.worksheets[:4]]
    declined = sum(line.people for line in lists.answers if line.answer in (Answer.NO, Answer.UNSURE))
    assert people[0] == sum(people[1:]) + declined == sum(line.people for line in lists.answers)
