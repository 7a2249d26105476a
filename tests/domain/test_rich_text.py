"""Texts with formatting: what is taken, and that nothing else gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import as_html, checked, clean, plain
from tests.render.telegram_html import parse


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a <b>bold</b> word", "a <b>bold</b> word"),
        ("<strong>a</strong> <em>b</em>", "<b>a</b> <i>b</i>"),
        ('<a href="https://example.org/?a=1&amp;b=2">here</a>', '<a href="https://example.org/?a=1&amp;b=2">here</a>'),
        ("Tom &amp; Ana & co", "Tom &amp; Ana &amp; co"),
        ("a < b", "a &lt; b"),
        ("<b>a\n<i>b</i></b>", "<b>a\n<i>b</i></b>"),
    ],
)
def test_tags_of_ours_are_kept(typed: str, kept: str) -> None:
    assert checked(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "<to be told>", "<b>open", "close</b>", "<b><i>x</b></i>", "<script>x</script>", "<b class='x'>x</b>",
        '<a href="javascript:x">x</a>', '<a href="tg://user?id=1">x</a>', "<a>x</a>", "<br/>", "<!-- x -->",
        "<code><b>x</b></code>", "<b>x<b>y</b></b>", '<a href="https://example.org/" onclick="x">x</a>',
        "<!DOCTYPE html>", "<?php x ?>",
    ],
)  # fmt: skip
def test_anything_else_is_no_markup(typed: str) -> None:
    assert checked(typed) is None


@given(st.text())
def test_a_plain_text_is_shown_as_it_is(text: str) -> None:
    assert parse(as_html(text)).text == clean(text)
    assert plain(as_html(text)) == clean(text)


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>", "&", "<", "a", "\u0338", " ", "&lt;"]))
)
def test_whatever_is_typed_is_refused_or_html_that_telegram_takes(pieces: list[str]) -> None:
    html = checked("".join(pieces))
    if html is not None:
        parse(html)
        assert checked(html) == html


def test_what_steers_direction_or_cannot_be_seen_is_left_out() -> None:
    assert clean("a\u202eb\u2067c\u0000d\r\ne") == "abcd\ne"
    assert clean("\u0301e\u0301") == "\u00e9"
