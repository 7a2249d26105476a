"""Leaving: roles taken away, handed over, laid down and confirmed, as people see it; in English and in Arabic."""

from datetime import timedelta

from bot.domain.people import Grant, Role
from tests.conversations.conftest import COORDINATOR, GUEST_ES, GUEST_PT, NFP_AR, NFP_EN, ORGANIZER, SECRETARIAT
from tests.conversations.office import BOTH, LINK, Case, acts, force, known, later, link_of, tap
from tests.living import Living, labels


async def joined(office: Living, case: Case, person: int) -> None:
    """The person is the focal point of the case's country."""
    payload = await link_of(
        office, case.secretariat, f"invscope|nfp|{case.country}", f"mklink|nfp|{case.country}|{case.language}"
    )
    await office.answers(person, lambda: office.world.start(person, payload), 2)


async def held_by(office: Living, telegram_id: int) -> int:
    """The id of the only role that somebody holds."""
    person = await known(office, telegram_id)
    async with office.database.unit_of_work() as uow:
        (held,) = await uow.grants.of(person.id)
    return held.id


async def grants_of(office: Living, telegram_id: int) -> tuple[Grant, ...]:
    return (await known(office, telegram_id)).grants


@BOTH
async def test_a_secretariat_hands_a_country_over(office: Living, case: Case) -> None:
    await joined(office, case, GUEST_ES)
    nfp = Grant(Role.NFP, country=case.country)
    waits = await office.ask(GUEST_ES, "/meetings")
    await force(office, GUEST_ES, waits, "tell|meeting.hotel|brussels-2023")
    settings = await office.ask(GUEST_ES, "/settings")

    people = await office.ask(case.secretariat, "/people")
    assert any(case.name in label and "Lucía Fernández" in label for label in labels(people))
    held = await held_by(office, GUEST_ES)
    card = await tap(office, case.secretariat, people, f"member|{held}")
    assert case.name in card.text
    assert "Lucía Fernández" in card.text
    link = await tap(office, case.secretariat, card, f"handover|{held}")
    found = LINK.search(link.text)
    assert found

    before = len(office.from_bot(GUEST_ES))
    await office.answers(GUEST_PT, lambda: office.world.start(GUEST_PT, found[1]), 2)
    assert await grants_of(office, GUEST_PT) == (nfp,)
    assert await grants_of(office, GUEST_ES) == ()
    (told,) = office.from_bot(GUEST_ES)[before:]
    assert case.name in told.text
    assert acts(office)[-3:] == ["invite.used", "role.granted", "role.handed_over"]
    successor = await known(office, GUEST_PT)
    async with office.database.unit_of_work() as uow:
        waiting = await uow.questions.of(successor.id)
    assert [(each.wants, each.topic) for each in waiting] == [("publication", "meeting.hotel")]

    # The old buttons of the one before explain themselves and do nothing; what is public is still answered.
    refused = await tap(office, GUEST_ES, settings, "myroles")
    assert refused.text == (await force(office, GUEST_ES, settings, f"handmine|{held}")).text
    assert await grants_of(office, GUEST_PT) == (nfp,)
    assert labels(await office.ask(GUEST_ES, "/regions"))


@BOTH
async def test_a_focal_point_hands_over_and_the_secretariat_has_the_last_word(office: Living, case: Case) -> None:
    await joined(office, case, GUEST_ES)
    nfp = Grant(Role.NFP, country=case.country)
    settings = await office.ask(GUEST_ES, "/settings")
    role = await tap(office, GUEST_ES, settings, "myroles")
    held = await held_by(office, GUEST_ES)
    first = LINK.search((await tap(office, GUEST_ES, role, f"handmine|{held}")).text)
    again = LINK.search((await force(office, GUEST_ES, role, f"handmine|{held}")).text)
    assert first
    assert again
    # Of two links only the last one works.
    await office.answers(GUEST_PT, lambda: office.world.start(GUEST_PT, first[1]), 2)
    assert await grants_of(office, GUEST_PT) == ()
    await office.answers(GUEST_PT, lambda: office.world.start(GUEST_PT, again[1]), 2)
    assert await grants_of(office, GUEST_ES) == (nfp,)
    assert await grants_of(office, GUEST_PT) == ()

    notice = office.from_bot(case.secretariat)[-1]
    assert case.name in notice.text
    (request,) = [each for each in office.world.chat(case.secretariat)[-1].inline_keyboard or [] if each][:1]
    await tap(office, case.secretariat, notice, request[0]["callback_data"].removeprefix("v1|"))
    assert await grants_of(office, GUEST_PT) == (nfp,)
    assert await grants_of(office, GUEST_ES) == ()


