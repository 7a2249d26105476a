"""The words of one language with values put into them: the one place where values are escaped and isolated."""

from typing import Final

from markupsafe import Markup, escape

from bot.render.bidi import clean, isolated, marked_plain
from bot.render.catalogues import Catalogues

Value = str | int
"""A text from outside, a finished piece of HTML (Markup), or a number."""

NOTHING_SEEN: Final = "…"
"""Stands for a value of which nothing can be seen."""


class Wording:
    """What is said in one language."""

    def __init__(self, catalogues: Catalogues, language: str, right_to_left: bool) -> None:
        self.language = language
        self.right_to_left = right_to_left
        self._catalogues = catalogues

    def html(self, key: str, *, n: int | None = None, **values: Value) -> Markup:
        """The text of a key as HTML. Texts among the values are escaped and isolated, Markup goes in as it is; `n` is
        a value too, and chooses the plural form."""
        # The catalogues are ours, and `nfpbot locales check` has looked at their markup; values are escaped.
        template = Markup(self._catalogues.text(self.language, key, n))  # nosec B704
        ready = {name: self.safe(value) if isinstance(value, str) else value for name, value in values.items()}
        return template.format(**ready) if n is None else template.format(n=n, **ready)

    def plain(self, key: str, **values: str) -> str:
        """The text of a key without HTML, as buttons and maps take it; values are isolated as in `html`."""
        template = self._catalogues.text(self.language, key)
        text = template.format(**{name: self.value(value) for name, value in values.items()})
        return marked_plain(text) if self.right_to_left else text

    def said_in(self, language: str, key: str) -> Markup:
        """The text of a key, which has neither placeholders nor HTML, in another language."""
        return escape(isolated(self._catalogues.text(language, key), self.right_to_left))

    def safe(self, value: str) -> Markup:
        """A text from outside as HTML that may stand amid words of this language; Markup as it is."""
        return value if isinstance(value, Markup) else escape(self.value(value))

    def value(self, value: str) -> str:
        """A text from outside, or Markup, as it may stand amid plain words of this language, on one line."""
        if isinstance(value, Markup):
            return value.unescape()
        return isolated(clean(value).replace("\n", " ") or NOTHING_SEEN, self.right_to_left)
