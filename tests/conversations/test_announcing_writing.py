"""Announcements are written on a phone: in six languages one after another, or all in one file.

They get files, buttons and a time. Nothing that somebody has typed is lost, and what is wrong is explained.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import Announcement, State
from bot.simulator.messages import Message
from tests.conversations.conftest import COORDINATOR, NFP_AR, NFP_EN, SECRETARIAT, STAFF
from tests.conversations.office import demote, file_of, force, later, tap
from tests.living import KEY, SPRING, Living, labels, living

LANGUAGES = ("en", "fr", "ar", "ru", "es", "pt")
TEXTS = {
    "en": "**Registration is open**\n• until 1 June\n• [the form](https://example.org/form)",
    "fr": "**Les inscriptions sont ouvertes**",
    "ar": "**باب التسجيل مفتوح**",
    "ru": "__Регистрация открыта__",
    "es": "La inscripción está abierta: ¿vendrá?",
    "pt": "As inscrições estão abertas & é fácil",
}
IN_HTML = {
    "en": '<b>Registration is open</b>\n• until 1 June\n• <a href="https://example.org/form">the form</a>',
    "fr": "<b>Les inscriptions sont ouvertes</b>",
    "ar": "<b>باب التسجيل مفتوح</b>",
    "ru": "<i>Регистрация открыта</i>",
    "es": "La inscripción está abierta: ¿vendrá?",
    "pt": "As inscrições estão abertas &amp; é fácil",
}
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d494844520000006400000064")
"""As much of a picture as tells its size."""


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    """Two secretariats, a focal point and two administrators; announcements may link to example.org."""
    async with living(tmp_path, pack="demo", people=STAFF) as alive:
        yield alive


async def stored(bot: Living) -> list[Announcement]:
    """All announcements, the newest first."""
    async with bot.database.unit_of_work() as uow:
        return await uow.announcements.in_states(tuple(State))


async def newest(bot: Living) -> Announcement:
    return (await stored(bot))[0]


async def begin(bot: Living, author: int = SECRETARIAT) -> Message:
    """The card of a new announcement."""
    return await tap(bot, author, await bot.ask(author, "/announce"), "annnew")


async def send(bot: Living, text: str, author: int = SECRETARIAT) -> Message:
    return (await bot.answers(author, lambda: bot.world.send_text(author, text)))[0]


async def send_file(
    bot: Living, kind: str, content: bytes, name: str, caption: str = "", author: int = SECRETARIAT
) -> Message:
    return (await bot.answers(author, lambda: bot.world.send_file(author, kind, content, name, caption)))[0]


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def step(bot: Living, *taps: str) -> Message:
    """The last message to the secretariat after pressing these buttons one after another, from a new announcement."""
    message = await begin(bot)
    number = (await newest(bot)).id
    for each in taps:
        message = await tap(bot, SECRETARIAT, message, each.replace("#", str(number)))
    return message


async def test_six_languages_one_after_another_with_what_is_formatted(bot: Living) -> None:
    message = await step(bot, "anntexts|#", "anntext|#|en")
    assert "Language: English" in message.text
    for language in LANGUAGES:
        message = await send(bot, TEXTS[language])
    assert "Saved: Portuguese" in message.text
    announcement = await newest(bot)
    assert announcement.content.texts == IN_HTML
    card = await tap(bot, SECRETARIAT, message, f"draft|{announcement.id}")
    assert "Texts: English, French, Arabic, Russian, Spanish and Portuguese" in card.text
    assert "missing" not in card.text


async def test_after_each_text_the_next_missing_language_is_asked_for(bot: Living) -> None:
    message = await step(bot, "anntexts|#", "anntext|#|fr")
    message = await send(bot, TEXTS["fr"])
    assert "Saved: French" in message.text
    assert "Language: English" in message.text
    number = (await newest(bot)).id
    message = await tap(bot, SECRETARIAT, message, f"anntext|{number}|ar")
    assert "Language: Arabic" in message.text
    assert (await newest(bot)).content.texts == {"fr": IN_HTML["fr"]}


async def test_missing_languages_tell_what_their_readers_get(bot: Living) -> None:
    number_of = await step(bot, "anntexts|#", "anntext|#|fr")
    assert "Language: French" in number_of.text
    await send(bot, TEXTS["fr"])
    announcement = await newest(bot)
    card = await tap(bot, SECRETARIAT, await bot.ask(SECRETARIAT, "/announce"), "deskpart|drafts|0")
    card = await tap(bot, SECRETARIAT, card, f"draft|{announcement.id}")
    assert "English is missing: it would be read in French" in card.text
    assert "are told that there is no text in their language" in card.text


async def test_a_new_text_takes_the_place_of_the_old_and_can_be_taken_away(bot: Living) -> None:
    message = await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, "One")
    number = (await newest(bot)).id
    message = await force(bot, SECRETARIAT, bot.from_bot(SECRETARIAT)[-1], f"anntext|{number}|en")
    assert "There is a text already: “One”" in message.text
    await send(bot, "Two")
    assert (await newest(bot)).content.texts == {"en": "Two"}
    message = await force(bot, SECRETARIAT, message, f"anntext|{number}|en")
    for _ in range(2):
        message = await force(bot, SECRETARIAT, message, f"annnotext|{number}|en")
    assert (await newest(bot)).content.texts == {}


async def test_a_text_that_is_too_long_is_explained_and_still_awaited(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    answer = await send(bot, "word " * 790)
    assert "has 3949 characters; the limit is 3800" in answer.text
    assert (await newest(bot)).content.texts == {}
    await send(bot, "short enough")
    assert (await newest(bot)).content.texts == {"en": "short enough"}


async def test_a_text_that_asks_something_is_a_text(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, "Where is the Brussels meeting?")
    assert (await newest(bot)).content.texts == {"en": "Where is the Brussels meeting?"}


async def test_a_question_instead_of_a_time_is_answered_and_the_time_is_still_awaited(bot: Living) -> None:
    await step(bot, "annwhen|#")
    assert "Brussels" in (await send(bot, "Where is the Brussels meeting?")).text
    await send(bot, "3 May 14:30")
    assert (await newest(bot)).timing.kind == "at"


@pytest.mark.parametrize("line", ["word " * 20, "word " * 500 + "\n"], ids=["lines", "paragraphs"])
async def test_a_text_that_an_app_sends_in_pieces_is_too_long_as_a_whole(bot: Living, line: str) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    whole = f"{line}\n" * (7000 // len(line))
    *_, last = await bot.answers(SECRETARIAT, lambda: bot.world.send_text(SECRETARIAT, whole), 2)
    assert "the limit is 3800" in last.text
    assert "Language: English" in last.text
    assert (await newest(bot)).content.texts == {}, "no piece of it is taken for a text"
    await send(bot, "Shorter")
    assert (await newest(bot)).content.texts == {"en": "Shorter"}


async def test_a_text_is_mended_by_editing_its_message(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, "It begins at nein.")
    written = bot.world.chat(SECRETARIAT)[-2]
    await send(bot, TEXTS["fr"])

    def edit(text: str) -> object:
        return bot.world.edit(SECRETARIAT, written.id, text)

    answer = (await bot.answers(SECRETARIAT, lambda: edit("It begins at **nine**.")))[0]
    assert "Saved: English" in answer.text
    assert (await newest(bot)).content.texts == {"en": "It begins at <b>nine</b>.", "fr": IN_HTML["fr"]}
    await send(bot, TEXTS["ar"])
    assert set((await newest(bot)).content.texts) == {"en", "fr", "ar"}, "the next one is still awaited"
    await settle(bot, State.DONE)
    await bot.answers(SECRETARIAT, lambda: edit("It begins at ten."))
    announcement = await newest(bot)
    assert announcement.correction is None, "what was sent is not corrected by accident"


async def test_cancel_leaves_the_text_as_it_is(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    assert "New announcement" in (await send(bot, "cancel")).text
    await send(bot, "hello")
    assert (await newest(bot)).content.texts == {}


@pytest.mark.parametrize("kind", ["sticker", "voice"])
async def test_what_is_no_text_is_explained_and_the_text_is_still_awaited(bot: Living, kind: str) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    answer = (await bot.answers(SECRETARIAT, lambda: bot.world.send_media(SECRETARIAT, kind)))[0]
    assert "not a text" in answer.text
    await send(bot, "Come")
    assert (await newest(bot)).content.texts == {"en": "Come"}


FILE = """== English ==
Registration is <b>open</b>.

