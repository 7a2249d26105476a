"""The results of a round as a picture and as a workbook, and the comments that came with the answers."""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.domain.round_results import code_of
from bot.domain.rounds import Method
from tests.conversations.office import acts, demote, file_of, force, tap
from tests.conversations.polled import (
    FOLLOWER,
    GEORGIANS,
    ID,
    JORDANIANS,
    KAZAKHS,
    OUTSIDER,
    PEOPLE,
    VOTERS,
    answered,
    ended,
    file,
    opened,
    polled,
    results,
    said,
    terms,
    workbook,
)
from tests.living import Living, labels, living


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, pack="demo", people=PEOPLE) as alive:
        yield alive


async def comments(bot: Living, person: int, language: str = "all", page: str = "0") -> Any:
    return await force(bot, person, await bot.ask(person, "/help"), f"reslines|{ID}|{language}|{page}")


# The picture


async def test_a_picture_says_in_words_what_it_shows(bot: Living) -> None:
    await polled(bot)
    came = await file(bot, GEORGIANS[0], await results(bot, GEORGIANS[0]), "png")
    assert came is not None
    picture = Image.open(io.BytesIO(file_of(bot, came.media[-1])))
    assert picture.info["Description"].split("\n") == [
        "What matters most?",
        "Answered: 20 of 20",
        "As of 17 April 2023",
        "Place 1, Place 2",
        "Points",
        "1. Training: 24 (8, 8)",
        "1. Laboratories: 24 (8, 8)",
        "3. Borders: 0 ()",
    ]
    assert "Results: What matters most?" in came.text


async def test_a_picture_of_a_group_and_none_of_a_group_that_is_not_shown(bot: Living) -> None:
    await polled(bot)
    message = await results(bot, FOLLOWER)
    came = await file(bot, FOLLOWER, message, "png", code_of(("mie",)))
    assert came is not None
    assert "Middle East · answers: 8" in Image.open(io.BytesIO(file_of(bot, came.media[-1]))).info["Description"]
    assert await file(bot, FOLLOWER, message, "png", code_of(("ca",))) is None


@pytest.mark.parametrize("what", ["png", "xlsx"])
async def test_a_double_tap_brings_a_file_once(bot: Living, what: str) -> None:
    await polled(bot)
    message = await results(bot, FOLLOWER)
    assert await file(bot, FOLLOWER, message, what) is not None
    assert await file(bot, FOLLOWER, message, what) is None


@pytest.mark.parametrize("what", ["png", "xlsx"])
async def test_nobody_else_gets_a_file(bot: Living, what: str) -> None:
    await polled(bot, terms(results="never"))
    for person in (OUTSIDER, GEORGIANS[0]):
        assert await file(bot, person, await bot.ask(person, "/help"), what) is None
    message = await results(bot, FOLLOWER)
    await demote(bot, FOLLOWER)
    assert await file(bot, FOLLOWER, message, what) is None


async def test_a_file_of_another_kind_is_none(bot: Living) -> None:
    await polled(bot)
    assert await file(bot, FOLLOWER, await results(bot, FOLLOWER), "exe") is None


# The workbook


async def test_the_workbook_of_an_anonymous_round_holds_what_the_screens_show(bot: Living) -> None:
    await polled(bot)
    sheets = await workbook(bot, FOLLOWER)
    assert list(sheets) == ["Results", "By group"]
    assert sheets["Results"] == [
        ("Group", "Answers", "Place", "Option", "Points", "Place 1", "Place 2"),
        ("All answers", 16, 1, "Training", 24, 8, 8),
        ("All answers", 16, 1, "Laboratories", 24, 8, 8),
        ("All answers", 16, 3, "Borders", 0, 0, 0),
    ]
    assert [row[:5] for row in sheets["By group"][1:]] == [
        ("Middle East", 8, 1, "Laboratories", 16),
        ("Middle East", 8, 2, "Training", 8),
        ("Middle East", 8, 3, "Borders", 0),
        ("South East and Eastern Europe", 8, 1, "Training", 16),
        ("South East and Eastern Europe", 8, 2, "Laboratories", 8),
        ("South East and Eastern Europe", 8, 3, "Borders", 0),
    ]


