"""Rules on the pack as a whole: what refers to something must find it, and what comes first must be earlier.

They work on plain data (maps, lists and scalars, as JSON has them), and pass over what is not of the right kind:
so they hold for a pack, and can be checked beside the mistakes in the fields of what is not one yet.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from bot.domain.content_fields import Moment, moment_in, refusal

Path = tuple[str | int, ...]
Data = Mapping[str, Any]


class Flaw(NamedTuple):
    """Where a rule is broken, and how."""

    path: Path
    error: PydanticCustomError


def broken(pack: Any) -> list[Flaw]:
    """Every rule that a pack's plain data breaks; empty for a good pack."""
    if not isinstance(pack, Mapping):
        return []
    return [*_twice(pack), *_dangling(pack), *_meetings(pack), *_roadmaps(pack), *_rounds(pack)]


def _entries(data: Data, *names: str) -> Iterator[tuple[Path, Data]]:
    """The maps in a list that stands under a name, or in the lists under a name in those, and so on."""
    found = data.get(names[0])
    for index, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, Mapping):
            path: Path = (names[0], index)
            if len(names) == 1:
                yield path, entry
            else:
                yield from ((path + rest, inner) for rest, inner in _entries(entry, *names[1:]))


def _map(data: Data, name: str) -> Data:
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def _strings(data: Data, *names: str) -> Iterator[tuple[Path, str]]:
    """The texts at a name, or in the list there; each name but the last leads into a map."""
    for name in names[:-1]:
        data = _map(data, name)
    found = data.get(names[-1])
    if isinstance(found, str):
        yield names, found
    for index, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, str):
            yield (*names, index), entry


_KINDS = (
    ("regions",),
    ("meetings",),
    ("roadmaps",),
    ("roadmaps", "strands"),
    ("roadmaps", "items"),
    ("faq",),
    ("feedback",),
)


def _twice(pack: Data) -> Iterator[Flaw]:
    """Ids used again for the same kind of thing."""
    for kind in _KINDS:
        yield from _repeated(_entries(pack, *kind))
    for path, entry in _entries(pack, "feedback"):
        for flaw in _repeated(_entries(entry, "options")):
            yield Flaw(path + flaw.path, flaw.error)


