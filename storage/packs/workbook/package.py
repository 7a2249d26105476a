"""The file of a workbook, before anything reads it: whether it is one, and small enough for what is in it."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Final

from storage.packs.limits import too_big
from storage.packs.mistakes import Mistake, PackError

_UNPACKED: Final = 40_000_000
"""Bytes of all that is packed into a workbook."""
_PARTS: Final = 2_000
_CELLS: Final = 200_000
_CELL = re.compile(rb"<(\w+:)?c[\s/>]")
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""How files of older programs begin, and those with a password."""
_DAMAGES: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What unpacking ends in, where something is no archive, is damaged, or is packed in a way of its own."""


def checked(content: bytes, file: str) -> None:
    """PackError where this is no workbook that can be read, or one that would take up too much."""

    def refused(wrong: str, remedy: str) -> PackError:
        return PackError([Mistake(file, None, "", wrong, remedy)])

    if mistake := too_big(file, len(content)):
        raise PackError([mistake])
    if content.startswith(_OLD_OR_LOCKED):
        raise refused("the workbook is locked or of an older kind", "save it as .xlsx, without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            # What a part is said to unpack to is also the most that is ever unpacked of it.
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise refused("the workbook is too big", "delete what is not part of the content, such as pictures")
            cells = 0
            for part in parts:
                unpacked = package.read(part)
                # Nobody's program writes these, and what they define can be made to grow without end.
                if b"<!DOCTYPE" in unpacked.replace(b"\0", b""):
                    raise refused("the workbook holds definitions that do not belong in one", "save it again in Excel")
                cells += len(_CELL.findall(unpacked))
    except _DAMAGES:
        raise refused("this is not a workbook", "save it as an Excel workbook (.xlsx)") from None
    if cells > _CELLS:
        remedy = "delete the empty rows and columns beneath and beside the content"
        raise refused(f"the workbook has too many cells ({cells:,})", remedy)