async def test_the_workbook_of_a_round_with_names_has_them_for_those_who_look_after_it(bot: Living) -> None:
    await polled(bot, terms(anonymous=False))
    sheets = await workbook(bot, FOLLOWER)
    names = sheets["Answers by name"]
    assert names[0] == ("Name", "Country", "Region", "Language", "Training", "Laboratories", "Borders")
    assert names[1] == ("Voter 2001", "Georgia", "South East and Eastern Europe", "English", 1, 2, None)
    assert len(names) == 1 + len(VOTERS)
    assert "Answers by name" not in await workbook(bot, GEORGIANS[0])


async def test_ratings_with_their_mean(bot: Living) -> None:
    round_ = await opened(bot, terms(method=Method.RATE, most=1))
    await answered(bot, round_, GEORGIANS[:6], "a5b3")
    await answered(bot, round_, GEORGIANS[6:], "a4")
    await ended(bot, round_)
    assert (await workbook(bot, FOLLOWER))["Results"][1:] == [
        ("All answers", 8, 1, "Training", 4.75, 0, 0, 0, 2, 6),
        ("All answers", 8, 2, "Laboratories", 3, 0, 0, 6, 0, 0),
        ("All answers", 8, 3, "Borders", None, 0, 0, 0, 0, 0),
    ]


async def test_the_log_tells_who_has_taken_a_workbook_away(bot: Living) -> None:
    await polled(bot)
    await workbook(bot, FOLLOWER)
    await file(bot, FOLLOWER, await results(bot, FOLLOWER), "png")
    assert acts(bot).count("answers.exported") == 1


# Comments


async def test_comments_stand_language_by_language_without_names(bot: Living) -> None:
    round_ = await polled(bot, terms(comment=True), open_=True)
    await said(bot, round_, GEORGIANS[0], "More time, please")
    await said(bot, round_, JORDANIANS[0], "نحتاج إلى وقت أطول", language="ar")
    await ended(bot, round_)
    message = await tap(bot, FOLLOWER, await results(bot, FOLLOWER), f"reslines|{ID}|all|0")
    assert {"Arabic · 1", "English · 1"} <= set(labels(message))
    message = await tap(bot, FOLLOWER, message, f"reslines|{ID}|en|0")
    assert "More time, please" in message.text
    assert "Voter" not in message.text
    message = await tap(bot, FOLLOWER, message, f"reslines|{ID}|all|0")
    assert "نحتاج" in (await tap(bot, FOLLOWER, message, f"reslines|{ID}|ar|0")).text
    assert (await workbook(bot, FOLLOWER))["Comments"] == [
        ("Language", "Why it comes first", "Comment"),
        ("Arabic", None, "نحتاج إلى وقت أطول"),
        ("English", None, "More time, please"),
    ]


async def test_comments_of_an_anonymous_round_are_not_read_while_it_is_open(bot: Living) -> None:
    """Who has just answered, and what has just come, would belong together."""
    round_ = await polled(bot, terms(comment=True), open_=True)
    await said(bot, round_, GEORGIANS[0], "More time, please")
    assert "Comments" not in labels(await results(bot, FOLLOWER))
    assert "More time" not in (await comments(bot, FOLLOWER, "en")).text
    assert "Comments" not in await workbook(bot, FOLLOWER)


@pytest.mark.parametrize("anonymous", [True, False])
async def test_comments_are_for_those_alone_who_look_after_the_round(bot: Living, anonymous: bool) -> None:
    round_ = await polled(bot, terms(comment=True, anonymous=anonymous), open_=True)
    await said(bot, round_, GEORGIANS[0], "More time, please")
    await ended(bot, round_)
    for person in (GEORGIANS[0], JORDANIANS[0], OUTSIDER):
        assert "Comments" not in labels(await results(bot, person))
        assert "More time" not in (await comments(bot, person, "en")).text
    assert "Comments" not in await workbook(bot, GEORGIANS[0])


