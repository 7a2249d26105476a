"""Who comes to a meeting, as a picture: region by region."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from bot.domain.attendance_lists import Share, share_of
from bot.domain.exchange import PhotoPart
from bot.domain.messages_files import AttendanceChart
from bot.domain.tallies import region_of
from bot.render.attendance_caption import LABELS, caption
from bot.render.attendance_tables import bare
from bot.render.bar_values import Bar, Bars, Kind
from bot.render.context import Context, Draft
from bot.render.dates import day_of

_LOOKS: Final[Mapping[Share, tuple[str, str, str]]] = {
    Share.IN_PERSON: ("#0072b2", "white", ""),
    Share.ONLINE: ("#56b4e9", "black", ""),
    Share.WAITING: ("#009e73", "black", "...."),
    Share.UNSURE: ("#f0e442", "black", ""),
    Share.NO: ("#d55e00", "black", "////"),
    Share.SILENT: ("#cccccc", "black", ""),
}
"""Colour, that of a number on it, and pattern. The colours are those of Okabe and Ito, which the colour-blind can tell
apart, and differ in brightness too."""


def chart(message: AttendanceChart, context: Context) -> PhotoPart | Draft:
    """A bar for each region, and one for all."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    words = context.words
    together: Counter[Share] = Counter()
    by_region: dict[str | None, Counter[Share]] = {}
    for count in message.counts:
        share = share_of(count.answer, count.seat)
        together[share] += count.answers
        by_region.setdefault(region_of(context.pack, count.country, count.region), Counter())[share] += count.answers
    # Where nobody waits for a place, nothing is said of waiting.
    shares = [share for share in Share if together[share] or share is not Share.WAITING]

    def bar(name: str, numbers: Counter[Share]) -> Bar:
        return Bar(bare(name), tuple(numbers[share] for share in shares))

    from bot.render.bars import drawn  # noqa: PLC0415 - what it needs is not loaded before a chart is asked for

    names: dict[str | None, str] = {region.id: context.title(region.name) for region in context.pack.regions}
    names[None] = words.plain("attfile.no_region")
    day = context.dates.day(day_of(context.now, meeting.timezone))
    picture = drawn(
        Bars(
            title=bare(context.title(meeting.title)),
            subtitle=bare(day.unescape()),
            kinds=tuple(Kind(bare(words.plain(LABELS[share])), *_LOOKS[share]) for share in shares),
            total=bar(words.plain("attfile.total"), together),
            parts=tuple(bar(name, by_region[key]) for key, name in names.items() if key in by_region),
            right_to_left=words.right_to_left,
        )
    )
    return PhotoPart(picture, caption(meeting, message.counts, context))
