"""Encryption of what people wrote."""

from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken

from bot.domain.errors import SetupError


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
    """Seals and opens content with a key (as `new_key` makes them), or leaves it plain where there is none."""

    def __init__(self, key: str | None) -> None:
        """SetupError where the key is malformed."""
        try:
            self._fernet = None if key is None else Fernet(key.strip())
        except ValueError:
            raise SetupError("NFPBOT_KEY is not a key: make one with `nfpbot keys new`") from None

    @property
    def has_key(self) -> bool:
        return self._fernet is not None

    def seal(self, content: bytes) -> Sealed:
        if self._fernet is None:
            return Sealed(content, encrypted=False)
        return Sealed(self._fernet.encrypt(content), encrypted=True)

    def open(self, sealed: Sealed) -> bytes:
        """What was sealed. UnreadableError where it was sealed with another key, or is damaged."""
        if not sealed.encrypted:
            return sealed.content
        if self._fernet is None:
            raise UnreadableError("encrypted, and there is no key")
        try:
            return self._fernet.decrypt(sealed.content)
        except InvalidToken:
            raise UnreadableError("encrypted with another key, or damaged") from None

    def seal_words(self, words: str | None) -> bytes | None:
        """What somebody wrote, as it is stored; nothing where there is no key."""
        return (
            None
            if words is None or self._fernet is None
            else self._fernet.encrypt(words.encode("utf-8", "surrogatepass"))
        )

    def open_words(self, stored: bytes | None) -> str | None:
        """What `seal_words` stored; nothing where the key does not open it, since a lost key must not stop anybody."""
        if stored is None:
            return None
        try:
            return self.open(Sealed(stored, encrypted=True)).decode("utf-8", "surrogatepass")
        except UnreadableError:
            return None
