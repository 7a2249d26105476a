"""The pack in force, and the understanding of it for each kind of reader."""

import asyncio
from collections import OrderedDict
from typing import Final

from bot.domain.content import Pack
from bot.domain.policy import EVERYTHING, GUEST, Access, visible
from bot.ports import UnitsOfWork
from bot.questions.lexicon import Lexicons
from bot.questions.understand import Understanding

_KEPT: Final = 32
"""Readers fall into a few groups by what they see: guests, members, members of a region's meetings."""


class Library:
    """Holds the newest pack in memory; `refresh` notices a newer one."""

    def __init__(self, lexicons: Lexicons, pack: Pack, version: int = 0) -> None:
        self._lexicons = lexicons
        self._pack = pack
        self._version = version
        self._understandings: OrderedDict[tuple[tuple[str, ...], ...], Understanding] = OrderedDict()

    @property
    def pack(self) -> Pack:
        """The whole pack, whoever asks; what goes out passes `visible` first."""
        return self._pack

    async def refresh(self, units: UnitsOfWork) -> bool:
        """Take over a pack imported since; whether there was one."""
        async with units() as uow:
            if await uow.content.version() == self._version:
                return False
            loaded = await uow.content.load()
        if loaded is None:
            return False
        version, pack = loaded
        fresh = Library(self._lexicons, pack, version)
        # It takes a moment, in which nobody should wait: what most readers need is ready before the pack is in force.
        await asyncio.to_thread(fresh._prepare)
        self._version, self._pack, self._understandings = version, pack, fresh._understandings
        return True

    def _prepare(self) -> None:
        for access in (GUEST, EVERYTHING):
            self.understanding(access)

    def understanding(self, access: Access) -> Understanding:
        """What can be understood over the part of the pack that this reader sees, and nothing beyond it."""
        seen = visible(self._pack, access)
        key = tuple(
            tuple(part.id for part in parts) for parts in (seen.regions, seen.meetings, seen.roadmaps, seen.faq)
        )
        if key not in self._understandings:
            self._understandings[key] = Understanding(seen, self._lexicons)
            if len(self._understandings) > _KEPT:
                self._understandings.popitem(last=False)
        self._understandings.move_to_end(key)
        return self._understandings[key]
