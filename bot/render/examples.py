"""What people meant by their questions, for those who look it over."""

from markupsafe import Markup

from bot.domain.actions import DropExample, KeepExample, SkipExample
from bot.domain.examples import Example
from bot.domain.messages import Choice
from bot.domain.messages_examples import ExampleToReview, NoExamples
from bot.domain.policy import Right, may
from bot.render.choices import label
from bot.render.context import Context, Draft, lines
from bot.render.conversation import text_with_menu


def reviewing(message: ExampleToReview | NoExamples, context: Context) -> Draft:
    """What is looked over; nothing for whoever does not (any more)."""
    if not may(context.reader.access, Right.REVIEWING):
        return text_with_menu("not_allowed", context)
    return _asked(message, context) if isinstance(message, ExampleToReview) else _none(message, context)


def _asked(message: ExampleToReview, context: Context) -> Draft:
    """The question in its asker's words, what they tapped, and whether that is right."""
    words, example = context.words, message.shown
    following = context.button("button.example.skip", SkipExample(str(message.example)))
    if example is None:
        return Draft((words.html("example.gone"),), ((following,), context.menu()))
    number = str(message.example)
    return Draft(
        (
            lines(words.html("example.title"), words.html("example.left", n=message.left)),
            lines(
                words.html("example.asked", language=context.names.language(example.language)),
                Markup("<blockquote>{}</blockquote>").format(words.safe(example.words)),
            ),
            _meant(example, context),
            lines(
                words.html("example.ask_other" if example.topic is None else "example.ask"),
                words.html("example.nobodys"),
            ),
        ),
        (
            (
                context.button("button.example.keep", KeepExample(number)),
                context.button("button.example.drop", DropExample(number)),
            ),
            (following,),
        ),
    )


def _meant(example: Example, context: Context) -> Markup:
    """What was tapped, as the button said it. What this reader may not see, or is not there any more, is not named."""
    words = context.words
    if example.topic is None:
        return words.html("example.meant_other")
    said = label(Choice(topic=example.topic, target=example.target or "all"), context)
    return words.html("example.meant_gone") if said is None else words.html("example.meant", choice=said)


def _none(message: NoExamples, context: Context) -> Draft:
    """That nothing waits, or that some were left for later."""
    words = context.words
    if not message.kept:
        said = words.html("example.unkept")
    else:
        said = words.html("example.later", n=message.later) if message.later else words.html("example.none")
    return Draft((said,), (context.menu(),))
