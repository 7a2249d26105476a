"""Telegram's HTML: tags to entities, refusals by name and place, and nothing in between."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.simulator.errors import ApiError
from bot.simulator.html_markup import parse_html
from bot.simulator.text import Formatted, format_text
from tests.simulator.conftest import TOKEN, Api


def formatted(source: str, now: float = 1_790_000_000) -> Formatted:
    text, spans = parse_html(source, lambda user_id: {"id": user_id} if user_id == 1001 else None, now)
    return format_text(text, spans)


def entity(kind: str, offset: int, length: int, **extra: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **extra}


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("STRONG", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
    ],
)
def test_plain_tags(tag: str, kind: str) -> None:
    assert formatted(f"a <{tag}>bc</{tag}> d") == Formatted("a bc d", [entity(kind, 2, 2)])


def test_tags_with_attributes() -> None:
    assert formatted('<span class="tg-spoiler">x</span>').entities == [entity("spoiler", 0, 1)]
    assert formatted("<blockquote expandable>x</blockquote>").entities == [entity("expandable_blockquote", 0, 1)]
    assert formatted("<a href='https://Example.org?a=1&amp;b=2'>x</a>").entities == [
        entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")
    ]
    assert formatted('<a href="tg://user?id=1001">x</a>').entities == [entity("text_mention", 0, 1, user={"id": 1001})]
    assert formatted('<a href="tg://user?id=5">x</a>').entities == []
    assert formatted("<a>example.org</a>").entities == [entity("text_link", 0, 11, url="http://example.org/")]
    assert formatted('<a href="nowhere">x</a>') == Formatted("x", [])
    assert formatted('<pre><code class="language-python">x</code></pre>').entities == [
        entity("pre", 0, 1, language="python")
    ]
    assert formatted('<code class="language-python">x</code>').entities == [entity("code", 0, 1)]
    assert formatted('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>').entities == [
        entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")
    ]


def test_dates() -> None:
    now = 1_790_000_000
    source = '<tg-time unix="{}" format="{}">3 Dec</tg-time>'
    assert formatted(source.format(1_790_000_100, "wDt")).entities == [
        entity("date_time", 0, 5, unix_time=1_790_000_100, date_time_format="wDt")
    ]
    assert formatted(source.format(1_790_000_100, "")).entities == [entity("date_time", 0, 5, unix_time=1_790_000_100)]
    assert formatted(source.format(0, "t")) == Formatted("3 Dec", [])
    assert formatted(source.format(now + 1098 * 86400, "r")).entities
    for moment, style in ((now + 1098 * 86400 + 1, "t"), (now, "Y")):
        with pytest.raises(ApiError, match="can't parse entities: Invalid date"):
            formatted(source.format(moment, style))


def test_references() -> None:
    assert (
        formatted("&lt;&gt;&amp;&quot;&#65;&#x42;&lt&copy;&;&#0;&#x110000;&").text == '<>&"AB<&copy;&;&#0;&#x110000;&'
    )


@pytest.mark.parametrize(
    ("source", "detail"),
    [
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b>x", "Can't find end tag corresponding to start tag b"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<span class="big">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
async def test_bad_markup_is_refused_by_name_and_place(api: Api, source: str, detail: str) -> None:
    assert await api.refused("sendMessage", chat_id=1001, text=source, parse_mode="HTML") == (
        400,
        f"Bad Request: can't parse entities: {detail}",
    )


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        # Sorted: the longer first, then by kind.
        ("<i><b>ab</b></i>", "ab", [entity("bold", 0, 2), entity("italic", 0, 2)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        # Neighbours of one style are one.
        ("<b>a</b><b>b</b>", "ab", [entity("bold", 0, 2)]),
        ("<b>a<b>b</b></b>", "ab", [entity("bold", 0, 2)]),
        # Code holds no style, and cuts the one around it.
        ("<b>a<code>b</code>c</b>", "abc", [entity("bold", 0, 1), entity("code", 1, 1), entity("bold", 2, 1)]),
        # Quotes do not nest.
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [entity("blockquote", 0, 2)]),
        # Offsets are UTF-16 units, also in Arabic and after emoji.
        ("😀<b>👍🏽</b> <i>موعد</i>", "😀👍🏽 موعد", [entity("bold", 2, 4), entity("italic", 7, 4)]),
        # Blanks at the edges go, with the stretch of the entity that they were in.
        ("  <b> ab </b>\n", "ab", [entity("bold", 0, 2)]),
        ("a<b> </b>b", "a b", []),
        # Removed letters shift what follows.
        ("a\u202a<b>\u202cb\u030a</b>c", "abc", [entity("bold", 1, 1)]),
        # Found entities cut styles and lie within them.
        (
            "<b>a /go b</b>",
            "a /go b",
            [
                entity("bold", 0, 2),
                entity("bot_command", 2, 3),
                entity("bold", 2, 3),
                entity("bold", 5, 2),
            ],
        ),
        ('<a href="https://e.org">/go</a>', "/go", [entity("text_link", 0, 3, url="https://e.org/")]),
    ],
)
def test_entities_are_put_in_order(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert formatted(source) == Formatted(text, entities)


async def test_entities_can_be_given_as_objects(api: Api) -> None:
    text = "😀 Hello there"
    given = [
        entity("italic", 3, 11),
        entity("bold", 3, 5),
        entity("text_link", 9, 5, url="https://e.org/x"),
        entity("mention", 0, 2),
    ]
    message = await api.ok("sendMessage", chat_id=1001, text=text, entities=given)
    assert message["entities"] == [
        entity("italic", 3, 11),
        entity("bold", 3, 5),
        entity("text_link", 9, 5, url="https://e.org/x"),
    ]
    for bad in (
        [entity("bold", 1, 2)],
        [entity("bold", 0, 1)],
        [entity("bold", 20, 2)],
        [entity("bold", 3, 50)],
        [entity("bold", -1, 2)],
        [entity("shiny", 0, 2)],
        [entity("text_link", 0, 2, url="ftp://x.org")],
        [entity("date_time", 0, 2, unix_time=0)],
        [entity("date_time", 0, 2, unix_time=1, date_time_format="?")],
        ["bold"],
        {"type": "bold"},
    ):
        status, description = await api.refused("sendMessage", chat_id=1001, text=text, entities=bad)
        assert (status, description[:13]) == (400, "Bad Request: ")


STYLES = {"b": "bold", "em": "italic", "u": "underline", "del": "strikethrough", "tg-spoiler": "spoiler"}
WORDS = st.text(alphabet='ab<>&" 😀مà', min_size=1, max_size=4)
# A tree: words, or a tag around a list of trees. Code and links hold words alone.
LEAVES = st.one_of(WORDS, st.tuples(st.sampled_from(["code", "a", "pre"]), st.tuples(WORDS)))
TREES = st.recursive(
    LEAVES,
    lambda children: st.tuples(st.sampled_from(sorted(STYLES)), st.lists(children, min_size=1, max_size=3)),
    max_leaves=8,
)


def render(tree: Any) -> str:
    if isinstance(tree, str):
        return tree.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    tag, children = tree
    start = '<a href="https://e.org/">' if tag == "a" else f"<{tag}>"
    return f"{start}{''.join(map(render, children))}</{tag}>"


def letters(tree: Any, around: frozenset[str] = frozenset()) -> list[tuple[str, frozenset[str]]]:
    """Every letter with the kinds that it should be under."""
    if isinstance(tree, str):
        return [(letter, around) for letter in tree]
    tag, children = tree
    if tag in ("code", "pre"):
        around = frozenset({tag})
    else:
        around |= {"text_link" if tag == "a" else STYLES[tag]}
    return [pair for child in children for pair in letters(child, around)]


@settings(max_examples=200, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4))
def test_nested_markup_comes_back_letter_by_letter(trees: list[Any]) -> None:
    expected = [pair for tree in trees for pair in letters(tree)]
    result = formatted("".join(map(render, trees)))
    whole = "".join(letter for letter, _ in expected)
    assert result.text in whole
    if not result.text:
        assert not whole.strip(" ")
        return
    units = [unit for letter in result.text for unit in [letter] * (1 + (letter > "\uffff"))]
    got: list[set[str]] = [set() for _ in units]
    for found in result.entities:
        assert found["length"] > 0
        for at in range(found["offset"], found["offset"] + found["length"]):
            got[at].add(found["type"])
    skipped = whole.index(result.text)
    position = 0
    for letter, kinds in expected[skipped : skipped + len(result.text)]:
        # Whether a blank is bold cannot be seen, and Telegram drops it at the start of an entity.
        if letter != " ":
            assert got[position] == kinds
        position += 1 + (letter > "\uffff")
    keys = [(found["offset"], -found["length"]) for found in result.entities]
    assert keys == sorted(keys)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<b>", "</b>", "<a href=", "<a href='x.org'>", "</a>", "<", ">", "&", "&#x", ";", "</", "<pre>", "</pre>",
             "<code class=\"language-x\">", "</code>", "<blockquote expandable>", "</blockquote>", "<tg-time unix='9'>",
             "</tg-time>", "=", "'", '"', " ", "\x00", "\u202e", "\ud83d", "😀", "/go", "@nobody"]
        ),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MARKUP, mode=st.sampled_from(["HTML", ""]), entities=st.none() | st.lists(st.integers(-3, 20), max_size=6))
async def test_any_text_gives_a_message_or_a_refusal(
    api: Api, text: str, mode: str, entities: list[int] | None
) -> None:
    given_entities = [entity("bold", start, 3) for start in entities or []]
    # Spelled out in ASCII, halves of surrogate pairs too reach the server.
    content = json.dumps({"chat_id": 1001, "text": text, "parse_mode": mode, "entities": given_entities})
    response = await api.client.post(
        f"/bot{TOKEN}/sendMessage", content=content, headers={"Content-Type": "application/json"}
    )
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        message = response.json()["result"]
        size = len(message["text"].encode("utf-16-le")) // 2
        for found in message.get("entities", []):
            assert 0 <= found["offset"] < found["offset"] + found["length"] <= size
