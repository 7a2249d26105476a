"""What questions can be about, and the words that speak for and against each topic.

A topic's weight for a concept of the lexicon (or an @kind of thing named) is added where the question has it; the
topic with the greatest sum is the likeliest. Weights are logarithms of odds, so sums turn into probabilities. They
were fitted (logistic regression) to labelled questions in the six languages and to plain pairs such as "hotel" beside
a meeting's name, rounded, and left out where small; change one by hand where a question shows that it is wrong.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of the table: name, the weight it has before a word is said, and weights by concept."""

    name: str
    start: float
    weights: Mapping[str, float]

    def support(self, evidence: Mapping[str, float]) -> float:
        """The most that any one concept says for this topic; what is merely named does not count."""
        said = (concept for concept in evidence if not concept.startswith("@"))
        return max((self.weights.get(concept, 0.0) * evidence[concept] for concept in said), default=0.0)


# fmt: off
TOPICS: tuple[Topic, ...] = (
    Topic(
        "meeting.when",
        -0.6,
        {
            "date": 3.5, "when": 3.4, "@meeting": 2.9, "how_long": 2.6, "hour": 2.5, "this_week": 2.5, "@date": 2.0,
            "time_zone": 2.0, "next_week": 1.1, "due": 1.0, "meeting": 1.0, "head": 0.8, "hello": 0.7, "how_many": 0.6,
            "planned": 0.6, "@country": -0.6, "@language": -0.6, "airport": -0.6, "help": -0.6, "secretariat": -0.6,
            "@region": -0.7, "attendees": -0.7, "country": -0.7, "hotel": -0.7, "organisations": -0.7, "weather": -0.7,
            "@strand": -0.8, "documents": -0.8, "feedback": -0.8, "per_diem": -0.8, "@roadmap": -0.9, "anything": -0.9,
            "explain": -0.9, "link": -0.9, "presentation": -0.9, "tasks": -0.9, "initiative": -1.0, "speaker": -1.0,
            "members": -1.1, "organiser": -1.1, "leisure": -1.2, "report": -1.2, "interpretation": -1.3,
            "switch_language": -1.3, "who": -1.3, "visa": -1.4, "online": -1.5, "pay": -1.5, "politics": -1.5,
        },
    ),
    Topic(
        "meeting.where",
        -0.7,
        {
            "place": 4.4, "where": 2.6, "@meeting": 2.3, "@city": 1.4, "hotel": 1.4, "embassy": 1.3, "meeting": 1.3,
            "tomorrow": 1.3, "this_year": 1.0, "visa": 1.0, "country": 0.9, "status": 0.8, "airport": 0.7,
            "speaker": 0.6, "switch_language": 0.6, "travel": 0.6, "calendar": -0.6, "help": -0.6, "how_many": -0.6,
            "pay": -0.6, "anything": -0.7, "before": -0.7, "belong": -0.7, "discuss": -0.7, "interpretation": -0.7,
            "register": -0.7, "room": -0.7, "today": -0.7, "flight": -0.8, "injection": -0.8, "chat": -0.9,
            "date": -0.9, "explain": -0.9, "tasks": -0.9, "who": -1.0, "near_domain": -1.1, "this_week": -1.1,
            "@region": -1.2, "documents": -1.2, "organisations": -1.2, "planned": -1.3, "@country": -1.4,
            "feedback": -2.0,
        },
    ),
    Topic(
        "meeting.agenda",
        -0.2,
        {
            "discuss": 4.0, "agenda": 3.9, "speaker": 3.3, "@meeting": 2.5, "presentation": 2.1, "planned": 2.0,
            "events": 1.4, "how_many": 1.1, "@strand": 1.0, "when": 0.9, "after": 0.8, "invited": 0.8,
            "language": 0.8, "meeting": 0.8, "leisure": 0.7, "what": 0.7, "@date": 0.6, "room": -0.6,
            "@region": -0.7, "attendees": -0.7, "interpretation": -0.7, "place": -0.7, "remind": -0.7, "rsvp": -0.7,
            "switch_language": -0.7, "weather": -0.7, "@language": -0.8, "how_long": -0.8, "initiative": -0.8,
            "entry_papers": -0.9, "i_am_from": -0.9, "register": -0.9, "secrets": -0.9, "@city": -1.2, "help": -1.2,
            "tasks": -1.2, "contact": -1.3, "secretariat": -1.3, "travel": -1.7,
        },
    ),
    Topic(
        "meeting.remote",
        -0.1,
        {
            "online": 5.1, "in_person": 3.0, "@meeting": 1.7, "link": 1.5, "secrets": 1.5, "yesterday": 1.4,
            "cannot_travel": 1.3, "rsvp": 1.3, "not_coming": 1.3, "hour": 1.2, "@city": 1.0, "download": 1.0,
            "report": 1.0, "contact": 0.9, "leisure": 0.9, "meeting": 0.9, "place": 0.9, "weather": 0.9,
            "online_meeting": 0.8, "attendees": 0.8, "flight": 0.8, "interpretation": 0.6, "how_many": -0.6,
            "airport": -0.7, "chat": -0.7, "my": -0.7, "nfp": -0.8, "feedback": -0.9, "thanks": -0.9, "@region": -1.0,
            "date": -1.0, "deadline": -1.0, "tomorrow": -1.0, "secretariat": -1.1, "documents": -1.4,
        },
    ),
    Topic(
        "meeting.attendees",
        0.3,
        {
            "attendees": 3.0, "invited": 3.0, "@meeting": 2.2, "members": 1.6, "how_many": 1.5, "human": 1.1,
            "nfp": 1.1, "@country": 1.0, "head": 1.0, "who": 1.0, "meeting": 0.9, "explain": 0.8, "country": 0.7,
            "last_year": 0.7, "my": 0.7, "role": 0.7, "embassy": 0.6, "list": 0.6, "region": 0.6, "per_diem": -0.6,
            "today": -0.6, "before": -0.7, "hotel": -0.7, "hour": -0.7, "remind": -0.7, "weapons": -0.7,
            "after": -0.8, "documents": -0.8, "jokes": -0.8, "overview": -0.8, "report": -0.8, "within_strand": -0.8,
            "contact": -0.9, "what": -0.9, "tasks": -1.0, "date": -1.1, "hello": -1.1, "chat": -1.2,
            "feedback": -1.2, "language": -1.2, "calendar": -1.7, "when": -1.8,
        },
    ),
    Topic(
        "meeting.register",
        0.1,
        {
            "register": 4.8, "deadline": 3.0, "link": 1.6, "@meeting": 1.4, "online": 1.4, "secrets": 1.3,
            "attendees": 1.2, "nfp": 1.1, "contact": 1.0, "my": 1.0, "this_week": 1.0, "entry_papers": 0.8,
            "when": 0.8, "filler": 0.7, "meeting": 0.7, "rsvp": 0.7, "@date": 0.6, "list": 0.6, "weather": 0.6,
            "where": 0.6, "and": -0.7, "initiative": -0.7, "regional_plan": -0.7, "remind": -0.7, "strand": -0.7,
            "@project": -0.8, "@region": -0.8, "after": -0.8, "country": -0.8, "language": -0.8, "pay": -0.8,
            "region": -0.8, "@strand": -0.9, "hello": -0.9, "interpretation": -0.9, "tomorrow": -0.9, "help": -1.0,
            "travel": -1.0, "weapons": -1.0, "agenda": -1.1, "due": -1.1, "flight": -1.1, "hotel": -1.1,
            "how_many": -1.1, "@city": -1.4, "calendar": -1.5,
        },
    ),
    Topic(
        "meeting.visa",
        -0.1,
        {
            "visa": 5.4, "invitation_letter": 3.8, "embassy": 2.4, "entry_papers": 2.2, "@country": 2.0,
            "secrets": 1.8, "@city": 1.6, "airport": 1.4, "due": 1.3, "documents": 1.1, "how_long": 1.1,
            "@meeting": 1.0, "travel": 1.0, "meeting": 0.9, "hotel": 0.8, "how_many": 0.8, "invited": 0.8,
            "organiser": 0.8, "pay": 0.8, "deadline": 0.7, "head": -0.6, "presentation": -0.6, "remind": -0.6,
            "report": -0.6, "rsvp": -0.6, "contact": -0.7, "explain": -0.7, "feedback": -0.7, "initiative": -0.7,
            "next": -0.7, "@region": -0.8, "where": -0.9, "region": -1.1, "thanks": -1.5, "agenda": -1.6,
        },
    ),
    Topic(
        "meeting.hotel",
        -0.1,
        {
            "hotel": 5.3, "room": 2.3, "pay": 1.7, "tasks": 1.7, "@city": 1.2, "@meeting": 1.2, "place": 1.1,
            "jokes": 1.0, "organisations": 1.0, "where": 1.0, "my": 0.9, "hello": 0.8, "travel": 0.8, "belong": 0.7,
            "help": 0.7, "weather": 0.7, "secrets": 0.6, "@region": -0.6, "invited": -0.6, "what": -0.6,
            "anniv": -0.8, "feedback": -0.8, "overview": -0.8, "role": -0.8, "how_long": -0.9, "politics": -1.1,
        },
    ),
    Topic(
        "meeting.language",
        -0.7,
        {
            "interpretation": 5.8, "@language": 4.9, "language": 3.8, "@meeting": 1.9, "presentation": 1.3,
            "agenda": 1.1, "documents": 0.9, "human": 0.8, "anything": 0.7, "meeting": 0.7, "near_domain": 0.7,
            "speaker": 0.7, "tasks": 0.6, "contact": -0.6, "region": -0.6, "register": -0.6, "who": -0.6,
            "belong": -0.7, "explain": -0.7, "list": -0.7, "project": -0.7, "runs": -0.7, "after": -0.8,
            "anniv": -0.8, "deadline": -0.8, "hello": -0.8, "role": -0.8, "secretariat": -0.8, "link": -0.9,
            "report": -1.0, "travel": -1.0, "@region": -1.2, "country": -1.2, "@country": -1.3,
        },
    ),
    Topic(
        "meeting.documents",
        -0.0,
        {
            "documents": 4.3, "concept_note": 3.6, "report": 2.6, "entry_papers": 2.4, "presentation": 2.4,
            "@meeting": 2.0, "download": 1.7, "link": 1.5, "project": 1.1, "before": 1.0, "where": 1.0,
            "flight": 0.8, "status": 0.8, "anniv": 0.7, "@language": -0.6, "@strand": -0.6, "@roadmap": -0.7,
            "jokes": -0.7, "language": -0.7, "overview": -0.7, "room": -0.7, "rsvp": -0.7, "@country": -0.8,
            "date": -0.8, "embassy": -0.8, "explain": -0.8, "human": -0.8, "region": -0.8, "weather": -0.8,
            "@city": -0.9, "who": -0.9, "my": -1.0, "hour": -1.1, "organiser": -1.2, "how_many": -2.1,
        },
    ),
    Topic(
        "meeting.contact",
        -0.6,
        {
            "contact": 3.7, "@meeting": 2.7, "organiser": 2.7, "who": 2.5, "report_to": 1.7, "human": 1.6,
            "runs": 1.4, "secretariat": 1.4, "room": 1.3, "place": 1.2, "talk": 1.1, "airport": 1.0, "feedback": 1.0,
            "presentation": 1.0, "switch_language": 1.0, "meeting": 0.9, "tasks": 0.9, "invitation_letter": 0.7,
            "@project": 0.6, "in_person": 0.6, "where": -0.6, "@country": -0.7, "date": -0.7, "download": -0.7,
            "i_am_from": -0.7, "interpretation": -0.7, "leisure": -0.7, "planned": -0.7, "@region": -0.8,
            "after": -0.8, "head": -0.8, "jokes": -0.8, "members": -0.8, "politics": -0.9, "speaker": -0.9,
            "hello": -1.0, "when": -1.0, "thanks": -1.1, "country": -1.2, "how_many": -1.4,
        },
    ),
    Topic(
        "meeting.travel",
        0.5,
        {
            "pay": 3.6, "travel": 3.4, "flight": 2.9, "per_diem": 2.9, "airport": 2.3, "@city": 2.2, "@meeting": 1.5,
            "hotel": 1.1, "how_long": 0.7, "i_am_from": 0.7, "leisure": 0.7, "interpretation": -0.6, "members": -0.6,
            "region_set": -0.7, "regional_plan": -0.7, "report_to": -0.7, "deadline": -0.8, "events": -0.8,
            "remind": -0.8, "secrets": -0.8, "anything": -0.9, "help": -0.9, "status": -0.9, "contact": -1.0,
            "entry_papers": -1.0, "list": -1.0, "nfp": -1.0, "role": -1.0, "weapons": -1.0, "country": -1.1,
            "overview": -1.1, "@region": -1.2, "agenda": -1.2, "embassy": -1.2, "room": -1.3, "online": -1.6,
            "secretariat": -1.6,
        },
    ),
    Topic(
        "meeting.list",
        0.7,
        {
            "after_next": 6.0, "events": 3.3, "@date": 2.8, "meeting": 2.2, "next": 2.1, "past": 2.0, "planned": 1.9,
            "anything": 1.8, "next_month": 1.8, "list": 1.7, "after": 1.6, "@region": 1.1, "calendar": 1.0,
            "date": 1.0, "how_many": 1.0, "this_month": 1.0, "this_week": 0.9, "when": 0.9, "@project": 0.8,
            "nfp": 0.8, "what": 0.6, "several": 0.5, "anniv": -0.6, "deadline": -0.6, "human": -0.6, "overview": -0.6,
            "visa": -0.6, "@roadmap": -0.7, "download": -0.7, "hotel": -0.7, "near_domain": -0.7,
            "switch_language": -0.7, "documents": -0.8, "in_person": -0.8, "speaker": -0.8, "strand": -0.8,
            "thanks": -0.8, "today": -0.8, "hour": -0.9, "presentation": -0.9, "status": -0.9, "how_long": -1.0,
            "interpretation": -1.0, "my": -1.0, "@meeting": -1.1, "discuss": -1.1, "leisure": -1.1, "weapons": -1.1,
            "organisations": -1.2, "who": -1.2, "contact": -1.3, "secretariat": -1.3, "tomorrow": -1.3,
        },
    ),
    Topic(
        "roadmap.overview",
        0.2,
        {
            "@roadmap": 5.2, "overview": 3.2, "strand": 2.7, "roadmap": 2.6, "priority": 2.0, "explain": 1.6,
            "initiative": 1.6, "interregional": 1.6, "list": 1.6, "region_set": 1.1, "what": 1.1, "where": 1.0,
            "documents": 0.9, "region": 0.9, "how_many": 0.8, "agenda": 0.7, "planned": 0.7, "within_strand": 0.7,
            "next": 0.6, "rsvp": -0.6, "secretariat": -0.6, "status": -0.6, "@city": -0.7, "@country": -0.7,
            "hotel": -0.7, "hour": -0.7, "leisure": -0.7, "my": -0.7, "travel": -0.7, "when": -0.7, "date": -0.8,
            "place": -0.8, "online": -0.9, "meeting": -1.1, "@strand": -1.3, "@meeting": -2.0, "@region": -2.1,
        },
    ),
    Topic(
        "roadmap.strand",
        -1.6,
        {
            "@strand": 7.3, "@roadmap": 4.3, "within_strand": 2.6, "roadmap": 1.7, "planned": 1.6, "anything": 1.3,
            "weapons": 1.2, "priority": 1.1, "strand": 1.1, "what": 1.1, "thanks": 1.0, "explain": 0.9,
            "near_domain": 0.9, "regional_plan": 0.9, "members": 0.8, "overview": 0.8, "runs": 0.8, "events": 0.7,
            "leisure": 0.7, "organisations": 0.7, "who": 0.7, "in_person": 0.6, "my": 0.6, "due": -0.6,
            "human": -0.8, "region": -0.8, "status": -1.0, "register": -1.1, "@date": -1.2, "@region": -1.3,
            "when": -1.3, "@meeting": -1.4, "deadline": -1.8,
        },
    ),
    Topic(
        "roadmap.region",
        -1.4,
        {
            "@region": 5.7, "@strand": 3.1, "regional_plan": 2.6, "@roadmap": 2.5, "priority": 2.3, "region": 2.2,
            "roadmap": 2.1, "planned": 2.0, "region_set": 1.9, "agenda": 1.3, "what": 1.3, "overview": 1.2, "next": 1.1,
            "within_strand": 1.1, "my": 1.0, "visa": 0.9, "@country": 0.8, "flight": 0.8, "chat": 0.7, "explain": 0.7,
            "@city": 0.6, "head": -0.6, "initiative": -0.6, "meeting": -0.6, "near_domain": -0.7, "when": -0.7,
            "how_many": -0.8, "human": -0.8, "status": -0.8, "rsvp": -0.9, "who": -0.9, "@meeting": -1.0,
            "i_am_from": -1.2,
        },
    ),
    Topic(
        "roadmap.status",
        0.2,
        {
            "@strand": 4.5, "status": 4.2, "@roadmap": 3.2, "@project": 2.2, "when": 2.0, "roadmap": 1.7,
            "deadline": 1.2, "due": 1.2, "within_strand": 1.2, "@region": 1.1, "date": 0.9, "how_many": 0.9,
            "last_year": 0.8, "how_long": 0.7, "role": 0.7, "agenda": -0.6, "i_am_from": -0.6, "discuss": -0.7,
            "events": -0.7, "members": -0.7, "secretariat": -0.7, "initiative": -0.8, "organisations": -0.8,
            "rsvp": -0.8, "flight": -0.9, "region_set": -1.0, "@city": -1.2, "@meeting": -1.7,
        },
    ),
    Topic(
        "region.secretariat",
        -0.6,
        {
            "secretariat": 5.0, "@region": 4.0, "report_to": 3.8, "@city": 2.6, "contact": 2.2, "talk": 1.9,
            "@country": 1.8, "i_am_from": 1.5, "runs": 1.5, "who": 1.4, "place": 1.2, "head": 1.0, "role": 1.0,
            "my": 0.8, "region": 0.8, "entry_papers": 0.7, "where": 0.7, "yesterday": 0.7, "embassy": 0.6,
            "@roadmap": -0.6, "anything": -0.6, "leisure": -0.6, "flight": -0.7, "injection": -0.7, "politics": -0.7,
            "within_strand": -0.7, "initiative": -0.8, "regional_plan": -0.8, "secrets": -0.8, "travel": -0.8,
            "meeting": -0.9, "@date": -1.0, "switch_language": -1.0, "explain": -1.1, "planned": -1.1, "thanks": -1.2,
            "organisations": -1.3, "country": -0.8, "members": -2.4, "@meeting": -2.4,
        },
    ),
    Topic(
        "region.countries",
        -0.8,
        {
            "@region": 5.5, "country_count": 3.5, "members": 3.1, "country": 2.4, "region": 2.4, "@country": 2.0,
            "@city": 1.6, "who": 1.6, "how_many": 1.5, "list": 1.0, "attendees": 0.8, "belong": 0.8,
            "secretariat": 1.6, "invitation_letter": 0.7, "remind": 0.7, "head": -0.6, "explain": -0.7, "place": -0.7,
            "@strand": -0.8, "before": -0.8, "priority": -0.8, "@date": -0.9, "next": -0.9, "agenda": -1.1,
            "meeting": -1.1, "planned": -1.2, "regional_plan": -1.2, "@roadmap": -1.3, "@meeting": -1.7,
        },
    ),
    Topic(
        "region.of_country",
        -1.7,
        {
            "@country": 6.2, "@region": 2.8, "belong": 2.7, "region": 2.5, "region_set": 1.9, "where": 1.4,
            "country": 0.9, "initiative": 0.8, "place": 0.8, "secretariat": 0.8, "thanks": 0.8, "how_long": 0.7,
            "organiser": 0.7, "discuss": 0.6, "register": 0.6, "talk": -0.6, "contact": -0.7, "how_many": -0.7,
            "near_domain": -0.7, "pay": -0.7, "regional_plan": -0.7, "role": -0.7, "secrets": -0.7, "events": -0.8,
            "flight": -0.8, "roadmap": -0.8, "attendees": -0.9, "meeting": -0.9, "priority": -0.9, "report_to": -0.9,
            "@roadmap": -1.0, "@strand": -1.0, "agenda": -1.0, "online": -1.0, "politics": -1.1, "@date": -1.2,
            "@language": -1.4, "@meeting": -2.3,
        },
    ),
    Topic(
        "region.list",
        1.0,
        {
            "region_set": 4.9, "region": 3.7, "how_many": 1.9, "initiative": 1.8, "secretariat": 1.6, "belong": 1.5,
            "list": 1.4, "@language": 1.0, "@region": 0.9, "before": 0.7, "calendar": 0.7, "when": -0.6,
            "regional_plan": -0.7, "role": -0.7, "@city": -0.8, "human": -0.8, "injection": -0.8, "planned": -0.8,
            "this_week": -0.9, "@roadmap": -1.1, "jokes": -1.1, "@strand": -1.2, "my": -1.2, "roadmap": -1.4,
            "@country": -1.7, "meeting": -1.7, "@meeting": -2.6,
        },
    ),
    Topic(
        "faq",
        1.2,
        {
            "anniv": 4.5, "initiative": 4.4, "@project": 3.5, "nfp": 3.5, "project": 3.2, "role": 3.1,
            "members": 1.8, "help": 1.6, "country": 1.5, "explain": 1.4, "politics": 1.4, "pay": 1.2,
            "how_many": 1.1, "organisations": 1.1, "feedback": 1.0, "today": 1.0, "and": 0.9, "who": 0.9,
            "after": 0.8, "runs": 0.8, "hour": 0.7, "leisure": 0.7, "planned": 0.6, "when": 0.6, "hotel": -0.6,
            "region": -0.6, "speaker": -0.6, "switch_language": -0.6, "documents": -0.7, "online": -0.7,
            "head": -0.8, "remind": -0.8, "roadmap": -0.8, "contact": -0.9, "region_set": -0.9, "@language": -1.0,
            "@roadmap": -1.0, "@date": -1.1, "injection": -1.1, "@city": -1.2, "hello": -1.4, "meeting": -1.4,
            "@strand": -1.5, "@region": -1.6, "agenda": -1.7, "@meeting": -1.9,
        },
    ),
    Topic(
        "do.rsvp",
        -0.1,
        {
            "not_coming": 5.0, "rsvp": 4.0, "@meeting": 2.0, "cannot_travel": 1.5, "online": 1.5, "and": 1.1,
            "cancel": 1.0, "flight": 1.0, "head": 1.0, "in_person": 1.0, "my": 0.8, "politics": 0.8, "report": 0.8,
            "attendees": 0.7, "organiser": 0.7, "@region": -0.6, "anything": -0.6, "documents": -0.6,
            "invitation_letter": -0.6, "next": -0.6, "@language": -0.7, "hour": -0.7, "how_many": -0.7, "place": -0.7,
            "contact": -0.8, "initiative": -0.8, "what": -0.8, "human": -0.9, "register": -0.9, "when": -1.1,
            "date": -1.3, "where": -1.6,
        },
    ),
    Topic(
        "do.calendar",
        -1.1,
        {
            "calendar": 6.6, "agenda": 2.3, "documents": 2.0, "@meeting": 1.4, "contact": 1.4, "date": 1.3,
            "secretariat": 1.2, "events": 0.8, "leisure": 0.7, "weapons": 0.7, "weather": 0.7, "attendees": -0.6,
            "invited": -0.6, "pay": -0.6, "@language": -0.7, "after": -0.7, "flight": -0.7, "next": -0.8,
            "where": -0.8, "place": -0.9, "what": -0.9, "who": -1.0,
        },
    ),
    Topic(
        "do.reminders",
        -0.2,
        {
            "subscriptions": 9.0, "remind": 5.9, "inform": 5.5, "this_week": 2.0, "@date": 1.7, "before": 1.6,
            "date": 1.3, "deadline": 1.1, "politics": 1.0, "register": 1.0, "hour": 0.9, "feedback": 0.8, "jokes": 0.8,
            "organisations": 0.8, "tomorrow": 0.7, "per_diem": 0.6, "thanks": 0.6, "agenda": -0.7, "i_am_from": -0.7,
            "@city": -0.8, "documents": -0.8, "@country": -0.9, "chat": -0.9, "place": -1.0, "attendees": -1.1,
            "my": -1.1, "where": -1.1, "who": -1.4,
        },
    ),
    Topic(
        "do.language",
        -0.0,
        {
            "settings": 7.0, "@language": 5.3, "subscriptions": 5.0, "switch_language": 4.6, "language": 3.4,
            "interpretation": 2.0, "injection": 1.0, "chat": 0.9, "contact": 0.8, "after": 0.7, "head": 0.7,
            "help": 0.7, "anything": -0.6, "attendees": -0.6, "and": -0.7, "online": -0.7,
            "tasks": -0.7, "@city": -0.8, "secretariat": -0.8, "where": -0.8, "region": -0.9, "who": -0.9,
            "agenda": -1.0, "@region": -1.1, "@country": -1.4,
            "meeting": -1.7, "@meeting": -2.3,
        },
    ),
    Topic(
        "do.feedback",
        -0.7,
        {
            "feedback": 5.7, "@strand": 2.1, "priority": 2.0, "regional_plan": 1.9, "country": 1.7, "next": 1.7,
            "overview": 1.7, "@roadmap": 1.6, "roadmap": 1.5, "link": 1.3, "register": 1.1, "@meeting": 1.0,
            "online": 1.0, "where": 1.0, "agenda": 0.8, "anything": 0.8, "interpretation": 0.8, "next_year": 0.8,
            "calendar": 0.7, "discuss": 0.6, "language": -0.7, "politics": -0.7, "role": -0.7, "human": -0.8,
            "when": -0.8, "date": -0.9, "list": -0.9, "thanks": -0.9, "who": -1.0, "after": -1.1,
        },
    ),
    Topic(
        "handover",
        0.9,
        {
            "complaint": 9.0, "human": 5.0, "talk": 1.9, "organisations": 1.5, "organiser": 1.4, "who": 1.4,
            "in_person": 1.1, "thanks": 1.0, "jokes": 0.9, "contact": 0.8, "today": 0.8, "airport": 0.7,
            "country": 0.7, "discuss": 0.7, "injection": 0.7, "my": 0.7, "@date": -0.7, "anniv": -0.7, "region": -0.7,
            "region_set": -0.7, "visa": -0.7, "@roadmap": -0.8, "@strand": -0.8, "hotel": -0.8, "interpretation": -0.8,
            "list": -0.8, "what": -0.8, "@country": -0.9, "how_many": -0.9, "pay": -0.9, "within_strand": -1.0,
            "place": -1.1, "where": -1.2, "meeting": -1.4, "@region": -1.5, "weapons": -1.5, "@city": -1.6,
            "@meeting": -3.3,
        },
    ),
    Topic(
        "smalltalk",
        2.1,
        {
            "access_requests": 9.0, "bot_access": 9.0, "forget_me": 9.0, "my_data": 9.0, "stepping_down": 9.0,
            "latest_news": 6.0, "write_announcement": 6.0, "start_round": 6.0,
            "privacy": 6.0, "about_bot": 4.5, "goodbye": 4.5, "acknowledge": 4.0, "chat": 3.8, "hello": 3.8,
            "thanks": 3.6, "help": 3.0, "discuss": 0.7, "after": -0.6, "documents": -0.6, "list": -0.6, "my": -0.6,
            "filler": -0.7, "injection": -0.7, "planned": -0.7, "secrets": -0.7, "@country": -0.8, "head": -0.8,
            "how_long": -0.8, "online": -0.8, "roadmap": -0.8, "visa": -0.8, "and": -0.9, "attendees": -0.9,
            "near_domain": -0.9, "place": -0.9, "politics": -0.9, "region_set": -0.9, "how_many": -1.0,
            "organiser": -1.0, "region": -1.0, "secretariat": -1.0, "@date": -1.1, "@strand": -1.1, "country": -1.2,
            "invitation_letter": -1.2, "language": -1.2, "tasks": -1.2, "meeting": -1.3, "travel": -1.3,
            "@region": -1.4, "@language": -1.5, "@roadmap": -1.5, "anything": -1.5, "register": -1.9, "@meeting": -2.8,
        },
    ),
    Topic(
        "none",
        3.9,
        {
            "weather": 3.1, "injection": 3.0, "secrets": 2.9, "tasks": 2.8, "weapons": 2.8, "politics": 2.7,
            "near_domain": 2.4, "leisure": 2.1, "organisations": 1.9, "jokes": 1.8, "@city": 1.6, "today": 1.5,
            "room": 1.1, "after": 1.0, "when": 1.0, "hotel": 0.9, "flight": 0.7, "how_many": 0.7, "interpretation": 0.7,
            "yesterday": 0.7, "agenda": -0.6, "calendar": -0.6, "link": -0.6, "nfp": -0.6, "@date": -0.7,
            "embassy": -0.7, "invitation_letter": -0.7, "events": -0.8, "meeting": -0.8, "belong": -0.9,
            "country": -0.9, "language": -0.9, "next": -0.9, "regional_plan": -0.9, "talk": -0.9, "concept_note": -1.0,
            "initiative": -1.0, "entry_papers": -1.1, "overview": -1.1, "strand": -1.1, "in_person": -1.2,
            "priority": -1.2, "report_to": -1.2, "@known": -1.2, "@project": -1.3, "speaker": -1.4, "organiser": -1.5,
            "within_strand": -1.5, "planned": -1.8, "region": -1.8, "roadmap": -1.8, "@meeting": -2.1,
            "region_set": -2.1, "@roadmap": -2.2, "@strand": -2.3, "@region": -2.5,
        },
    ),
)
# fmt: on

BY_NAME = {topic.name: topic for topic in TOPICS}

WEIGHED = frozenset(concept for topic in TOPICS for concept in topic.weights)
"""Concepts, and @kinds of what is named, that say something for or against a topic."""

_OF_CONCEPTS = {
    concept: tuple((topic.name, topic.weights[concept]) for topic in TOPICS if concept in topic.weights)
    for concept in WEIGHED
}

FOREIGN = frozenset(
    concept for concept, weight in BY_NAME["none"].weights.items() if weight > 1.0 and not concept.startswith("@")
)
"""Concepts that speak of what is none of the bot's business."""


def likelihoods(evidence: Mapping[str, float], more: Mapping[str, float]) -> dict[str, float]:
    """Topic → probability (they sum to 1), likeliest first; `more` adds to the sums of single topics."""
    sums = {topic.name: topic.start + more.get(topic.name, 0.0) for topic in TOPICS}
    for concept, strength in evidence.items():
        for name, weight in _OF_CONCEPTS.get(concept, ()):
            sums[name] += weight * strength
    most = max(sums.values())
    powers = {name: math.exp(value - most) for name, value in sums.items()}
    whole = sum(powers.values())
    return {name: power / whole for name, power in sorted(powers.items(), key=lambda item: -item[1])}
