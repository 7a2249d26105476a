"""What the page asked for can be answered late: what it was told meanwhile is newer, and stays."""

from collections.abc import Iterator

import httpx
import pytest
from selenium import webdriver

from bot.app import made_up_token
from tests.browser.phone import PATIENCE, Phone

pytestmark = pytest.mark.xdist_group("browser")

NINO = 1001
SIZE = (1280, 800)

HELD_BACK = """
    const fetching = window.fetch, request = navigator.locks.request.bind(navigator.locks);
    const held = [];
    let holding = false, unlock;
    const unlocked = new Promise((resolve) => { unlock = resolve; });
    window.fetch = async (address, options) => {
      const answer = await fetching(address, options);
      if (holding) await new Promise((arrives) => held.push([String(address), arrives]));
      return answer;
    };
    navigator.locks.request = (...which) => unlocked.then(() => request(...which));
    window.hold = () => { holding = true; };
    window.held = (address) => held.filter(([asked]) => asked.startsWith(address)).length;
    window.listen = () => unlock();
    window.arrive = async (done) => {
      holding = false;
      for (const [, arrives] of held.splice(0).reverse()) {
        arrives();
        await new Promise((later) => setTimeout(later, 200));
      }
      done();
    };
"""
"""From `hold` on, answers that were given are on their way until `arrive`; then those come first that were asked for
last. No stream is opened before `listen`: no tab opens one without its lock."""


@pytest.fixture
def page(browser: webdriver.Chrome, simulator: str) -> Iterator[Phone]:
    """Nino's chat with a bot that is not at work, on a page that has loaded, and has not begun to listen."""
    made = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HELD_BACK})
    try:
        phone = Phone(browser, simulator, NINO, SIZE, ready=False)
        phone.until(lambda: phone.find("bot-waiting")[0].is_displayed())
        yield phone
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def held(phone: Phone, address: str) -> int:
    """How many answers from there are on their way."""
    return int(phone.browser.execute_script("return window.held(arguments[0])", address))


def bot_does(simulator: str, method: str, **params: object) -> None:
    httpx.post(f"{simulator}/bot{made_up_token()}/{method}", json=params, timeout=PATIENCE).raise_for_status()


def test_a_bot_that_is_ready_is_shown_so(page: Phone, simulator: str) -> None:
    page.browser.execute_script("window.hold(); window.listen()")
    # By the page as it begins to listen, and by the chat as it is told of the bot.
    page.until(lambda: held(page, "/phone/bot") == 2)
    bot_does(simulator, "getMe")
    page.until(lambda: page.is_ready() and held(page, "/phone/bot") == 3)
    page.browser.execute_async_script("window.arrive(arguments[0])")
    assert page.is_ready()
    assert not page.find("bot-waiting")[0].is_displayed()


def test_a_message_that_came_before_the_chat_was_listened_to_stays(page: Phone, simulator: str) -> None:
    httpx.post(f"{simulator}/phone/chats/{NINO}/start", json={}, timeout=PATIENCE).raise_for_status()
    page.browser.execute_script("window.hold(); window.dispatchEvent(new Event('focus'))")
    page.until(lambda: held(page, f"/phone/chats/{NINO}") == 1)
    bot_does(simulator, "sendMessage", chat_id=NINO, text="Good morning")
    page.browser.execute_script("window.listen()")
    page.until(lambda: held(page, f"/phone/chats/{NINO}") == 2)
    page.browser.execute_async_script("window.arrive(arguments[0])")
    assert page.newest().startswith("Good morning")
