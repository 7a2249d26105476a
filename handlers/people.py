"""Those who hold roles: /people for those who look after access, and one's own."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services


async def people_command(request: Request, services: Services) -> Sequence[Reply]:
    """/people"""
    return [Send(await services.members.all(request.person))]


async def show_people(request: Request, services: Services) -> Sequence[Reply]:
    page = actions.number_of(request.pressed(actions.ShowPeople).page)
    return [Edit(await services.members.all(request.person, page))]


async def show_member(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.ShowMember).held)
    return [Edit(await services.members.show(request.person, held))]


async def ask_take_away(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.AskTakeAway).held)
    return [Edit(await services.members.ask_take(request.person, held))]


async def take_away(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.TakeAway).held)
    return [Edit(await services.members.take(request.person, held))]


async def hand_over(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.HandOver).held)
    return [Edit(await services.members.hand_over(request.person, held))]


async def show_my_roles(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(await services.own_roles.all(request.person))]


async def show_my_role(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.ShowMyRole).held)
    return [Edit(await services.own_roles.show(request.person, held))]


async def hand_over_mine(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.HandOverMine).held)
    return [Edit(await services.own_roles.hand_over(request.person, held))]


async def ask_lay_down(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.AskLayDown).held)
    return [Edit(await services.own_roles.ask_lay_down(request.person, held))]


async def lay_down(request: Request, services: Services) -> Sequence[Reply]:
    held = actions.number_of(request.pressed(actions.LayDown).held)
    return [Edit(await services.own_roles.lay_down(request.person, held))]


async def confirm_still(request: Request, services: Services) -> Sequence[Reply]:
    return [Edit(await services.own_roles.confirm(request.person))]
