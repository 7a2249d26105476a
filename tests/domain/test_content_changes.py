"""What differs between two packs, and how it is told."""

from typing import Any

from hypothesis import HealthCheck, given, settings

from bot.domain.content import Pack
from bot.domain.content_changes import Change, EntryKind, FieldChange, Key, What, difference, entries
from bot.domain.content_report import lines
from tests.storage.packs.strategies import packs

DATA: dict[str, Any] = {
    "default_language": "en",
    "timezone": "Europe/Brussels",
    "organization": {"name": {"en": "EU"}},
    "regions": [{"id": "ca", "name": "Central Asia"}, {"id": "seee", "name": "South East", "countries": ["GE", "UA"]}],
    "meetings": [
        {
            "id": "brussels",
            "title": {"en": "Meeting", "fr": "Réunion"},
            "aliases": {"en": ["NFP meeting"]},
            "starts": "2023-06-14T09:00",
            "ends": "2023-06-15T17:00",
            "details": {"visa": {"fr": "Non"}},
            "documents": [{"title": "Agenda", "url": "https://example.org/a"}],
        }
    ],
    "roadmaps": [
        {
            "id": "road",
            "title": "Road",
            "strands": [{"id": "s", "title": "S"}, {"id": "t", "title": "T"}],
            "items": [{"id": "i", "strand": "s", "title": "I"}],
        },
        {"id": "other", "title": "Other"},
    ],
    "faq": [{"id": "q", "title": "Q", "answer": "A"}],
    "feedback": [
        {"id": "f", "title": "F", "method": "rank", "options": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}
    ],
}


def made(**changes: Any) -> Pack:
    return Pack.model_validate({**DATA, **changes}, context={"default_language": "en", "timezone": DATA["timezone"]})


def meeting(**changes: Any) -> Pack:
    return made(meetings=[{**DATA["meetings"][0], **changes}])


def changed(new: Pack) -> dict[Key, tuple[FieldChange, ...]]:
    found = difference(made(), new)
    assert {change.what for change in found} == {What.CHANGED}
    return {change.key: change.fields for change in found}


def test_each_field_of_a_changed_entry_is_told_with_its_language() -> None:
    new = meeting(
        title={"en": "Meeting", "fr": "Rencontre", "ru": "Встреча"},
        starts="2023-06-14T10:00",
        status="cancelled",
        details={"visa": {"en": "No"}},
        venue={"latitude": 1.5, "longitude": 2.0},
    )
    assert changed(new) == {
        Key("meeting", "brussels"): (
            FieldChange("title:fr", "Réunion", "Rencontre"),
            FieldChange("title:ru", None, "Встреча"),
            FieldChange("status", "published", "cancelled"),
            FieldChange("venue.latitude", None, "1.5"),
            FieldChange("venue.longitude", None, "2.0"),
            FieldChange("starts", "2023-06-14T09:00+02:00", "2023-06-14T10:00+02:00"),
            FieldChange("details.visa:en", None, "No"),
            FieldChange("details.visa:fr", "Non", None),
        )
    }


def test_what_is_added_and_removed_is_told_by_kind_and_id() -> None:
    road, other = DATA["roadmaps"]
    found = difference(
        made(),
        made(
            organization=None,
            faq=[{"id": "r", "title": "Q", "answer": "A"}],
            roadmaps=[{**road, "strands": road["strands"][:1]}, other],
        ),
    )
    assert set(found) == {
        Change(Key("organization"), What.REMOVED),
        Change(Key("faq", "r"), What.ADDED),
        Change(Key("faq", "q"), What.REMOVED),
        Change(Key("strand", "t"), What.REMOVED),
        Change(Key("roadmap", "road"), What.CHANGED, (FieldChange("strands", ("s", "t"), ("s",)),)),
    }
    assert found.counts() == (1, 3, 1)


def test_without_an_older_pack_all_is_added() -> None:
    found = difference(None, made())
    assert {change.what for change in found} == {What.ADDED}
    assert {change.key for change in found if change.key.id} == entries(made())
    assert found.counts() == (2 + 10, 0, 0)


def test_the_order_counts_where_people_see_it() -> None:
    ca, seee = DATA["regions"]
    assert changed(made(regions=[seee, ca])) == {
        Key("pack"): (FieldChange("order of regions", ("ca", "seee"), ("seee", "ca")),)
    }
    (asked,) = DATA["feedback"]
    assert changed(made(feedback=[{**asked, "options": asked["options"][::-1]}])) == {
        Key("feedback", "f"): (FieldChange("options", ("a", "b"), ("b", "a")),)
    }
    found = difference(made(), made(regions=[seee, {"id": "new", "name": "New"}, ca]))
    assert {change.key.kind for change in found} == {"region", "pack"}


def test_a_part_that_moves_is_one_that_changes() -> None:
    road, other = DATA["roadmaps"]
    moved = made(roadmaps=[{**road, "strands": road["strands"][:1]}, {**other, "strands": road["strands"][1:]}])
    assert changed(moved)[Key("strand", "t")] == (FieldChange("roadmap", "road", "other"),)


def test_what_only_serves_to_understand_or_to_choose_who_sees_it_is_not_seen() -> None:
    for field, value in {
        "aliases": {"en": ["x"]},
        "audience": {"regions": ["ca"]},
        "visibility": "public",
        "reminders": ["1d"],
    }.items():
        (change,) = difference(made(), meeting(**{field: value}))
        assert not change.is_seen
    for field, value in {"reminder_text": "Bring your passport", "status": "draft", "documents": []}.items():
        (change,) = difference(made(), meeting(**{field: value}))
        assert change.is_seen


def test_lists_that_look_alike_differ() -> None:
    assert changed(meeting(aliases={"en": ["a, b"]})) != changed(meeting(aliases={"en": ["a", "b"]}))
    assert difference(meeting(aliases={"en": ["a, b"]}), meeting(aliases={"en": ["a", "b"]}))


def test_a_difference_in_lines() -> None:
    long = "word " * 100
    new = meeting(details={"visa": {"fr": f"{long}here"}}, aliases={}, title={"en": "Meeting\nof \u202eNFPs"})
    old = meeting(details={"visa": {"fr": f"{long}there"}}, title={"en": "Meeting"})
    assert list(lines(difference(old, new))) == [
        "~ meeting brussels",
        "    title:en: Meeting → Meeting⏎of \\u202eNFPs",
        "    details.visa:fr: …word word word there → …word word word here",
        "    aliases:en: NFP meeting → (nothing)",
        "0 added, 0 removed, 1 changed (meeting ~1)",
    ]


def test_lines_are_short_enough_for_a_terminal() -> None:
    old, new = (meeting(details={"visa": {"en": letter * 3000}}) for letter in "ab")
    assert max(map(len, lines(difference(old, new)))) < 160


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(packs, packs)
def test_a_difference_is_that_and_no_more(old: Pack, new: Pack) -> None:
    assert difference(old, old) == ()
    there, back = difference(old, new), difference(new, old)
    opposite = {What.ADDED: What.REMOVED, What.REMOVED: What.ADDED, What.CHANGED: What.CHANGED}
    assert {(change.key, opposite[change.what]) for change in back} == {(change.key, change.what) for change in there}
    assert {change.key for change in there if change.what is What.ADDED and change.key.id} == entries(new) - entries(
        old
    )
    assert {key.kind for key in entries(new)} <= set(EntryKind)
    list(lines(there))
