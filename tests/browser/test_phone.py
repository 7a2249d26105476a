"""Three people, in three languages, ask about the Brussels meeting and tap through its topics, in a real browser."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.conftest import SHOTS

pytestmark = pytest.mark.xdist_group("browser")

CASES = [
    (1001, "When is the Brussels meeting?", "14–15 June 2023", "Source", "ltr", (1280, 800),
     ("Place", "Visas", "Hotels")),
    (1002, "c'est quand la réunion de Bruxelles ?", "14 au 15 juin 2023", "Source", "ltr", (360, 740),
     ("Lieu", "Visas", "Hébergement")),
    (1003, "متى اجتماع بروكسل؟", "14 إلى 15 حزيران/يونيو 2023", "المصدر", "rtl", (360, 740),
     ("المكان", "التأشيرات", "الفنادق")),
]  # fmt: skip

ALL_ABOUT = {1001: "All about", 1002: "Tout sur", 1003: "كل ما يخص"}
BRUSSELS = {1001: "Brussels", 1002: "Bruxelles", 1003: "بروكسل"}


class Phone:
    """One person's chat in the browser."""

    def __init__(self, browser: webdriver.Chrome, address: str, person: int, size: tuple[int, int]) -> None:
        self.browser = browser
        browser.set_window_size(*size)
        browser.get("about:blank")
        console(browser)  # forgets what an earlier page complained of
        browser.get(f"{address}/#{person}")
        self.until(lambda: self.find("composer"))
        self.until(lambda: self.find("bot-status")[0].get_attribute("data-ready") == "true")

    def until(self, condition: Callable[[], Any]) -> Any:
        wait = WebDriverWait(self.browser, 20, 0.1, (StaleElementReferenceException, IndexError))
        return wait.until(lambda _: condition())

    def find(self, name: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, f'[data-testid="{name}"]')

    def bubbles(self) -> list[WebElement]:
        return [bubble for bubble in self.find("message") if bubble.get_attribute("data-from") == "bot"]

    def say(self, text: str) -> WebElement:
        """The bot's answer."""
        before = len(self.bubbles())
        self.find("composer")[0].send_keys(text, Keys.ENTER)
        return self.until(lambda: self.bubbles()[before])  # type: ignore[no-any-return]

    def tap(self, label: str) -> None:
        """Press the button with this label on the newest message, once it has one."""

        def press() -> bool:
            for button in self.bubbles()[-1].find_elements(By.CSS_SELECTOR, '[data-testid="inline-button"]'):
                if label in button.text:
                    self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
                    button.click()
                    return True
            return False

        self.until(press)

    def newest(self) -> str:
        return self.bubbles()[-1].text

    def shows(self, topic: str) -> bool:
        """Whether the newest message is headed by this topic."""
        return topic in self.newest().split("\n")[1]

    def shoot(self, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        self.browser.save_screenshot(str(SHOTS / f"{name}.png"))


@pytest.mark.parametrize(("person", "question", "dates", "source", "direction", "size", "topics"), CASES)
def test_the_brussels_meeting(
    browser: webdriver.Chrome,
    demo: str,
    person: int,
    question: str,
    dates: str,
    source: str,
    direction: str,
    size: tuple[int, int],
    topics: tuple[str, ...],
) -> None:
    phone = Phone(browser, demo, person, size)
    answer = phone.say(question)
    phone.until(lambda: dates in plain(answer.text))
    assert source in answer.text
    text = answer.find_element(By.CSS_SELECTOR, '[data-testid="message-text"]')
    assert text.get_attribute("dir") == direction
    assert text.value_of_css_property("direction") == direction
    phone.shoot(f"{person}-answer")

    phone.say("/meetings")
    phone.shoot(f"{person}-list")
    phone.tap(BRUSSELS[person])
    for topic in topics:
        phone.tap(topic)
        phone.until(partial(phone.shows, topic))
        assert source in phone.newest()
        phone.shoot(f"{person}-topic-{topics.index(topic)}")
        phone.tap(ALL_ABOUT[person])
    assert sideways(browser) <= 0
    assert not [entry for entry in console(browser) if entry["level"] == "SEVERE"]


def plain(text: str) -> str:
    return re.sub("[\u200e\u200f\u061c\u2066-\u2069]", "", text)


def console(browser: webdriver.Chrome) -> list[dict[str, Any]]:
    """What the page has complained of."""
    return browser.get_log("browser")  # type: ignore[no-untyped-call,no-any-return]


def sideways(browser: webdriver.Chrome) -> int:
    """By how many pixels the page is wider than its window."""
    return int(browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth"))


def test_a_person_is_picked_from_the_list(browser: webdriver.Chrome, demo: str) -> None:
    browser.set_window_size(360, 640)
    browser.get("about:blank")
    browser.get(demo)
    wait = WebDriverWait(browser, 20)
    wait.until(lambda _: len(browser.find_elements(By.CSS_SELECTOR, '[data-testid^="person-"]')) == 8)
    assert sideways(browser) <= 0
    SHOTS.mkdir(exist_ok=True)
    browser.save_screenshot(str(SHOTS / "people.png"))
    guest = browser.find_element(By.CSS_SELECTOR, '[data-testid="person-1005"]')
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", guest)
    guest.click()
    start = wait.until(lambda _: browser.find_element(By.CSS_SELECTOR, '[data-testid="start"]'))
    wait.until(lambda _: start.is_displayed())
    start.click()
    wait.until(lambda _: "Español" in browser.page_source)
    browser.save_screenshot(str(SHOTS / "guest.png"))
