"""What goes to many is looked at first: findings, previews, tests.

A second person approves just what they have seen.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.announcements import State, Timing
from bot.domain.audience import EVERYONE
from bot.domain.content_parts import Audience
from bot.simulator.messages import Message
from tests.announce import FOCAL_POINTS, add_readers
from tests.conversations.approving import (
    ANA,
    ARAB,
    BEN,
    FOCAL_POINT,
    FRENCH,
    OTHER_REGION,
    TEXTS,
    check,
    digest,
    kept,
    mend,
    secretariat,
    written,
)
from tests.conversations.office import acts, demote, force, known, tap
from tests.living import Living, demonstration, labels


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with secretariat(tmp_path) as alive:
        yield alive


async def asked(bot: Living, number: int) -> Message:
    """The notice to the colleague who is asked to approve it."""
    screen = await check(bot, ANA, number)
    before = len(bot.from_bot(BEN))
    await tap(bot, ANA, screen, f"annask|{number}")
    return bot.from_bot(BEN)[before]


async def refused(bot: Living, number: int, reason: str) -> Message:
    """What the colleague is told who has refused it for this reason."""
    notice = await asked(bot, number)
    (question,) = await bot.answers(BEN, lambda: press(bot, BEN, notice, f"annno|{number}"))
    assert "Pourquoi" in question.text
    return await bot.ask(BEN, reason)


def press(bot: Living, person: int, message: Message, data: str) -> None:
    """Press the button whose data begins so."""
    (found,) = [
        (row, column)
        for row, buttons in enumerate(message.inline_keyboard or [])
        for column, each in enumerate(buttons)
        if each["callback_data"].startswith(f"v1|{data}")
    ]
    bot.world.press(person, message.id, *found)


async def told_after(bot: Living, person: int, data: str) -> str:
    """What stands in the message that was pressed, or in the one that was sent then."""
    message = await bot.ask(person, "/announce")
    edited = await force(bot, person, message, data)
    last = bot.from_bot(person)[-1]
    return edited.text if last.id == message.id else last.text


async def test_what_is_missing_or_leads_elsewhere_is_told(bot: Living) -> None:
    texts = {"en": 'See <a href="https://elsewhere.net/x">this</a>', "fr": "Voir"}
    screen = await check(bot, ANA, await written(bot, texts=texts, selection=FOCAL_POINTS))
    assert "Not in Arabic: 1 reader gets it in English" in screen.text
    assert "The text in English links to https://elsewhere.net/x" in screen.text
    assert "Not in French" not in screen.text
    assert "It goes to 6 people" in screen.text
    assert "Send now" in labels(screen)[-2] + labels(screen)[-3]


async def test_links_to_our_sites_are_no_finding(bot: Living) -> None:
    text = 'See <a href="https://www.example.org/x">this</a>'
    screen = await check(bot, ANA, await written(bot, texts={**TEXTS, "en": text}, selection=FOCAL_POINTS))
    assert "Everything is in order." in screen.text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"meeting": "never-there"}, "The meeting that its button leads to is no longer published"),
        ({"link": "https://example.org.evil.net/"}, "is not allowed"),
        ({"texts": {}}, "There is no text yet"),
        ({"texts": {"en": "<b>a</b>" * 3801}}, "is 1 character too long"),
    ],
)
async def test_what_cannot_go_is_not_sent_even_by_a_forged_button(
    bot: Living, content: dict[str, object], told: str
) -> None:
    number = await written(bot, selection=FOCAL_POINTS, **content)  # type: ignore[arg-type]
    screen = await check(bot, ANA, number)
    assert f"⛔ {told}" in screen.text or (told in screen.text and "⛔" in screen.text)
    assert not [each for each in labels(screen) if "Send now" in each]
    screen = await force(bot, ANA, screen, f"annsend|{number}|{await digest(bot, number)}")
    assert "It cannot be sent like this" in screen.text
    assert (await kept(bot, number)).state is State.DRAFT


async def test_who_may_not_see_the_meeting_is_counted(tmp_path: Path) -> None:
    pack = demonstration()
    first, *others = pack.meetings
    limited = first.model_copy(update={"audience": Audience(countries=("GE",), roles=("nfp",))})
    async with secretariat(tmp_path, pack=pack.model_copy(update={"meetings": (limited, *others)})) as bot:
        for selection, told in ((EVERYONE, True), (FOCAL_POINTS, False)):
            screen = await check(bot, ANA, await written(bot, selection=selection, meeting=limited.id))
            # The two of the secretariat.
            assert ("meant for others: 2" in screen.text) is told


async def test_a_time_that_is_over_has_to_be_set_anew(bot: Living) -> None:
    timing = Timing(kind="at", at=bot.clock.now())
    screen = await check(bot, ANA, await written(bot, selection=FOCAL_POINTS, timing=timing))
    assert "Its time has passed" in screen.text
    assert "When" in " ".join(labels(screen))


async def test_the_preview_is_what_readers_of_a_language_get(bot: Living) -> None:
    texts = {language: text for language, text in TEXTS.items() if language != "pt"}
    number = await written(bot, texts=texts, selection=FOCAL_POINTS, confirm=True)
    screen = await check(bot, ANA, number)
    note, shown = await bot.answers(ANA, lambda: press(bot, ANA, screen, f"annlook|{number}|ar"), 2)
    assert "1 reader (Arabic) gets this" in note.text
    assert "نقل" in shown.text
    assert [each for each in labels(shown) if "قرأ" in each or "اطلع" in each], labels(shown)
    _, shown = await bot.answers(ANA, lambda: press(bot, ANA, screen, f"annlook|{number}|pt"), 2)
    assert "The meeting has moved." in shown.text
    assert "inglês" in shown.text


async def test_a_test_goes_to_a_colleague_once_in_their_language(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS)
    screen = await tap(bot, ANA, await check(bot, ANA, number), f"anntests|{number}")
    assert labels(screen)[0] == "Benoît Martin"
    before = len(bot.from_bot(BEN))
    colleague = (await known(bot, BEN)).id
    screen = await tap(bot, ANA, screen, f"anntest|{number}|{colleague}")
    assert "Sent to Benoît Martin as a test." in screen.text
    await tap(bot, ANA, screen, f"anntest|{number}|{colleague}")
    note, shown = bot.from_bot(BEN)[before:]
    assert "Ana Petrova" in note.text
    assert "La réunion est déplacée." in shown.text
    assert (await kept(bot, number)).state is State.DRAFT


async def test_a_test_goes_to_nobody_who_does_not_announce(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS)
    screen = await check(bot, ANA, number)
    before = len(bot.from_bot(FOCAL_POINT))
    await force(bot, ANA, screen, f"anntest|{number}|{(await known(bot, FOCAL_POINT)).id}")
    assert len(bot.from_bot(FOCAL_POINT)) == before


async def test_few_readers_need_nobody_else(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS)
    await tap(bot, ANA, await check(bot, ANA, number), f"annsend|{number}|{await digest(bot, number)}")
    await bot.until(lambda: any("réunion" in each.text for each in bot.from_bot(FRENCH)))
    await bot.until(lambda: any("نقل" in each.text for each in bot.from_bot(ARAB)))


async def test_more_than_fifty_readers_need_a_colleague(bot: Living) -> None:
    number = await written(bot, selection=FOCAL_POINTS)
    add_readers(bot.database.path, 5001, 44, bot.clock.now())
    assert "A colleague has to approve" not in (await check(bot, ANA, number)).text
    add_readers(bot.database.path, 6001, 1, bot.clock.now())
    screen = await check(bot, ANA, number)
    assert "A colleague has to approve it before it is sent." in screen.text
    screen = await force(bot, ANA, screen, f"annsend|{number}|{await digest(bot, number)}")
    assert "It was not sent: a colleague has to approve it first." in screen.text


async def test_refused_with_a_reason_then_mended_and_approved(bot: Living) -> None:
    number = await written(bot)
    before = len(bot.from_bot(ANA))
    noted = await refused(bot, number, "Trop long, et le lieu manque.")
    assert "Vous n’avez pas approuvé" in noted.text
    told = bot.from_bot(ANA)[-1]
    assert len(bot.from_bot(ANA)) > before
    assert "Benoît Martin has not approved your announcement" in told.text
    assert "Trop long, et le lieu manque." in told.text
    screen = await check(bot, ANA, number)
    assert "Trop long, et le lieu manque." in screen.text

    await mend(bot, number, {**TEXTS, "fr": "La réunion est à Tbilissi."})
    notice = await asked(bot, number)
    assert "Ana Petrova vous demande d’approuver une annonce" in notice.text
    assert "La réunion est à Tbilissi." in notice.text
    looked = await check(bot, BEN, number)
    assert "Un ou une collègue vous demande d’approuver une annonce" in looked.text
    noted = await tap(bot, BEN, notice, f"annok|{number}|{await digest(bot, number)}")
    assert "Vous avez approuvé" in noted.text
    assert "✅ Benoît Martin has approved your announcement" in bot.from_bot(ANA)[-1].text
    assert (await kept(bot, number)).is_approved
    decided = [act for act in acts(bot) if act.startswith("announcement")]
    assert len(decided) == 2


async def test_what_has_changed_since_it_was_looked_at_is_not_approved(bot: Living) -> None:
    number = await written(bot)
    notice = await asked(bot, number)
    seen = await digest(bot, number)
    await mend(bot, number, {"en": "Something else."})
    await asked(bot, number)
    screen = await tap(bot, BEN, notice, f"annok|{number}|{seen}")
    assert "Elle a changé entre-temps" in screen.text
    assert not (await kept(bot, number)).is_approved
    assert await digest(bot, number) != seen


async def test_an_edit_after_approval_asks_again(bot: Living) -> None:
    number = await written(bot)
    notice = await asked(bot, number)
    await tap(bot, BEN, notice, f"annok|{number}|{await digest(bot, number)}")
    await mend(bot, number, {"en": "Something else."})
    screen = await check(bot, ANA, number)
    assert "A colleague has to approve it before it is sent." in screen.text
    screen = await force(bot, ANA, screen, f"annsend|{number}|{await digest(bot, number)}")
    assert "a colleague has to approve it first" in screen.text


async def test_pressing_twice_asks_and_approves_once(bot: Living) -> None:
    number = await written(bot)
    notice = await asked(bot, number)
    before = len(bot.from_bot(BEN)), len(bot.from_bot(ANA))
    await force(bot, ANA, bot.from_bot(ANA)[-1], f"annask|{number}")
    assert len(bot.from_bot(BEN)) == before[0]
    approve = f"annok|{number}|{await digest(bot, number)}"
    await tap(bot, BEN, notice, approve)
    again = await force(bot, BEN, notice, approve)
    assert "Ce n’est plus possible" in again.text
    assert len(bot.from_bot(ANA)) == before[1] + 1


async def test_nobody_approves_their_own(bot: Living) -> None:
    number = await written(bot)
    await asked(bot, number)
    screen = await force(bot, ANA, bot.from_bot(ANA)[-1], f"annok|{number}|{await digest(bot, number)}")
    assert "It is your own: somebody else has to decide." in screen.text
    assert not (await kept(bot, number)).is_approved


async def test_who_is_alone_is_told_so(bot: Living) -> None:
    await demote(bot, BEN)
    number = await written(bot)
    screen = await tap(bot, ANA, await check(bot, ANA, number), f"annask|{number}")
    assert "There is nobody else who could approve it" in screen.text


async def test_whose_role_was_taken_cannot_approve(bot: Living) -> None:
    number = await written(bot)
    notice = await asked(bot, number)
    await demote(bot, BEN)
    screen = await tap(bot, BEN, notice, f"annok|{number}|{await digest(bot, number)}")
    assert "La réunion" not in screen.text
    assert not (await kept(bot, number)).is_approved


async def test_a_reason_counts_only_as_long_as_one_may_decide(bot: Living) -> None:
    number = await written(bot)
    notice = await asked(bot, number)
    await bot.answers(BEN, lambda: press(bot, BEN, notice, f"annno|{number}"))
    await demote(bot, BEN)
    await bot.ask(BEN, "Trop long.")
    assert (await kept(bot, number)).refusal is None


@pytest.mark.parametrize(
    "data", ["anncheck|#", "annlook|#|en", "anntests|#", "annask|#", "annok|#|!", "annno|#|!", "annsend|#|!",
             "annunsched|#", "annstatus|#", "annpause|#", "annresume|#", "annaskstop|#", "annstop|#"],
)  # fmt: skip
async def test_what_is_not_theirs_is_not_there(bot: Living, data: str) -> None:
    number = await written(bot)
    await asked(bot, number)
    before = await kept(bot, number)
    data = data.replace("!", await digest(bot, number))
    told = [await told_after(bot, OTHER_REGION, data.replace("#", each)) for each in (str(number), "999")]
    assert told[0] == told[1] == "هذا الإعلان لم يعد متاحًا."
    assert await kept(bot, number) == before


async def test_a_colleague_does_not_see_a_draft_that_they_are_not_asked_about(bot: Living) -> None:
    number = await written(bot)
    screen = await check(bot, BEN, number)
    assert "réunion" not in screen.text
    screen = await force(bot, BEN, screen, f"annlook|{number}|fr")
    assert "réunion" not in bot.world.last(BEN).text
    for data in (f"draft|{number}", f"anncopy|{number}"):
        assert "réunion" not in await told_after(bot, BEN, data), data


async def test_an_announcement_for_all_goes_once_their_number_is_typed(bot: Living) -> None:
    number = await written(bot)
    notice = await asked(bot, number)
    approved = await digest(bot, number)
    await tap(bot, BEN, notice, f"annok|{number}|{approved}")
    screen = await check(bot, ANA, number)
    question = await tap(bot, ANA, screen, f"annsend|{number}|{approved}")
    assert "8" in question.text
    wrong = await bot.ask(ANA, "80")
    assert "nothing was sent" in wrong.text
    assert (await kept(bot, number)).state is State.DRAFT
    bot.world.send_text(ANA, "8")
    await bot.until(lambda: any("réunion" in each.text for each in bot.from_bot(FRENCH)))
    assert (await kept(bot, number)).state in (State.SENDING, State.DONE)


async def test_the_number_is_not_waited_for_where_something_else_is_asked(bot: Living) -> None:
    number = await written(bot, selection=EVERYONE)
    notice = await asked(bot, number)
    approved = await digest(bot, number)
    await tap(bot, BEN, notice, f"annok|{number}|{approved}")
    await tap(bot, ANA, await check(bot, ANA, number), f"annsend|{number}|{approved}")
    answer = await bot.ask(ANA, "when is the Brussels meeting?")
    assert "not the number" not in answer.text
    assert (await kept(bot, number)).state is State.DRAFT
