from hypothesis import given
from hypothesis import strategies as st

from bot.render.bidi import clean, isolated, marked
from tests.render.valid import begins_right


def test_values_of_another_direction_are_isolated() -> None:
    assert isolated("عربي", right_to_left=False) == "\u2068عربي\u2069"
    assert isolated("a عربي", right_to_left=False) == "\u2068a عربي\u2069"
    assert isolated("latin", right_to_left=False) == "latin"
    assert isolated("latin", right_to_left=True) == "\u2068latin\u2069"
    assert isolated("2023", right_to_left=True) == "\u20682023\u2069"
    assert isolated("عربي", right_to_left=True) == "عربي"


@given(st.text())
def test_a_clean_text_holds_nothing_that_steers(text: str) -> None:
    cleaned = clean(text)
    assert not set(cleaned) & set(
        "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\0\r"
    )
    assert clean(cleaned) == cleaned


def test_joiners_that_scripts_and_emoji_need_stay() -> None:
    assert clean("می\u200cخواهم 👩\u200d👧") == "می\u200cخواهم 👩\u200d👧"


def test_letters_are_composed_and_blanks_are_single() -> None:
    assert clean(" A\u030a  b\tc \r\n\n d ") == "Å b c\n\nd"
    assert clean("«\u00a0mot\u00a0»") == "«\u00a0mot\u00a0»"


@given(st.text("<>b/ \naع1&;•", max_size=40))
def test_each_marked_line_begins_from_the_right(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    for line in marked(plain).split("\n"):
        assert begins_right(line)


def test_tags_and_entities_are_not_letters() -> None:
    assert marked("<b>نص</b>\n&amp; نص\n<b>x</b>") == "<b>نص</b>\n&amp; نص\n\u200f<b>x</b>"
