"""Packs of every kind that the format allows, with texts that files of one kind or another could spoil."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from bot.domain.content import Pack
from bot.domain.content_fields import prose

LANGUAGES: Final = ("en", "fr", "ar", "ru", "es", "pt")
ZONES: Final = ("Europe/Brussels", "Asia/Tbilisi", "Asia/Kabul", "Africa/Casablanca", "America/New_York", "UTC")
COUNTRIES: Final = ("GE", "NO", "BE", "TN")

AWKWARD: Final = (
    "=1+1", '=HYPERLINK("https://example.org")', "@SUM(A1)", "+32 2", "-5", "'quoted", '"quoted"', "it's: here", "=",
    "# no comment", "a # b", "- item", "? key", "!!str x", "&anchor", "*alias", "%TAG", "| literal", "> folded", "{}",
    "[]", "{a: b}", "[a, b]", "a: b", "NO", "no", "Yes", "on", "~", "null", "Null", "true", "False", "TRUE", "1e3",
    "1.0e-05", "089", "0x1F", "0o17", "1_000", "12:30", "3.0", "3", ".5", "+1", "2023-06-14", "2023-06-14T09:00",
    "14/06/2023", "#N/A", "#REF!", "_x0041_", "_x005F_x0041_", "_xFFFE_", "_x000D_", "x005F_", "a,b", "a\\,b", "a\\",
    "\\", "a\\\nb", "a\\\\\nb", "a\nb", "a\n\nb", "a\n  b\n c", "a \nb", "a\tb", "a\t\nb", "- a\n- b", "a:\n b",
    "# a\nb", "---", "...", "--- a", "a\n---\nb", "a;b", "a|b", "`x`", "a: 'b' \"c\"", "\\n", "\\u0041", "  a  b  ",
    "مرحبا بالعالم", "ا،ب", "שלום עולם", "\u202eabc\u202c", "\u2068x\u2069", "e\u0301", "👍🏽 👩\u200d👩\u200d👧",
    "a\u2028b", "a\u2029b", "a\u00a0b", "\ufeffa", "a\ufffeb", "a\uffffb", "a\ufdd0b", "\U0010ffff", "word " * 40,
    "слово " * 33,
    "<b>&amp;</b>", "]]>", "👍\t👎",
)  # fmt: skip
"""Texts that mean something else somewhere."""


def _is_prose(text: str) -> bool:
    try:
        prose(text)
    except ValueError:
        return False
    return True


ids = st.one_of(
    st.from_regex(r"[a-z0-9-]{1,32}", fullmatch=True), st.sampled_from(["no", "null", "1", "007", "1e3", "-", "12-30"])
)
free = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t :#-'\"\\,"), min_size=1, max_size=30
)
short = (st.sampled_from(AWKWARD) | free).filter(lambda text: _is_prose(text) and len(prose(text)) <= 200)
long = (st.sampled_from(AWKWARD) | free | st.lists(short, min_size=2, max_size=4).map("\n".join)).filter(_is_prose)
titles = st.dictionaries(st.sampled_from(LANGUAGES), short, min_size=1)
details = st.dictionaries(st.sampled_from(LANGUAGES), long, min_size=1)
words = st.dictionaries(st.sampled_from(LANGUAGES), st.lists(short, max_size=4), max_size=3)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
instants = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.builds(
        lambda day, minutes: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=minutes),
        st.integers(0, 700),
        st.integers(0, 1439),
    ),
    st.sampled_from([datetime(2023, 10, 29, hour, 30, tzinfo=UTC) for hour in range(3)]),  # the clocks go back
)
durations = st.builds("{}{}".format, st.integers(1, 300), st.sampled_from("dh"))
countries = st.lists(st.sampled_from(COUNTRIES), max_size=3)
codes = st.lists(st.sampled_from(["en", "fr", "no", "kat"]), max_size=3)
emails = st.sampled_from(["name@example.org", "=a@example.org", "+x@example.co.uk"])
phones = st.sampled_from(["+32 2 000 00 00", "0044-20-1234", "12345", "003222"])
links = st.sampled_from(["https://example.org", "https://example.org/a?b=c&d=#e", "https://example.org/%D9%85"])
degrees = st.floats(-90, 90, allow_subnormal=True)


def fields(required: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


contacts = fields({}, name=titles, email=emails, phone=phones).filter(bool)
sources = fields({"title": titles}, url=links, date=days)
venues = fields({}, name=titles, address=titles) | st.fixed_dictionaries(
    {"name": titles, "latitude": degrees, "longitude": degrees}
)
visibilities = st.sampled_from(["public", "members"])


def audiences(regions: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return fields({}, regions=some(regions), countries=countries, roles=st.lists(short, max_size=3))


def some(known: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(known), max_size=3, unique=True) if known else st.just([])


def named(entries: st.SearchStrategy[dict[str, Any]], most: int = 3) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(entries, max_size=most, unique_by=lambda entry: str(entry["id"]))


@st.composite
def registrations(draw: st.DrawFn, starts: date) -> dict[str, Any]:
    data: dict[str, Any] = draw(fields({}, ask=st.just(["travel", "access"]), confirm_within=durations))
    if draw(st.booleans()):
        data["opens"] = starts - timedelta(days=draw(st.integers(1, 90)))
    if draw(st.booleans()):
        data["closes"] = starts
    if draw(st.booleans()):
        data["modes"] = ["online", "in_person"]
    if draw(st.booleans()):
        data["capacity"] = draw(
            st.integers(1, 1000)
            | st.dictionaries(st.sampled_from(["in_person", "online"]), st.integers(1, 1_000_000), max_size=2)
        )
    return data


@st.composite
def meetings(draw: st.DrawFn, regions: list[str]) -> dict[str, Any]:
    starts: date = draw(days | instants)
    topics = ["when", "where", "agenda", "visa", "hotel", "language", "documents", "contact", "travel"]
    data: dict[str, Any] = draw(
        fields(
            {"id": ids, "title": titles},
            aliases=words,
            status=st.sampled_from(["draft", "published", "cancelled"]),
            format=st.sampled_from(["in_person", "hybrid", "online"]),
            city=titles,
            country=st.sampled_from(COUNTRIES),
            venue=venues,
            timezone=st.sampled_from(ZONES),
            link=links,
            languages=codes,
            audience=audiences(regions),
            registration=registrations(starts),
            details=st.dictionaries(st.sampled_from(topics), details, max_size=3),
            documents=st.lists(fields({"title": titles, "url": links}, languages=codes), max_size=2),
            contact=contacts,
            reminders=st.lists(durations, max_size=3),
            reminder_text=titles,
            source=sources,
            visibility=visibilities,
        )
    )
    return {**data, "starts": starts, "ends": starts + timedelta(days=draw(st.integers(0, 9)))}


@st.composite
def roadmaps(draw: st.DrawFn, names: dict[str, list[str]], regions: list[str]) -> dict[str, Any]:
    """A roadmap; its strands and items take names that no other has."""
    data: dict[str, Any] = draw(
        fields(
            {"id": ids, "title": titles},
            aliases=words,
            period=st.sampled_from([[2023, 2024], [2020, 2020]]),
            summary=details,
            source=sources,
            visibility=visibilities,
        )
    )
    data["strands"] = [
        {"id": names["strands"].pop(), **draw(fields({"title": titles}, description=details, aliases=words))}
        for _ in range(draw(st.integers(0, min(3, len(names["strands"])))))
    ]
    items = fields(
        {"title": titles},
        regions=some(regions),
        description=details,
        due=days,
        status=st.sampled_from(["planned", "in_progress", "done", "delayed", "dropped"]),
        owner=titles,
    )
    strands = [strand["id"] for strand in data["strands"]]
    data["items"] = [
        {"id": names["items"].pop(), "strand": draw(st.sampled_from(strands)), **draw(items)}
        for _ in range(draw(st.integers(0, min(3, len(names["items"])))) if strands else 0)
    ]
    return data


@st.composite
def rounds(draw: st.DrawFn, roadmaps: list[dict[str, Any]], regions: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = draw(
        fields(
            {"id": ids, "title": titles},
            audience=audiences(regions),
            shown_from=st.integers(1, 20),
            anonymous=st.booleans(),
            results=st.sampled_from(["never", "after_closing", "live"]),
            comment=st.booleans(),
            why=st.booleans(),
            remind=st.lists(durations, max_size=2),
        )
    )
    taken: list[tuple[Any, int]] = [
        ({kind: roadmap["id"]}, len(roadmap[kind]))
        for roadmap in roadmaps
        for kind in ("strands", "items")
        if roadmap[kind]
    ]
    from_roadmap = draw(st.booleans())
    if taken and from_roadmap:
        data["options"], count = draw(st.sampled_from(taken))
    else:
        options = st.lists(
            st.fixed_dictionaries({"id": ids, "title": titles}),
            min_size=2,
            max_size=4,
            unique_by=lambda each: str(each["id"]),
        )
        data["options"] = draw(options)
        count = len(data["options"])
    data["method"] = draw(st.sampled_from(["rate", "choose", "rank"]))
    if data["method"] == "choose":
        data["choose"] = draw(st.integers(1, count))
    opens = draw(st.none() | days | instants)
    if opens is not None:
        data |= {"opens": opens, "closes": opens + timedelta(days=draw(st.integers(1, 30)))}
    return data


@st.composite
def data_of_packs(draw: st.DrawFn) -> dict[str, Any]:
    """What people could write; days and aware times stand for themselves."""
    data: dict[str, Any] = draw(
        fields(
            {"schema": st.just(1), "default_language": st.sampled_from(LANGUAGES), "timezone": st.sampled_from(ZONES)},
            organization=fields(
                {"name": titles},
                privacy=details,
                controller=contacts,
                allowed_domains=st.lists(st.sampled_from(["example.org", "a.example.org"]), max_size=2),
            ),
            coordination=fields({}, contact=contacts, hours=short),
            faq=named(
                fields(
                    {"id": ids, "title": titles, "answer": details},
                    questions=words,
                    source=sources,
                    visibility=visibilities,
                )
            ),
        )
    )
    secretariats = fields(
        {"city": titles, "country": st.sampled_from(COUNTRIES)},
        since=st.integers(1900, 2199),
        contact=contacts,
        hours=short,
    )
    region = fields(
        {"id": ids, "name": titles},
        aliases=words,
        secretariat=secretariats,
        countries=countries,
        note=details,
        source=sources,
        visibility=visibilities,
    )
    data["regions"] = draw(named(region))
    regions = [each["id"] for each in data["regions"]]
    data["meetings"] = draw(named(meetings(regions)))
    names = {kind: draw(st.lists(ids, min_size=6, max_size=6, unique=True)) for kind in ("strands", "items")}
    data["roadmaps"] = draw(named(roadmaps(names, regions), most=2))
    data["feedback"] = draw(named(rounds(data["roadmaps"], regions), most=2))
    return data


def made(data: dict[str, Any]) -> Pack:
    """The pack of such data."""
    context = {"default_language": data["default_language"], "timezone": data["timezone"], "languages": LANGUAGES}
    return Pack.model_validate(data, context=context)


packs = data_of_packs().map(made)
