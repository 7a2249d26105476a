"""Invitations and requests as those see them who look after access; links as pictures and workbooks."""

import io

import pytest
import segno
from openpyxl import load_workbook

from bot.domain import messages as m
from bot.domain.actions import AskAccess
from bot.domain.exchange import DocumentPart, PhotoPart, TextPart
from bot.domain.messages_access import CountryLink, OpenRequest
from bot.domain.messages_people import Member
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.render.invite_files import table
from bot.render.renderer import MessageRenderer
from tests.render.samples import CROWDED, EMPTY, LANGUAGES, LINK, LINKS, MESSAGES, NOW, RICH, SPARSE, reader
from tests.render.telegram_html import parse
from tests.render.test_meetings import actions, shown
from tests.render.valid import check

HOSTILE = "\u202eevil\u202c <b>x</b> &amp; {role} \u200b\u0000" + "e\u0301\u0302\u0303\u0304" * 3 + "=1+1 "


def keeper(language: str = "en", role: Role = Role.ADMINISTRATOR) -> Reader:
    return Reader(language, "Asia/Tbilisi", "GE", access_of([Grant(role)]), None, (Grant(role),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_what_those_see_who_look_after_access(renderer: MessageRenderer, language: str) -> None:
    for pack in (RICH, SPARSE, EMPTY, CROWDED):
        for message in MESSAGES:
            check(renderer.render(message, keeper(language), pack, NOW), language)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("member", [True, False])
def test_a_link_or_a_request_is_shown_to_nobody_else(renderer: MessageRenderer, language: str, member: bool) -> None:
    refusal = renderer.render(m.NotAllowed(), reader(language, member=member), RICH, NOW)
    for message in (
        m.InviteMade(role=Role.NFP, country="GE", link=LINK, expires=NOW),
        m.InviteQr(role=Role.NFP, country="GE", link=LINK, expires=NOW),
        m.InviteWorkbook(region="seee", links=LINKS, expires=NOW),
        m.AccessAsked(request=1, role=Role.NFP, country="GE", name="Ana", words="secret", language="en"),
        m.OpenRequests(),
    ):
        assert renderer.render(message, reader(language, member=member), RICH, NOW) == refusal


def test_nor_to_whoever_looks_after_another_region_by_now(renderer: MessageRenderer) -> None:
    """What waited while somebody's region changed."""
    elsewhere = (Grant(Role.SECRETARIAT, region="nowhere"),)
    who = Reader("en", "Asia/Tbilisi", "GE", access_of(elsewhere), None, elsewhere)
    refusal = renderer.render(m.NotAllowed(), who, RICH, NOW)
    for message in (
        m.InviteMade(role=Role.NFP, country="GE", link=LINK, expires=NOW),
        m.AccessAsked(request=1, role=Role.NFP, country="GE", name="Ana", words="secret", language="en"),
        m.MemberCard(role=Role.NFP, country="GE", held=3, name="Ana", since=NOW, confirm_by=NOW),
        m.MemberLeft(role=Role.NFP, country="GE", name="Ana", why="lapsed"),
        m.HandoverLink(role=Role.NFP, country="GE", link=LINK, expires=NOW),
        m.HandoverLink(role=Role.NFP, country="GE", link=LINK, expires=NOW, own=True),
    ):
        assert renderer.render(message, who, RICH, NOW) == refusal
    listed = renderer.render(
        m.People(members=(Member(held=3, role=Role.NFP, country="GE", name="Ana"),)), who, RICH, NOW
    )
    assert "Ana" not in str(listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_is_copied_as_it_is(renderer: MessageRenderer, language: str) -> None:
    message = m.InviteMade(role=Role.NFP, country="GE", link=LINK, expires=NOW)
    (part,) = renderer.render(message, keeper(language), RICH, NOW).parts
    assert isinstance(part, TextPart)
    assert f"<code>{LINK}</code>" in part.html


def test_the_picture_is_the_code_of_the_link(renderer: MessageRenderer) -> None:
    message = m.InviteQr(role=Role.NFP, country="GE", link=LINK, expires=NOW)
    (part,) = renderer.render(message, keeper("ar"), RICH, NOW).parts
    assert isinstance(part, PhotoPart)
    expected = io.BytesIO()
    segno.make_qr(LINK, error="m").save(expected, kind="png", scale=10)
    assert part.content == expected.getvalue()
    other = message.model_copy(update={"link": LINK[:-1] + "B"})
    assert renderer.render(other, keeper("ar"), RICH, NOW).parts != (part,)


@pytest.mark.parametrize(("language", "right_to_left", "names"), [
    ("en", False, ["Albania", "Georgia"]), ("ar", True, ["ألبانيا", "جورجيا"]),
])  # fmt: skip
def test_the_workbook_has_a_line_for_each_country(
    renderer: MessageRenderer, language: str, right_to_left: bool, names: list[str]
) -> None:
    message = m.InviteWorkbook(region="seee", links=LINKS, expires=NOW)
    (part,) = renderer.render(message, keeper(language), RICH, NOW).parts
    assert isinstance(part, DocumentPart)
    sheet = load_workbook(io.BytesIO(part.content)).active
    assert sheet is not None
    assert bool(sheet.sheet_view.rightToLeft) is right_to_left
    heads, *rows = sheet.iter_rows(values_only=True)
    assert len(set(heads)) == 5
    assert [row[0] for row in rows] == names
    assert [row[1:] for row in rows] == [("AL", "Français", LINK, "2023-05-20"), ("GE", None, LINK, "2023-05-20")]


def test_no_cell_is_a_formula() -> None:
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org")', "1"]
    sheet = load_workbook(io.BytesIO(table(hostile[:5], iter([hostile[:5]]), right_to_left=False))).active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type == "s"
            assert cell.quotePrefix
        assert [cell.value for cell in row] == hostile[:5]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [HOSTILE, "x" * 4000, "\u202e" * 10, "<script>", "محمد", "a\nb\nc"])
def test_names_do_no_harm_in_notices_and_lists(renderer: MessageRenderer, language: str, name: str) -> None:
    for message in (
        m.AccessAsked(request=1, role=Role.NFP, country="GE", name=name, words=name[:500], language="en", invited=True,
                      invited_by=name),
        m.ChooseRefusal(request=1, name=name),
        m.RequestDecided(state="approved", role=Role.NFP, country="GE", name=name, by=name),
        m.OpenRequests(
            requests=tuple(OpenRequest(request=each, role=Role.NFP, country="GE", name=name) for each in range(20))
        ),
        m.NameSet(name=name),
    ):  # fmt: skip
        rendered = renderer.render(message, keeper(language), RICH, NOW)
        check(rendered, language, braces=False)
        for part in rendered.parts:
            assert isinstance(part, TextPart)
            assert not any(mark in parse(part.html).text for mark in "\u202e\u202c\u200b\u0000")


def test_links_for_more_countries_than_there_are_fit(renderer: MessageRenderer) -> None:
    links = tuple(CountryLink(country=a + b, link=LINK) for a in "ABCDEFGHIJKLMNOPQRST" for b in "ABCDEFGHIJKLM")
    (part,) = renderer.render(m.InviteWorkbook(links=links, expires=NOW), keeper("ru"), RICH, NOW).parts
    assert isinstance(part, DocumentPart)
    assert len(m.dump(m.InviteWorkbook(links=links, expires=NOW))) < 60_000


def test_whoever_was_refused_learns_whom_to_write_to(renderer: MessageRenderer) -> None:
    told = shown(renderer, m.AccessRefused(reason="official", again=None), member=False)
    assert "seee@example.org" in told.html


@pytest.mark.parametrize(("why", "again"), [("lapsed", True), ("expired", True), ("revoked", False)])
def test_whoever_was_only_silent_may_ask_again(renderer: MessageRenderer, why: str, again: bool) -> None:
    ended = m.RoleEnded.model_validate({"role": Role.NFP, "country": "GE", "why": why})
    assert (AskAccess() in actions(shown(renderer, ended, member=False))) is again
    assert AskAccess() not in actions(shown(renderer, ended))