[fr]
Les inscriptions sont ouvertes <à tous>.

العربية
باب التسجيل مفتوح

== Russian ==
Регистрация открыта"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_all_texts_in_one_file(bot: Living, encoding: str) -> None:
    await step(bot, "anntexts|#", "annall|#")
    answer = await send_file(bot, "document", FILE.replace("\n", "\r\n").encode(encoding), "texts.txt")
    assert "Saved: English, French, Arabic and Russian" in answer.text
    assert (await newest(bot)).content.texts == {
        "en": "Registration is <b>open</b>.",
        "fr": "Les inscriptions sont ouvertes &lt;à tous&gt;.",
        "ar": "باب التسجيل مفتوح",
        "ru": "Регистрация открыта",
    }


async def test_all_texts_in_one_message_keep_what_is_formatted(bot: Living) -> None:
    await step(bot, "anntexts|#", "annall|#")
    await send(bot, "== Español ==\n**Hola** a todos\n== Português ==\nOlá")
    assert (await newest(bot)).content.texts == {"es": "<b>Hola</b> a todos", "pt": "Olá"}


async def test_the_template_holds_what_is_there_and_can_be_sent_back(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, TEXTS["en"])
    number = (await newest(bot)).id
    message = await force(bot, SECRETARIAT, bot.from_bot(SECRETARIAT)[-1], f"annall|{number}")
    await tap(bot, SECRETARIAT, message, f"anntempl|{number}")
    template = bot.from_bot(SECRETARIAT)[-1]
    assert "plain text (UTF-8)" in template.text
    content = file_of(bot, template.media).decode("utf-8-sig")
    for name in ("English", "Français", "العربية", "Русский", "Español", "Português"):
        assert f"== {name} ==" in content
    filled = content.replace("== Español ==\n", "== Español ==\nHola\n")
    await send_file(bot, "document", filled.encode(), "announcement.txt")
    assert (await newest(bot)).content.texts == {"en": IN_HTML["en"], "es": "Hola"}


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"Registration is open.", "a.txt", "No line in the file names a language"),
        (b"== Deutsch ==\nHallo", "a.txt", "“Deutsch” is not a language of this service"),
        (b"[de]\nHallo", "a.txt", "“de” is not a language of this service"),
        (b"== English ==\na\n== English ==\nb", "a.txt", "“English” names a language that is there already"),
        (b"Dear all\n== English ==\na", "a.txt", "text above the first language"),
        (b"== English ==\n" + b"word " * 800, "a.txt", "The text in English is too long: 3999 characters"),
        (b"== English ==\n", "a.txt", "There is no text in it"),
        (b"PK\x03\x04", "a.docx", "has to end in .txt"),
        ("== Français ==\nété".encode("latin-1"), "a.txt", "characters cannot be read"),
        (b"x" * 200_001, "a.txt", "too large"),
    ],
    ids=["no headings", "unknown", "unknown code", "twice", "before", "long", "empty", "docx", "latin-1", "large"],
)
async def test_a_file_that_is_not_taken_is_explained_and_changes_nothing(
    bot: Living, content: bytes, name: str, told: str
) -> None:
    await step(bot, "anntexts|#", "annall|#")
    answer = await send_file(bot, "document", content, name)
    assert told in answer.text
    assert "Nothing has been changed" in answer.text
    assert (await newest(bot)).content.texts == {}
    await send_file(bot, "document", b"== English ==\nBetter", "b.txt")
    assert (await newest(bot)).content.texts == {"en": "Better"}


