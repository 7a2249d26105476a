"""Buttons with which readers find announcements of the past, and choose their second language."""

from dataclasses import dataclass
from typing import ClassVar

NONE = "none"
"""Stands for no second language in a button."""


@dataclass(frozen=True)
class ShowNews:
    """Announcements that concern the reader, from a page on."""

    kind: ClassVar[str] = "news"
    page: str


@dataclass(frozen=True)
class ShowNewsItem:
    kind: ClassVar[str] = "newsitem"
    announcement: str


@dataclass(frozen=True)
class ShowSecondLanguages:
    """In which language is what is not there in one's own to be read?"""

    kind: ClassVar[str] = "langs2"


@dataclass(frozen=True)
class ChooseSecondLanguage:
    """In this one, or (`NONE`) in English."""

    kind: ClassVar[str] = "lang2"
    language: str
