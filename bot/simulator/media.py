"""What people send from the attach menu: small made-up contents, and files of their own."""

import struct
import zlib
from typing import Any

from bot.simulator.errors import ApiError, PhoneError
from bot.simulator.files import LARGEST_PHOTO, LARGEST_SENT, FileStore, StoredFile, photo_size
from bot.simulator.people import Person

KINDS = ("sticker", "voice", "photo", "location", "contact", "document")
_SMALL = 90


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
            return photo_sizes(files.add(_png(96, 64), "photo.png", "photos", "image/png"), files)
        case "location":
            return {"latitude": 41.6938, "longitude": 44.8015}
        case "contact":
            contact = {"phone_number": person.phone.lstrip("+"), "user_id": person.id}
            names = {key: value for key, value in person.as_user().items() if key in ("first_name", "last_name")}
            return {**contact, **names}
        case "document":
            file = files.add(b"A made-up document.\n", "note.txt")
            return as_document(file)
        case _:
            raise PhoneError(f"There is nothing of the kind {kind!r} to send; there are {', '.join(KINDS)}.")


def from_file(kind: str, content: bytes, name: str, mime_type: str | None, files: FileStore) -> Any:
    """The API object of a photo or a document with this content; PhoneError for what no app would send."""
    if not content:
        raise PhoneError("The file is empty.")
    if kind == "document":
        if len(content) > LARGEST_SENT:
            raise PhoneError(f"A file has at most {LARGEST_SENT // 1024**2} MB.")
        return as_document(files.add(content, name, "documents", mime_type))
    if kind != "photo":
        raise PhoneError(f"A file goes out as a photo or as a document, not as {kind!r}.")
    if len(content) > LARGEST_PHOTO:
        raise PhoneError(f"A photo has at most {LARGEST_PHOTO // 1024**2} MB; send it as a document.")
    try:
        photo_size(content)
    except ApiError:
        raise PhoneError("That cannot be sent as a photo; send it as a document.") from None
    return photo_sizes(files.add(content, name, "photos", mime_type), files)


def as_document(file: StoredFile) -> dict[str, Any]:
    """The Document object."""
    return {**file.as_api(), "file_name": file.name, "mime_type": file.mime_type}


def photo_sizes(file: StoredFile, files: FileStore) -> list[dict[str, Any]]:
    """The PhotoSize objects, the smallest first, as Telegram gives them; ApiError 400 for what is no photo.

    The small one is in one colour: who takes it for the photo is seen.
    """
    if (known := files.sizes.get(file.file_id)) is not None:
        return known
    width, height = photo_size(file.content)
    sizes = [{**file.as_api(), "width": width, "height": height}]
    if (longest := max(width, height)) > _SMALL:
        small_width, small_height = (max(1, side * _SMALL // longest) for side in (width, height))
        small = files.add(_png(small_width, small_height), "small.png", "photos", "image/png")
        sizes.insert(0, {**small.as_api(), "width": small_width, "height": small_height})
    files.sizes[file.file_id] = sizes
    return sizes


def _png(width: int, height: int) -> bytes:
    """A plain picture in one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\x4a\x90\xd9" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
