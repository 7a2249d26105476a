"""How much of what a guest sends is taken in."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.guest_limit import MOST, WITHIN, GuestLimit, Verdict

NOON = datetime(2023, 4, 17, 12, tzinfo=UTC)
PASS, NOTICE, DROP = Verdict.PASS, Verdict.NOTICE, Verdict.DROP


def judge(limit: GuestLimit, guest: int, *seconds: float, can_be_told: bool = True) -> list[Verdict]:
    """The verdicts on what a guest sent at so many seconds past noon."""
    return [limit.verdict(guest, NOON + timedelta(seconds=at), can_be_told=can_be_told) for at in seconds]


def test_twenty_pass_then_one_notice_then_nothing_until_there_is_room_again() -> None:
    limit = GuestLimit()
    assert judge(limit, 1, *[0] * 20) == [PASS] * 20
    assert judge(limit, 1, 1, 2, 59.9) == [NOTICE, DROP, DROP]
    assert judge(limit, 1, *[60] * 22) == [*[PASS] * 20, NOTICE, DROP]


def test_the_minute_slides() -> None:
    limit = GuestLimit()
    assert judge(limit, 1, *range(0, 40, 2)) == [PASS] * 20
    assert judge(limit, 1, 59, 60, 61, 62) == [NOTICE, PASS, NOTICE, PASS]


def test_one_guest_takes_nothing_from_another() -> None:
    limit = GuestLimit()
    judge(limit, 1, *[0] * 30)
    assert judge(limit, 2, 0) == [PASS]


def test_the_notice_is_kept_for_something_that_can_be_answered() -> None:
    limit = GuestLimit()
    judge(limit, 1, *[0] * 20)
    assert judge(limit, 1, 1, can_be_told=False) == [DROP]
    assert judge(limit, 1, 2, 3) == [NOTICE, DROP]


def test_whoever_has_not_written_for_a_minute_is_forgotten() -> None:
    limit = GuestLimit()
    judge(limit, 1, 0)
    judge(limit, 2, 30)
    limit.forget(NOON + timedelta(seconds=59))
    assert len(limit) == 2
    limit.forget(NOON + timedelta(seconds=60))
    assert len(limit) == 1
    limit.forget(NOON + timedelta(seconds=90))
    assert len(limit) == 0


@given(
    sent=st.lists(
        st.tuples(
            st.integers(1, 2),
            st.one_of(st.just(0.0), st.floats(-1, 3), st.floats(0, 70)),
            st.booleans(),
        ),
        max_size=150,
    )
)
def test_in_no_minute_more_than_twenty_pass_and_there_is_one_notice_at_most_between(
    sent: list[tuple[int, float, bool]],
) -> None:
    """The times may go back a little, as those of Telegram do, and guests may be forgotten at any time."""
    limit = GuestLimit()
    at, latest = NOON, NOON
    passed: dict[int, list[datetime]] = {1: [], 2: []}
    told: dict[int, bool] = {1: False, 2: False}
    for guest, later, forget in sent:
        at += timedelta(seconds=later)
        latest = max(at, latest)
        if forget:
            # Of what is to come, nothing is older than this.
            limit.forget(at - timedelta(seconds=120))
        own = passed[guest]
        verdict = limit.verdict(guest, at, can_be_told=True)
        counted = max(at, own[-1]) if own else at
        within = [each for each in own if counted - each < WITHIN]
        if len(within) < MOST:
            assert verdict is PASS
            own.append(counted)
            told[guest] = False
        else:
            assert verdict is (DROP if told[guest] else NOTICE)
            told[guest] = True
    for own in passed.values():
        for first, one_too_many in zip(own, own[MOST:], strict=False):
            assert one_too_many - first >= WITHIN
