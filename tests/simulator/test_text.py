"""What survives of a text, and what Telegram finds in it."""

import pytest

from bot.simulator.links import BadLinkError, check_link
from bot.simulator.text import format_text
from bot.simulator.world import split_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\tb\x00c\x1fd", "a b c d"),
        ("a\r\nb\r", "a\nb"),
        ("a\u2028\u2029\u202a\u202b\u202c\u202d\u202eb", "ab"),
        ("A\u030a\u0333\u033fb", "Ab"),
        ("\u2066a\u2067b\u2068c\u2069\u061cd", "\u2066a\u2067b\u2068c\u2069\u061cd"),
        ("a\u200e\u200f\u200eb\u200fc", "a\u200c\u200c\u200eb\u200fc"),
        (" \n a  b \n ", "a  b"),
        ("\u00a0a\u00a0", "\u00a0a\u00a0"),
        ("\x7f", "\x7f"),
    ],
)
def test_cleaning(text: str, kept: str) -> None:
    assert format_text(text).text == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start now", [("bot_command", "/start")]),
        ("try /help@some_bot, ok", [("bot_command", "/help@some_bot")]),
        ("1/2 a/b </x>", []),
        ("ask @nino_b. or me@e.org", [("mention", "@nino_b"), ("email", "me@e.org")]),
        ("see https://e.org/a?b=c). And t.me/x, unccd.int", [
            ("url", "https://e.org/a?b=c"), ("url", "t.me/x"), ("url", "unccd.int"),
        ]),
        ("#COP16 #16", [("hashtag", "#COP16")]),
        ("نص /help", [("bot_command", "/help")]),
        ("3.5 e.g. this", []),
    ],
)  # fmt: skip
def test_entities_that_telegram_finds(text: str, found: list[tuple[str, str]]) -> None:
    entities = format_text(text).entities
    assert [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in entities] == found


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("example.org/a b", "http://example.org/a%20b"),
        ("http://user@e.org:8080?q#f", "http://user@e.org:8080/?q#f"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("https://مثال.org/", "https://مثال.org/"),
    ],
)
def test_links(address: str, link: str) -> None:
    assert check_link(address) == link


@pytest.mark.parametrize(
    "address",
    ["", "localhost", "http://localhost/", "ftp://e.org", "javascript:alert(1)", "http://", "http://e.org:99999/",
     "http://a b.org/", "tg://", "mailto:x@e.org", "https://[::1/"],
)  # fmt: skip
def test_no_links(address: str) -> None:
    with pytest.raises(BadLinkError):
        check_link(address)


def test_long_texts_are_cut_where_they_can_be() -> None:
    words = "word " * 2000
    pieces = split_text(words)
    assert "".join(pieces) == words
    assert all(len(piece) <= 4096 for piece in pieces)
    assert not any(piece.endswith("wor") for piece in pieces)
    assert list(map(len, split_text(f"Dear all,\n{'x' * 5000}"))) == [4096, 914]
    assert list(map(len, split_text("x" * 9000))) == [4096, 4096, 808]
