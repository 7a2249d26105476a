"""Rounds of feedback are made on a phone: written in several languages, set, looked at, opened, extended and closed.

What is wrong is explained and loses nothing; pressing twice is the same as once; what is not one's own is not there.
"""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.rounds import Grouping, Method, Round, RoundState
from bot.simulator.messages import Message
from tests.conversations.conftest import COORDINATOR, NFP_AR, NFP_EN, ORGANIZER, SECRETARIAT, STAFF
from tests.conversations.office import acts, demote, force, known, later, tap
from tests.living import Living, labels, living

TBILISI = ZoneInfo("Asia/Tbilisi")
QUESTION = "What matters most?\n1. Training\n2. Equipment\n- Laws"
IN_FRENCH = "Qu’est-ce qui compte le plus ?\nFormation\nÉquipement\nLois"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """Two secretariats, a focal point of the South-East, and two administrators."""
    async with living(tmp_path, pack="demo", people=STAFF) as alive:
        yield alive


async def stored(bot: Living) -> list[Round]:
    """Those made in chat, the oldest first."""
    async with bot.database.unit_of_work() as uow:
        return [each for each in await uow.rounds.in_states(*RoundState) if each.of_chat]


async def newest(bot: Living) -> Round:
    return (await stored(bot))[-1]


async def say(bot: Living, text: str) -> None:
    """Write what is taken for a question, however it is answered."""
    before = len(bot.from_bot(SECRETARIAT))
    bot.world.send_text(SECRETARIAT, text)
    await bot.until(lambda: len(bot.from_bot(SECRETARIAT)) > before)
    await bot.idle()


async def send(bot: Living, text: str, author: int = SECRETARIAT) -> Message:
    return (await bot.answers(author, lambda: bot.world.send_text(author, text)))[0]


async def desk(bot: Living, author: int = SECRETARIAT) -> Message:
    return await force(bot, author, await bot.ask(author, "/help"), "rdesk")


async def begun(bot: Living, author: int = SECRETARIAT, question: str = QUESTION) -> tuple[Message, str]:
    """The card of a new round, and its id."""
    await tap(bot, author, await desk(bot, author), "rnew")
    return await send(bot, question, author), (await newest(bot)).id


async def opened(bot: Living) -> tuple[Message, str]:
    """The card of a round that has just been opened; its announcement to the focal point has left."""
    card, number = await begun(bot)
    asked = await tap(bot, SECRETARIAT, card, f"raskopen|{number}")
    return await tap(bot, SECRETARIAT, asked, f"ropen|{number}"), number


async def of_state(bot: Living, number: str) -> Round:
    async with bot.database.unit_of_work() as uow:
        found = await uow.rounds.get(number)
    assert found is not None
    return found


async def test_a_question_with_its_options_is_all_it_takes_to_open_a_round(bot: Living) -> None:
    card, number = await begun(bot)
    made = await newest(bot)
    assert made.terms.title.root == {"en": "What matters most?"}
    assert [each.title.root["en"] for each in made.terms.choices] == ["Training", "Equipment", "Laws"]
    assert (made.state, made.scope, made.terms.method) == (RoundState.DRAFT, frozenset({"seee"}), Method.RANK)
    asked = await tap(bot, SECRETARIAT, card, f"raskopen|{number}")
    assert "everybody whom it asks gets a message: 1" in asked.text
    assert (await of_state(bot, number)).state is RoundState.DRAFT, "it was only asked"
    card = await tap(bot, SECRETARIAT, asked, f"ropen|{number}")
    assert "0 of 1 have answered" in card.text
    assert (await of_state(bot, number)).state is RoundState.OPEN
    await bot.until(lambda: any("What matters most?" in each.text for each in bot.from_bot(NFP_EN)))
    (told,) = [each for each in bot.from_bot(NFP_EN) if "What matters most?" in each.text]
    await tap(bot, NFP_EN, told, f"rpick|{number}|a")
    assert acts(bot).count("round.opened") == 1


