"""Every command and button, and what answers it; the first row that fits an update takes it."""

from typing import Final

from bot.domain import actions
from bot.services.routing import On, OnButton, OnCommand, Route
from handlers import menu, start, talk

ROUTES: Final = (
    Route(OnCommand("start"), start.start),
    Route(OnCommand("help"), menu.help_command),
    Route(OnCommand("language"), menu.language_command),
    Route(OnCommand("meetings"), menu.meetings_command),
    Route(On.UNKNOWN_COMMAND, menu.unknown_command),
    Route(OnButton(actions.ChooseLanguage), start.choose_language),
    Route(OnButton(actions.ChooseCountry), start.choose_country),
    Route(OnButton(actions.OtherCountry), start.other_country),
    Route(OnButton(actions.ChooseZone), start.choose_zone),
    Route(OnButton(actions.ShowHelp), menu.show_help),
    Route(OnButton(actions.ShowLanguages), menu.show_languages),
    Route(OnButton(actions.ShowMeetings), menu.show_meetings),
    Route(OnButton(actions.ShowMeeting), menu.show_meeting),
    Route(OnButton(actions.Ask), menu.ask),
    Route(OnButton(actions.SendMap), menu.send_map),
    Route(On.UNKNOWN_BUTTON, menu.unknown_button),
    Route(On.TEXT, talk.text),
    Route(On.SHARED, talk.shared),
    Route(On.REACHABILITY, talk.reachability),
)