async def test_a_file_that_telegram_does_not_give_is_explained(bot: Living) -> None:
    await step(bot, "anntexts|#", "annall|#")
    bot.world.faults.server_errors(1, methods={"getFile"})
    assert "Telegram did not hand over the file" in (await send_file(bot, "document", b"[en]\nHello", "a.txt")).text
    await send_file(bot, "document", b"[en]\nHello", "a.txt")
    assert (await newest(bot)).content.texts == {"en": "Hello"}


async def test_a_picture_and_documents_for_all_or_for_one_language(bot: Living) -> None:
    message = await step(bot, "annfiles|#", "annaddfile|#|all")
    assert "all languages" in message.text
    answer = await send_file(bot, "photo", PICTURE, "p.png")
    assert "Added: picture (1 of 5)" in answer.text
    number = (await newest(bot)).id
    message = await tap(bot, SECRETARIAT, answer, f"annfiles|{number}")
    await tap(bot, SECRETARIAT, message, f"annaddfile|{number}|fr")
    answer = await send_file(bot, "document", b"%PDF", "Ordre du jour.pdf", "voici")
    assert "Added: Ordre du jour.pdf (1 of 5)" in answer.text
    assert "Its caption has not been kept" in answer.text
    content = (await newest(bot)).content
    assert [(file.kind, file.name) for file in content.files_for("en")] == [("photo", None)]
    assert [(file.kind, file.name) for file in content.files_for("fr")] == [("document", "Ordre du jour.pdf")]
    message = await tap(bot, SECRETARIAT, answer, f"annfiles|{number}")
    assert labels(message)[:2] == ["🗑 picture", "🗑 Ordre du jour.pdf"]
    message = await bot.press(SECRETARIAT, message, "Ordre du jour.pdf")
    assert (await newest(bot)).content.files_for("fr") == content.files_for("en")