async def test_pressing_open_twice_opens_and_tells_once(bot: Living) -> None:
    card, number = await opened(bot)
    before = await of_state(bot, number)
    await force(bot, SECRETARIAT, card, f"ropen|{number}")
    assert await of_state(bot, number) == before
    assert acts(bot).count("round.opened") == 1
    await bot.until(lambda: any("What matters most?" in each.text for each in bot.from_bot(NFP_EN)))
    await bot.idle()
    assert len([each for each in bot.from_bot(NFP_EN) if "What matters most?" in each.text]) == 1


async def test_each_language_has_the_question_and_the_same_options(bot: Living) -> None:
    card, number = await begun(bot)
    texts = await tap(bot, SECRETARIAT, card, f"rstep|{number}|texts")
    await tap(bot, SECRETARIAT, texts, f"rtext|{number}|fr")
    odd = await send(bot, "Qu’est-ce qui compte ?\nFormation\nLois")
    assert "Options here: 2; in the other languages: 3" in odd.text
    assert "fr" not in (await newest(bot)).terms.title.root, "nothing is changed"
    following = await send(bot, IN_FRENCH)
    assert "French: saved" in following.text
    assert "Arabic" in following.text, "the next one that is missing is asked for"
    terms = (await newest(bot)).terms
    assert [each.title.root for each in terms.choices][2] == {"en": "Laws", "fr": "Lois"}
    assert [each.key for each in terms.choices] == ["a", "b", "c"]
    await send(bot, "ما الأهم؟\nالتدريب\nالمعدات\nالقوانين")
    texts = await force(bot, SECRETARIAT, following, f"rstep|{number}|texts")
    await tap(bot, SECRETARIAT, texts, f"rnotext|{number}|fr")
    assert set((await newest(bot)).terms.choices[0].title.root) == {"en", "ar"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Which?\nOne\none", "line 3 is there twice"),
        ("Which?\n" + "x" * 201, "Line 2 is too long"),
        ("Which?\n" + "\n".join(f"Option {number}" for number in range(41)), "There are 41 options"),
        ("•\n\u200b", "There are no words in that message"),
    ],
)
async def test_an_odd_text_is_explained_and_asked_for_again(bot: Living, text: str, said: str) -> None:
    await tap(bot, SECRETARIAT, await desk(bot), "rnew")
    assert said in (await send(bot, text)).text
    assert not await stored(bot)
    await send(bot, QUESTION)
    assert len(await stored(bot)) == 1


async def test_a_question_may_ask_what_the_bot_could_answer(bot: Living) -> None:
    await begun(bot, question="When is the Brussels meeting to be?\nIn May\nIn June")
    assert (await newest(bot)).terms.title.root["en"] == "When is the Brussels meeting to be?"


async def test_cancel_leaves_what_was_asked_for(bot: Living) -> None:
    await tap(bot, SECRETARIAT, await desk(bot), "rnew")
    assert "Rounds of feedback" in (await send(bot, "cancel")).text
    await send(bot, "hello")
    assert not await stored(bot)


async def test_options_come_from_a_roadmap_and_then_only_the_question_is_written(bot: Living) -> None:
    card, number = await begun(bot, question="Which strand comes first?")
    assert "Too few options" in card.text
    assert f"v1|raskopen|{number}" not in str(card.inline_keyboard)
    options = await tap(bot, SECRETARIAT, card, f"rstep|{number}|options")
    strands = next(each for row in options.inline_keyboard or [] for each in row if "|options|s." in str(each))
    await tap(bot, SECRETARIAT, options, strands["callback_data"].removeprefix("v1|"))
    terms = (await newest(bot)).terms
    assert terms.roadmap is not None
    assert all(each.source for each in terms.choices)
    assert len(terms.choices) > 1
    await force(bot, SECRETARIAT, options, f"rtext|{number}|fr")
    assert "options are those of the roadmap" in (await send(bot, "Lequel ?\nUn\nDeux")).text
    await send(bot, "Quel axe en premier ?")
    assert (await newest(bot)).terms.title.root["fr"] == "Quel axe en premier ?"
    await force(bot, SECRETARIAT, options, f"rset|{number}|options|own")
    assert (await newest(bot)).terms.choices == ()


