"""The bot's clock is moved in a real browser, and the bot answers by it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.phone import Phone, console, sideways

pytestmark = pytest.mark.xdist_group("browser")

START = datetime(2023, 4, 17, 9, tzinfo=UTC)
EVE = datetime(2023, 6, 13, 9, tzinfo=UTC)
"""The day before the Brussels meeting of 14–15 June."""

FIRST_REMINDER = datetime(2023, 4, 21, 3, tzinfo=UTC)
"""A week before registration for Tbilisi closes, at nine in the morning in Almaty."""

BRUSSELS_BEGINS = datetime(2023, 6, 13, 22, tzinfo=UTC)
LATE = datetime(2099, 1, 1, tzinfo=UTC)
QUESTION = "what is the next meeting?"


def shows(phone: Phone, instant: datetime) -> Callable[[], bool]:
    """Whether the page's clock shows an instant, give or take what a test takes."""
    return lambda: timedelta() <= phone.clock() - instant < timedelta(minutes=2)


def test_the_next_meeting_depends_on_the_day(browser: webdriver.Chrome, demo: str) -> None:
    phone = Phone(browser, demo, 1001, (1280, 800))
    phone.until(shows(phone, START))
    answer = phone.say(QUESTION)
    assert "Tbilisi" in answer.text
    assert "In 16 days" in answer.text

    phone.open_clock()
    phone.shoot("clock-open")
    phone.move_clock(EVE)
    phone.until(shows(phone, EVE))
    answer = phone.say(QUESTION)
    assert "Brussels" in answer.text
    assert "Tomorrow" in answer.text
    phone.shoot("clock-moved")

    phone.find("clock-next")[0].click()
    phone.until(shows(phone, BRUSSELS_BEGINS))
    phone.find("clock-day-on")[0].click()
    phone.until(shows(phone, BRUSSELS_BEGINS + timedelta(days=1)))

    phone.move_clock(START)
    phone.until(shows(phone, START))
    answer = phone.say(QUESTION)
    assert "Tbilisi" in answer.text
    phone.find("clock-next")[0].click()
    phone.until(shows(phone, FIRST_REMINDER))
    # Messages stay in their order; each day, also one that came again, has its heading by what the clock shows.
    assert phone.days() == ["17 April", "13 June", "17 April"]
    assert not [entry for entry in console(browser) if entry["level"] == "SEVERE"]


def test_days_are_named_by_the_bots_clock(browser: webdriver.Chrome, demo: str) -> None:
    phone = Phone(browser, demo, 1001, (1280, 800))
    phone.say("/help")
    assert phone.days() == ["Today"]
    phone.open_clock()
    phone.find("clock-day-on")[0].click()
    phone.until(lambda: phone.days() == ["Yesterday"])
    phone.move_clock(LATE)
    phone.until(lambda: phone.days() == ["17 April 2023"])


def test_what_cannot_be_done_is_said(browser: webdriver.Chrome, demo: str) -> None:
    phone = Phone(browser, demo, 1001, (360, 740))
    phone.find("back")[0].click()
    phone.open_clock()
    field, note, toggle = (phone.find(f"clock-{name}")[0] for name in ("field", "note", "set"))
    assert browser.switch_to.active_element == field
    phone.move_clock(None)
    phone.until(lambda: field.get_attribute("aria-invalid") == "true" and "date and a time" in note.text)
    phone.move_clock(LATE.replace(year=1999))
    phone.until(lambda: field.get_attribute("aria-invalid") == "true" and "2000 and 2099" in note.text)
    phone.shoot("clock-error")
    phone.move_clock(LATE)
    phone.until(shows(phone, LATE))
    assert field.get_attribute("aria-invalid") is None
    phone.find("clock-next")[0].click()
    phone.until(lambda: note.text == "Nothing more is due.")
    field.send_keys(Keys.ESCAPE)
    assert not field.is_displayed()
    assert browser.switch_to.active_element == toggle
    assert toggle.get_attribute("aria-expanded") == "false"
    assert sideways(browser) <= 0


def test_all_open_pages_follow_and_it_is_at_home_in_arabic(browser: webdriver.Chrome, demo: str) -> None:
    phone = Phone(browser, demo, 1001, (1280, 800))
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    second = browser.current_window_handle
    try:
        browser.execute_cdp_cmd(
            "Emulation.setUserAgentOverride",
            {"userAgent": browser.execute_script("return navigator.userAgent"), "acceptLanguage": "ar"},
        )
        other = Phone(browser, demo, 1003, (360, 740))
        other.find("back")[0].click()
        other.open_clock()
        people = browser.find_element(By.ID, "people")
        assert (people.get_attribute("lang"), people.value_of_css_property("direction")) == ("ar", "rtl")
        other.shoot("clock-arabic")
        other.find("clock-next")[0].click()
        other.until(shows(other, FIRST_REMINDER))
        assert sideways(browser) <= 0
        browser.switch_to.window(first)
        phone.until(shows(phone, FIRST_REMINDER))
    finally:
        browser.switch_to.window(second)
        browser.close()
        browser.switch_to.window(first)
