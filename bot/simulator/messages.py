"""A message, and how the bot and the phone see it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.simulator.keyboards import InlineKeyboard

# The kinds whose text is a caption.
CAPTIONED = frozenset({"document", "photo", "voice"})


@dataclass(slots=True)
class Message:
    """One message of a chat. `media` is the object that the API has under the name of the kind."""

    id: int
    chat_id: int
    from_bot: bool
    date: int
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    kind: str = "text"
    media: Any = None
    reply_to: int | None = None
    inline_keyboard: InlineKeyboard | None = None
    edited: int | None = None
    silent: bool = False
    protected: bool = False
    link_preview: dict[str, Any] | None = None
    # Who has written it, in a group; elsewhere it is clear.
    sender: int | None = None

    def content(self) -> dict[str, Any]:
        """The API's fields of what the message says, without who, where and when."""
        fields: dict[str, Any] = {}
        if self.kind != "text":
            fields[self.kind] = self.media
            if self.kind == "venue":
                fields["location"] = self.media["location"]
        if self.text:
            caption = self.kind in CAPTIONED
            fields["caption" if caption else "text"] = self.text
            if self.entities:
                fields["caption_entities" if caption else "entities"] = self.entities
        if self.link_preview is not None:
            fields["link_preview_options"] = self.link_preview
        if self.protected:
            fields["has_protected_content"] = True
        if self.inline_keyboard is not None:
            fields["reply_markup"] = {"inline_keyboard": self.inline_keyboard}
        return fields

    def as_phone(self) -> dict[str, Any]:
        """The object that the page draws."""
        shown: dict[str, Any] = {
            "id": self.id,
            "from": "bot" if self.from_bot else "person",
            "date": datetime.fromtimestamp(self.date, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "edited": self.edited is not None,
            "reply_to": self.reply_to,
            "kind": self.kind,
            "text": self.text,
            "entities": self.entities,
            "inline_keyboard": self.inline_keyboard,
            "silent": self.silent,
            "link_preview": not (self.link_preview or {}).get("is_disabled", False),
            "protected": self.protected,
        }
        if self.kind != "text":
            shown[self.kind] = _phone_media(self.kind, self.media)
        return shown


def _phone_media(kind: str, media: Any) -> dict[str, Any]:
    match kind:
        case "document":
            return {
                "file_id": media["file_id"],
                "file_name": media["file_name"],
                "mime_type": media["mime_type"],
                "size": media["file_size"],
            }
        case "photo":
            return {name: media[-1][name] for name in ("file_id", "width", "height")}
        case "venue":
            return {"title": media["title"], "address": media["address"], **media["location"]}
        case "location":
            return {"latitude": media["latitude"], "longitude": media["longitude"]}
        case "contact":
            name = " ".join(filter(None, (media["first_name"], media.get("last_name"))))
            return {"name": name, "phone": media["phone_number"]}
        case "sticker":
            return {"emoji": media["emoji"]}
        case _:
            return {"duration": media["duration"]}