async def test_what_is_set_by_buttons_says_what_is_to_be_so(bot: Living) -> None:
    card, number = await begun(bot)
    for step, term, value in (
        ("answer", "method", "choose"),
        ("answer", "most", "2"),
        ("answer", "comment", "on"),
        ("answer", "why", "on"),
        ("audience", "role", "secretariat.on"),
        ("remind", "remind", "7d.on"),
        ("privacy", "anonymous", "off"),
        ("privacy", "shown", "8"),
        ("privacy", "group", "language"),
        ("privacy", "results", "live"),
    ):
        screen = await force(bot, SECRETARIAT, card, f"rstep|{number}|{step}")
        screen = await tap(bot, SECRETARIAT, screen, f"rset|{number}|{term}|{value}")
        before = (await newest(bot)).terms
        await force(bot, SECRETARIAT, screen, f"rset|{number}|{term}|{value}")
        assert (await newest(bot)).terms == before, "twice is the same as once"
    terms = (await newest(bot)).terms
    assert (terms.method, terms.most, terms.comment, terms.why) == (Method.CHOOSE, 2, True, True)
    assert terms.audience.roles == ("nfp", "secretariat")
    assert terms.remind == ("7d", "2d")
    assert (terms.anonymous, terms.shown_from, terms.grouping) == (False, 8, Grouping.LANGUAGE)
    assert terms.results == "live"
    card = await force(bot, SECRETARIAT, card, f"rset|{number}|method|rate")
    assert not (await newest(bot)).terms.why, "nothing comes first among ratings"


@pytest.mark.parametrize(
    "forged",
    ["method|none", "most|99", "most|0", "region|mie.on", "region|nowhere.on", "role|king.on", "shown|1", "group|x",
     "results|x", "remind|900d.on", "options|s.nothing", "opens|never", "closes|2023-02-30", "nothing|on"],
)  # fmt: skip
async def test_forged_buttons_set_nothing(bot: Living, forged: str) -> None:
    card, number = await begun(bot)
    before = await newest(bot)
    await force(bot, SECRETARIAT, card, f"rset|{number}|{forged}")
    assert await newest(bot) == before


async def test_times_are_typed_or_pressed_in_ones_own_zone(bot: Living) -> None:
    card, number = await begun(bot)
    opens = await tap(bot, SECRETARIAT, card, f"rstep|{number}|opens")
    again = await send(bot, "one fine day")
    assert (again.text, labels(again)) != (opens.text, labels(opens)), "it is told that no day was named"
    assert (await newest(bot)).terms.opens is None
    card = await send(bot, "3 May 2023 15:00")
    assert (await newest(bot)).terms.opens == datetime(2023, 5, 3, 15, tzinfo=TBILISI)
    await force(bot, SECRETARIAT, opens, f"rstep|{number}|closes")
    assert "before it opens" in (await send(bot, "1 May 2023")).text
    assert "already" in (await send(bot, "1 April 2023 10:00")).text.lower()
    await send(bot, "10 May 2023")
    assert (await newest(bot)).terms.closes == datetime(2023, 5, 10, 18, tzinfo=TBILISI), "a day alone ends at six"
    await force(bot, SECRETARIAT, opens, f"rset|{number}|opens|now")
    assert (await newest(bot)).terms.opens is None


