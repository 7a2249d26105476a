"""The people who hold the phones."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account; `about` is what the phone shows under the name."""

    id: int
    name: str
    about: str
    language_code: str | None
    phone: str = "+10000000000"
    username: str | None = None

    def as_user(self) -> dict[str, Any]:
        """The User object that updates carry."""
        user = {"id": self.id, "is_bot": False, **self._names()}
        if self.language_code is not None:
            user["language_code"] = self.language_code
        return user

    def as_chat(self) -> dict[str, Any]:
        """The Chat object of the private chat with this person."""
        return {"id": self.id, **self._names(), "type": "private"}

    def _names(self) -> dict[str, Any]:
        first, _, last = self.name.partition(" ")
        names = {"first_name": first}
        if last:
            names["last_name"] = last
        if self.username is not None:
            names["username"] = self.username
        return names


PEOPLE = (
    Person(1001, "Nino Beridze", "National Focal Point, Georgia", "en", "+995555010001", "nino_beridze"),
    Person(1002, "Youssef El Amrani", "Point focal national, Maroc", "fr", "+212655010002"),
    Person(1003, "ليلى الخطيب", "نقطة الاتصال الوطنية، الأردن", "ar", "+962795010003"),
    Person(1004, "Айгуль Нурланова", "Национальный координатор, Казахстан", "ru", "+77015010004"),
    Person(1005, "Lucía Fernández", "Invitada (sin acceso de miembro)", "es", "+34655010005", "lucia_fdez"),
    Person(1006, "Mariana Sousa", "Convidada (sem acesso de membro)", "pt", "+351915010006"),
    Person(1007, "Giorgi Kapanadze", "Regional secretariat, South East and Eastern Europe", "en", "+995555010007"),
    Person(1008, "Claire Dubois", "Organisatrice de réunions, administratrice", "fr", "+33655010008", "claire_dubois"),
    Person(1009, "Inés Morales", "Equipo de coordinación, administradora", "es", "+34655010009"),
)
