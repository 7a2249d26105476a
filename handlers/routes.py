"""Every command and button, and what answers it; the first row that fits an update takes it."""

from typing import Final

from bot.domain import actions
from bot.domain.policy import Right
from bot.services.routing import On, OnButton, OnCommand, Route
from handlers import menu, secretariat, settings, start, talk

ROUTES: Final = (
    Route(OnCommand("start"), start.start, Right.PUBLIC),
    Route(OnCommand("help"), menu.help_command, Right.PUBLIC),
    Route(OnCommand("meetings"), menu.meetings_command, Right.PUBLIC),
    Route(OnCommand("roadmap"), menu.roadmap_command, Right.PUBLIC),
    Route(OnCommand("regions"), menu.regions_command, Right.PUBLIC),
    Route(OnCommand("settings"), settings.settings_command, Right.PUBLIC),
    Route(OnCommand("language"), settings.language_command, Right.PUBLIC),
    Route(OnCommand("about"), menu.about_command, Right.PUBLIC),
    Route(OnCommand("privacy"), menu.privacy_command, Right.PUBLIC),
    Route(On.UNKNOWN_COMMAND, menu.unknown_command, Right.PUBLIC),
    Route(OnButton(actions.ChooseLanguage), settings.choose_language, Right.PUBLIC),
    Route(OnButton(actions.ChooseCountry), settings.choose_country, Right.PUBLIC),
    Route(OnButton(actions.OtherCountry), settings.other_country, Right.PUBLIC),
    Route(OnButton(actions.ChooseZone), settings.choose_zone, Right.PUBLIC),
    Route(OnButton(actions.OtherZone), settings.other_zone, Right.PUBLIC),
    Route(OnButton(actions.ChooseRegion), settings.choose_region, Right.PUBLIC),
    Route(OnButton(actions.ShowSettings), settings.show_settings, Right.PUBLIC),
    Route(OnButton(actions.ShowLanguages), settings.show_languages, Right.PUBLIC),
    Route(OnButton(actions.ShowZones), settings.show_zones, Right.PUBLIC),
    Route(OnButton(actions.ShowOwnRegions), settings.show_own_regions, Right.PUBLIC),
    Route(OnButton(actions.ShowHelp), menu.show_help, Right.PUBLIC),
    Route(OnButton(actions.ShowPrivacy), menu.show_privacy, Right.PUBLIC),
    Route(OnButton(actions.ShowMeetings), menu.show_meetings, Right.PUBLIC),
    Route(OnButton(actions.ShowMeeting), menu.show_meeting, Right.PUBLIC),
    Route(OnButton(actions.ShowRoadmaps), menu.show_roadmaps, Right.PUBLIC),
    Route(OnButton(actions.Ask), menu.ask, Right.PUBLIC),
    Route(OnButton(actions.SendMap), menu.send_map, Right.PUBLIC),
    Route(OnButton(actions.SomethingElse), secretariat.something_else, Right.PUBLIC),
    Route(OnButton(actions.AskSecretariat), secretariat.ask_secretariat, Right.PUBLIC),
    Route(OnButton(actions.PassOn), secretariat.pass_on, Right.PUBLIC),
    Route(OnButton(actions.TellWhenPublished), secretariat.tell_when_published, Right.PUBLIC),
    Route(OnButton(actions.DropQuestion), secretariat.drop_question, Right.PUBLIC),
    Route(On.UNKNOWN_BUTTON, menu.unknown_button, Right.PUBLIC),
    Route(On.TEXT, talk.text, Right.PUBLIC),
    Route(On.SHARED, talk.shared, Right.PUBLIC),
    Route(On.REACHABILITY, talk.reachability, Right.PUBLIC),
)
