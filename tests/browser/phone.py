"""The page in a browser: one person's chat, and the bot's clock."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

SHOTS: Final = Path(__file__).parent / "shots"

PATIENCE: Final = 60.0
"""Seconds after which a test gives up waiting; nothing is expected to take so long."""

_SET_FIELD: Final = """
    const [field, instant] = arguments, date = new Date(instant);
    field.value = instant && new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
"""
"""How a date is typed depends on the browser's language; the field holds a local time of the browser's zone."""


class Phone:
    """One person's chat in the browser."""

    def __init__(
        self, browser: webdriver.Chrome, address: str, person: int, size: tuple[int, int], *, ready: bool = True
    ) -> None:
        """`ready`: wait until the bot is."""
        self.browser = browser
        browser.set_window_size(*size)
        browser.get("about:blank")
        console(browser)  # forgets what an earlier page complained of
        browser.get(f"{address}/#{person}")
        self.until(lambda: self.find("composer"))
        if ready:
            self.until(self.is_ready)

    def is_ready(self) -> bool:
        """Whether the page shows the bot to be at work."""
        return self.find("bot-status")[0].get_attribute("data-ready") == "true"

    def until(self, condition: Callable[[], Any]) -> Any:
        wait = WebDriverWait(self.browser, PATIENCE, 0.1, (StaleElementReferenceException, IndexError))
        return wait.until(lambda _: condition())

    def find(self, name: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, f'[data-testid="{name}"]')

    def bubbles(self) -> list[WebElement]:
        return [bubble for bubble in self.find("message") if bubble.get_attribute("data-from") == "bot"]

    def say(self, text: str) -> WebElement:
        """The bot's answer."""
        before = len(self.bubbles())
        self.find("composer")[0].send_keys(text, Keys.ENTER)

        def answer() -> WebElement | None:
            """It can be there before its text is."""
            bubble = self.bubbles()[before]
            return bubble if bubble.text else None

        return self.until(answer)  # type: ignore[no-any-return]

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

    def says(self, name: str, text: str) -> bool:
        """Whether what has this name is there with this text in it."""
        return text in plain(self.find(name)[0].text)

    def clock(self) -> datetime:
        """The instant that the page's clock shows."""
        return datetime.fromisoformat(str(self.find("clock")[0].get_attribute("datetime")))

    def open_clock(self) -> None:
        self.find("clock-set")[0].click()
        self.until(lambda: self.find("clock-field")[0].is_displayed())

    def move_clock(self, instant: datetime | None) -> None:
        """Set the field to an instant (none: leave it empty), and press the button."""
        written = "" if instant is None else instant.isoformat()
        self.browser.execute_script(_SET_FIELD, self.find("clock-field")[0], written)
        self.find("clock-move")[0].click()

    def days(self) -> list[str]:
        """The headings of days over the messages, from above."""
        return [day.text for day in self.browser.find_elements(By.CSS_SELECTOR, ".day")]

    def shoot(self, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        self.browser.save_screenshot(str(SHOTS / f"{name}.png"))


def plain(text: str) -> str:
    return re.sub("[\u200e\u200f\u061c\u2066-\u2069]", "", text)


def console(browser: webdriver.Chrome) -> list[dict[str, Any]]:
    """What the page has complained of."""
    return browser.get_log("browser")  # type: ignore[no-untyped-call,no-any-return]


def sideways(browser: webdriver.Chrome) -> int:
    """By how many pixels the page is wider than its window."""
    return int(browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth"))