@BOTH
async def test_a_role_is_taken_away(office: Living, case: Case) -> None:
    await joined(office, case, GUEST_ES)
    held = await held_by(office, GUEST_ES)
    people = await office.ask(case.secretariat, "/people")
    card = await tap(office, case.secretariat, people, f"member|{held}")
    asked = await tap(office, case.secretariat, card, f"asktake|{held}")
    assert await grants_of(office, GUEST_ES) != ()
    before = len(office.from_bot(GUEST_ES))
    done = await tap(office, case.secretariat, asked, f"take|{held}")
    assert await grants_of(office, GUEST_ES) == ()
    (told,) = office.from_bot(GUEST_ES)[before:]
    assert case.name in told.text
    assert acts(office)[-1] == "role.revoked"
    # A second tap, and a guess, change nothing and tell nothing.
    gone = await force(office, case.secretariat, done, f"take|{held}")
    assert gone.text == (await force(office, case.secretariat, done, "take|99999")).text
    assert len(office.from_bot(GUEST_ES)) == before + 1


async def test_nobody_reaches_beyond_their_region(office: Living) -> None:
    """Not by guessing, either: what is not theirs is answered as what is not there."""
    held = await held_by(office, NFP_EN)
    people = await office.ask(NFP_AR, "/people")
    assert not [label for label in labels(people) if "Nino" in label]
    answers = set()
    for data in (f"member|{held}", f"asktake|{held}", f"take|{held}", f"handover|{held}", "member|4711"):
        answers.add((await force(office, NFP_AR, people, data)).text)
    assert len(answers) == 1
    assert await grants_of(office, NFP_EN) == (Grant(Role.NFP, country="GE"),)
    # Nor by the buttons for one's own.
    for data in (f"myrole|{held}", f"laydown|{held}", f"handmine|{held}"):
        assert (await force(office, NFP_AR, people, data)).text in answers
    assert await grants_of(office, NFP_EN) == (Grant(Role.NFP, country="GE"),)


async def test_whoever_lays_a_role_down_is_thanked_and_the_secretariat_told(office: Living) -> None:
    held = await held_by(office, NFP_EN)
    role = await tap(office, NFP_EN, await office.ask(NFP_EN, "/settings"), "myroles")
    assert "Georgia" in role.text
    asked = await tap(office, NFP_EN, role, f"asklay|{held}")
    before = len(office.from_bot(SECRETARIAT))
    done = await tap(office, NFP_EN, asked, f"laydown|{held}")
    assert "Thank you" in done.text
    (told,) = office.from_bot(SECRETARIAT)[before:]
    assert "laid down" in told.text
    assert "Nino Beridze" in told.text
    assert await grants_of(office, NFP_EN) == ()


async def test_the_last_administrator_stays(office: Living) -> None:
    mine, other = await held_by(office, ORGANIZER), await held_by(office, COORDINATOR)
    people = await office.ask(ORGANIZER, "/people")
    await force(office, ORGANIZER, people, f"take|{other}")
    assert await grants_of(office, COORDINATOR) == ()
    kept = await force(office, ORGANIZER, people, f"take|{mine}")
    assert "no other administrator" in kept.text
    for way_out in ("laydown", "handmine", "handover"):
        assert (await force(office, ORGANIZER, people, f"{way_out}|{mine}")).text == kept.text
    assert await grants_of(office, ORGANIZER) == (Grant(Role.ADMINISTRATOR),)


@BOTH
async def test_the_yearly_question(office: Living, case: Case) -> None:
    await joined(office, case, GUEST_ES)
    before = len(office.from_bot(GUEST_ES))
    later(office, timedelta(days=365))
    await office.until(lambda: len(office.from_bot(GUEST_ES)) > before)
    question = office.from_bot(GUEST_ES)[before]
    assert case.name in question.text
    no, yes = await tap(office, GUEST_ES, question, "myroles"), question
    assert case.name in no.text
    await force(office, GUEST_ES, yes, "still")
    later(office, timedelta(days=31))
    await office.idle()
    assert await grants_of(office, GUEST_ES) == (Grant(Role.NFP, country=case.country),)
    assert acts(office)[-1] == "role.confirmed"


async def test_whoever_forgets_themself_leaves_a_gap_that_is_told(office: Living) -> None:
    before = len(office.from_bot(SECRETARIAT))
    asked = await office.ask(NFP_EN, "/forget")
    await tap(office, NFP_EN, asked, "forgetme")
    (told,) = office.from_bot(SECRETARIAT)[before:]
    assert "Georgia" in told.text
    assert "Nino" not in told.text


async def test_people_say_that_they_leave_in_words(office: Living) -> None:
    assert "hand it over" in (await office.ask(NFP_EN, "I am no longer the focal point")).text
