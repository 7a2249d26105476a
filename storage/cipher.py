"""Encryption of what people wrote."""

import re
from dataclasses import dataclass
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.errors import SetupError

_BETWEEN: Final = re.compile(r"[\s,]+")


class UnreadableError(Exception):
    """Stored content that the present key does not open."""


@dataclass(frozen=True)
class Sealed:
    """Content as it is stored; `encrypted` is kept beside it, since a key can come later."""

    content: bytes
    encrypted: bool


def new_key() -> str:
    """A fresh key, as `NFPBOT_KEY` takes it."""
    return Fernet.generate_key().decode()


class Cipher:
    """Seals content with the first of some keys (as `new_key` makes them) and opens what any of them has sealed; leaves
    it plain where there is none."""

    def __init__(self, keys: str | None) -> None:
        """`keys`: one, or several with blanks or commas between them. SetupError where one is malformed."""
        self._keys: tuple[Fernet, ...] = ()
        if keys is not None:
            try:
                self._keys = tuple(Fernet(key) for key in _BETWEEN.split(keys.strip(" \n\t,")))
            except ValueError:
                raise SetupError("NFPBOT_KEY is not a key: make one with `nfpbot keys new`") from None

    @property
    def has_key(self) -> bool:
        return bool(self._keys)

    def seal(self, content: bytes) -> Sealed:
        if not self._keys:
            return Sealed(content, encrypted=False)
        return Sealed(self._keys[0].encrypt(content), encrypted=True)

    def open(self, sealed: Sealed) -> bytes:
        """What was sealed. UnreadableError where it was sealed with another key, or is damaged."""
        if not sealed.encrypted:
            return sealed.content
        if not self._keys:
            raise UnreadableError("encrypted, and there is no key")
        try:
            return MultiFernet(self._keys).decrypt(sealed.content)
        except InvalidToken:
            raise UnreadableError("encrypted with another key, or damaged") from None

    def sealed_anew(self, sealed: Sealed) -> Sealed | None:
        """The same content, sealed with the first key; none where it is so already, or there is no key.
        UnreadableError as for `open`."""
        if not self._keys:
            return None
        if sealed.encrypted:
            try:
                self._keys[0].decrypt(sealed.content)
            except InvalidToken:
                pass
            else:
                return None
        return self.seal(self.open(sealed))

    def seal_words(self, words: str | None) -> bytes | None:
        """What somebody wrote, as it is stored; nothing where there is no key."""
        return None if words is None or not self._keys else self.seal(words.encode("utf-8", "surrogatepass")).content

    def open_words(self, stored: bytes | None) -> str | None:
        """What `seal_words` stored; nothing where the key does not open it, since a lost key must not stop anybody."""
        if stored is None:
            return None
        try:
            return self.open(Sealed(stored, encrypted=True)).decode("utf-8", "surrogatepass")
        except UnreadableError:
            return None
