"""The parameters of one call, as the Bot API reads them: strings first, whatever they came in."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import bad_request

_INTEGER = re.compile(r"\s*([+-]?\d{1,18})")
_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    mime_type: str | None


class Params:
    """Values by name, and files by the name of their part."""

    def __init__(self, values: Mapping[str, str], files: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str, default: str = "") -> str:
        """The value as it came; the default where it is absent."""
        return self.values.get(name, default)

    def integer(self, name: str, default: int = 0) -> int:
        """The number that the value begins with; 0 where it begins with none, the default where it is absent."""
        value = self.values.get(name, "")
        if not value:
            return default
        match = _INTEGER.match(value)
        return int(match.group(1)) if match else 0

    def number(self, name: str) -> float:
        """A decimal number; ApiError 400 where it is absent or none."""
        value = self.values.get(name, "").strip()
        if not value:
            raise bad_request(f"{name} is empty")
        try:
            number = float(value)
        except ValueError:
            raise bad_request(f"can't parse {name}: expected a number") from None
        if number != number or abs(number) == float("inf"):
            raise bad_request(f"can't parse {name}: expected a number")
        return number

    def flag(self, name: str) -> bool:
        """Whether the value says yes."""
        return self.values.get(name, "").lower() in _TRUE

    def json(self, name: str, what: str) -> Any:
        """The value read as JSON, None where it is absent; ApiError 400 naming `what` where it is none."""
        value = self.values.get(name, "").strip()
        if not value:
            return None
        try:
            decoded = json.loads(value)
            # What cannot be written again, such as an infinite number or half a surrogate pair, is no JSON.
            json.dumps(decoded, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {what} JSON object") from None
        return decoded


def as_flag(value: Any) -> bool:
    """A JSON value where the API wants a Boolean."""
    return value is True or (isinstance(value, str | int) and str(value).lower() in _TRUE)


def as_text(value: Any, field: str) -> str:
    """A JSON value where the API wants a string; numbers are taken too. ApiError 400 for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise bad_request(f'Field "{field}" must be of type String')


def as_object(value: Any, what: str) -> dict[str, Any]:
    """A JSON object; ApiError 400 for anything else."""
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {what}")
    return value


def as_array(value: Any, field: str) -> list[Any]:
    """A JSON array; ApiError 400 for anything else."""
    if not isinstance(value, list):
        raise bad_request(f'Field "{field}" must be of type Array')
    return value
