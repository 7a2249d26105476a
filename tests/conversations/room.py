"""A plain account of who has a place in a room, to compare the bot's with. It knows nothing of the bot."""

from dataclasses import dataclass, field

TAKEN, WAITING, OFFERED, LAPSED, NONE = "taken", "waiting", "offered", "lapsed", "none"


@dataclass
class Room:
    """`answers`: by person, what they answered, for how many, and whether they have a place; who waits, in order."""

    capacity: int
    answers: dict[int, tuple[str, int, str]] = field(default_factory=dict)
    line: list[int] = field(default_factory=list)

    def answer(self, person: int, answer: str, people: int = 1) -> None:
        before = self.answers.pop(person, None)
        if person in self.line:
            self.line.remove(person)
        if answer == "in_person":
            fits = not self.line and self.taken() + people <= self.capacity
            self.answers[person] = (answer, people, TAKEN if fits else WAITING)
            if not fits:
                self.line.append(person)
        else:
            self.answers[person] = (answer, 1, TAKEN if answer == "online" else NONE)
        if before is not None and before[2] in (TAKEN, OFFERED):
            self._offer()

    def confirm(self, person: int) -> None:
        answer, people, place = self.answers[person]
        assert place == OFFERED
        self.answers[person] = (answer, people, TAKEN)

    def lapse(self, person: int) -> None:
        answer, people, place = self.answers[person]
        assert place == OFFERED
        self.answers[person] = (answer, people, LAPSED)
        self._offer()

    def seat(self, person: int, people: int = 1) -> None:
        """By an organizer's word, whether or not there is room."""
        if person in self.line:
            self.line.remove(person)
        self.answers[person] = ("in_person", people, TAKEN)

    def taken(self) -> int:
        return sum(
            people
            for answer, people, place in self.answers.values()
            if answer == "in_person" and place in (TAKEN, OFFERED)
        )

    def offered(self) -> list[int]:
        return [person for person, (_, _, place) in self.answers.items() if place == OFFERED]

    def _offer(self) -> None:
        while self.line and self.taken() + self.answers[self.line[0]][1] <= self.capacity:
            person = self.line.pop(0)
            answer, people, _ = self.answers[person]
            self.answers[person] = (answer, people, OFFERED)