async def test_taking_a_file_away_twice_takes_one_away(bot: Living) -> None:
    await step(bot, "annfiles|#", "annaddfile|#|all")
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        answer = await send_file(bot, "document", name.encode(), name)
    number = (await newest(bot)).id
    message = await tap(bot, SECRETARIAT, answer, f"annfiles|{number}")
    data = (message.inline_keyboard or [])[0][0]["callback_data"].removeprefix("v1|")
    for _ in range(2):
        message = await force(bot, SECRETARIAT, message, data)
    assert [file.name for file in (await newest(bot)).content.files_for("en")] == ["b.pdf", "c.pdf"]


async def test_files_that_are_too_many_or_too_big_are_explained(bot: Living) -> None:
    await step(bot, "annfiles|#", "annaddfile|#|all")
    answer = await send_file(bot, "document", bytes(20 * 1024 * 1024 + 1), "big.zip")
    assert "larger than 20 MB" in answer.text
    for number in range(5):
        answer = await send_file(bot, "document", b"x", f"{number}.pdf")
    assert "(5 of 5)" in answer.text
    assert "There are 5 files already" in (await send_file(bot, "document", b"x", "6.pdf")).text
    assert "neither a picture nor a document" in (await send(bot, "what else?!")).text
    assert len((await newest(bot)).content.files_for("en")) == 5


async def test_a_picture_with_the_text_beneath_it_is_both(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|fr")
    answer = await send_file(bot, "photo", PICTURE, "p.png", "**Venez** nombreux")
    assert "Saved: French" in answer.text
    content = (await newest(bot)).content
    assert content.texts == {"fr": "<b>Venez</b> nombreux"}
    assert [file.kind for file in content.files["fr"]] == ["photo"]
    assert content.files_for("en") == ()


async def test_buttons_are_switched_on_and_off(bot: Living) -> None:
    message = await step(
        bot, "annbuttons|#", "annconfirm|#|on", "annmeets|#|0", "annsetmeet|#|brussels-2023", "annlink|#"
    )
    assert "Allowed, with their subdomains: example.org" in message.text
    answer = await send(bot, "https://docs.example.org/agenda?x=1")
    assert "To the meeting: " in answer.text
    content = (await newest(bot)).content
    assert (content.confirm, content.meeting, content.link) == (
        True,
        "brussels-2023",
        "https://docs.example.org/agenda?x=1",
    )
    number = (await newest(bot)).id
    for each in (f"annconfirm|{number}|off", f"annsetmeet|{number}|.", f"annnolink|{number}"):
        answer = await tap(bot, SECRETARIAT, answer, each)
    content = (await newest(bot)).content
    assert (content.confirm, content.meeting, content.link) == (False, None, None)
    refused = await force(bot, SECRETARIAT, answer, f"annsetmeet|{number}|nowhere-2023")
    assert (await newest(bot)).content.meeting is None, refused.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://example.com/agenda", "“example.com” is not one of the allowed websites"),
        ("https://notexample.org", "“notexample.org” is not one of the allowed websites"),
        ("https://example.org.evil.net/", "“example.org.evil.net” is not one of the allowed websites"),
        ("http://example.org/agenda", "not a complete address"),
        ("https://user@example.org/", "not a complete address"),
        ("example.org", "not a complete address"),
        ("javascript:alert(1)", "not a complete address"),
    ],
)
async def test_a_link_elsewhere_is_explained_and_may_be_typed_again(bot: Living, typed: str, told: str) -> None:
    await step(bot, "annbuttons|#", "annlink|#")
    assert told in (await send(bot, typed)).text
    await send(bot, "https://example.org/agenda")
    assert (await newest(bot)).content.link == "https://example.org/agenda"


