"""The columns of tables of claims (``model.flat``), as Arrow and Parquet type them."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any

from counterclaim.model.flat import COLUMNS

if TYPE_CHECKING:
    import pyarrow

_DAYS = ("start", "end", "stated_from", "stated_to", "published")
_FIGURES = ("low", "high")


def arrow_schema(arrow: ModuleType) -> pyarrow.Schema:
    """Days as days, figures as floats, offsets as whole numbers, the rest as text.

    Args:
        arrow: pyarrow, which not every installation has.
    """
    return arrow.schema([(name, _type(arrow, name)) for name in COLUMNS])


def _type(arrow: ModuleType, column: str) -> Any:
    if column in _DAYS:
        return arrow.date32()
    if column in _FIGURES:
        return arrow.float64()
    return arrow.int64() if column.endswith(("_start", "_end")) else arrow.string()


def typed(column: str, value: Any) -> Any:
    """A value of a flat row as its column's type has it."""
    if value is None:
        return None
    if column in _DAYS:
        return date.fromisoformat(value)
    return float(value) if column in _FIGURES else value
