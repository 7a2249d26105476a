"""How big a pack may be."""

from typing import Final

from storage.packs.mistakes import Mistake

LARGEST: Final = 5_000_000
"""Bytes of a file of YAML or of a workbook; and characters of all texts of a workbook."""


def too_big(file: str, size: int) -> Mistake | None:
    """What is wrong with a size, if anything."""
    if size <= LARGEST:
        return None
    remedy = f"a pack has at most {LARGEST // 1_000_000} MB; long papers are better linked"
    return Mistake(file, None, "", "the file is too big", remedy)
