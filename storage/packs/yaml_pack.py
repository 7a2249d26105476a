"""`read_pack` under its earlier address."""

from storage.packs.pack_files import read_pack

__all__ = ["read_pack"]
