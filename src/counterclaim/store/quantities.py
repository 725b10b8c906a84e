"""What the statements of a ledger count, and how many there are of each."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from counterclaim.errors import LedgerError
from counterclaim.store.tables import Tables

_FIELDS = ("party", "object", "outcome", "place")
_ONE_QUANTITY = "party = ? AND object = ? AND outcome = ? AND place = ?"
_COUNT_UP = (
    "INSERT INTO quantities SELECT party, object, outcome, place, count(*), count(DISTINCT coalesce(camp, '')) "
    "FROM statements WHERE {} GROUP BY party, object, outcome, place"
)


def _counted(names: Iterable[str]) -> list[str]:
    """Fields of what is counted; raises ``ValueError`` for any other name."""
    found = list(names)
    if unknown := [name for name in found if name not in _FIELDS]:
        raise ValueError(unknown)
    return found


class Quantities(Tables):
    """The derived table of quantities, and the statements of each."""

    def all(
        self, places: Collection[str] | None = None, **wanted: str
    ) -> list[tuple[str, str, str, str, int, int]]:
        """What is counted (party, object, outcome, place), with how many claims and camps (none as one); sorted.

        Args:
            places: only those in one of them.
            wanted: fields that are to have a value.

        Raises:
            LedgerError: the ledger was linked by a version that did not keep this.
        """
        self._check()
        conditions, given = [f"{name} = ?" for name in _counted(wanted)], list(wanted.values())
        if places is not None:
            conditions.append("place IN (SELECT value FROM json_each(?))")
            given.append(json.dumps(sorted(places)))
        where = " AND ".join(conditions) or "1"
        query = f"SELECT * FROM quantities WHERE {where} ORDER BY party, object, outcome, place"  # noqa: S608
        return [tuple(row) for row in self._all(query, *given)]

    def values(self, field: str) -> dict[str, int]:
        """The values of one field of what is counted, with how many quantities have each. Raises as ``all``."""
        self._check()
        (name,) = _counted([field])
        query = f"SELECT {name}, count(*) FROM quantities GROUP BY 1 ORDER BY 1"  # noqa: S608 (one of its own names)
        return {row[0]: row[1] for row in self._all(query)}

    def count_up(self, touched: Collection[tuple[str, ...]] | None) -> None:
        """Counts the statements of some quantities anew; of all, for None."""
        if touched is None:
            self._db.execute("DELETE FROM quantities")
            self._db.execute(_COUNT_UP.format("party IS NOT NULL"))
            return
        for of in sorted(touched):
            self._db.execute(f"DELETE FROM quantities WHERE {_ONE_QUANTITY}", of)  # noqa: S608
            self._db.execute(_COUNT_UP.format(_ONE_QUANTITY), of)

    def statements(self, party: str, object_: str, outcome: str, place: str) -> Iterator[bytes]:
        """The statements of one quantity that stand for their claims. Raises as ``all``."""
        self._check()
        query = f"SELECT body FROM statements WHERE {_ONE_QUANTITY}"  # noqa: S608 (its own names)
        for row in self._all(query, party, object_, outcome, place):
            yield row[0]

    def _check(self) -> None:
        if self._one("SELECT 1 FROM sqlite_schema WHERE name = 'quantities'") is None:
            raise LedgerError(
                f"{self._path}: was linked by an older version; run: counterclaim link {self._path}"
            )