TBILISI = ZoneInfo("Asia/Tbilisi")


@pytest.mark.parametrize(
    "typed",
    ["2023-05-03 14:30", "3 May 14:30", "3 mai à 14h30", "3 мая, 14:30", "3 de mayo 14:30", "3 de maio às 14h30",
     "٣ مايو ١٤:٣٠", "Wednesday 3 May 2023, 2:30 pm", "3.5. 14:30"],
)  # fmt: skip
async def test_a_time_is_typed_in_the_authors_zone_and_shown_back(bot: Living, typed: str) -> None:
    await step(bot, "annwhen|#")
    card = await send(bot, typed)
    assert "When: Wednesday 3 May 2023, 14:30 (Tbilisi)" in card.text
    timing = (await newest(bot)).timing
    assert (timing.kind, timing.at) == ("at", datetime(2023, 5, 3, 14, 30, tzinfo=TBILISI).astimezone(UTC))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("16 April 2023 09:00", "already passed: Sunday 16 April 2023, 09:00 (Tbilisi)"),
        ("2024-05-03 14:30", "too far ahead: Friday 3 May 2024, 14:30 (Tbilisi)"),
        ("soon, I hope", "No date could be found"),
        ("2023-02-31 10:00", "No date could be found"),
        ("3 May 25:00", "No date could be found"),
    ],
)
async def test_a_time_that_cannot_be_is_explained_and_may_be_typed_again(bot: Living, typed: str, told: str) -> None:
    await step(bot, "annwhen|#")
    assert told in (await send(bot, typed)).text
    assert (await newest(bot)).timing.kind == "now"
    await send(bot, "3 May 14:30")
    assert (await newest(bot)).timing.kind == "at"


async def test_a_day_without_a_time_asks_for_the_hour(bot: Living) -> None:
    await step(bot, "annwhen|#")
    answer = await send(bot, "3 May")
    assert "Wednesday 3 May 2023: at what time?" in answer.text
    await bot.press(SECRETARIAT, answer, "09:00")
    assert (await newest(bot)).timing.at == datetime(2023, 5, 3, 5, tzinfo=UTC)


async def test_a_time_by_buttons(bot: Living) -> None:
    message = await step(bot, "annwhen|#", "annday|#|2023-04-19")
    number = (await newest(bot)).id
    card = await tap(bot, SECRETARIAT, message, f"anntime|{number}|2023-04-19T15.00")
    assert "When: Wednesday 19 April 2023, 15:00 (Tbilisi)" in card.text
    message = await tap(bot, SECRETARIAT, card, f"annwhen|{number}")
    message = await tap(bot, SECRETARIAT, message, f"annurgent|{number}|on")
    assert "Urgent" in message.text
    card = await tap(bot, SECRETARIAT, message, f"anntiming|{number}|morning")
    assert "at 9:00 in each person’s time zone" in card.text
    assert not (await newest(bot)).timing.urgent


async def test_days_that_are_over_have_no_hours(bot: Living) -> None:
    message = await step(bot, "annwhen|#", "annday|#|2023-04-17")
    number = (await newest(bot)).id
    later(bot, timedelta(days=2))
    refused = await tap(bot, SECRETARIAT, message, f"anntime|{number}|2023-04-17T15.00")
    assert "already passed" in refused.text
    for forged in ("2023-13-01", "x", "2023-04-17T15.00"):
        await force(bot, SECRETARIAT, refused, f"annday|{number}|{forged}")
        await force(bot, SECRETARIAT, refused, f"anntime|{number}|{forged}T99.99")
    assert (await newest(bot)).timing.kind == "now"


