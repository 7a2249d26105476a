"""Every command and button, and what answers it; the first row that fits an update takes it."""

from typing import Final

from bot.domain import actions
from bot.services.routing import On, OnButton, OnCommand, Route
from handlers import menu, secretariat, settings, start, talk

ROUTES: Final = (
    Route(OnCommand("start"), start.start),
    Route(OnCommand("help"), menu.help_command),
    Route(OnCommand("meetings"), menu.meetings_command),
    Route(OnCommand("roadmap"), menu.roadmap_command),
    Route(OnCommand("regions"), menu.regions_command),
    Route(OnCommand("settings"), settings.settings_command),
    Route(OnCommand("language"), settings.language_command),
    Route(OnCommand("about"), menu.about_command),
    Route(OnCommand("privacy"), menu.privacy_command),
    Route(On.UNKNOWN_COMMAND, menu.unknown_command),
    Route(OnButton(actions.ChooseLanguage), settings.choose_language),
    Route(OnButton(actions.ChooseCountry), settings.choose_country),
    Route(OnButton(actions.OtherCountry), settings.other_country),
    Route(OnButton(actions.ChooseZone), settings.choose_zone),
    Route(OnButton(actions.OtherZone), settings.other_zone),
    Route(OnButton(actions.ChooseRegion), settings.choose_region),
    Route(OnButton(actions.ShowSettings), settings.show_settings),
    Route(OnButton(actions.ShowLanguages), settings.show_languages),
    Route(OnButton(actions.ShowZones), settings.show_zones),
    Route(OnButton(actions.ShowOwnRegions), settings.show_own_regions),
    Route(OnButton(actions.ShowHelp), menu.show_help),
    Route(OnButton(actions.ShowPrivacy), menu.show_privacy),
    Route(OnButton(actions.ShowMeetings), menu.show_meetings),
    Route(OnButton(actions.ShowMeeting), menu.show_meeting),
    Route(OnButton(actions.ShowRoadmaps), menu.show_roadmaps),
    Route(OnButton(actions.Ask), menu.ask),
    Route(OnButton(actions.SendMap), menu.send_map),
    Route(OnButton(actions.SomethingElse), secretariat.something_else),
    Route(OnButton(actions.AskSecretariat), secretariat.ask_secretariat),
    Route(OnButton(actions.PassOn), secretariat.pass_on),
    Route(OnButton(actions.TellWhenPublished), secretariat.tell_when_published),
    Route(OnButton(actions.DropQuestion), secretariat.drop_question),
    Route(On.UNKNOWN_BUTTON, menu.unknown_button),
    Route(On.TEXT, talk.text),
    Route(On.SHARED, talk.shared),
    Route(On.REACHABILITY, talk.reachability),
)
