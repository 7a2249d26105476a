import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.split import split
from tests.render.telegram_html import parse

WORDS = st.text("abcдж ع&<>\n", min_size=1, max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
HTML = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda wrap, parts: wrap[0] + " ".join(parts) + wrap[1],
        st.sampled_from(
            [("<b>", "</b>"), ("\u2068", "\u2069"), ('<a href="https://example.org/?a=1&amp;b">', "</a>"), ("", "\n\n")]
        ),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=20,
)


def letters(text: str) -> str:
    return re.sub(r"[\s\u2068\u2069]", "", text)


@settings(deadline=None)
@given(html=HTML, limit=st.integers(15, 60))
def test_all_text_stays_in_order_and_each_piece_is_well_formed(html: str, limit: int) -> None:
    pieces = [parse(piece) for piece in split(html, limit, 400)]
    assert all(len(piece.text) <= limit for piece in pieces)
    assert all(piece.text.count("\u2068") == piece.text.count("\u2069") for piece in pieces)
    assert "".join(letters(piece.text) for piece in pieces) == letters(parse(html).text)


@given(html=HTML)
def test_what_fits_is_one_piece(html: str) -> None:
    assert len(split(html)) <= 1


def test_paragraphs_come_before_lines_and_lines_before_words() -> None:
    assert split("aaa aaa\naaa\n\nbbb bbb", 15) == ["aaa aaa\naaa", "bbb bbb"]
    assert split("aaa aaa\nbbb bbb", 10) == ["aaa aaa", "bbb bbb"]
    assert split("aaa bbb ccc", 8) == ["aaa bbb", "ccc"]
    assert split("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_an_open_tag_goes_on_in_the_next_piece() -> None:
    assert split('<a href="https://x.example">aaa bbb</a>', 4) == [
        '<a href="https://x.example">aaa</a>',
        '<a href="https://x.example">bbb</a>',
    ]


def test_bytes_count_before_parsing() -> None:
    pieces = split("&amp;" * 4000, 4096, 10_000)
    assert len(pieces) == 2
    assert sum(len(parse(piece).text) for piece in pieces) == 4000


def test_a_character_of_two_utf16_units_counts_once() -> None:
    assert len(split("😀" * 4096)) == 1
    assert len(split("😀" * 4097)) == 2