async def test_a_draft_and_what_is_awaited_survive_a_restart(tmp_path: Path) -> None:
    async with living(tmp_path, pack="demo", people=STAFF) as bot:
        await step(bot, "anntexts|#", "anntext|#|en")
        await send(bot, TEXTS["en"])
    async with living(tmp_path, pack="demo", people=(), at=SPRING + timedelta(hours=1)) as bot:
        bot.world.add_person(SECRETARIAT, started=True)
        answer = await send(bot, TEXTS["fr"])
        assert "Saved: French" in answer.text
        assert (await newest(bot)).content.texts == {each: IN_HTML[each] for each in ("en", "fr")}


async def test_what_is_announced_stands_encrypted_on_disk(tmp_path: Path) -> None:
    async with living(tmp_path, pack="demo", people=STAFF, key=KEY) as bot:
        await step(bot, "anntexts|#", "anntext|#|en")
        await send(bot, "Heliotropes bloom")
    assert b"Heliotropes" not in everything_in(tmp_path)


async def test_without_a_key_nothing_is_written(tmp_path: Path) -> None:
    async with living(tmp_path, pack="demo", people=STAFF, key=None) as bot:
        desk = await bot.ask(SECRETARIAT, "/announce")
        assert "no encryption key" in desk.text
        refused = await force(bot, SECRETARIAT, desk, "annnew")
        assert "no encryption key" in refused.text
        assert await stored(bot) == []


async def test_an_announcement_begins_as_an_earlier_one_once(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, TEXTS["en"])
    first = await newest(bot)
    message = await tap(bot, SECRETARIAT, await bot.ask(SECRETARIAT, "/announce"), "annearlier|0")
    card = await tap(bot, SECRETARIAT, message, f"anncopy|{first.id}")
    assert "Started from an earlier one" in card.text
    await force(bot, SECRETARIAT, card, f"anncopy|{first.id}")
    copy, *others = await stored(bot)
    assert others == [first]
    assert (copy.content, copy.state, copy.approved) == (first.content, State.DRAFT, None)
    await force(bot, SECRETARIAT, card, f"anntext|{copy.id}|en")
    await send(bot, "Changed")
    assert [each.content.texts["en"] for each in await stored(bot)] == ["Changed", IN_HTML["en"]]


async def test_pressing_new_twice_begins_one(bot: Living) -> None:
    card = await begin(bot)
    await force(bot, SECRETARIAT, card, "annnew")
    assert len(await stored(bot)) == 1


async def test_a_draft_is_deleted_after_a_question(bot: Living) -> None:
    message = await step(bot, "annaskdrop|#")
    number = (await newest(bot)).id
    assert "Shall the draft" in message.text
    desk = await tap(bot, SECRETARIAT, message, f"anndrop|{number}")
    assert "Deleted" in desk.text
    assert await stored(bot) == []
    gone = await force(bot, SECRETARIAT, desk, f"draft|{number}")
    assert "no longer available" in gone.text
    await force(bot, SECRETARIAT, gone, f"anndrop|{number}")


async def settle(bot: Living, state: State) -> int:
    """The newest announcement has come so far meanwhile; its id."""
    announcement = await newest(bot)
    async with bot.database.unit_of_work() as uow:
        await uow.announcements.put(replace(announcement, state=state, started_at=bot.clock.now()))
        await uow.commit()
    return announcement.id


async def test_of_what_was_sent_only_texts_are_corrected(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, "It begins at nine.")
    number = await settle(bot, State.DONE)
    message = await bot.ask(SECRETARIAT, "/help")
    sent = (await newest(bot)).content
    for data in (f"annfiles|{number}", f"annconfirm|{number}|on", f"anntiming|{number}|morning", f"annlink|{number}",
                 f"annnotext|{number}|en", f"annsetmeet|{number}|brussels-2023"):  # fmt: skip
        told = await force(bot, SECRETARIAT, message, data)
        assert "It has been sent" in told.text, data
    assert (await newest(bot)).correction is None
    message = await tap(bot, SECRETARIAT, told, f"anntexts|{number}")
    await tap(bot, SECRETARIAT, message, f"anntext|{number}|en")
    answer = await send_file(bot, "photo", PICTURE, "p.png", "It begins at ten.")
    assert "Files stay as they were sent" in answer.text
    await send(bot, "It begins at ten.")
    announcement = await newest(bot)
    assert announcement.content == sent
    assert announcement.correction == sent.model_copy(update={"texts": {"en": "It begins at ten."}})
    card = await force(bot, SECRETARIAT, answer, f"draft|{number}")
    assert "Correction: It begins at ten." in card.text
    message = await tap(bot, SECRETARIAT, card, f"annaskdrop|{number}")
    await tap(bot, SECRETARIAT, message, f"anndrop|{number}")
    announcement = await newest(bot)
    assert (announcement.content, announcement.correction, announcement.state) == (sent, None, State.DONE)


