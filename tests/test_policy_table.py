"""Who may do what: every command and button, and everybody. A route that has no row here, or a row that says otherwise
than the policy, fails.

What a handler's service asks besides (whom it is about, what is true now) stands in the tests of that service.
"""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.domain.actions import ACTIONS
from bot.domain.exchange import Edit, Press, Send
from bot.domain.messages import NotAllowed
from bot.domain.policy import access_of, may
from bot.services.routing import On, OnButton, Route
from handlers.routes import ROUTES
from tests.access import WHO, Stand, contents, row_of, stand

# "yes": the handler is run. "-": they are told that this is not for them, and nothing else happens.
TABLE: Final = """
                   guest  nfp  secretariat  coordination  organizer-of-one  organizer  translator  administrator
/start              yes   yes      yes          yes             yes            yes        yes           yes
/help               yes   yes      yes          yes             yes            yes        yes           yes
/meetings           yes   yes      yes          yes             yes            yes        yes           yes
/roadmap            yes   yes      yes          yes             yes            yes        yes           yes
/regions            yes   yes      yes          yes             yes            yes        yes           yes
/settings           yes   yes      yes          yes             yes            yes        yes           yes
/language           yes   yes      yes          yes             yes            yes        yes           yes
/about              yes   yes      yes          yes             yes            yes        yes           yes
/privacy            yes   yes      yes          yes             yes            yes        yes           yes
/mydata             yes   yes      yes          yes             yes            yes        yes           yes
/news               -     yes      yes          yes             yes            yes        yes           yes
/feedback           -     yes      yes          yes             yes            yes        yes           yes
/reminders          -     yes      yes          yes             yes            yes        yes           yes
/stop               yes   yes      yes          yes             yes            yes        yes           yes
/forget             yes   yes      yes          yes             yes            yes        yes           yes
/access             yes   yes      yes          yes             yes            yes        yes           yes
/invite             -     -        yes          yes             -              -          -             yes
/requests           -     -        yes          yes             -              -          -             yes
/people             -     -        yes          yes             -              -          -             yes
/attendance         -     -        yes          yes             yes            yes        -             yes
/announce           -     -        yes          yes             -              -          -             yes
/examples           -     -        yes          yes             -              -          -             yes
unknown_command     yes   yes      yes          yes             yes            yes        yes           yes
[lang]              yes   yes      yes          yes             yes            yes        yes           yes
[country]           yes   yes      yes          yes             yes            yes        yes           yes
[nocountry]         yes   yes      yes          yes             yes            yes        yes           yes
[zone]              yes   yes      yes          yes             yes            yes        yes           yes
[nozone]            yes   yes      yes          yes             yes            yes        yes           yes
[region]            yes   yes      yes          yes             yes            yes        yes           yes
[settings]          yes   yes      yes          yes             yes            yes        yes           yes
[langs]             yes   yes      yes          yes             yes            yes        yes           yes
[zones]             yes   yes      yes          yes             yes            yes        yes           yes
[ownregions]        yes   yes      yes          yes             yes            yes        yes           yes
[help]              yes   yes      yes          yes             yes            yes        yes           yes
[privacy]           yes   yes      yes          yes             yes            yes        yes           yes
[meetings]          yes   yes      yes          yes             yes            yes        yes           yes
[meeting]           yes   yes      yes          yes             yes            yes        yes           yes
[roadmaps]          yes   yes      yes          yes             yes            yes        yes           yes
[ask]               yes   yes      yes          yes             yes            yes        yes           yes
[map]               yes   yes      yes          yes             yes            yes        yes           yes
[ics]               yes   yes      yes          yes             yes            yes        yes           yes
[tellnow]           -     -        yes          yes             yes            yes        -             yes
[else]              yes   yes      yes          yes             yes            yes        yes           yes
[human]             yes   yes      yes          yes             yes            yes        yes           yes
[passon]            yes   yes      yes          yes             yes            yes        yes           yes
[tell]              yes   yes      yes          yes             yes            yes        yes           yes
[drop]              yes   yes      yes          yes             yes            yes        yes           yes
[mydata]            yes   yes      yes          yes             yes            yes        yes           yes
[forget]            yes   yes      yes          yes             yes            yes        yes           yes
[forgetme]          yes   yes      yes          yes             yes            yes        yes           yes
[keepall]           yes   yes      yes          yes             yes            yes        yes           yes
[subs]              yes   yes      yes          yes             yes            yes        yes           yes
[stop]              yes   yes      yes          yes             yes            yes        yes           yes
[resume]            yes   yes      yes          yes             yes            yes        yes           yes
[access]            yes   yes      yes          yes             yes            yes        yes           yes
[noaccess]          yes   yes      yes          yes             yes            yes        yes           yes
[invite]            -     -        yes          yes             -              -          -             yes
[invrole]           -     -        yes          yes             -              -          -             yes
[invregion]         -     -        yes          yes             -              -          -             yes
[invscope]          -     -        yes          yes             -              -          -             yes
[mklink]            -     -        yes          yes             -              -          -             yes
[mklinks]           -     -        yes          yes             -              -          -             yes
[requests]          -     -        yes          yes             -              -          -             yes
[request]           -     -        yes          yes             -              -          -             yes
[approve]           -     -        yes          yes             -              -          -             yes
[refuse]            -     -        yes          yes             -              -          -             yes
[refusefor]         -     -        yes          yes             -              -          -             yes
[name]              -     yes      yes          yes             yes            yes        yes           yes
[people]            -     -        yes          yes             -              -          -             yes
[member]            -     -        yes          yes             -              -          -             yes
[asktake]           -     -        yes          yes             -              -          -             yes
[take]              -     -        yes          yes             -              -          -             yes
[handover]          -     -        yes          yes             -              -          -             yes
[myroles]           -     yes      yes          yes             yes            yes        yes           yes
[myrole]            -     yes      yes          yes             yes            yes        yes           yes
[handmine]          -     yes      yes          yes             yes            yes        yes           yes
[asklay]            -     yes      yes          yes             yes            yes        yes           yes
[laydown]           -     yes      yes          yes             yes            yes        yes           yes
[still]             -     yes      yes          yes             yes            yes        yes           yes
[group]             -     yes      yes          yes             yes            yes        yes           yes
[snooze]            -     yes      yes          yes             yes            yes        yes           yes
[reminders]         -     yes      yes          yes             yes            yes        yes           yes
[remind]            -     yes      yes          yes             yes            yes        yes           yes
[quiet]             -     yes      yes          yes             yes            yes        yes           yes
[setquiet]          -     yes      yes          yes             yes            yes        yes           yes
[rsvp]              -     yes      yes          yes             yes            yes        yes           yes
[rsvpfor]           -     yes      yes          yes             yes            yes        yes           yes
[rsvps]             -     yes      yes          yes             yes            yes        yes           yes
[late]              -     yes      yes          yes             yes            yes        yes           yes
[judge]             -     -        yes          yes             yes            yes        -             yes
[attfile]           -     -        yes          yes             yes            yes        -             yes
[details]           -     yes      yes          yes             yes            yes        yes           yes
[detail]            -     yes      yes          yes             yes            yes        yes           yes
[nodetail]          -     yes      yes          yes             yes            yes        yes           yes
[boards]            -     -        yes          yes             yes            yes        -             yes
[board]             -     -        yes          yes             yes            yes        -             yes
[names]             -     -        yes          yes             yes            yes        -             yes
[entry]             -     -        yes          yes             yes            yes        -             yes
[silent]            -     -        yes          yes             yes            yes        -             yes
[lateone]           -     -        yes          yes             yes            yes        -             yes
[move]              -     -        yes          yes             yes            yes        -             yes
[askunrsvp]         -     -        yes          yes             yes            yes        -             yes
[unrsvp]            -     -        yes          yes             yes            yes        -             yes
[enter]             -     -        yes          yes             yes            yes        -             yes
[addone]            -     -        yes          yes             yes            yes        -             yes
[addof]             -     -        yes          yes             yes            yes        -             yes
[addwith]           -     -        yes          yes             yes            yes        -             yes
[door]              -     -        yes          yes             yes            yes        -             yes
[boardafter]        -     -        yes          yes             yes            yes        -             yes
[places]            -     -        yes          yes             yes            yes        -             yes
[packplaces]        -     -        yes          yes             yes            yes        -             yes
[chase]             -     -        yes          yes             yes            yes        -             yes
[chasenow]          -     -        yes          yes             yes            yes        -             yes
[desk]              -     -        yes          yes             -              -          -             yes
[draft]             -     -        yes          yes             -              -          -             yes
[deskpart]          -     -        yes          yes             -              -          -             yes
[annnew]            -     -        yes          yes             -              -          -             yes
[annearlier]        -     -        yes          yes             -              -          -             yes
[anncopy]           -     -        yes          yes             -              -          -             yes
[anntexts]          -     -        yes          yes             -              -          -             yes
[anntext]           -     -        yes          yes             -              -          -             yes
[annnotext]         -     -        yes          yes             -              -          -             yes
[annall]            -     -        yes          yes             -              -          -             yes
[anntempl]          -     -        yes          yes             -              -          -             yes
[annfiles]          -     -        yes          yes             -              -          -             yes
[annaddfile]        -     -        yes          yes             -              -          -             yes
[annnofile]         -     -        yes          yes             -              -          -             yes
[annbuttons]        -     -        yes          yes             -              -          -             yes
[annconfirm]        -     -        yes          yes             -              -          -             yes
[annmeets]          -     -        yes          yes             -              -          -             yes
[annsetmeet]        -     -        yes          yes             -              -          -             yes
[annrounds]         -     -        yes          yes             -              -          -             yes
[annsetround]       -     -        yes          yes             -              -          -             yes
[annlink]           -     -        yes          yes             -              -          -             yes
[annnolink]         -     -        yes          yes             -              -          -             yes
[annwhen]           -     -        yes          yes             -              -          -             yes
[anntiming]         -     -        yes          yes             -              -          -             yes
[annurgent]         -     -        yes          yes             -              -          -             yes
[annday]            -     -        yes          yes             -              -          -             yes
[anntime]           -     -        yes          yes             -              -          -             yes
[annaskdrop]        -     -        yes          yes             -              -          -             yes
[anndrop]           -     -        yes          yes             -              -          -             yes
[anncheck]          -     -        yes          yes             -              -          -             yes
[annlook]           -     -        yes          yes             -              -          -             yes
[anntests]          -     -        yes          yes             -              -          -             yes
[anntest]           -     -        yes          yes             -              -          -             yes
[annask]            -     -        yes          yes             -              -          -             yes
[annok]             -     -        yes          yes             -              -          -             yes
[annno]             -     -        yes          yes             -              -          -             yes
[annsend]           -     -        yes          yes             -              -          -             yes
[annunsched]        -     -        yes          yes             -              -          -             yes
[annstatus]         -     -        yes          yes             -              -          -             yes
[annpause]          -     -        yes          yes             -              -          -             yes
[annresume]         -     -        yes          yes             -              -          -             yes
[annaskstop]        -     -        yes          yes             -              -          -             yes
[annstop]           -     -        yes          yes             -              -          -             yes
[annreport]         -     -        yes          yes             -              -          -             yes
[annxlsx]           -     -        yes          yes             -              -          -             yes
[annretry]          -     -        yes          yes             -              -          -             yes
[annafter]          -     -        yes          yes             -              -          -             yes
[annunknown]        -     -        yes          yes             -              -          -             yes
[annremind]         -     -        yes          yes             -              -          -             yes
[annback]           -     -        yes          yes             -              -          -             yes
[annread]           -     yes      yes          yes             yes            yes        yes           yes
[annmeet]           -     yes      yes          yes             yes            yes        yes           yes
[annround]          -     yes      yes          yes             yes            yes        yes           yes
[decision]          -     yes      yes          yes             yes            yes        yes           yes
[decwrite]          -     yes      yes          yes             yes            yes        yes           yes
[decremove]         -     yes      yes          yes             yes            yes        yes           yes
[decask]            -     yes      yes          yes             yes            yes        yes           yes
[decpublish]        -     yes      yes          yes             yes            yes        yes           yes
[rdesk]             -     -        yes          yes             -              -          -             yes
[rdeskpart]         -     -        yes          yes             -              -          -             yes
[rdraft]            -     -        yes          yes             -              -          -             yes
[rnew]              -     -        yes          yes             -              -          -             yes
[ragain]            -     -        yes          yes             -              -          -             yes
[raskdrop]          -     -        yes          yes             -              -          -             yes
[rremove]           -     -        yes          yes             -              -          -             yes
[rtext]             -     -        yes          yes             -              -          -             yes
[rnotext]           -     -        yes          yes             -              -          -             yes
[rstep]             -     -        yes          yes             -              -          -             yes
[rset]              -     -        yes          yes             -              -          -             yes
[rpreview]          -     -        yes          yes             -              -          -             yes
[raskopen]          -     -        yes          yes             -              -          -             yes
[ropen]             -     -        yes          yes             -              -          -             yes
[rback]             -     -        yes          yes             -              -          -             yes
[raskclose]         -     -        yes          yes             -              -          -             yes
[rclose]            -     -        yes          yes             -              -          -             yes
[rounds]            -     yes      yes          yes             yes            yes        yes           yes
[round]             -     yes      yes          yes             yes            yes        yes           yes
[rat]               -     yes      yes          yes             yes            yes        yes           yes
[rpick]             -     yes      yes          yes             yes            yes        yes           yes
[rdrop]             -     yes      yes          yes             yes            yes        yes           yes
[rundo]             -     yes      yes          yes             yes            yes        yes           yes
[rrate]             -     yes      yes          yes             yes            yes        yes           yes
[rdone]             -     yes      yes          yes             yes            yes        yes           yes
[rterms]            -     yes      yes          yes             yes            yes        yes           yes
[rsay]              -     yes      yes          yes             yes            yes        yes           yes
[rerase]            -     yes      yes          yes             yes            yes        yes           yes
[results]           -     yes      yes          yes             yes            yes        yes           yes
[resfile]           -     yes      yes          yes             yes            yes        yes           yes
[reslines]          -     yes      yes          yes             yes            yes        yes           yes
[news]              -     yes      yes          yes             yes            yes        yes           yes
[newsitem]          -     yes      yes          yes             yes            yes        yes           yes
[langs2]            -     yes      yes          yes             yes            yes        yes           yes
[lang2]             -     yes      yes          yes             yes            yes        yes           yes
[exkeep]            -     -        yes          yes             -              -          -             yes
[exdrop]            -     -        yes          yes             -              -          -             yes
[exskip]            -     -        yes          yes             -              -          -             yes
[audience]          -     -        yes          yes             -              -          -             yes
[audall]            -     -        yes          yes             -              -          -             yes
[audor]             -     -        yes          yes             -              -          -             yes
[audclear]          -     -        yes          yes             -              -          -             yes
[audpick]           -     -        yes          yes             -              -          -             yes
[audctry]           -     -        yes          yes             -              -          -             yes
[audmeet]           -     -        yes          yes             -              -          -             yes
[audround]          -     -        yes          yes             -              -          -             yes
[audset]            -     -        yes          yes             -              -          -             yes
[audland]           -     -        yes          yes             -              -          -             yes
[audans]            -     -        yes          yes             -              -          -             yes
[audsaid]           -     -        yes          yes             -              -          -             yes
[audnot]            -     -        yes          yes             -              -          -             yes
[audnotsaid]        -     -        yes          yes             -              -          -             yes
[audsaved]          -     -        yes          yes             -              -          -             yes
[auduse]            -     -        yes          yes             -              -          -             yes
[auddrop]           -     -        yes          yes             -              -          -             yes
[audsave]           -     -        yes          yes             -              -          -             yes
[audxlsx]           -     -        yes          yes             -              -          -             yes
unknown_button      yes   yes      yes          yes             yes            yes        yes           yes
text                yes   yes      yes          yes             yes            yes        yes           yes
shared              yes   yes      yes          yes             yes            yes        yes           yes
reachability        yes   yes      yes          yes             yes            yes        yes           yes
"""

