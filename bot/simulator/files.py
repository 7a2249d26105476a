"""Documents and photos, kept in memory."""

import mimetypes
from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import bad_request

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
# What people may send each other is more than what bots may.
LARGEST_SENT = 2000 * 1024 * 1024
_PHOTO_SIDES, _PHOTO_RATIO = 10_000, 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file under the id that Telegram gave it."""

    file_id: str
    unique_id: str
    content: bytes
    name: str
    mime_type: str
    path: str

    @property
    def is_photo(self) -> bool:
        """Whether Telegram has it as a photo; what is one can be sent as no other kind, nor another as one."""
        return self.path.startswith("photos/")

    def as_api(self) -> dict[str, Any]:
        """The fields that all of Telegram's file objects share."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class FileStore:
    """Files by id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        # The sizes of each photo that was sent, by the id of its file.
        self.sizes: dict[str, list[dict[str, Any]]] = {}

    def add(self, content: bytes, name: str, folder: str = "documents", mime_type: str | None = None) -> StoredFile:
        """Keep a file; its type is guessed from the name where not given."""
        number = len(self._by_id) + 1
        _, dot, ending = name.rpartition(".")
        file = StoredFile(
            file_id=f"BQACAgIAAxkBAAI{number:012d}AAtleSimulatedFile",
            unique_id=f"AgADSim{number:08d}",
            content=content,
            name=name,
            mime_type=mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            path=f"{folder}/file_{number}{dot}{ending}" if dot and ending.isalnum() else f"{folder}/file_{number}",
        )
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """The file with that id, if there is one."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file that is downloaded from there, if there is one."""
        return self._by_path.get(path)


def photo_size(content: bytes) -> tuple[int, int]:
    """Width and height of what is to be a photo; ApiError 400 where it is no picture, or none of a photo's shape."""
    size = image_size(content)
    short, long = sorted(size)
    if not short or short + long > _PHOTO_SIDES or long > _PHOTO_RATIO * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def image_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, JPEG, GIF or WebP; ApiError 400 for anything else, as for a photo that is none."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[:4] == b"GIF8" and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise bad_request("IMAGE_PROCESS_FAILED")
