"""What the apps of people make of the marks that they type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.errors import PhoneError
from bot.simulator.marks import read_marks
from bot.simulator.messages import Message
from bot.simulator.world import World
from tests.simulator.conftest import Api


def marked(message: Message) -> list[tuple[str, str]]:
    """Kinds of entities with the letters they lie over, which are counted in UTF-16."""
    units = message.text.encode("utf-16-le")
    spans = [(e["type"], 2 * e["offset"], 2 * (e["offset"] + e["length"])) for e in message.entities]
    return [(kind, units[start:end].decode("utf-16-le")) for kind, start, end in spans]


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("**Dear colleagues**, hello", "Dear colleagues, hello", [("bold", "Dear colleagues")]),
        ("__a__ ~~b~~ ||c|| `d`", "a b c d",
         [("italic", "a"), ("strikethrough", "b"), ("spoiler", "c"), ("code", "d")]),
        ("(**a**). «__b__»", "(a). «b»", [("bold", "a"), ("italic", "b")]),
        ("**a __b__**", "a b", [("bold", "a b"), ("italic", "b")]),
        ("__**a**__", "a", [("bold", "a"), ("italic", "a")]),
        ("😀 **عزيزي 😀**، x", "😀 عزيزي 😀، x", [("bold", "عزيزي 😀")]),
        ("**see [the site](https://example.org) now**", "see the site now",
         [("bold", "see the site now"), ("text_link", "the site")]),
        ("[a](https://e.org/x_(y)__z__)", "a", [("text_link", "a")]),
        ("```\na **b**\n\nc\n```", "a **b**\n\nc", [("pre", "a **b**\n\nc")]),
        ("`a **b** [c](https://e.org)`", "a **b** [c](https://e.org)", [("code", "a **b** [c](https://e.org)")]),
        ("**https://e.org/x**", "https://e.org/x", [("url", "https://e.org/x"), ("bold", "https://e.org/x")]),
        ("/help **now**", "/help now", [("bot_command", "/help"), ("bold", "now")]),
        ("**a** and **b** and **c", "a and b and **c", [("bold", "a"), ("bold", "b")]),
    ],
)  # fmt: skip
def test_marks_become_entities(world: World, typed: str, text: str, found: list[tuple[str, str]]) -> None:
    message = world.send_text(1001, typed)
    assert message.text == text
    assert marked(message) == found


@pytest.mark.parametrize(
    "text",
    ["2*3*4", "2**3**4", "snake__case__names", "a ** b ** c", "**a", "**a\nb**", "***a***", "****", "a || b || c",
     "[x](1)", "[x](javascript:alert)", "[ ](https://e.org", "``", "` `", "it`s `so", "**a**b", "~~", "_a_ *b* ~c~"],
)  # fmt: skip
def test_other_signs_stay(world: World, text: str) -> None:
    message = world.send_text(1001, text)
    assert (message.text, [kind for kind, _ in marked(message) if kind != "url"]) == (text, [])


def test_marks_inside_addresses_stay(world: World) -> None:
    message = world.send_text(1001, "https://e.org/__x__/ or __init__@e.org")
    assert marked(message) == [("url", "https://e.org/__x__/"), ("email", "__init__@e.org")]


async def test_the_bot_gets_them(world: World, api: Api) -> None:
    world.send_text(1001, "**Dear colleagues**, see [the site](https://example.org)\n```py\nx\n```")
    [update] = await api.ok("getUpdates")
    assert update["message"]["text"] == "Dear colleagues, see the site\nx"
    assert update["message"]["entities"] == [
        {"type": "bold", "offset": 0, "length": 15},
        {"type": "text_link", "offset": 21, "length": 8, "url": "https://example.org/"},
        {"type": "pre", "offset": 30, "length": 1, "language": "py"},
    ]


def test_captions_and_edits_have_them_too(world: World) -> None:
    sent = world.send_media(1001, "photo", "**a** b")
    assert (sent.text, marked(sent)) == ("a b", [("bold", "a")])
    edited = world.edit(1001, sent.id, "a __b__")
    assert (edited.text, marked(edited)) == ("a b", [("italic", "b")])
    with pytest.raises(PhoneError):
        world.send_media(1001, "photo", f"**{'x' * 1025}**")
    assert world.send_media(1001, "photo", f"**{'x' * 1024}**").text == "x" * 1024


def test_a_long_text_keeps_its_formatting_in_every_part(world: World) -> None:
    last = world.send_text(1001, f"**{'word ' * 1000}end**")
    first = world.chat(1001)[-2]
    assert marked(first) == [("bold", first.text)]
    assert marked(last) == [("bold", last.text)]
    assert first.text.endswith("word")
    assert last.text.endswith("end")


def test_the_payload_of_a_link_is_no_text_to_format(world: World) -> None:
    assert world.start(1001, "__x__").text == "/start __x__"


@given(st.text(st.sampled_from("*_~|`[]()a😀م \n") | st.sampled_from("https://e.org"), max_size=40))
def test_whatever_people_type_only_marks_go(typed: str) -> None:
    text, spans = read_marks(typed)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert len(text) == len(typed) or spans
    rest = iter(typed)
    assert all(letter in rest for letter in text)
