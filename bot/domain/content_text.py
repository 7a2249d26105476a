"""Texts of the pack: one text, or a list of words, in the languages in which it exists."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, RootModel, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails

from bot.domain.content_fields import PackLanguage, Prose, Short, kind_of, refusal, within


class Text(RootModel[dict[PackLanguage, Prose]]):
    """One text in the languages in which it exists; at least one."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            return {(info.context or {}).get("default_language", "en"): value}
        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            raise refusal(
                f"a text is expected here, this is {kind_of(value)}",
                "write a text (in quotes if it looks like a number), or one for each language, like {en: …, fr: …}",
            )
        if not value:
            raise refusal("the text is in no language", "write it in at least one, or leave the field out")
        return value

    def choose(self, *preferred: str) -> tuple[str, str]:
        """The language shown and the text in it: the first of `preferred` that exists, else English, else any."""
        for language in (*preferred, "en", *self.root):
            if language in self.root:
                return language, self.root[language]
        raise AssertionError("a text without languages cannot be made")


class Words(RootModel[dict[PackLanguage, tuple[Short, ...]]]):
    """Lists of texts by language, such as aliases or questions."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, list | tuple):
            return {(info.context or {}).get("default_language", "en"): value}
        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            raise refusal(
                f"a list of texts is expected here, this is {kind_of(value)}",
                "write a list, like [NFP meeting, Brussels meeting], or one for each language, like {en: […], fr: […]}",
            )
        return value

    def all(self) -> tuple[str, ...]:
        """Every entry, of all languages."""
        return tuple(word for words in self.root.values() for word in words)


NO_WORDS = Words({})


def _at_most(limit: int) -> Callable[[Text], Text]:
    """Refuse, language by language, what is longer than `limit` characters."""

    def check(text: Text) -> Text:
        errors = [
            InitErrorDetails(type=error, loc=(language,), input=words)
            for language, words in text.root.items()
            if (error := within(words, limit))
        ]
        if errors:
            raise ValidationError.from_exception_data("Text", errors)
        return text

    return check


Title = Annotated[Text, AfterValidator(_at_most(200))]
Note = Annotated[Text, AfterValidator(_at_most(500))]
Details = Annotated[Text, AfterValidator(_at_most(3000))]
