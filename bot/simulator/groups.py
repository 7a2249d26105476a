"""What people do in groups with the bot. It is there as bots are by default: of what people write it gets commands
alone, and none that is addressed to another bot."""

from collections.abc import Iterable
from typing import Any

from bot.simulator.chat import Chat, Group, Place
from bot.simulator.errors import PhoneError
from bot.simulator.keyboards import InlineKeyboard
from bot.simulator.marks import read_marks
from bot.simulator.messages import Message
from bot.simulator.stage import Stage
from bot.simulator.text import clean, format_text


class Groups(Stage):
    """A stage with groups. Every act raises PhoneError where the person's app would not let it happen."""

    def add_group(self, group_id: int, title: str, members: Iterable[int]) -> Group:
        """One more group, with an id below zero, in which the bot and these people are."""
        people = set(members)
        if group_id >= 0 or not people <= self.chats.keys():
            raise PhoneError("A group has an id below zero, and people who exist.")
        group = self.groups[group_id] = Group(group_id, title, people, started=True)
        return group

    def say_in_group(self, group_id: int, person_id: int, text: str) -> Message:
        """A member writes before all."""
        group, _ = self._in_group(group_id, person_id)
        formatted = format_text(*read_marks(clean(text)))
        if not formatted.text:
            raise PhoneError("A message needs some text.")
        message = Message(
            id=self.next_message_id(),
            chat_id=group_id,
            from_bot=False,
            date=self.unix_time(),
            text=formatted.text,
            entities=formatted.entities,
            sender=person_id,
        )
        self.add_message(group, message)
        if self._is_for_bot(message):
            self.updates.put("message", self.as_api(message))
        return message

    def press_in_group(self, group_id: int, person_id: int, message_id: int, row: int, column: int) -> str:
        """A member presses a callback button before all; the id of the query. What the bot answers to it only they
        see (`toasts`)."""
        group, chat = self._in_group(group_id, person_id)
        return self.query(group, chat, message_id, data_of(group, message_id, row, column))

    def toasts(self, person_id: int) -> list[dict[str, Any]]:
        """What the bot has shown this person over a chat, in answer to presses, oldest first; those with a text."""
        events = self.chats[person_id].log.since(0)
        return [event.data for event in events if event.name == "toast" and event.data["text"]]

    def query(self, place: Place, chat: Chat, message_id: int, data: str) -> str:
        """Queue a press of a person (by their chat) in that place, with whatever data; the id of the query."""
        message = place.messages.get(message_id)
        carrier: dict[str, Any] = (
            self.as_api(message)
            if message is not None
            else {"chat": place.as_api(), "message_id": message_id, "date": 0}
        )
        press = self.presses.add(chat.person.id)
        query = {
            "id": press.query_id,
            "from": chat.person.as_user(),
            "message": carrier,
            "chat_instance": str(-5_000_000_000_000_000_000 - abs(place.id)),
            "data": data,
        }
        self.updates.put("callback_query", query)
        self.changed.fire()
        return press.query_id

    def _in_group(self, group_id: int, person_id: int) -> tuple[Group, Chat]:
        group = self.groups.get(group_id)
        if group is None or person_id not in group.members or self.chats[person_id].deactivated:
            raise PhoneError("This person is not in that group.")
        return group, self.chats[person_id]

    def _is_for_bot(self, message: Message) -> bool:
        first = message.entities[0] if message.entities else None
        if first is None or first["type"] != "bot_command" or first["offset"] != 0:
            return False
        _, _, addressee = message.text[: first["length"]].partition("@")
        return not addressee or addressee.lower() == self.profile.username.lower()


def data_of(place: Place, message_id: int, row: int, column: int) -> str:
    """The callback data of a button. PhoneError where it is gone, or is none that the bot answers."""
    message = place.messages.get(message_id)
    if message is None:
        raise PhoneError("That message is gone.")
    keyboard: InlineKeyboard = message.inline_keyboard or []
    if not (0 <= row < len(keyboard) and 0 <= column < len(keyboard[row])):
        raise PhoneError("That button is gone.")
    data: str | None = keyboard[row][column].get("callback_data")
    if data is None:
        raise PhoneError("That button is not one that the bot answers.")
    return data
