"""Mistakes in a workbook: every one is told, once, with its cell."""

from datetime import date, datetime

from tests.storage.packs.workbooks import PACK, Sheets, filled, mistakes, read, told

NINE = datetime(2023, 6, 14, 9)  # noqa: DTZ001 - as cells are
AFTER = datetime(2023, 7, 1)  # noqa: DTZ001

BROKEN: Sheets = {
    "pack": [("schema", "default_language", "timezone", "surprise"), (7, "en", "Europe/Brusels", True)],
    "organization": [
        ("name:en", "privacy:en", "allowed_domains", "controller.email"),
        ("EU", None, "https://example.org, example.org", "nobody"),
        ("Another",),
    ],
    "coordination": [("contact.phone", "hours"), ("call me", "09:00")],
    "regions": [
        ("id", "name:en", "name:xx", "countries", "secretariat.city:en", "secretariat.country", "secretariat.since"),
        ("SEEE", "South East", "Something", "GE, QQ", "Tbilisi", "GE", "soon"),
        ("ca", None, None, None, None, None, None),
        ("ca", "Twice", None, None, "Tashkent", None, 1066),
    ],
    "meetings": [
        ("id", "title:en", "starts", "ends", "format", "venue.latitude", "venue.longitude", "link", "details.vsia:en",
         "registration.closes", "registration.modes", "registration.confirm_within", "audience.regions", "timezone",
         "details.agenda:en", "contact.phone"),
        ("one", "One", date(2023, 6, 14), date(2023, 6, 13), "hybird", 500, 4.5, "http://example.org", "Ask us",
         AFTER, "online, by phone", "2 days", "nowhere", None, "=A2", None),
        (None, "No id", "14 June", "2023-06-31"),
        ("three", "Three", NINE, date(2023, 6, 15), None, None, None, None, None, None, None, None,
         None, "Mars/Olympus", None, "call me"),
    ],
    "documents": [
        ("meeting", "title:en", "url"),
        ("one", "Paper", "ftp://example.org"),
        ("tow", "Lost", "https://example.org"),
        (None, "Loose", "nothing"),
    ],
    "roadmaps": [("id", "title:en", "period"), ("road", "Road", "2024, 2023")],
    "strands": [("roadmap", "id", "title:en"), ("road", "s", "S"), ("road", "s", "Again")],
    "items": [("roadmap", "id", "strand", "title:en", "status", "due"), ("road", "i", "t", "I", "going", "soon")],
    "faq": [("id", "title:en", "answer:en"), ("q", "Q")],
    "feedback": [
        ("id", "title:en", "method", "options.strands", "anonymous", "choose"),
        ("f", "F", "choose", "elsewhere", "maybe", None),
        ("g", "G", "rank", None, None, 2.5),
    ],
    "options": [("feedback", "id", "title:en"), ("f", "a", "A"), ("h", "B", "B")],
    "Metings": [("id",)],
}  # fmt: skip

PLANTED = {
    ("pack!A2", "schema"), ("pack!C2", "timezone"), ("pack!D1", "surprise"),
    ("organization!A3", ""), ("organization!C2", "organization.allowed_domains[0]"),
    ("organization!D2", "organization.controller.email"), ("coordination!A2", "coordination.contact.phone"),
    ("regions!A2", "regions[0].id"), ("regions!A4", "regions[2].id"), ("regions!B3", "regions[1].name"),
    ("regions!C1", "regions[].name:xx"), ("regions!D2", "regions[0].countries[1]"),
    ("regions!F4", "regions[2].secretariat.country"), ("regions!G2", "regions[0].secretariat.since"),
    ("regions!G4", "regions[2].secretariat.since"), ("meetings!A3", "meetings[1].id"),
    ("meetings!C3", "meetings[1].starts"), ("meetings!D2", "meetings[0].ends"), ("meetings!D3", "meetings[1].ends"),
    ("meetings!D4", "meetings[2].ends"), ("meetings!E2", "meetings[0].format"),
    ("meetings!F2", "meetings[0].venue.latitude"), ("meetings!H2", "meetings[0].link"),
    ("meetings!I1", "meetings[].details.vsia:en"), ("meetings!J2", "meetings[0].registration.closes"),
    ("meetings!K2", "meetings[0].registration.modes[1]"), ("meetings!L2", "meetings[0].registration.confirm_within"),
    ("meetings!M2", "meetings[0].audience.regions[0]"), ("meetings!N4", "meetings[2].timezone"),
    ("meetings!O2", "meetings[0].details.agenda.en"), ("meetings!P4", "meetings[2].contact.phone"),
    ("documents!A3", "meetings[].documents[]"), ("documents!A4", "meetings[].documents[]"),
    ("documents!C2", "meetings[0].documents[0].url"), ("documents!C4", "meetings[].documents[].url"),
    ("roadmaps!C2", "roadmaps[0].period"), ("strands!B3", "roadmaps[0].strands[1].id"),
    ("items!C2", "roadmaps[0].items[0].strand"), ("items!E2", "roadmaps[0].items[0].status"),
    ("items!F2", "roadmaps[0].items[0].due"), ("faq!C2", "faq[0].answer"), ("feedback!C2", "feedback[0].method"),
    ("feedback!D2", "feedback[0].options.strands"), ("feedback!D3", "feedback[1].options"),
    ("feedback!E2", "feedback[0].anonymous"), ("feedback!F3", "feedback[1].choose"),
    ("options!A2", "feedback[0].options"),
    ("options!A3", "feedback[].options[]"), ("options!B3", "feedback[].options[].id"), ("Metings!A1", ""),
}  # fmt: skip