async def test_a_reason_stands_with_its_choice_only_among_enough_of_the_same_language(bot: Living) -> None:
    round_ = await polled(bot, terms(why=True), open_=True)
    for number, person in enumerate(GEORGIANS[:5]):
        await said(bot, round_, person, f"Reason {number}", why="a")
    for number, person in enumerate(KAZAKHS):
        await said(bot, round_, person, f"Point {number}", why="c")
    await said(bot, round_, JORDANIANS[0], "حجة", why="a", language="ar")
    await ended(bot, round_)
    text = (await comments(bot, FOLLOWER, "en")).text
    reasons, _, others = text.partition("Other comments:")
    assert "Why “Training” comes first:" in reasons
    assert sorted(line for line in reasons.split("\n") if line.startswith("Reason")) == [
        f"Reason {number}" for number in range(5)
    ]
    assert sorted(filter(None, others.split("\n"))) == [f"Point {number}" for number in range(4)]
    assert "Borders" not in text
    assert "Training" not in (await comments(bot, FOLLOWER, "ar")).text
    assert sorted((row[1] or "") for row in (await workbook(bot, FOLLOWER))["Comments"][1:]) == [
        *[""] * 5,
        *["Training"] * 5,
    ]


async def test_the_order_of_comments_is_not_that_in_which_they_came(bot: Living) -> None:
    round_ = await polled(bot, terms(comment=True), open_=True)
    numbers = [f"Number {number:02}" for number, _ in enumerate(VOTERS)]
    for person, words in zip(VOTERS, numbers, strict=True):
        await said(bot, round_, person, words)
    await ended(bot, round_)
    found = [row[2] for row in (await workbook(bot, FOLLOWER))["Comments"][1:]]
    # That it is by chance will not happen in the lifetime of this program: there are 20! orders.
    assert found != numbers
    assert sorted(found) == numbers
    text = (await comments(bot, FOLLOWER, "en")).text
    assert [line for line in text.split("\n") if line.startswith("Number")] == found


async def test_many_comments_stand_on_pages(bot: Living) -> None:
    round_ = await polled(bot, terms(comment=True), open_=True)
    for number, person in enumerate(VOTERS):
        await said(bot, round_, person, f"{number:02} " + "word " * 99)
    await ended(bot, round_)
    message, seen = await tap(bot, FOLLOWER, await results(bot, FOLLOWER), f"reslines|{ID}|all|0"), set()
    for page in range(4):
        assert f"Page {page + 1} of 4" in message.text
        seen |= {line[:2] for line in message.text.split("\n") if "word" in line}
        if page < 3:
            message = await tap(bot, FOLLOWER, message, f"reslines|{ID}|en|{page + 1}")
    assert seen == {f"{number:02}" for number in range(20)}
    assert "Page 4 of 4" in (await comments(bot, FOLLOWER, "en", "99999")).text


async def test_comments_of_a_round_with_names_say_whose_they_are(bot: Living) -> None:
    round_ = await polled(bot, terms(comment=True, why=True, anonymous=False), open_=True)
    await said(bot, round_, GEORGIANS[0], "More time, please")
    await said(bot, round_, GEORGIANS[1], "It is the base", why="a")
    message = await comments(bot, FOLLOWER, "en")
    assert "Why “Training” comes first:" in message.text
    assert "Voter 2001\nMore time, please" in message.text
    assert (await workbook(bot, FOLLOWER))["Comments"][1] == ("English", "Training", "It is the base", "Voter 2002")


async def test_there_are_no_comments(bot: Living) -> None:
    await polled(bot)
    assert "Comments" not in labels(await results(bot, FOLLOWER))
    assert "There are no comments." in (await comments(bot, FOLLOWER)).text
    assert "There are no comments." in (await comments(bot, FOLLOWER, "xx")).text


async def test_what_a_forgotten_person_has_said_without_a_name_stays_in_the_results(bot: Living) -> None:
    round_ = await polled(bot, open_=True)
    await tap(bot, GEORGIANS[0], await bot.ask(GEORGIANS[0], "/forget"), "forgetme")
    await ended(bot, round_)
    message = await results(bot, FOLLOWER)
    assert "South East and Eastern Europe · 8" in labels(message)
    # One is asked no more, and twenty have answered.
    assert "Answered: 20\n" in message.text
