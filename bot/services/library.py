"""The pack in force, the part of it that each kind of reader sees, and the understanding of that part."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Final

from bot.domain.content import Pack
from bot.domain.people import Held
from bot.domain.policy import EVERYTHING, GUEST, Access, access_of, visible
from bot.ports import UnitsOfWork
from bot.questions.dates import Period
from bot.questions.lexicon import Lexicons
from bot.questions.understand import Understanding

_KEPT: Final = 32
"""Readers fall into a few groups by what they see: guests, members, members of a region's meetings."""

_MOST_VIEWS: Final = 1000
"""Accesses whose part of the pack is remembered; then it begins anew."""


@dataclass(frozen=True)
class View:
    """A part of the pack, and the ids of what is in it: readers who see the same share its understanding."""

    pack: Pack
    ids: tuple[tuple[str, ...], ...]


class Library:
    """Holds the newest pack in memory; `refresh` notices a newer one."""

    def __init__(self, lexicons: Lexicons, pack: Pack, version: int = 0) -> None:
        self._lexicons = lexicons
        self._pack = pack
        self._version = version
        self._views: dict[Access, View] = {}
        self._understandings: OrderedDict[tuple[tuple[str, ...], ...], Understanding] = OrderedDict()

    @property
    def pack(self) -> Pack:
        """The whole pack, whoever asks; what goes out passes `visible` first."""
        return self._pack

    @property
    def version(self) -> int:
        """The number of that pack; 0 before the first."""
        return self._version

    async def refresh(self, units: UnitsOfWork, now: datetime) -> bool:
        """Take over a pack imported since; whether there was one."""
        async with units() as uow:
            if await uow.content.version() == self._version:
                return False
            loaded = await uow.content.load()
            held = await uow.grants.in_force(now)
        if loaded is None:
            return False
        version, pack = loaded
        fresh = Library(self._lexicons, pack, version)
        # It takes a moment, in which nobody should wait: what readers need is ready before the pack is in force.
        await asyncio.to_thread(fresh._prepare, dict.fromkeys((GUEST, EVERYTHING, *_accesses(held))))
        self._version, self._pack = version, pack
        self._views, self._understandings = fresh._views, fresh._understandings
        return True

    def _prepare(self, readers: Iterable[Access]) -> None:
        for access in readers:
            if len(self._understandings) < _KEPT:
                self.understanding(access)

    def seen_by(self, access: Access) -> Pack:
        """The part of the pack that this reader may see."""
        return self._view(access).pack

    def understanding(self, access: Access) -> Understanding:
        """What can be understood over the part of the pack that this reader sees, and nothing beyond it."""
        view = self._view(access)
        if view.ids not in self._understandings:
            self._understandings[view.ids] = Understanding(view.pack, self._lexicons)
            if len(self._understandings) > _KEPT:
                self._understandings.popitem(last=False)
        self._understandings.move_to_end(view.ids)
        return self._understandings[view.ids]

    def days(self, text: str, today: date) -> tuple[Period, ...]:
        """The days, weeks and months that words name, counted from today; no content tells anything of that."""
        return self.understanding(GUEST).days(text, today)

    def _view(self, access: Access) -> View:
        if access not in self._views:
            if len(self._views) >= _MOST_VIEWS:
                self._views.clear()
            seen = visible(self._pack, access)
            parts = (seen.regions, seen.meetings, seen.roadmaps, seen.faq)
            self._views[access] = View(seen, tuple(tuple(part.id for part in each) for each in parts))
        return self._views[access]


def _accesses(held: Iterable[Held]) -> Iterable[Access]:
    """What the people see who hold these, in the order of people."""
    for _, of_one in groupby(held, key=attrgetter("person_id")):
        yield access_of(each.grant for each in of_one)
