"""Organizers have sent what people have answered, as files."""

import csv
import io
from typing import Final

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.simulator.messages import Message
from tests.conversations.conftest import GUEST_ES, NFP_AR, NFP_EN, NFP_FR, ORGANIZER, SECRETARIAT
from tests.conversations.office import acts, demote, file_of, force, tap
from tests.living import Living

MEETING: Final = "brussels-2023"
KINDS: Final = ("xlsx", "csv", "png")
FILES: Final = ("document", "photo")


async def answered(bot: Living) -> None:
    """Two come, each in their way, and one does not."""
    for person, answer in ((NFP_EN, "in_person"), (NFP_FR, "online"), (NFP_AR, "no")):
        await force(bot, person, await bot.ask(person, "/help"), f"rsvp|{MEETING}|{answer}|note")


async def board(bot: Living, person: int) -> Message:
    return await force(bot, person, await bot.ask(person, "/help"), f"board|{MEETING}")


async def files(bot: Living, person: int) -> dict[str, Message]:
    """What the three buttons bring."""
    message = await board(bot, person)
    found = {}
    for kind in KINDS:
        before = len(bot.from_bot(person))
        await tap(bot, person, message, f"attfile|{MEETING}|{kind}")
        (found[kind],) = bot.from_bot(person)[before:]
    return found


async def test_an_organizer_gets_all_three_in_their_language(demo: Living) -> None:
    await answered(demo)
    found = await files(demo, ORGANIZER)
    book = load_workbook(io.BytesIO(file_of(demo, found["xlsx"].media)))
    rows = {sheet.title: [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book}
    assert rows["Toutes les réponses"] == ["Nino Beridze", "ليلى الخطيب", "Youssef El Amrani"]
    assert rows["En présentiel"] == ["Nino Beridze"]
    assert rows["En ligne"] == ["Youssef El Amrani"]
    assert rows["Liste d’attente"] == []
    assert "Айгуль Нурланова" in rows["Sans réponse"]
    table = list(csv.reader(io.StringIO(file_of(demo, found["csv"].media).decode("utf-8-sig"))))
    assert [line[0] for line in table] == ["Nom", *map(str, rows["Toutes les réponses"])]
    picture = Image.open(io.BytesIO(file_of(demo, found["png"].media[-1])))
    assert (
        "Toutes les régions: En présentiel 1, En ligne 1, Pas encore décidé 0, Ne participe pas 1"
        in picture.info["Description"]
    )
    for message in found.values():
        assert "En présentiel\u00a0: 1" in message.text


async def test_a_double_tap_brings_a_file_once(demo: Living) -> None:
    message = await board(demo, ORGANIZER)
    before = len(demo.from_bot(ORGANIZER))
    for _ in range(2):
        await tap(demo, ORGANIZER, message, f"attfile|{MEETING}|csv")
    assert len(demo.from_bot(ORGANIZER)) == before + 1


async def test_the_log_tells_who_has_taken_names_away(demo: Living) -> None:
    await files(demo, ORGANIZER)
    assert acts(demo).count("answers.exported") == len(KINDS)


@pytest.mark.parametrize(
    "person", [NFP_EN, SECRETARIAT, GUEST_ES], ids=["focal point", "another's secretariat", "guest"]
)
@pytest.mark.parametrize("kind", KINDS)
async def test_nobody_else_gets_one(demo: Living, person: int, kind: str) -> None:
    await answered(demo)
    if person == GUEST_ES:
        await demo.answers(person, lambda: demo.world.start(person))
    message = demo.from_bot(person)[-1] if person == GUEST_ES else await demo.ask(person, "/help")
    await force(demo, person, message, f"attfile|{MEETING}|{kind}")
    assert not any(each.kind in FILES for each in demo.from_bot(person))


@pytest.mark.parametrize("fields", [f"{MEETING}|exe", "nothing|xlsx", f"{MEETING}|-"])
async def test_a_forged_button_brings_nothing(demo: Living, fields: str) -> None:
    message = await force(demo, ORGANIZER, await demo.ask(ORGANIZER, "/help"), f"attfile|{fields}")
    assert not any(each.kind in FILES for each in demo.from_bot(ORGANIZER))
    assert message.text


async def test_whoever_has_lost_the_role_gets_nothing_by_an_old_button(demo: Living) -> None:
    message = await board(demo, ORGANIZER)
    await demote(demo, ORGANIZER)
    await tap(demo, ORGANIZER, message, f"attfile|{MEETING}|xlsx")
    assert not any(each.kind in FILES for each in demo.from_bot(ORGANIZER))
