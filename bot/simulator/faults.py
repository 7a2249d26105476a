"""Things that go wrong on the way, ordered by tests."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

When = Callable[[str, Mapping[str, str]], bool]
ERROR_PAGE = "<html><head><title>500 Internal Server Error</title></head><body>nginx</body></html>"
# With these a call is not looked at.
_REFUSING = frozenset({"refuse", "error", "internal", "silence"})


@dataclass(slots=True)
class _Fault:
    kind: str
    left: float
    methods: frozenset[str] | None
    when: When | None
    seconds: float = 0
    status: int = 500

    def meets(self, method: str, params: Mapping[str, str]) -> bool:
        if self.methods is None:
            # A long poll that happens to be under way must not use up a fault meant for a send.
            if method == "getUpdates" and self.when is None:
                return False
        elif method.lower() not in self.methods:
            return False
        return self.when is None or self.when(method, params)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to happen to one call."""

    refuse: bool = False
    lose_answer: bool = False
    error_status: int | None = None
    internal_error: bool = False
    silence: bool = False
    delay: float = 0


UNHARMED = Verdict()


class Faults:
    """The faults still to come. `methods` limits one to some methods, `when(method, params)` to some calls.

    Without either, a fault meets every method but getUpdates.
    """

    def __init__(self) -> None:
        self._faults: list[_Fault] = []

    def lose_answers(
        self, times: float = 1, *, methods: Collection[str] | None = None, when: When | None = None
    ) -> None:
        """The calls are carried out, and the connection closes without a response."""
        self._add("lose", times, methods, when)

    def refuse_connections(
        self, times: float = 1, *, methods: Collection[str] | None = None, when: When | None = None
    ) -> None:
        """The connection closes before the call is looked at; nothing happens."""
        self._add("refuse", times, methods, when)

    def server_errors(
        self,
        times: float = 1,
        *,
        status: int = 500,
        methods: Collection[str] | None = None,
        when: When | None = None,
    ) -> None:
        """A gateway's error page instead of an answer; nothing happens."""
        self._add("error", times, methods, when).status = status

    def internal_errors(
        self, times: float = 1, *, methods: Collection[str] | None = None, when: When | None = None
    ) -> None:
        """Telegram's own error 500, in JSON as every refusal; nothing happens."""
        self._add("internal", times, methods, when)

    def no_answers(self, times: float = 1, *, methods: Collection[str] | None = None, when: When | None = None) -> None:
        """The connection stays open without an answer until the client gives up; nothing happens."""
        self._add("silence", times, methods, when)

    def slow_answers(
        self,
        seconds: float,
        times: float = float("inf"),
        *,
        methods: Collection[str] | None = None,
        when: When | None = None,
    ) -> None:
        """The answer comes that much later, though the call takes effect at once."""
        self._add("slow", times, methods, when).seconds = seconds

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._faults.clear()

    def judge(self, method: str, params: Mapping[str, str]) -> Verdict:
        """What happens to this call; it uses up the faults that meet it."""
        if not self._faults:
            return UNHARMED
        met = [fault for fault in self._faults if fault.meets(method, params)]
        # A refused call never reaches the other faults.
        if refusing := next((fault for fault in met if fault.kind in _REFUSING), None):
            met = [refusing]
        for fault in met:
            fault.left -= 1
        self._faults = [fault for fault in self._faults if fault.left > 0]
        return Verdict(
            refuse=any(fault.kind == "refuse" for fault in met),
            lose_answer=any(fault.kind == "lose" for fault in met),
            error_status=next((fault.status for fault in met if fault.kind == "error"), None),
            internal_error=any(fault.kind == "internal" for fault in met),
            silence=any(fault.kind == "silence" for fault in met),
            delay=sum(fault.seconds for fault in met),
        )

    def _add(self, kind: str, times: float, methods: Collection[str] | None, when: When | None) -> _Fault:
        lowered = None if methods is None else frozenset(method.lower() for method in methods)
        fault = _Fault(kind, times, lowered, when)
        if times > 0:
            self._faults.append(fault)
        return fault
