"""What questions can be about, and the concepts of the lexicon by which each is asked for.

How much each concept, each pair of them and each word says for a topic is learned from examples (`weights.py`); the
phrases of a topic's own concepts are examples too, so that a word that is added to a lexicon is understood at once, and
weighs more once `make weights` has been run.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of the table: a name, the concepts that ask for it by themselves (one may stand in two rows), and those
    that settle it whatever else is said; kinds of names that do so where nothing else is said."""

    name: str
    concepts: tuple[str, ...]
    settling: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def asked_of(self) -> tuple[str, ...]:
        """The kinds of what it is asked of, by which that is named."""
        return next((kinds for start, kinds in _ASKED_OF if self.name.startswith(start)), ())


_ASKED_OF: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("meeting.list", ()),
    ("meeting.", ("meeting", "city")),
    ("do.rsvp", ("meeting",)),
    ("do.calendar", ("meeting",)),
    ("roadmap.overview", ("roadmap",)),
    ("roadmap.strand", ("strand",)),
    ("roadmap.region", ("region",)),
    ("roadmap.status", ("roadmap", "strand")),
    ("region.secretariat", ("region", "seat")),
    ("region.countries", ("region",)),
    ("none", ("city",)),
)

# fmt: off
TOPICS: tuple[Topic, ...] = (
    Topic("meeting.when", ("date", "when", "how_long", "hour", "time_zone")),
    Topic("meeting.where", ("place", "where")),
    Topic("meeting.agenda", ("agenda", "discuss", "speaker")),
    Topic("meeting.remote", ("online", "in_person")),
    Topic("meeting.attendees", ("attendees", "invited")),
    Topic("meeting.register", ("register", "deadline")),
    Topic("meeting.visa", ("visa", "invitation_letter", "embassy", "entry_papers")),
    Topic("meeting.hotel", ("hotel", "room")),
    Topic("meeting.language", ("interpretation", "language")),
    Topic("meeting.documents", ("documents", "concept_note", "report", "presentation")),
    Topic("meeting.contact", ("contact", "organiser", "who")),
    Topic("meeting.travel", ("travel", "flight", "airport", "pay", "per_diem")),
    Topic("meeting.list", ("events", "meeting", "next", "after_next", "past")),
    Topic("roadmap.overview", ("roadmap", "overview", "strand", "priority"), named=("roadmap",)),
    Topic("roadmap.strand", ("within_strand",), named=("strand", "item")),
    Topic("roadmap.region", ("regional_plan",)),
    Topic("roadmap.status", ("status",)),
    Topic("region.secretariat", ("secretariat", "report_to")),
    Topic("region.countries", ("country", "country_count", "members"), named=("region",)),
    Topic("region.of_country", ("belong",)),
    Topic("region.list", ("region", "region_set")),
    Topic("faq", ("anniv", "initiative", "nfp", "project", "role")),
    Topic("do.rsvp", ("rsvp", "not_coming")),
    Topic("do.calendar", ("calendar",)),
    Topic("do.reminders", ("remind", "inform", "subscriptions")),
    Topic("do.language", ("switch_language", "language"), ("settings",)),
    Topic("do.feedback", ("feedback",)),
    Topic("handover", ("human",), ("complaint",)),
    Topic(
        "smalltalk",
        ("hello", "thanks", "goodbye", "acknowledge", "chat", "help", "about_bot"),
        (
            "bot_access", "access_requests", "stepping_down", "privacy", "my_data", "forget_me",
            "latest_news", "write_announcement", "start_round",
        ),
    ),
    Topic(
        "none",
        (
            "weather", "injection", "secrets", "tasks", "weapons", "politics", "near_domain", "leisure", "jokes",
            "organisations",
        ),
    ),
)
# fmt: on

_BESIDE = (
    *("after", "and", "anything", "before", "cancel", "cannot_travel", "download", "due", "explain", "filler", "head"),
    *("how_many", "i_am_from", "interregional", "link", "list", "my", "online_meeting", "planned", "runs", "several"),
    *("talk", "what", "yesterday", "today", "tomorrow", "this_week", "next_week", "this_month", "next_month"),
    *("last_year", "this_year", "next_year"),
)

SETTLED = {concept: topic.name for topic in TOPICS for concept in topic.settling}
"""The topics of the concepts that settle one."""

ASKED_BY = {
    concept: topic.name
    for topic in TOPICS
    for concept in (*topic.concepts, *topic.settling)
    if sum(concept in (*other.concepts, *other.settling) for other in TOPICS) == 1
}
"""The topics of the concepts that ask for one alone."""

WEIGHED = frozenset((*(concept for topic in TOPICS for concept in topic.concepts), *SETTLED, *_BESIDE))
"""Concepts that tell what is asked, by themselves or beside others."""