async def test_a_planned_round_opens_by_itself_and_can_be_taken_back(bot: Living) -> None:
    card, number = await begun(bot)
    day = (bot.clock.now() + timedelta(days=2)).date().isoformat()
    await tap(
        bot, SECRETARIAT, await tap(bot, SECRETARIAT, card, f"rstep|{number}|opens"), f"rset|{number}|opens|{day}"
    )
    card = await force(bot, SECRETARIAT, card, f"ropen|{number}")
    assert (await of_state(bot, number)).state is RoundState.PLANNED
    await force(bot, SECRETARIAT, card, f"rset|{number}|method|rate")
    assert (await of_state(bot, number)).terms.method is Method.RANK, "what is planned stays as it was confirmed"
    card = await force(bot, SECRETARIAT, card, f"rback|{number}")
    assert (await of_state(bot, number)).state is RoundState.DRAFT
    await force(bot, SECRETARIAT, card, f"ropen|{number}")
    later(bot, timedelta(days=3))
    await bot.until(lambda: any("What matters most?" in each.text for each in bot.from_bot(NFP_EN)))
    assert (await of_state(bot, number)).state is RoundState.OPEN
    assert acts(bot).count("round.planned") == 2


async def test_an_open_round_can_close_later_or_at_once_and_nothing_else_changes(bot: Living) -> None:
    card, number = await opened(bot)
    before = (await of_state(bot, number)).terms
    assert before.closes is not None
    await force(bot, SECRETARIAT, card, f"rset|{number}|anonymous|off")
    await force(bot, SECRETARIAT, card, f"rtext|{number}|en")
    await force(bot, SECRETARIAT, card, f"rremove|{number}")
    await force(bot, SECRETARIAT, card, f"rset|{number}|opens|now")
    assert (await of_state(bot, number)).terms == before, "what people were promised stays"
    earlier = (before.closes - timedelta(days=5)).date().isoformat()
    told = await force(bot, SECRETARIAT, card, f"rset|{number}|closes|{earlier}")
    assert "can only be extended" in told.text
    longer = (before.closes + timedelta(days=7)).date().isoformat()
    screen = await force(bot, SECRETARIAT, card, f"rstep|{number}|closes")
    await tap(bot, SECRETARIAT, screen, f"rset|{number}|closes|{longer}")
    assert (await of_state(bot, number)).terms.closes == before.closes + timedelta(days=7)
    await force(bot, SECRETARIAT, screen, f"rset|{number}|closes|{longer}")
    asked = await force(bot, SECRETARIAT, card, f"raskclose|{number}")
    assert (await of_state(bot, number)).is_open
    closed = await tap(bot, SECRETARIAT, asked, f"rclose|{number}")
    assert "0 of 1 have answered" in closed.text
    await force(bot, SECRETARIAT, asked, f"rclose|{number}")
    found = acts(bot)
    assert (found.count("round.closed"), found.count("round.extended")) == (1, 1)


async def test_a_closed_round_is_asked_again_once(bot: Living) -> None:
    card, number = await opened(bot)
    card = await force(bot, SECRETARIAT, card, f"rclose|{number}")
    await tap(bot, SECRETARIAT, card, f"ragain|{number}")
    await force(bot, SECRETARIAT, card, f"ragain|{number}")
    first, again = await stored(bot)
    assert again.terms.earlier == first.id
    assert again.terms.choices == first.terms.choices
    assert again.state is RoundState.DRAFT
    assert again.terms.audience.regions == ("seee",)


async def test_the_coordination_asks_again_only_whom_the_region_asked(bot: Living) -> None:
    card, number = await opened(bot)
    card = await force(bot, SECRETARIAT, card, f"rclose|{number}")
    await force(bot, COORDINATOR, await desk(bot, COORDINATOR), f"ragain|{number}")
    again = await newest(bot)
    assert (again.scope, again.terms.audience.regions) == (None, ("seee",))


async def test_a_round_for_nobody_does_not_open(bot: Living) -> None:
    card, number = await begun(bot)
    await force(bot, SECRETARIAT, card, f"rset|{number}|role|nfp.off")
    await force(bot, SECRETARIAT, card, f"rset|{number}|role|translator.on")
    told = await force(bot, SECRETARIAT, card, f"ropen|{number}")
    assert "It asks nobody" in told.text
    assert (await of_state(bot, number)).state is RoundState.DRAFT


