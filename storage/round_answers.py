"""What was answered in rounds, apart from who; and that somebody has answered.

In an anonymous round nothing but a keyed hash (HMAC-SHA256 of the person's id, with the round's own secret) leads from
a person to their answer. When the round closes the secret is destroyed, all is written anew under random hashes, and
the groups of anonymous answers are erased: what is shown of groups was counted before.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Row, Table, and_, delete, func, insert, select, update

from bot.domain.disclosure import Waiting
from bot.domain.rounds import Answered, Path, Remark, Said, path_from, path_text
from storage import dialect
from storage.cipher import Cipher, Sealed
from storage.connections import Connection
from storage.tables import people, round_answers, round_people, round_remarks, rounds

_TOKEN_BYTES: Final = 16
_AND: Final = ","
"""Between answers that are read together."""

_WAITS: Final = and_(
    round_answers.c.given.is_not(None), round_answers.c.counted.is_distinct_from(round_answers.c.given)
)


class SqlRoundAnswers:
    """`ports.RoundAnswers` over one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher
        self._secrets: dict[str, bytes | None] = {}

    async def of(self, round_id: str, person_id: int) -> Answered | None:
        which = await self._theirs(round_answers, round_id, person_id, "answer")
        row = (await self._connection.execute(select(round_answers).where(which))).one_or_none()
        return None if row is None else Answered(row.draft, row.given)

    async def put(self, round_id: str, person_id: int, answer: Answered, path: Path, *, named: bool) -> None:
        if answer == Answered():
            await self._drop(round_id, person_id)
            return
        token = await self._token(round_id, person_id, "answer")
        values = {"draft": answer.draft, "given": answer.given}
        row = dialect.insert(round_answers).values(
            round_id=round_id,
            token=token,
            person_id=person_id if named else None,
            path=path_text(path),
            **values,
        )
        key = [round_answers.c.round_id, round_answers.c.token]
        await self._connection.execute(row.on_conflict_do_update(index_elements=key, set_=values))
        finished = {"finished": answer.given is not None}
        noted = dialect.insert(round_people).values(round_id=round_id, person_id=person_id, **finished)
        person = [round_people.c.round_id, round_people.c.person_id]
        await self._connection.execute(noted.on_conflict_do_update(index_elements=person, set_=finished))

    async def _drop(self, round_id: str, person_id: int) -> None:
        """Nothing is begun any more. What is counted was given, and is never dropped."""
        which = await self._theirs(round_answers, round_id, person_id, "answer")
        await self._connection.execute(delete(round_answers).where(which))
        await self._connection.execute(
            delete(round_people).where(round_people.c.round_id == round_id, round_people.c.person_id == person_id)
        )

    async def has_finished(self, round_id: str, person_id: int) -> bool:
        finished = select(round_people.c.finished).where(
            round_people.c.round_id == round_id, round_people.c.person_id == person_id
        )
        return bool(await self._connection.scalar(finished))

    async def finished(self, round_id: str) -> int:
        count = select(func.count()).select_from(round_people)
        return int(
            await self._connection.scalar(count.where(round_people.c.round_id == round_id, round_people.c.finished))
        )

    async def answers(self, round_id: str) -> int:
        count = select(func.count()).select_from(round_answers)
        given = round_answers.c.given.is_not(None)
        return int(await self._connection.scalar(count.where(round_answers.c.round_id == round_id, given)))

    async def waiting(self, round_id: str) -> list[Waiting]:
        new = await self._alike(round_id, round_answers.c.counted.is_(None))
        columns = (round_answers.c.path, round_answers.c.given, round_answers.c.counted)
        rows = await self._connection.execute(
            select(*columns, func.count())
            .where(round_answers.c.round_id == round_id, _WAITS, round_answers.c.counted.is_not(None))
            .group_by(*columns)
        )
        changed = [Waiting(path_from(path), given, counted, people) for path, given, counted, people in rows.all()]
        return [*map(Waiting._make, ((path, given, None, people) for path, given, people in new)), *changed]

    async def count(self, round_id: str, paths: Iterable[Path]) -> None:
        which = round_answers.c.path.in_([path_text(path) for path in paths])
        await self._connection.execute(
            update(round_answers)
            .where(round_answers.c.round_id == round_id, which, _WAITS)
            .values(counted=round_answers.c.given)
        )

    async def given(self, round_id: str) -> list[tuple[Path, str, int]]:
        return await self._alike(round_id)

    async def _alike(self, round_id: str, *which: ColumnElement[bool]) -> list[tuple[Path, str, int]]:
        """The answers that were given, by group, each with how many gave it. One row a group: most answers are like no
        other, and a row for each takes ten times as long."""
        rows = await self._connection.execute(
            select(round_answers.c.path, func.aggregate_strings(round_answers.c.given, _AND))
            .where(round_answers.c.round_id == round_id, round_answers.c.given.is_not(None), *which)
            .group_by(round_answers.c.path)
        )
        return [
            (path_from(path), given, people)
            for path, every in rows.all()
            for given, people in Counter(every.split(_AND)).items()
        ]

    async def ranked_first(
        self, round_id: str, choices: Iterable[str], *, after: int, limit: int
    ) -> list[tuple[int, int, str]]:
        first = func.substr(round_answers.c.given, 1, 1)
        rows = await self._connection.execute(
            select(people.c.id, people.c.telegram_id, first)
            .join(round_answers, round_answers.c.person_id == people.c.id)
            .where(
                round_answers.c.round_id == round_id,
                first.in_(tuple(choices)),
                people.c.unreachable_since.is_(None),
                people.c.id > after,
            )
            .order_by(people.c.id)
            .limit(limit)
        )
        return [(person_id, telegram_id, choice) for person_id, telegram_id, choice in rows.all()]

    async def set_remark(self, round_id: str, person_id: int, said: Said, *, named: bool) -> None:
        token = await self._token(round_id, person_id, said.remark)
        values = {
            "choice": said.choice,
            "language": said.language,
            "words": self._cipher.seal_words(said.words),
        }
        row = dialect.insert(round_remarks).values(
            round_id=round_id,
            token=token,
            person_id=person_id if named else None,
            remark=said.remark.value,
            **values,
        )
        key = [round_remarks.c.round_id, round_remarks.c.token]
        await self._connection.execute(row.on_conflict_do_update(index_elements=key, set_=values))

    async def remark_of(self, round_id: str, person_id: int, remark: Remark) -> Said | None:
        which = await self._theirs(round_remarks, round_id, person_id, remark)
        row = (await self._connection.execute(select(round_remarks).where(which))).one_or_none()
        return None if row is None else self._said(row)

    async def drop_remark(self, round_id: str, person_id: int, remark: Remark) -> None:
        which = await self._theirs(round_remarks, round_id, person_id, remark)
        await self._connection.execute(delete(round_remarks).where(which))

    async def remarks(self, round_id: str, language: str | None = None) -> list[Said]:
        which = [round_remarks.c.round_id == round_id]
        if language is not None:
            which.append(round_remarks.c.language == language)
        rows = await self._connection.execute(select(round_remarks).where(*which).order_by(round_remarks.c.token))
        return [self._said(row) for row in rows.all()]

    async def remark_counts(self, round_id: str) -> dict[str, int]:
        rows = await self._connection.execute(
            select(round_remarks.c.language, func.count())
            .where(round_remarks.c.round_id == round_id)
            .group_by(round_remarks.c.language)
        )
        return dict(rows.tuples().all())

    async def settle(self, round_id: str) -> None:
        begun = (round_answers.c.given.is_(None), round_answers.c.draft != "")
        await self._connection.execute(
            update(round_answers)
            .where(round_answers.c.round_id == round_id, *begun)
            .values(given=round_answers.c.draft)
        )
        await self._connection.execute(
            delete(round_answers).where(round_answers.c.round_id == round_id, round_answers.c.given.is_(None))
        )
        await self._connection.execute(
            update(round_people).where(round_people.c.round_id == round_id).values(finished=True)
        )

    async def unlink(self, round_id: str, fewest: int) -> None:
        answers, lines = await self._taken(round_answers, round_id), await self._taken(round_remarks, round_id)
        alike = Counter((line["language"], line["choice"]) for line in lines)
        for answer in answers:
            # Where few of a group have answered, the group would still tell whose answer it is.
            if answer["person_id"] is None:
                answer |= {"path": "", "draft": "", "counted": None}
        for line in lines:
            # So would the language of a line, and with it stood what its writer has chosen first.
            if line["person_id"] is None and alike[line["language"], line["choice"]] < fewest:
                line["choice"] = None
        # A row that is changed stays in its place in the file, where rows stand as they came, and so do those that tell
        # who has answered. Written anew, they stand in the order of their tokens.
        for table, rows in ((round_answers, answers), (round_remarks, lines)):
            if rows:
                anew = ({**row, "token": secrets.token_bytes(_TOKEN_BYTES)} for row in rows)
                await self._connection.execute(insert(table), sorted(anew, key=itemgetter("token")))

    async def _taken(self, table: Table, round_id: str) -> list[dict[str, Any]]:
        """The rows of a round, which are then there no more."""
        which = table.c.round_id == round_id
        rows = [dict(row) for row in (await self._connection.execute(select(table).where(which))).mappings()]
        await self._connection.execute(delete(table).where(which))
        return rows

    async def _theirs(
        self, table: Any, round_id: str, person_id: int, what: Literal["answer"] | Remark
    ) -> ColumnElement[bool]:
        """What tells somebody's row: the hash while there is a secret, else (where there are names) the person."""
        if await self._secret(round_id) is not None:
            theirs = table.c.token == await self._token(round_id, person_id, what)
        else:
            theirs = table.c.person_id == person_id
            if what != "answer":
                theirs = and_(theirs, table.c.remark == what.value)
        return and_(table.c.round_id == round_id, theirs)

    async def _token(self, round_id: str, person_id: int, what: Literal["answer"] | Remark) -> bytes:
        secret = await self._secret(round_id)
        assert secret is not None, "only an open round takes answers"
        return hmac.digest(secret, f"{what}:{person_id}".encode("ascii"), hashlib.sha256)[:_TOKEN_BYTES]

    async def _secret(self, round_id: str) -> bytes | None:
        if round_id not in self._secrets:
            row = (
                await self._connection.execute(
                    select(rounds.c.secret, rounds.c.secret_encrypted).where(rounds.c.id == round_id)
                )
            ).one_or_none()
            sealed = None if row is None or row.secret is None else Sealed(row.secret, row.secret_encrypted)
            self._secrets[round_id] = None if sealed is None else self._cipher.open(sealed)
        return self._secrets[round_id]

    def _said(self, row: Row[Any]) -> Said:
        words = self._cipher.open_words(row.words)
        return Said(Remark(row.remark), words or "", row.language, row.choice, row.person_id)
