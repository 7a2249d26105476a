"""Concepts that others make together: "the wrong country" is about settings, and neither about countries nor errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Compound:
    """What is meant where all the `parts` are said; `spent` are the concepts that then say nothing by themselves."""

    concept: str
    parts: frozenset[str]
    spent: frozenset[str]


def _compound(concept: str, *parts: str, spent: str = "") -> Compound:
    return Compound(concept, frozenset(parts), frozenset(parts) | frozenset(spent.split()))


COMPOUNDS: Final = (
    _compound("settings", "change", "time_zone", spent="my hour when region region_set tasks"),
    _compound("settings", "wrong", "time_zone", spent="my hour when region region_set"),
    _compound("settings", "my", "time_zone", spent="hour when region region_set"),
    _compound("settings", "change", "my", "country", spent="members tasks"),
    _compound("settings", "wrong", "country", spent="my members"),
    _compound("settings", "change", "my", "region", spent="tasks"),
    _compound("settings", "wrong", "my", "region"),
    _compound("notify", "inform", "published", spent="when remind tell"),
    _compound("notify", "remind", "published", spent="when inform tell"),
    _compound("notify", "tell", "published", spent="when"),
    _compound("not_coming", "cannot", "come", spent="rsvp attendees"),
    Compound("cannot_travel", frozenset({"not_coming", "online"}), frozenset({"not_coming", "rsvp"})),
    _compound("human", "pass_on", "secretariat"),
    Compound("online", frozenset({"access", "meeting"}), frozenset({"access"})),
    Compound("online", frozenset({"access", "online_meeting"}), frozenset({"access"})),
    Compound("attendees", frozenset({"stepping_down", "attendees"}), frozenset({"stepping_down"})),
)


def compounded(concepts: Mapping[str, float]) -> dict[str, float]:
    """The concepts (with their strengths, 0…1), those that belong together as what they make."""
    found = dict(concepts)
    for compound in COMPOUNDS:
        if compound.parts <= found.keys():
            strength = min(found[part] for part in compound.parts)
            found = {name: value for name, value in found.items() if name not in compound.spent}
            found[compound.concept] = max(strength, found.get(compound.concept, 0.0))
    return found