async def test_a_change_of_what_was_scheduled_makes_it_a_draft_again(bot: Living) -> None:
    message = await step(bot, "annwhen|#", "annday|#|2023-04-21")
    number = (await newest(bot)).id
    card = await tap(bot, SECRETARIAT, message, f"anntime|{number}|2023-04-21T10.00")
    await settle(bot, State.SCHEDULED)
    card = await force(bot, SECRETARIAT, card, f"draft|{number}")
    assert "scheduled. Any change makes it a draft again" in card.text
    await force(bot, SECRETARIAT, card, f"annconfirm|{number}|off")
    assert (await newest(bot)).state is State.SCHEDULED, "nothing was changed by that"
    await force(bot, SECRETARIAT, card, f"annconfirm|{number}|on")
    assert (await newest(bot)).state is State.DRAFT


ACTS = ("draft", "anntexts", "annall", "anntempl", "annfiles", "annbuttons", "annlink", "annnolink", "annwhen",
        "annaskdrop", "anndrop", "anncopy")  # fmt: skip
ACTS_OF_TWO = ("anntext|{}|en", "annnotext|{}|en", "annaddfile|{}|all", "annconfirm|{}|on", "annmeets|{}|0",
               "annsetmeet|{}|brussels-2023", "anntiming|{}|morning", "annurgent|{}|on", "annday|{}|2023-05-01",
               "anntime|{}|2023-05-01T10.00", "annnofile|{}|all|0123456789ab")  # fmt: skip


@pytest.mark.parametrize("other", [NFP_EN, NFP_AR, COORDINATOR], ids=["focal point", "other region", "administrator"])
async def test_nobody_else_writes_in_somebodys_draft(bot: Living, other: int) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, "Mine")
    before = await stored(bot)
    message = await bot.ask(other, "/help")
    acts = [f"{act}|{before[0].id}" for act in ACTS] + [act.format(before[0].id) for act in ACTS_OF_TWO]
    for data in acts:
        refused = await force(bot, other, message, data)
        assert other == COORDINATOR or "Mine" not in refused.text, data
    await bot.answers(other, lambda: bot.world.send_text(other, "Not mine, this long text that nobody awaits here."))
    kept = [each for each in await stored(bot) if each.id == before[0].id]
    assert kept == before


async def test_whoever_lost_the_role_writes_no_more(bot: Living) -> None:
    await step(bot, "anntexts|#", "anntext|#|en")
    await demote(bot, SECRETARIAT)
    await bot.answers(SECRETARIAT, lambda: bot.world.send_text(SECRETARIAT, "Still writing my announcement"))
    assert (await newest(bot)).content.texts == {}


async def test_every_screen_fits_a_phone(bot: Living) -> None:
    """Two buttons to a row, and no more text than a screen shows."""
    await step(bot, "anntexts|#", "anntext|#|en")
    await send(bot, TEXTS["en"])
    number = (await newest(bot)).id
    message = await bot.ask(SECRETARIAT, "/announce")
    for data in ("deskpart|drafts|0", "annearlier|0", f"draft|{number}", f"anntexts|{number}", f"anntext|{number}|fr",
                 f"annall|{number}", f"annfiles|{number}", f"annaddfile|{number}|all", f"annbuttons|{number}",
                 f"annmeets|{number}|0", f"annlink|{number}", f"annwhen|{number}", f"annday|{number}|2023-05-01",
                 f"annaskdrop|{number}"):  # fmt: skip
        message = await force(bot, SECRETARIAT, message, data)
        assert all(len(row) <= 2 for row in message.inline_keyboard or []), data
        assert len(message.inline_keyboard or []) <= 10, data
        assert len(message.text) <= 700, data


async def test_the_desk_is_asked_for_in_arabic(bot: Living) -> None:
    desk = await bot.ask(NFP_AR, "/announce")
    assert "الإعلانات" in desk.text
    card = await tap(bot, NFP_AR, desk, "annnew")
    assert "إعلان جديد" in card.text
