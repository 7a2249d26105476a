"""What a process sees of announcements while it sends them."""

from bot.domain.outcomes import Failed, Sent
from bot.services.broadcast_watch import Watch


def test_one_that_has_come_to_its_end_is_told_of_no_more() -> None:
    watch = Watch()
    watch.note(1, Sent(5), 0.0)
    assert watch.to_tell(10.0) == [1]
    watch.forget(1)
    watch.told(1, 10.0)
    assert watch.to_tell(20.0) == []


def test_it_is_told_every_few_seconds_and_where_something_has_happened() -> None:
    watch = Watch()
    watch.note(1, Sent(5), 10.0)
    watch.told(1, 10.0)
    assert watch.to_tell(20.0) == []
    watch.note(1, Sent(6), 12.0)
    assert watch.to_tell(12.5) == []
    assert watch.to_tell(13.0) == [1]


def test_ten_failures_among_the_last_fifty_are_an_alarm() -> None:
    watch = Watch()
    for number in range(9):
        watch.note(1, Failed("no"), float(number))
    assert list(watch.alarms()) == []
    watch.note(1, Failed("no"), 9.0)
    assert list(watch.alarms()) == [(1, "no")]
