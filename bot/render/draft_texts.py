"""The texts of an announcement, language by language or all in one file."""

from typing import Final, assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import GetTextsTemplate, RemoveText, ShowDraft, ShowTexts, WriteAllTexts, WriteText
from bot.domain.exchange import DocumentPart
from bot.render.context import Context, Draft, lines, rows
from bot.render.draft_parts import missing, name

_BYTE_ORDER: Final = "\ufeff"
"""By which editors know that a file is in UTF-8."""

_TEMPLATE_NAME: Final = "announcement.txt"


def texts(message: m.AnnouncementTexts | m.AskAnnouncementText | m.AskAllTexts, context: Context) -> Draft:
    """The texts, language by language or all together."""
    match message:
        case m.AnnouncementTexts():
            return _texts(message, context)
        case m.AskAnnouncementText():
            return _ask_text(message, context)
        case m.AskAllTexts():
            return _ask_all(message, context)
        case _:
            assert_never(message)


def _texts(message: m.AnnouncementTexts, context: Context) -> Draft:
    words, announcement = context.words, str(message.announcement)
    saved = context.listed(map(context.names.language, message.saved)) if message.saved else None
    done = lines(
        words.html("texts.saved", languages=saved) if saved else Markup(),
        words.html("texts.removed", language=context.names.language(message.removed)) if message.removed else Markup(),
    )
    written = (
        words.html("texts.written", n=length, language=name(language, context))
        for language, length in message.lengths.items()
    )
    choices = (
        context.labelled(
            words.plain(
                f"button.texts.{'written' if language in message.lengths else 'missing'}",
                language=name(language, context),
            ),
            WriteText(announcement, language),
        )
        for language in context.languages
    )
    return Draft(
        (
            done,
            lines(words.html("texts.title"), *written, missing(message.missing, context)),
            words.html("texts.hint"),
        ),
        (
            *rows(choices),
            (
                context.button("button.texts.all", WriteAllTexts(announcement)),
                context.button("button.draft", ShowDraft(announcement)),
            ),
        ),
    )


def _ask_text(message: m.AskAnnouncementText, context: Context) -> Draft:
    words, announcement = context.words, str(message.announcement)
    problem = Markup()
    if message.problem == "too_long":
        problem = words.html("text.too_long", length=str(message.length), most=str(message.most))
    elif message.problem is not None:
        problem = words.html(f"text.{message.problem}")
    buttons = []
    if message.following is not None:
        following = words.plain("button.text.next", language=context.names.language(message.following))
        buttons.append(context.labelled(following, WriteText(announcement, message.following)))
    if message.there is not None and not message.sent:
        buttons.append(context.button("button.text.remove", RemoveText(announcement, message.language)))
    saved = message.saved and words.html("texts.saved", languages=context.names.language(message.saved))
    return Draft(
        (
            saved or Markup(),
            problem,
            words.html("text.ask", language=context.names.language(message.language), most=str(message.most)),
            words.html("text.there", beginning=message.there) if message.there is not None else Markup(),
        ),
        (*rows(buttons), (context.button("button.draft.texts.back", ShowTexts(announcement)),)),
    )


def _ask_all(message: m.AskAllTexts, context: Context) -> Draft:
    words, announcement = context.words, str(message.announcement)
    problem = Markup()
    if message.problem is not None:
        values: dict[str, str] = {
            "named": message.named,
            "languages": context.listed(each.name for each in context.languages.values()),
            "language": context.names.language(message.language) if message.language else "",
            "length": str(message.length),
            "most": str(message.most),
        }
        problem = lines(words.html(f"all.{message.problem}", n=None, **values), words.html("all.again"))
    first, second = (context.languages[code].name for code in ("en", "fr"))
    example = Markup("<pre>== {} ==\n…\n\n== {} ==\n…</pre>").format(first, second)
    return Draft(
        (problem, words.html("all.ask", example=example, tags="<b>…</b>")),
        (
            (
                context.button("button.template", GetTextsTemplate(announcement)),
                context.button("button.draft.texts.back", ShowTexts(announcement)),
            ),
        ),
    )


def template(message: m.TextsTemplate, context: Context) -> DocumentPart:
    """A file with all headings, and the texts that are there beneath theirs."""
    sections = (
        f"== {language.name} ==\n{message.texts.get(code, '')}\n" for code, language in context.languages.items()
    )
    content = (_BYTE_ORDER + "\n".join(sections)).encode()
    return DocumentPart(_TEMPLATE_NAME, content, str(context.words.html("template.caption")))
