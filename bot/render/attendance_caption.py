"""What stands below the files on who comes to a meeting: the numbers in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup

from bot.domain.attendance import Count, Seat
from bot.domain.attendance_lists import Share, share_of
from bot.domain.meetings import Meeting
from bot.render.attendance import moment
from bot.render.bidi import marked
from bot.render.context import Context, lines

LABELS: Final[Mapping[Share, str]] = {
    Share.IN_PERSON: "attfile.answer.in_person",
    Share.ONLINE: "attfile.answer.online",
    Share.WAITING: "attfile.place.waiting",
    Share.UNSURE: "attfile.answer.unsure",
    Share.NO: "attfile.answer.no",
    Share.SILENT: "attfile.answer.silent",
}
"""How each share is called."""


def caption(meeting: Meeting, counts: Iterable[Count], context: Context) -> str:
    """The meeting, the instant, and how many stand where; nobody waiting is not told."""
    words = context.words
    answers, heads = Counter[Share](), 0
    for count in counts:
        answers[share_of(count.answer, count.seat)] += count.answers
        heads += count.people if count.seat is Seat.TAKEN else 0
    told = (share for share in Share if answers[share] or share is not Share.WAITING)
    html = lines(
        Markup("<b>{}</b>").format(words.html("attfile.title", meeting=context.title(meeting.title))),
        words.html("attfile.as_of", time=moment(context.now, meeting, context)),
        *(words.html("attfile.line", what=words.html(LABELS[share]), count=str(answers[share])) for share in told),
        words.html("attfile.heads", count=str(heads)),
    )
    return marked(html) if words.right_to_left else str(html)
