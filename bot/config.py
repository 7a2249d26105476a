"""Settings, from the environment (`NFPBOT_…`) and from `.env`."""

import re
from typing import Final

from pydantic import AnyHttpUrl, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.announcements import APPROVAL_ABOVE
from bot.domain.errors import SetupError

_TOKEN: Final = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{35}")


class Settings(BaseSettings):
    """Frozen; the defaults serve a small installation against the real service."""

    model_config = SettingsConfigDict(
        env_prefix="NFPBOT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = None
    """From BotFather."""
    key: SecretStr | None = None
    """From `nfpbot keys new`."""
    api_url: AnyHttpUrl = AnyHttpUrl("https://api.telegram.org")
    """Any Bot API server: the real one, a self-hosted one, a simulator."""
    database_url: str = "sqlite+aiosqlite:///data/nfpbot.sqlite3"
    pack: str | None = None
    """A content pack that is imported into an empty database: a file, or `sample`."""

    approval_above: int = Field(default=APPROVAL_ABOVE, ge=0)
    """Announcements to more readers than these need the approval of a second person; those to all always do."""

    pace_overall: float = Field(default=28, gt=0)
    """Messages a second, over all chats."""
    pace_chat: float = Field(default=1, gt=0)
    """Messages a second in one chat."""
    pace_chat_burst: int = Field(default=3, ge=1)
    """Messages that may follow each other at once in one chat."""
    pace_group_per_minute: float = Field(default=20, gt=0)

    def checked_token(self) -> str:
        """The token. SetupError where there is none, or what is set cannot be one."""
        if self.token is None:
            raise SetupError("NFPBOT_TOKEN is not set: put the token from BotFather there (or try `nfpbot demo`)")
        token = self.token.get_secret_value().strip()
        if not _TOKEN.fullmatch(token):
            raise SetupError(
                "NFPBOT_TOKEN is not a token: it looks like 123456789:AA… with 35 characters after the colon"
            )
        return token

    def checked_key(self) -> str:
        """The key. SetupError where there is none."""
        if self.key is None:
            raise SetupError(
                "NFPBOT_KEY is not set: make a key with `nfpbot keys new` and keep it apart from the database"
                " (or start with --no-key)"
            )
        return self.key.get_secret_value()
