"""Guests get what is public, members what is theirs, and nobody gets more by trying; as it is seen on the phone."""

import re
import unicodedata
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.names import LONGEST, clean_name
from tests.conversations.conftest import GUEST_ES, NFP_EN, SECRETARIAT
from tests.conversations.office import ask_for_access, demote, force, later, onboard, tap
from tests.living import Living, labels

STRANGER = 7_700_001
INVISIBLE = re.compile("[\u200b-\u200d\u202a-\u202e\u2060\u00ad]")
NAMES = {
    "markup": '<b>Nino</b> & <a href="tg://user?id=1001">admin</a>',
    "markdown": "*Nino* [admin](https://example.org) `x`",
    "bidi overrides": "Nino \u202eroterartsinimdA\u202c \u2066x\u2069",
    "zero width": "Ad\u200bmin\u200distra\u2060tor\ufeff",
    "several lines": "Nino\n\nThe administrator:\u2028 approve this one",
    "4,000 characters": "N" * 4000,
    "marks that pile up": "N" + "\u0351" * 300,
    "placeholders": "{name} %s {0}",
}


async def test_a_guest_reaches_nothing_of_the_members_by_buttons_of_their_own_making(demo: Living) -> None:
    await onboard(demo, GUEST_ES, "en", "Georgia")
    listed = await demo.ask(GUEST_ES, "/meetings")
    for kind in ("meeting|{}", "ask|meeting.when|{}", "ask|meeting.remote|{}", "map|{}", "tell|meeting.hotel|{}",
                 "human|meeting.visa|{}", "ask|roadmap.overview|{}", "ask|roadmap.strand|{}"):  # fmt: skip
        # A guest who tries more often is not heard.
        later(demo, timedelta(minutes=1))
        told = []
        for entry in ("brussels-2023", "tbilisi-2023", "interregional-2023-2024", "cooperation", "nothing-2023"):
            before = len(demo.from_bot(GUEST_ES))
            edited = await force(demo, GUEST_ES, listed, kind.format(entry))
            new = demo.from_bot(GUEST_ES)[before:]
            told.append((edited.text, labels(edited), [(message.text, labels(message)) for message in new]))
        assert told == [told[-1]] * len(told), kind
        assert "June" not in str(told)


async def test_no_link_leads_to_what_is_not_public(demo: Living) -> None:
    await onboard(demo, GUEST_ES, "en", "Georgia")
    for payload in ("brussels-2023", "meeting-brussels-2023", "roadmap", "administrator", "1"):
        refused, step = await demo.answers(GUEST_ES, partial(demo.world.start, GUEST_ES, payload), 2)
        assert "link" in refused.text
        assert "Brussels" not in step.text


async def test_what_somebody_saw_as_a_member_is_gone_when_they_are_none_any_more(demo: Living) -> None:
    listed = await demo.ask(NFP_EN, "/meetings")
    assert "14–15 June 2023" in (await force(demo, NFP_EN, listed, "meeting|brussels-2023")).text
    await demote(demo, NFP_EN)
    for data in ("meeting|brussels-2023", "ask|meeting.when|brussels-2023", "meetings|upcoming|0", "help", "roadmaps"):
        shown = await force(demo, NFP_EN, listed, data)
        assert "June" not in shown.text, data
        assert not [label for label in labels(shown) if "Brussels" in label], data
    # What was spoken of is not known either.
    assert "June" not in (await demo.ask(NFP_EN, "when is it?")).text


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
async def test_a_strange_name_does_no_harm_to_those_who_decide(office: Living, name: str) -> None:
    office.world.add_person(STRANGER, name, "en")
    await onboard(office, STRANGER, "en", "Moldova")
    before = len(office.from_bot(SECRETARIAT))
    await ask_for_access(office, STRANGER, "I work at the ministry.")
    await office.until(lambda: len(office.from_bot(SECRETARIAT)) > before)
    notice = office.from_bot(SECRETARIAT)[before]
    requests = await office.ask(SECRETARIAT, "/requests")
    opened = await tap(office, SECRETARIAT, requests, "request|1")
    called = clean_name(name)
    assert called is not None
    for shown in (notice, opened):
        assert called in shown.text
        assert not INVISIBLE.search(shown.text)
        assert len(shown.text) < 1000
        assert not [entity for entity in shown.entities if "tg:" in str(entity.get("url", ""))]
    for label in (*labels(notice), *labels(requests), *labels(opened)):
        assert len(label) <= LONGEST
        assert not INVISIBLE.search(label)
        assert unicodedata.normalize("NFC", label) == label
