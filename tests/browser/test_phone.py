"""Three people, in three languages, ask about the Brussels meeting and tap through its topics, in a real browser."""

from functools import partial

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.phone import PATIENCE, SHOTS, Phone, console, plain, sideways

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


def test_a_person_is_picked_from_the_list(browser: webdriver.Chrome, demo: str) -> None:
    browser.set_window_size(360, 640)
    browser.get("about:blank")
    browser.get(demo)
    wait = WebDriverWait(browser, PATIENCE)
    wait.until(lambda _: len(browser.find_elements(By.CSS_SELECTOR, '[data-testid^="person-"]')) == 9)
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
