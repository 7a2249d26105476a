"""Past announcements, for those whom they concern, and the language in which they read what is not there in theirs."""

from bot.domain.actions import ChooseSecondLanguage, ShowNews, ShowNewsItem, ShowSettings
from bot.domain.actions_news import NONE
from bot.domain.exchange import Part
from bot.domain.messages import Announced, AnnouncementConfirmed, NewsList
from bot.domain.messages import ChooseSecondLanguage as ChooseSecondLanguageMessage
from bot.render.announced import announced
from bot.render.context import Context, Draft, rows
from bot.render.dates import day_of


def news(message: NewsList, context: Context) -> Draft:
    """A button each, the newest first."""
    words, zone = context.words, context.reader.zone or context.pack.timezone
    if not message.listed:
        return Draft((words.html("news.none"),), (context.menu(),))
    entries = [
        context.labelled(
            words.plain(
                "desk.entry",
                date=context.dates.short(day_of(each.at, zone)),
                beginning=each.beginning or words.html("desk.untitled"),
            ),
            ShowNewsItem(str(each.announcement)),
        )
        for each in message.listed
    ]
    turns = []
    if message.page:
        turns.append(context.button("button.page.before", ShowNews(str(message.page - 1))))
    if message.more:
        turns.append(context.button("button.page.after", ShowNews(str(message.page + 1))))
    return Draft((words.html("news.title"),), (*rows(entries, width=1), *rows(turns), context.menu()))


def confirmed(message: AnnouncementConfirmed, context: Context) -> Draft | Part:
    """The text with its buttons; the files that came after it stand below it already."""
    drawn = announced(Announced(announcement=message.announcement, shown=message.shown), context)
    return drawn[0] if isinstance(drawn, tuple) else drawn


def choose_second_language(message: ChooseSecondLanguageMessage, context: Context) -> Draft:
    """All languages but the reader's own, by their own names, and none."""
    words = context.words
    buttons = [
        context.labelled(
            f"✅ {language.name}" if language.code == message.second else language.name,
            ChooseSecondLanguage(language.code),
        )
        for language in context.languages.values()
        if language.code != words.language
    ]
    none = context.button("button.second.none", ChooseSecondLanguage(NONE))
    back = context.button("button.settings", ShowSettings())
    return Draft((words.html("settings.second.choose"),), (*rows(buttons), (none,), (back,)))