def _repeated(entries: Iterator[tuple[Path, Data]]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for path, entry in entries:
        name = entry.get("id")
        if isinstance(name, str) and name in seen:
            yield Flaw((*path, "id"), refusal(f"the id “{name}” is used twice", "give each entry an id of its own"))
        elif isinstance(name, str):
            seen.add(name)


def _ids(pack: Data, *kind: str) -> list[str]:
    return [entry["id"] for _, entry in _entries(pack, *kind) if isinstance(entry.get("id"), str)]


def _missing(what: str, references: Iterator[tuple[Path, str]], known: list[str]) -> Iterator[Flaw]:
    # An id that is itself refused is told once, where it is given, not again where it is used.
    like = {name.casefold() for name in known}
    for path, name in references:
        if name.casefold() not in like or (name not in known and name.casefold() in known):
            remedy = (
                f"use one of {', '.join(list(dict.fromkeys(known))[:12])}" if known else f"the pack has no {what}s yet"
            )
            yield Flaw(path, refusal(f"there is no {what} “{name}”", remedy, given=name, known=known))


def _dangling(pack: Data) -> Iterator[Flaw]:
    """References to what the pack does not have."""
    regions, roadmaps = _ids(pack, "regions"), _ids(pack, "roadmaps")
    for kind in ("meetings", "feedback"):
        for path, entry in _entries(pack, kind):
            for flaw in _missing("region", _strings(entry, "audience", "regions"), regions):
                yield Flaw(path + flaw.path, flaw.error)
    for path, roadmap in _entries(pack, "roadmaps"):
        strands = _ids(roadmap, "strands")
        for inner, item in _entries(roadmap, "items"):
            flaws = [
                *_missing("region", _strings(item, "regions"), regions),
                *_missing("strand", _strings(item, "strand"), strands),
            ]
            for flaw in flaws:
                yield Flaw(path + inner + flaw.path, flaw.error)
    for path, entry in _entries(pack, "feedback"):
        for name in ("strands", "items"):
            for flaw in _missing("roadmap", _strings(entry, "options", name), roadmaps):
                yield Flaw(path + flaw.path, flaw.error)


def _moments(data: Data, names: tuple[str, str], zone: Any) -> tuple[Moment | None, Moment | None]:
    """Two moments in a zone (an IANA name), None where one is not given or cannot be read."""

    def read(name: str) -> Moment | None:
        try:
            return moment_in(data.get(name), zone)
        except PydanticCustomError:
            return None

    try:
        ZoneInfo(zone)
    except (KeyError, TypeError, ValueError, OSError):
        zone = "UTC"
    return read(names[0]), read(names[1])


def _meetings(pack: Data) -> Iterator[Flaw]:
    for path, meeting in _entries(pack, "meetings"):
        zone = meeting.get("timezone") or pack.get("timezone")
        starts, ends = _moments(meeting, ("starts", "ends"), zone)
        if starts is not None and ends is not None:
            if isinstance(starts, datetime) != isinstance(ends, datetime):
                wrong = "one of starts and ends has a time and the other has not"
                yield Flaw((*path, "ends"), refusal(wrong, "write both with a time, or both as days"))
            elif ends < starts:
                yield Flaw((*path, "ends"), refusal("it ends before it starts", "correct starts or ends"))
        yield from (Flaw(path + flaw.path, flaw.error) for flaw in _registration(meeting, ends, zone))
        venue = _map(meeting, "venue")
        for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if venue.get(name) is not None and venue.get(other) is None and other not in venue:
                yield Flaw((*path, "venue", name), refusal(f"there is a {name} without a {other}", f"add the {other}"))


def _registration(meeting: Data, ends: Moment | None, zone: Any) -> Iterator[Flaw]:
    registration = _map(meeting, "registration")
    opens, closes = _moments(registration, ("opens", "closes"), zone)
    path: Path = ("registration", "closes")
    if opens is not None and closes is not None and _later(opens, closes):
        yield Flaw(path, refusal("registration closes before it opens", "correct opens or closes"))
    elif closes is not None and ends is not None and _later(closes, ends):
        yield Flaw(path, refusal("registration closes after the meeting ends", "write an earlier day or time"))
    modes = registration.get("modes")
    for mode in _map(registration, "capacity"):
        if isinstance(modes, list) and modes and mode in ("in_person", "online") and mode not in modes:
            yield Flaw(
                ("registration", "capacity", mode),
                refusal(
                    f"there are places for “{mode}”, which is not among the modes", "add it to modes, or leave it out"
                ),
            )


def _later(one: Moment, other: Moment) -> bool:
    """Whether one moment is after another; where either is a whole day, by their days."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return _day(one) > _day(other)


def _day(moment: Moment) -> Moment:
    return moment.date() if isinstance(moment, datetime) else moment


def _roadmaps(pack: Data) -> Iterator[Flaw]:
    for path, roadmap in _entries(pack, "roadmaps"):
        match roadmap.get("period"):
            case [int(first), int(last)] if last < first:
                yield Flaw(
                    (*path, "period"), refusal("the period ends before it starts", "write the earlier year first")
                )


def _rounds(pack: Data) -> Iterator[Flaw]:
    sizes = {
        (entry.get("id"), name): len(entry.get(name) or ())
        for _, entry in _entries(pack, "roadmaps")
        for name in ("strands", "items")
        if isinstance(entry.get(name) or (), list | tuple)
    }
    for path, entry in _entries(pack, "feedback"):
        opens, closes = _moments(entry, ("opens", "closes"), pack.get("timezone"))
        if opens is not None and closes is not None and _later(opens, closes):
            yield Flaw((*path, "closes"), refusal("it closes before it opens", "correct opens or closes"))
        options = entry.get("options")
        count: int | None = None
        if isinstance(options, list):
            count = len(options)
            if count < 2:
                yield Flaw((*path, "options"), refusal("there is nothing to choose from", "give at least two options"))
        elif isinstance(options, Mapping):
            taken = [name for name in ("strands", "items") if options.get(name) is not None]
            if len(taken) != 1 and set(options) <= {"strands", "items"}:
                wrong = (
                    "the options name neither strands nor items"
                    if not taken
                    else "the options name both strands and items"
                )
                yield Flaw(
                    (*path, "options"), refusal(wrong, "write one of them, like {strands: interregional-2023-2024}")
                )
            elif len(taken) == 1:
                count = sizes.get((options[taken[0]], taken[0]))
        yield from (Flaw(path + flaw.path, flaw.error) for flaw in _choice(entry, count))


def _choice(entry: Data, count: int | None) -> Iterator[Flaw]:
    choose = entry.get("choose")
    if entry.get("method") == "choose" and choose is None and "choose" not in entry:
        yield Flaw(("method",), refusal("it does not say how many to choose", "add choose, like choose: 3"))
    elif entry.get("method") == "rate" and choose is not None:
        yield Flaw(("choose",), refusal("choose does not go with method: rate", "leave it out"))
    elif isinstance(choose, int) and count is not None and count < choose:
        wrong = f"{choose} are to be chosen, and there are only {count} options"
        yield Flaw(("choose",), refusal(wrong, "write a smaller number, or add options"))
