"""Small made-up contents for what people send from the attach menu."""

import struct
import zlib
from typing import Any

from bot.simulator.errors import PhoneError
from bot.simulator.files import FileStore
from bot.simulator.people import Person

KINDS = ("sticker", "voice", "photo", "location", "contact", "document")


def made_up(kind: str, person: Person, files: FileStore) -> Any:
    """The API object of that kind; PhoneError for a kind that there is not."""
    match kind:
        case "sticker":
            file = files.add(_png(64, 64), "sticker.webp", "stickers", "image/webp")
            return {
                **file.as_api(),
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
                "emoji": "👍",
            }
        case "voice":
            file = files.add(b"OggS" + bytes(200), "voice.oga", "voice", "audio/ogg")
            return {**file.as_api(), "duration": 4, "mime_type": "audio/ogg"}
        case "photo":
            file = files.add(_png(96, 64), "photo.png", "photos", "image/png")
            return [{**file.as_api(), "width": 96, "height": 64}]
        case "location":
            return {"latitude": 41.6938, "longitude": 44.8015}
        case "contact":
            contact = {"phone_number": person.phone.lstrip("+"), "user_id": person.id}
            names = {key: value for key, value in person.as_user().items() if key in ("first_name", "last_name")}
            return {**contact, **names}
        case "document":
            file = files.add(b"A made-up document.\n", "note.txt")
            return {**file.as_api(), "file_name": file.name, "mime_type": file.mime_type}
        case _:
            raise PhoneError(f"There is nothing of the kind {kind!r} to send; there are {', '.join(KINDS)}.")


def _png(width: int, height: int) -> bytes:
    """A plain picture in one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\x4a\x90\xd9" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
