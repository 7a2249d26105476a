"""What a person sends from the page, formatted texts and files of their own, and how it looks when the bot sends it."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.phone import PATIENCE, Phone, console, sideways

pytestmark = pytest.mark.xdist_group("browser")

TOKEN = "123456789:" + "A" * 35


class Bot:
    """A bot that does what the test says."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._offset = 0
        self.call("getMe")

    def call(self, method: str, **params: Any) -> Any:
        answer = self._client.post(f"/bot{TOKEN}/{method}", json=params).json()
        assert answer["ok"], answer
        return answer["result"]

    def update(self) -> Any:
        """The next update; ValueError where none comes in the longest time that one can wait for."""
        [update] = self.call("getUpdates", offset=self._offset, limit=1, timeout=50)
        self._offset = update["update_id"] + 1
        return update

    def file(self, file_id: str) -> bytes:
        path = self.call("getFile", file_id=file_id)["file_path"]
        return self._client.get(f"/file/bot{TOKEN}/{path}").content

    def started_by(self, person: int) -> None:
        self._client.post(f"/phone/chats/{person}/start", json={}).raise_for_status()
        assert self.update()["message"]["text"] == "/start"


@pytest.fixture
def bot(simulator: str) -> Iterator[Bot]:
    with httpx.Client(base_url=simulator, timeout=PATIENCE, verify=False) as client:
        yield Bot(client)


CASES = [
    (1001, (1280, 800), "**Hotels** near the venue", "Hotels near the venue", "ltr", "I have read this", "Thank you."),
    (1003, (360, 740), "**الفنادق** قرب مكان الاجتماع", "الفنادق قرب مكان الاجتماع", "rtl", "اطّلعت على هذا", "شكرًا."),
]  # fmt: skip


@pytest.mark.parametrize(("person", "size", "typed", "caption", "direction", "button", "thanks"), CASES)
def test_a_photo_with_a_caption(
    browser: webdriver.Chrome,
    simulator: str,
    bot: Bot,
    tmp_path: Path,
    person: int,
    size: tuple[int, int],
    typed: str,
    caption: str,
    direction: str,
    button: str,
    thanks: str,
) -> None:
    picture = tmp_path / "venue.png"
    Image.new("RGB", (800, 500), (60, 120, 110)).save(picture)
    bot.started_by(person)
    phone = Phone(browser, simulator, person, size)
    phone.find("attach")[0].click()
    phone.until(lambda: phone.find("choose-photo")[0].is_displayed())
    phone.shoot(f"{person}-attach")
    phone.find("choose-photo")[0].click()
    phone.find("file-photo")[0].send_keys(str(picture))
    phone.until(lambda: phone.find("send-file")[0].is_enabled())
    phone.find("caption")[0].send_keys(typed)
    phone.shoot(f"{person}-photo-to-send")
    phone.find("send-file")[0].click()

    message = bot.update()["message"]
    assert (message["caption"], [e["type"] for e in message["caption_entities"]]) == (caption, ["bold"])
    photo = message["photo"][-1]
    assert (photo["width"], photo["height"]) == (800, 500)
    assert bot.file(photo["file_id"]) == picture.read_bytes()

    keyboard = {"inline_keyboard": [[{"text": button, "callback_data": "read"}]]}
    bot.call(
        "sendPhoto",
        chat_id=person,
        photo=photo["file_id"],
        caption=caption,
        caption_entities=json.dumps(message["caption_entities"]),
        reply_markup=keyboard,
    )
    phone.until(lambda: phone.bubbles()[-1].find_element(By.TAG_NAME, "img").get_property("naturalWidth") == 800)
    text = phone.bubbles()[-1].find_element(By.CSS_SELECTOR, '[data-testid="message-text"]')
    assert text.get_attribute("dir") == direction
    assert text.find_element(By.TAG_NAME, "strong").text == caption.split(maxsplit=1)[0]
    phone.shoot(f"{person}-photo")

    for name in ("alert", "toast"):
        phone.tap(button)
        query = bot.update()["callback_query"]["id"]
        bot.call("answerCallbackQuery", callback_query_id=query, text=thanks, show_alert=name == "alert")
        phone.until(partial(phone.says, name, thanks))
        phone.shoot(f"{person}-{name}")
        if name == "alert":
            phone.find(name)[0].find_element(By.TAG_NAME, "button").click()
    assert sideways(browser) <= 0
    assert not [entry for entry in console(browser) if entry["level"] == "SEVERE"]


def test_a_document_whose_caption_is_too_long_can_be_mended(
    browser: webdriver.Chrome, simulator: str, bot: Bot, tmp_path: Path
) -> None:
    agenda = tmp_path / "agenda.ics"
    agenda.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    bot.started_by(1001)
    phone = Phone(browser, simulator, 1001, (360, 740))
    phone.find("file-document")[0].send_keys(str(agenda))
    caption = phone.until(lambda: phone.find("caption"))[0]
    caption.send_keys("x" * 1025, Keys.ENTER)
    phone.until(lambda: "1024" in phone.find("send-file-sheet")[0].text)
    caption.send_keys(Keys.BACKSPACE, Keys.ENTER)
    message = bot.update()["message"]
    assert message["caption"] == "x" * 1024
    assert message["document"]["file_name"] == "agenda.ics"
    assert bot.file(message["document"]["file_id"]) == agenda.read_bytes()
    phone.until(lambda: not phone.find("send-file-sheet"))


def test_what_is_no_picture_is_not_sent_as_one(
    browser: webdriver.Chrome, simulator: str, bot: Bot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    bot.started_by(1001)
    phone = Phone(browser, simulator, 1001, (360, 740))
    phone.find("file-photo")[0].send_keys(str(broken))
    phone.until(lambda: "cannot be opened" in phone.find("send-file-sheet")[0].text)
    assert not phone.find("send-file")[0].is_enabled()


def test_a_formatted_text(browser: webdriver.Chrome, simulator: str, bot: Bot) -> None:
    typed = "**Dear colleagues**, see [the site](https://example.org/) in __June__"
    bot.started_by(1001)
    phone = Phone(browser, simulator, 1001, (360, 740))
    field = phone.find("composer")[0]
    field.send_keys(typed, Keys.ENTER)
    message = bot.update()["message"]
    assert message["text"] == "Dear colleagues, see the site in June"
    assert [entity["type"] for entity in message["entities"]] == ["bold", "text_link", "italic"]
    sent = phone.until(lambda: [bubble for bubble in phone.find("message") if "Dear colleagues" in bubble.text])[0]
    assert sent.find_element(By.TAG_NAME, "strong").text == "Dear colleagues"
    assert sent.find_element(By.TAG_NAME, "a").get_attribute("href") == "https://example.org/"
    phone.shoot("1001-formatted")

    field.send_keys(Keys.ARROW_UP)
    phone.until(lambda: field.get_property("value") == typed)
    field.send_keys(" and July", Keys.ENTER)
    edited = bot.update()["edited_message"]
    assert edited["text"] == "Dear colleagues, see the site in June and July"
    assert edited["entities"] == message["entities"]
