"""What members are called, and that guests are called nothing."""

import pytest

from tests.conversations.conftest import GUEST_PT, NFP_EN, SECRETARIAT
from tests.conversations.office import force, link_of, name_of, onboard, tap
from tests.living import Living


async def test_a_member_changes_their_name_and_a_guest_has_none(office: Living) -> None:
    settings = await office.ask(NFP_EN, "/settings")
    await tap(office, NFP_EN, settings, "name")
    assert "could not read a name" in (await office.ask(NFP_EN, "\u202e\u200b…")).text
    assert "Dr Nino Beridze" in (await office.ask(NFP_EN, "Dr\u202e  Nino\nBeridze")).text
    assert await name_of(office, NFP_EN) == "Dr Nino Beridze"
    assert "14–15 June" in (await office.ask(NFP_EN, "when is the brussels meeting?")).text
    await onboard(office, GUEST_PT, "en", "Moldova")
    settings = await office.ask(GUEST_PT, "/settings")
    with pytest.raises(LookupError):
        await tap(office, GUEST_PT, settings, "name")
    assert "do not have access" in (await force(office, GUEST_PT, settings, "name")).text
    assert await name_of(office, GUEST_PT) is None


async def test_a_name_that_is_chosen_stays_when_another_role_comes(office: Living) -> None:
    await tap(office, NFP_EN, await office.ask(NFP_EN, "/settings"), "name")
    await office.ask(NFP_EN, "Dr Nino Beridze")
    payload = await link_of(office, SECRETARIAT, "invscope|nfp|MD", "mklink|nfp|MD|en")
    await office.answers(NFP_EN, lambda: office.world.start(NFP_EN, payload), 2)
    assert await name_of(office, NFP_EN) == "Dr Nino Beridze"


async def test_nobody_is_called_cancel(office: Living) -> None:
    await tap(office, NFP_EN, await office.ask(NFP_EN, "/settings"), "name")
    before = await name_of(office, NFP_EN)
    assert "Settings" in (await office.ask(NFP_EN, "cancel")).text
    assert await name_of(office, NFP_EN) == before
    assert "14–15 June" in (await office.ask(NFP_EN, "when is the brussels meeting?")).text


async def test_nobody_is_called_by_a_question(office: Living) -> None:
    await tap(office, NFP_EN, await office.ask(NFP_EN, "/settings"), "name")
    before = await name_of(office, NFP_EN)
    assert "14–15 June" in (await office.ask(NFP_EN, "when is the brussels meeting?")).text
    assert await name_of(office, NFP_EN) == before
    assert "Dr Nino Beridze" in (await office.ask(NFP_EN, "Dr Nino Beridze")).text