async def test_drafts_are_their_authors_and_rounds_those_of_the_region(bot: Living) -> None:
    card, number = await begun(bot)
    hers = await desk(bot, NFP_AR)
    for data in (f"rdraft|{number}", f"rset|{number}|method|rate", f"ropen|{number}", f"rremove|{number}",
                 f"rtext|{number}|en", f"rpreview|{number}|en", f"rclose|{number}", f"ragain|{number}"):  # fmt: skip
        hers = await force(bot, NFP_AR, hers, data)
        assert "What matters most?" not in hers.text
        admins = await force(bot, ORGANIZER, await desk(bot, ORGANIZER), data)
        assert "What matters most?" not in admins.text, "a draft is its author's"
    assert (await of_state(bot, number)).state is RoundState.DRAFT
    await force(bot, SECRETARIAT, card, f"ropen|{number}")
    assert "What matters most?" not in (await desk(bot, NFP_AR)).text
    assert "What matters most? – 0 of 1 have answered" in plain(await desk(bot, ORGANIZER))


async def test_who_has_lost_the_role_makes_no_more_rounds(bot: Living) -> None:
    await tap(bot, SECRETARIAT, await desk(bot), "rnew")
    await demote(bot, SECRETARIAT)
    await say(bot, QUESTION)
    assert not await stored(bot)


async def test_the_preview_is_the_card_in_the_language_of_its_readers_and_takes_no_answer(bot: Living) -> None:
    card, number = await begun(bot)
    await force(bot, SECRETARIAT, card, f"rtext|{number}|fr")
    await send(bot, IN_FRENCH)
    card = await force(bot, SECRETARIAT, card, f"rdraft|{number}")
    shown = await tap(bot, SECRETARIAT, card, f"rpreview|{number}|en")
    assert "What matters most?" in shown.text
    french = await tap(bot, SECRETARIAT, shown, f"rpreview|{number}|fr")
    assert "Formation" in french.text
    datas = {each["callback_data"] for row in french.inline_keyboard or [] for each in row}
    assert datas == {f"v1|rpreview|{number}|fr", f"v1|rpreview|{number}|en", f"v1|rdraft|{number}"}
    reader = await known(bot, SECRETARIAT)
    async with bot.database.unit_of_work() as uow:
        assert await uow.round_answers.of(number, reader.id) is None


async def test_a_draft_is_deleted_after_asking_once(bot: Living) -> None:
    card, number = await begun(bot)
    asked = await tap(bot, SECRETARIAT, card, f"raskdrop|{number}")
    assert len(await stored(bot)) == 1
    await tap(bot, SECRETARIAT, asked, f"rremove|{number}")
    assert not await stored(bot)
    assert "What matters most?" not in (await force(bot, SECRETARIAT, asked, f"rdraft|{number}")).text


async def test_without_a_key_no_round_is_made(tmp_path: Path) -> None:
    async with living(tmp_path, pack="demo", people=STAFF, key=None) as bot:
        shown = await desk(bot)
        assert "encryption key" in shown.text
        await force(bot, SECRETARIAT, shown, "rnew")
        await say(bot, QUESTION)
        assert not await stored(bot)


@pytest.mark.parametrize(
    "words",
    [
        "I want to start a survey",
        "lancer une consultation",
        "أريد إطلاق استطلاع",
        "хочу провести опрос",
        "quiero lanzar una consulta",
        "criar um inquérito",
    ],
)
async def test_whoever_wants_to_ask_members_says_so(bot: Living, words: str) -> None:
    said = await bot.ask(SECRETARIAT, words)
    assert "v1|rnew" in str(said.inline_keyboard)
    refused = await bot.ask(NFP_EN, words)
    assert "rnew" not in str(refused.inline_keyboard)


async def test_what_was_written_stands_nowhere_in_plain(bot: Living, tmp_path: Path) -> None:
    await begun(bot, question="Wherefrom the zebra?\nQuagga\nOkapi")
    assert b"Quagga" not in everything_in(tmp_path)


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def plain(message: Message) -> str:
    return message.text.replace("\u2068", "").replace("\u2069", "")
