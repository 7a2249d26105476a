"""The marks that people type for formatting, which their apps turn into entities before a message is sent.

The apps differ. What is taken here is what they agree on: marks stand at the edges of words and on one line, so that
`2**3**4` and `snake__case__name` stay as they are, and so do marks inside addresses and marks without a partner.
"""

import re
from bisect import bisect_left

from bot.simulator.links import BadLinkError, check_link
from bot.simulator.spans import Span
from bot.simulator.text import find_spans

_PRE = re.compile(r"(?<!`)```(?:(?P<language>[A-Za-z0-9+#.-]+)(?=\n))?\n?(?P<inside>(?=[^`])[\s\S]*?[^\s`])\s*```(?!`)")
_CODE = re.compile(r"(?<![^\W_])(?<!`)`(?P<inside>(?!\s*`)[^`\n]+)`(?!`)(?![^\W_])")
_LINK = re.compile(r"\[(?P<inside>(?!\s*\])[^\[\]\n]+)\]\((?P<url>(?:https?|tg)://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)")
_STYLES = tuple(
    (
        kind,
        # Neither a letter nor the mark's own sign around, neither a blank nor that sign just inside.
        re.compile(rf"(?<![^\W_])(?<!{s}){s}{s}(?P<inside>(?![\s{s}])[^\n]*?(?<![\s{s}])){s}{s}(?!{s})(?![^\W_])"),
    )
    for kind, s in (("bold", r"\*"), ("italic", "_"), ("strikethrough", "~"), ("spoiler", r"\|"))
)
_WORTH_LOOKING = re.compile(r"\*\*|__|~~|\|\||`|\]\(")
# Stands for what other marks do not look into; no text that was cleaned holds it.
_SHUT = "\x01"


def read_marks(text: str) -> tuple[str, list[Span]]:
    """A cleaned text without the marks that mean something, and what they mean as spans of that text."""
    if not _WORTH_LOOKING.search(text):
        return text, []
    marks: list[tuple[int, int]] = []
    spans: list[Span] = []
    open_text = text

    def take(match: re.Match[str], kind: str, extra: dict[str, str] | None = None) -> None:
        start, end = match.span("inside")
        marks.extend(((match.start(), start), (end, match.end())))
        spans.append(Span(start, end, kind, extra or {}))

    def shut(start: int, end: int) -> None:
        nonlocal open_text
        open_text = open_text[:start] + _SHUT * (end - start) + open_text[end:]

    for match in list(_PRE.finditer(open_text)):
        take(match, "pre", {"language": match["language"]} if match["language"] else None)
        shut(*match.span())
    for match in list(_CODE.finditer(open_text)):
        take(match, "code")
        shut(*match.span())
    for match in list(_LINK.finditer(open_text)):
        try:
            url = check_link(match["url"])
        except BadLinkError:
            continue
        take(match, "text_link", {"url": url})
        shut(match.start(), match.start("inside"))
        shut(match.end("inside"), match.end())
    addresses = [span for span in find_spans(open_text) if span.kind in ("url", "email", "mention")]
    for kind, pattern in _STYLES:
        for match in pattern.finditer(open_text):
            if not any(span.start <= match.start() < span.end for span in addresses):
                take(match, kind)
    return _without(text, marks, spans)


def _without(text: str, marks: list[tuple[int, int]], spans: list[Span]) -> tuple[str, list[Span]]:
    """The text without these stretches, and the spans where they are then."""
    gone = sorted(index for start, end in marks for index in range(start, end))
    if not gone:
        return text, []
    kept = set(gone)
    moved = [
        span._replace(start=span.start - bisect_left(gone, span.start), end=span.end - bisect_left(gone, span.end))
        for span in spans
    ]
    return "".join(letter for index, letter in enumerate(text) if index not in kept), moved