def test_every_mistake_is_told_once_and_where_it_stands() -> None:
    found = mistakes(filled(BROKEN))
    places = [("" if mistake.place is None else mistake.place.shown, mistake.path) for mistake in found]
    assert sorted(places) == sorted(PLANTED)
    assert len(PLANTED) >= 30
    assert all(mistake.wrong and mistake.remedy for mistake in found)
    assert not [mistake for mistake in found if "quote" in mistake.remedy or "bracket" in mistake.remedy]


def test_they_are_told_in_the_order_of_the_workbook() -> None:
    places = [mistake.place.order for mistake in mistakes(filled(BROKEN)) if mistake.place]
    assert places == sorted(places)


def test_a_line_names_file_cell_field_and_remedy() -> None:
    (found,) = mistakes(filled({"pack": PACK, "faq": [("id", "title:en", "answer:en"), ("Q", "Q", "A")]}))
    assert str(found).startswith("pack.xlsx:faq!A2: faq[0].id: “Q” cannot be an id; use 1 to 32 of the letters")


def meant(header: str) -> str:
    rows = [("id", "title:en", "answer:en", header), ("q", "Q", "A", "public")]
    (found,) = mistakes(filled({"pack": PACK, "faq": rows}))
    assert found.place is not None
    assert found.place.shown == "faq!D1"
    return f"{found.wrong}; {found.remedy}"


def test_a_column_that_is_not_known_is_told_with_what_was_meant() -> None:
    assert "did you mean questions:fr?" in meant("qestions:fr")
    assert "the language of questions is missing; write it after a colon, like questions:en" in meant("questions")
    assert "“xx” is not a language" in meant("title:xx")
    assert "the same in every language; write visibility" in meant("visibility:fr")
    assert "content export" in meant("remarks")
    assert "a second time; the first is faq!B1" in meant("title:en")
    assert "has no name" in meant("")


def test_a_misspelt_column_is_told_once_and_not_as_missing_in_every_row() -> None:
    rows = [("id", "titel:en", "answer:en"), ("a", "A", "A"), ("b", "B", "B"), ("c", None, "C")]
    assert told(filled({"pack": PACK, "faq": rows})) == [("faq!B1", "faq[].titel:en"), ("faq!B4", "faq[2].title")]


def test_a_column_that_is_missing_is_told_once() -> None:
    found = mistakes(filled({"pack": PACK, "faq": [("id", "title:en"), ("a", "A"), ("b", "B")]}))
    assert [str(each) for each in found] == [
        "pack.xlsx:faq!C1: faq[0].answer: the field answer is missing; add a column answer:en"
    ]


def test_a_sheet_that_is_not_known_is_told_with_what_was_meant() -> None:
    (found,) = mistakes(filled({"pack": PACK, "meeting": [("id", "title:en", "starts", "ends")]}))
    assert found.remedy == "did you mean meetings?"
    (found,) = mistakes(filled({"pack": PACK, "Remarks": [("Ask Nino",)]}))
    assert "or delete the sheet" in found.remedy
    (found,) = mistakes(filled({"regions": []}))
    assert found.wrong == "the sheet pack is missing"


def test_formulas_errors_and_merged_cells_say_what_to_do() -> None:
    workbook = filled({"pack": PACK, "faq": [("id", "title:en", "answer:en"), ("a", "A", "A"), ("b", "B", "B")]})
    workbook["faq"]["B2"] = '=CONCAT("A", "B")'
    workbook["faq"]["C2"] = "#N/A"
    workbook["faq"].merge_cells("B3:C4")
    found = mistakes(workbook)
    assert [(each.place and each.place.shown, each.path) for each in found] == [
        ("faq!B2", "faq[0].title.en"),
        ("faq!C2", "faq[0].answer.en"),
        ("faq!B3", "faq[1].title.en"),
    ]
    assert "paste it as a value" in found[0].remedy
    assert "error" in found[1].wrong
    assert "unmerge" in found[2].remedy


def test_what_comes_of_elsewhere_is_not_given_twice() -> None:
    sheets = {
        "pack": PACK,
        "roadmaps": [("id", "title:en"), ("road", "Road")],
        "strands": [("roadmap", "id", "title:en"), ("road", "s", "S"), ("road", "t", "T")],
        "feedback": [("id", "title:en", "method", "options.strands"), ("f", "F", "rate", "road")],
    }
    assert len(read(filled(sheets)).feedback) == 1
    (found,) = mistakes(filled({**sheets, "options": [("feedback", "id", "title:en"), ("f", "a", "A")]}))
    assert found.wrong == "feedback[0] has its options from elsewhere: feedback!D2"
