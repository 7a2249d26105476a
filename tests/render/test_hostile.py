"""Whatever stands in a pack, whatever the zone and the instant: Telegram takes the message, and it reads on."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import messages as m
from bot.domain.content import Pack
from bot.domain.content_parts import Source
from bot.domain.content_text import Text
from bot.domain.meetings import Meeting, MeetingTopic
from bot.render.renderer import MessageRenderer
from tests.render.samples import LANGUAGES, RICH, reader
from tests.render.valid import check

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)

_PIECES = st.sampled_from(
    [
        "<b>", "</b>", "</i>", "<a href='https://x'>", "&amp;", "&", "<", ">", '"', "'", "{", "}", "{title}", "{0}",
        "\u202e", "\u202a", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200d",
        "\u0338", "\u030a", "\u0301", "\ufeff", "\u00ad", "\t", "\n", "\n\n", " ", "عربي", "Русский", "latin", "2023",
        "١٢", "👩‍👩‍👧", "🇬🇪", "A\u030a", "/start", "@name", "https://x.example",
    ]
)  # fmt: skip
_WRITTEN = st.lists(_PIECES | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5), max_size=25)
HOSTILE = st.builds(
    lambda pieces, times: ("x" + "".join(pieces) * times)[:4000], _WRITTEN, st.sampled_from([1, 1, 1, 40, 400])
)
TEXTS = st.dictionaries(st.sampled_from(LANGUAGES), HOSTILE, min_size=1, max_size=2).map(Text)
INSTANTS = st.integers(-600_000_000, 5_600_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))

often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def hostile_pack(title: Text, body: Text, meeting: Meeting | None = None) -> Pack:
    """The rich pack with these texts in the places of its own."""
    source = Source(title="x").model_copy(update={"title": title})
    base = meeting or RICH.meetings[0]
    contact = base.contact.model_copy(update={"name": title}) if base.contact else None
    changed = base.model_copy(
        update={
            "id": "workshop",
            "title": title,
            "city": title,
            "details": dict.fromkeys(MeetingTopic, body),
            "contact": contact,
            "source": source,
        }
    )
    roadmap = RICH.roadmaps[0]
    return RICH.model_copy(
        update={
            "meetings": (changed,),
            "regions": tuple(region.model_copy(update={"name": title, "note": body}) for region in RICH.regions),
            "roadmaps": (
                roadmap.model_copy(
                    update={
                        "title": title,
                        "summary": body,
                        "strands": tuple(strand.model_copy(update={"title": title}) for strand in roadmap.strands),
                        "items": tuple(item.model_copy(update={"owner": title}) for item in roadmap.items),
                    }
                ),
            ),
            "faq": (RICH.faq[0].model_copy(update={"title": title, "answer": body, "source": source}),),
        }
    )


SHOWING = (
    m.MeetingCard(meeting="workshop"),
    m.MeetingAnswer(meeting="workshop", topic=MeetingTopic.VISA),
    m.MeetingAnswer(meeting="workshop", topic=MeetingTopic.CONTACT),
    m.MeetingMap(meeting="workshop"),
    m.MeetingList(),
    m.RegionAnswer(topic="secretariat", region="seee"),
    m.RegionList(),
    m.RoadmapAnswer(topic="overview", target="plan"),
    m.RoadmapAnswer(topic="status", target="plan"),
    m.FaqAnswer(entry="what"),
    m.Help(),
    m.Welcome(),
    m.AskBack(choices=(m.Choice(topic="meeting.when", target="workshop"), m.Choice(topic="faq", target="what"))),
)


@often
@given(title=TEXTS, body=TEXTS, message=st.sampled_from(SHOWING), language=st.sampled_from(LANGUAGES))
def test_no_text_of_a_pack_breaks_a_message(
    renderer: MessageRenderer, title: Text, body: Text, message: m.Message, language: str
) -> None:
    now = datetime(2023, 5, 20, tzinfo=UTC)
    check(renderer.render(message, reader(language), hostile_pack(title, body), now), language, braces=False)


@often
@given(
    starts=INSTANTS,
    length=st.timedeltas(timedelta(), timedelta(days=400)),
    now=INSTANTS,
    place=st.sampled_from(ZONES),
    zone=st.none() | st.sampled_from(ZONES),
    language=st.sampled_from(LANGUAGES),
)
def test_any_instant_in_any_zone(
    renderer: MessageRenderer,
    starts: datetime,
    length: timedelta,
    now: datetime,
    place: str,
    zone: str | None,
    language: str,
) -> None:
    meeting = RICH.meetings[0].model_copy(update={"timezone": place, "starts": starts, "ends": starts + length})
    pack = RICH.model_copy(update={"meetings": (meeting,)})
    for message in (m.MeetingCard(meeting="workshop"), m.MeetingList(), m.MeetingList(period="past")):
        check(renderer.render(message, reader(language, zone=zone), pack, now), language)


@often
@given(
    day=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    days=st.integers(0, 400),
    now=INSTANTS,
    place=st.sampled_from(ZONES),
    zones=st.lists(st.none() | st.sampled_from(ZONES), min_size=2, max_size=4),
    language=st.sampled_from(LANGUAGES),
)
def test_a_day_is_the_same_day_for_readers_of_every_zone(
    renderer: MessageRenderer, day: date, days: int, now: datetime, place: str, zones: list[str | None], language: str
) -> None:
    last = day + timedelta(days=days)
    meeting = RICH.meetings[1].model_copy(update={"timezone": place, "starts": day, "ends": last})
    pack = RICH.model_copy(update={"meetings": (meeting,)})
    said = {
        check(renderer.render(m.MeetingCard(meeting="forum"), reader(language, zone=zone), pack, now), language)
        for zone in zones
    }
    (text,) = said
    assert f"{last.day}" in text
    assert f"{last.year}" in text
