"""Asking for a line of text beside an answer to a round."""

from markupsafe import Markup

from bot.domain.actions import EraseRemark, ShowRound
from bot.domain.figures import first_of
from bot.domain.messages_rounds import AskRemark, RemarkUnkept, RoundShown
from bot.domain.rounds import LONGEST_REMARK, Remark
from bot.render.context import Context, Draft, lines
from bot.render.round_card import gone
from bot.render.round_options import title_of


def ask(message: AskRemark, context: Context) -> Draft:
    """What is wanted, how long it may be, who will read it, and what was wrong with the last one."""
    shown, words = message.shown, context.words
    if shown is None:
        return gone(context)
    problem = Markup()
    if message.problem == "long":
        problem = words.html("round.ask.long", length=str(message.length), most=str(LONGEST_REMARK))
    elif message.problem == "empty":
        problem = words.html("round.ask.empty")
    kept = "anonymous" if shown.terms.anonymous else "named"
    written = message.remark in shown.remarks
    erase = context.button("button.round.erase", EraseRemark(message.round, message.remark))
    back = context.button("button.round.back", ShowRound(message.round))
    return Draft(
        (
            problem,
            lines(_wanted(message.remark, shown, context), words.html("round.ask.limit", most=str(LONGEST_REMARK))),
            words.html(f"round.ask.{kept}"),
        ),
        (((erase, back) if written else (back,)),),
    )


def unkept(message: RemarkUnkept, context: Context) -> Draft:
    """Why no line is taken."""
    back = context.button("button.round.back", ShowRound(message.round))
    return Draft((context.words.html(f"round.unkept.{message.reason}"),), ((back,),))


def _wanted(remark: Remark, shown: RoundShown, context: Context) -> Markup:
    choice = shown.terms.choice(first_of(shown.terms, shown.draft) or "") if remark is Remark.WHY else None
    if choice is None:
        return context.words.html(f"round.ask.{remark}")
    return context.words.html("round.ask.why_first", option=title_of(choice.title, shown.terms, context))
