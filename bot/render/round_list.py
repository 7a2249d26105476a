"""The rounds that there are for somebody."""

from markupsafe import Markup

from bot.domain.actions import ShowResults, ShowRound, ShowRoundDesk
from bot.domain.actions_round_results import ALL
from bot.domain.messages_rounds import RoundLine, RoundList
from bot.domain.policy import Right, may
from bot.render.context import Context, Draft, lines, rows
from bot.render.round_options import moment, question


def rounds(message: RoundList, context: Context) -> Draft:
    """Open ones, each with how far the reader has come, then closed ones with results; and the way to make some."""
    words = context.words
    desk = (
        ((context.button("button.round.desk", ShowRoundDesk()),),) if may(context.reader.access, Right.ASKING) else ()
    )
    if not message.open and not message.closed:
        return Draft((words.html("round.list.none"),), (*desk, context.menu()))
    listed = []
    if message.open:
        listed.append(words.html("round.list.open"))
        listed += [_open(line, context) for line in message.open]
    if message.closed:
        listed.append(words.html("round.list.closed"))
        listed += [_closed(line, context) for line in message.closed]
    buttons = (
        *(context.labelled(words.value(_question(line, context)), ShowRound(line.id)) for line in message.open),
        *(
            context.labelled(
                words.plain("button.round.results_of", round=_question(line, context)), ShowResults(line.id, ALL)
            )
            for line in message.closed
        ),
    )
    return Draft(tuple(listed), (*rows(buttons, width=1), *desk, context.menu()))


def _open(line: RoundLine, context: Context) -> Markup:
    state = "answered" if line.answered else "begun" if line.begun else "waiting"
    until = context.words.html("round.until", time=moment(line.closes, context)) if line.closes else Markup()
    return lines(_title(line, context), context.words.html(f"round.list.{state}"), until)


def _closed(line: RoundLine, context: Context) -> Markup:
    if line.closed_at is None:
        return _title(line, context)
    return lines(_title(line, context), context.words.html("round.closed", time=moment(line.closed_at, context)))


def _title(line: RoundLine, context: Context) -> Markup:
    return Markup("<b>{}</b>").format(context.words.safe(_question(line, context)))


def _question(line: RoundLine, context: Context) -> str:
    return question(line.title, context, after_meeting=line.after_meeting)
