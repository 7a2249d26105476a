"""A round of twelve options with long titles, in Arabic, on the smallest phone."""

import os
import signal
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.phone import Phone, plain, sideways
from tests.commands import spawned
from tests.conversations.rounds import of_things
from tests.living import named

pytestmark = pytest.mark.xdist_group("browser")

READER: Final = 1003
TITLES: Final = tuple(
    f"{subject} {place}"
    for subject in (
        "تعزيز قدرات المختبرات الوطنية على الكشف المبكر عن العوامل البيولوجية",
        "تدريب المستجيبين الأوائل على التعامل مع الحوادث الكيميائية والإشعاعية",
        "تحديث التشريعات الوطنية بما يتوافق مع الالتزامات الدولية ذات الصلة",
        "إنشاء آلية دائمة لتبادل المعلومات بين السلطات المختصة وشركائها",
    )
    for place in ("في العواصم", "في المناطق الحدودية", "في الموانئ والمطارات")
)


def button(phone: Phone, number: int) -> WebElement:
    """That of an option on the newest message; IndexError while it is not there."""
    found = phone.bubbles()[-1].find_elements(By.CSS_SELECTOR, '[data-testid="inline-button"]')
    for each in found:
        if f"{number}. " in plain(each.text):
            return each
    raise IndexError(number)


def chosen(phone: Phone, number: int) -> bool:
    return "✓" in button(phone, number).text


def test_twelve_long_titles_in_arabic_on_a_small_phone(browser: webdriver.Chrome, tmp_path: Path) -> None:
    options = [{"id": f"o{number}", "title": {"ar": title}} for number, title in enumerate(TITLES)]
    pack = named(of_things(options=options, title={"ar": "ما الذي يهمّ بلدكم أكثر من غيره؟"}), tmp_path)
    with spawned("demo", "--port", "0", "--at", "2023-04-18T09:00", "--pack", pack, environment=os.environ) as running:
        address = next(word for word in running.says("http://").split() if word.startswith("http://"))
        phone = Phone(browser, address, READER, (360, 740))
        phone.until(lambda: "ما الذي يهمّ بلدكم" in plain(phone.say("/feedback").text))
        for number in (12, 3, 7):
            phone.until(partial(button, phone, number)).click()
            phone.until(partial(chosen, phone, number))
        said = plain(phone.newest())
        assert [title for title in TITLES if title not in said] == [], "each title stands there in full"
        assert said.index(f"1. {TITLES[11]}", said.index("ترتيبكم")) < said.index(f"2. {TITLES[2]}")
        for number in range(1, 13, 2):
            first, second = button(phone, number), button(phone, number + 1)
            assert first.rect["y"] == second.rect["y"], "two to a row"
            assert first.rect["x"] > second.rect["x"], "from right to left"
            assert max(first.rect["height"], second.rect["height"]) < 66, "of two lines at most"
        assert sideways(browser) <= 0
        phone.shoot("round-arabic")
        running.send_signal(signal.SIGTERM)
        running.wait()