_HEAD, *_ROWS = [line.split() for line in TABLE.strip().splitlines()]
EXPECTED: Final = {name: dict(zip(_HEAD, cells, strict=True)) for name, *cells in _ROWS}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Stand]:
    async with stand(tmp_path) as made:
        yield made


def test_the_table_has_one_row_for_each_route_and_a_column_for_everybody() -> None:
    assert Counter(name for name, *_ in _ROWS) == Counter(row_of(route.on) for route in ROUTES)
    assert list(WHO) == _HEAD
    assert {cell for row in EXPECTED.values() for cell in row.values()} <= {"yes", "-"}


def test_whatever_somebody_can_do_has_a_route() -> None:
    assert Counter(route.on.action for route in ROUTES if isinstance(route.on, OnButton)) == Counter(ACTIONS)
    assert {route.on for route in ROUTES if isinstance(route.on, On)} == set(On)


@pytest.mark.parametrize("route", ROUTES, ids=[row_of(route.on) for route in ROUTES])
def test_the_policy_says_what_the_table_says(route: Route) -> None:
    allowed = {who: "yes" if may(access_of(grants), route.needs) else "-" for who, grants in WHO.items()}
    assert allowed == EXPECTED[row_of(route.on)]


async def test_what_the_table_forbids_is_refused_and_the_rest_is_done(bot: Stand) -> None:
    for route in ROUTES:
        for who, cell in EXPECTED[row_of(route.on)].items():
            for content in contents(route):
                ran, replies = await bot.does(who, route, content)
                assert ran == (cell == "yes"), (who, content)
                if not ran:
                    told = Edit(NotAllowed()) if isinstance(content, Press) else Send(NotAllowed())
                    assert list(replies) == [told], (who, content)
                assert "went wrong" not in bot.told(who, replies)
