"""What somebody wants to be sent unasked."""

from bot.domain.messages import ButtonExpired, Message, Subscriptions
from bot.domain.people import Person, Subscription
from bot.domain.policy import access_of, subscriptions_of
from bot.ports import UnitOfWork

EVERY = "all"


class Choosing:
    """Keeps what people have stopped. Delivery leaves that out; what they ask for always comes."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def show(self, person: Person) -> Message:
        """What comes and what does not, with a button each."""
        return Subscriptions(stopped=tuple(sorted(person.stopped)))

    def reminder(self, person: Person) -> tuple[Message, ...]:
        """For somebody who begins anew and has stopped everything: that it is so."""
        offered = subscriptions_of(access_of(person.grants))
        return (self.show(person),) if offered and person.stopped.issuperset(offered) else ()

    async def stop(self, person: Person, what: str) -> Message:
        """Send no more of a kind (a Subscription, or EVERY); an answer for a button that names none of theirs."""
        chosen = _chosen(person, what)
        return await self._set(person, person.stopped | chosen) if chosen else ButtonExpired()

    async def resume(self, person: Person, what: str) -> Message:
        """Send a kind again; as in `stop`."""
        chosen = _chosen(person, what)
        return await self._set(person, person.stopped - chosen) if chosen else ButtonExpired()

    async def _set(self, person: Person, stopped: frozenset[Subscription]) -> Message:
        await self._uow.people.set_stopped(person.id, stopped)
        return Subscriptions(stopped=tuple(sorted(stopped)))


def _chosen(person: Person, what: str) -> frozenset[Subscription]:
    offered = subscriptions_of(access_of(person.grants))
    return frozenset(offered) if what == EVERY else frozenset(each for each in offered if each == what)
