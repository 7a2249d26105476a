"""What a bot says of itself: names, descriptions, commands and menu buttons, by language and scope."""

from dataclasses import dataclass, field
from typing import Any

Scope = tuple[str, int]
DEFAULT_SCOPE: Scope = ("default", 0)


@dataclass(slots=True)
class Profile:
    """The bot's account. Texts are kept by language code, "" for all others."""

    id: int = 7_000_000_001
    first_name: str = "Simulated bot"
    username: str = "simulated_bot"
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)

    def name(self, language: str = "") -> str:
        """The name that a reader of that language sees."""
        return in_language(self.names, language) or self.first_name

    def as_user(self) -> dict[str, Any]:
        """The User object of the bot."""
        return {"id": self.id, "is_bot": True, "first_name": self.name(), "username": self.username}

    def commands_for(self, person_id: int, language: str) -> list[dict[str, str]]:
        """The menu in that person's chat: the narrowest scope that has commands, its language first."""
        for scope in (("chat", person_id), ("all_private_chats", 0), DEFAULT_SCOPE):
            for code in (language, "") if language else ("",):
                if commands := self.commands.get((scope, code)):
                    return commands
        return []

    def menu_button_for(self, person_id: int) -> dict[str, Any]:
        """The button beside the input field of that chat."""
        own = self.menu_buttons.get(person_id, {"type": "default"})
        return own if own["type"] != "default" else self.menu_buttons.get(None, own)


def in_language(texts: dict[str, str], language: str) -> str:
    """The text in that language, or the one for all."""
    return texts.get(language) or texts.get("", "")


def two_letters(language_code: str | None) -> str:
    """The ISO 639-1 part of an app's language, by which the bot's texts are chosen."""
    return (language_code or "").partition("-")[0]
