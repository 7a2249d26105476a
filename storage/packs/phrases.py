"""How values are written, for those who are told to write them otherwise: it differs between YAML and a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Phrases:
    """`expected` has what is expected and how it is written, by pydantic's type of error; `pair` is a list of two
    years; `schema` shows how the number of the format, put in place of {}, is written."""

    expected: Mapping[str, tuple[str, str]]
    pair: str
    schema: str


_FIELDS: Final = ("a group of fields", "write fields and values, like name: value")
_YES_NO: Final = "a yes or no"

YAML: Final = Phrases(
    expected={
        "tuple_type": ("a list", "write it in square brackets, like [a, b], or one to a line with “- ”"),
        "dict_type": _FIELDS,
        "model_type": _FIELDS,
        "model_attributes_type": _FIELDS,
        "int_type": ("a whole number", "write a number without quotes, like 3"),
        "float_type": ("a number", "write a number with a point and without quotes, like 50.84"),
        "bool_type": (_YES_NO, "write true or false"),
        "bool_parsing": (_YES_NO, "write true or false"),
    },
    pair="[2023, 2024]",
    schema="schema: {}",
)

WORKBOOK: Final = Phrases(
    expected={
        "int_type": ("a whole number", "write digits only, like 3"),
        "float_type": ("a number", "write a number, like 50.84"),
        "bool_type": (_YES_NO, "write TRUE or FALSE"),
        "bool_parsing": (_YES_NO, "write TRUE or FALSE"),
    },
    pair="2023, 2024",
    schema="{}",
)
"""A workbook has no cell in which a list or a group could stand wrongly."""
