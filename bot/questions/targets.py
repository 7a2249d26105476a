"""Which region or roadmap a question is about, once its topic is known.

Each function gives the targets in question: one where it is clear, several where the asker has to choose, none where
the pack has nothing of the kind that was named.
"""

from typing import Final

from bot.domain.content import Pack
from bot.questions.reading import Reading

ALL: Final = "all"
MY_REGION: Final = "my-region"


def regions(pack: Pack, reading: Reading, country: str | None, previous: str | None) -> list[str]:
    """The regions that a question about a region is about: those named, or the `previous` one, or the asker's own, by
    their `country` where it is known."""
    named = [said.name.target for said in reading.meant("region")][:1]
    seats = [said.name.target for said in reading.meant("seat")][:1]
    of_countries = [region.id for code in reading.countries for region in pack.regions_of(code)]
    if named or seats or of_countries:
        return list(dict.fromkeys(named or of_countries or seats))
    if reading.countries:
        return []
    if "my" not in reading.concepts and previous:
        return [previous]
    own = [region.id for region in pack.regions_of(country)] if country else []
    return own or [MY_REGION]


def roadmaps(pack: Pack, reading: Reading, previous: str | None) -> list[str]:
    """The roadmap that a question about a roadmap is about: the one named, or of the year named, or the `previous`
    one, or the latest; none where the pack has no such roadmap."""
    named = [said.name.target for said in reading.meant("roadmap") if said.name.solid]
    if named:
        return named[:1]
    if previous and not reading.years:
        return [previous]
    found = [
        roadmap
        for roadmap in pack.roadmaps
        if not reading.years or not roadmap.period or roadmap.period[0] <= max(reading.years) <= roadmap.period[1]
    ]
    return [max(found, key=lambda roadmap: (roadmap.period or (0, 0), roadmap.id)).id] if found else []
