"""The arithmetic between counts: which lie within which, and which add up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from counterclaim.account.arithmetic import Arithmetic
from counterclaim.account.count import Count, Window, order_of
from counterclaim.account.quantity import Quantity
from counterclaim.link.containment import Containment

# A sum between nodes: the whole and its parts.
Link = tuple[int, tuple[int, ...]]


@dataclass(slots=True)
class _Times:
    """The windows of one quantity: sorted ends of totals, stretches by start with sorted ends, states.

    ``starts`` are those of stretches, ``wide`` those of stretches of more than a day, ``told`` what was asked for.
    """

    totals: list[int] = field(default_factory=list)
    stretches: dict[int, list[int]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    states: list[Window] = field(default_factory=list)
    told: set[tuple[int, int]] = field(default_factory=set)

    def windows(self) -> list[Window]:
        """All of them; totals in order."""
        totals = [Window("total", None, end) for end in self.totals]
        stretches = [Window("stretch", first, end) for first in self.starts for end in self.stretches[first]]
        return totals + stretches + self.states

    def add(self, start: int, end: int) -> None:
        ends = self.stretches.get(start)
        if ends is None:
            ends = self.stretches[start] = []
            insort(self.starts, start)
        if end > start and (not ends or ends[-1] == start):
            insort(self.wide, start)
        insort(ends, end)

    def after(self, day: int) -> list[int]:
        """The first day from one on to which a total is told, if any."""
        return self.totals[(nth := bisect_left(self.totals, day)) : nth + 1]

    def around(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches around one that are not around another such; not itself."""
        least = None
        for nth in range(bisect_right(self.wide, start) - 1, -1, -1):
            first = self.wide[nth]
            ends = self.stretches[first]
            at = bisect_left(ends, end + 1 if first == start else end)
            if at < len(ends) and (least is None or ends[at] < least):
                least = ends[at]
                yield first, least
            if least == end:
                return


def _is_within(one: Window, other: Window) -> bool:
    if one.kind != other.kind or one.end is None or other.end is None:
        return one == other
    begins = one.start is None or other.start is None or other.start <= one.start
    return begins and one.end <= other.end


class Grid:
    """Counts as numbered nodes, and the arithmetic between them.

    Each count is linked to the nearest ones around it only, and days are added up through the counts to the day
    before and to the last day, so that there are few sums and each has few parts.
    """

    def __init__(self, wanted: Iterable[Count], kinds: Containment, arithmetic: Arithmetic) -> None:
        self._facts, self._kinds = arithmetic, kinds
        self.nodes: list[tuple[int, Window]] = []
        self.sums: list[Link] = []
        told = sorted(wanted, key=order_of)
        self.quantities = sorted({count.quantity for count in told})
        self._number = {one: n for n, one in enumerate(self.quantities)}
        self._node: dict[tuple[int, str, int | None, int | None], int] = {}
        self._times = [_Times() for _ in self.quantities]
        for count in told:
            self._at(self._number[count.quantity], count.window)
        for times in self._times:
            times.told = {(first, last) for first in times.starts for last in times.stretches[first]}
        self._linked = [self._is_told(one) for one in self.quantities]
        self._mounts = [one.outcome in arithmetic.mounting for one in self.quantities]
        self._begun = self._beginnings()
        mounting = [q for q in range(len(self.quantities)) if self._linked[q] and self._mounts[q]]
        for q in mounting:
            self._add_up_days(q)
        for q in mounting:
            self._in_time(q)
        for q in range(len(self.quantities)):
            if self._linked[q]:
                self._in_wholes(q)
                self._add_up_parts(q)

    def _at(self, q: int, of: Window) -> int:
        key = (q, of.kind, of.start, of.end)
        found = self._node.get(key)
        if found is None:
            found = self._node[key] = len(self.nodes)
            self.nodes.append((q, of))
            if of.kind == "total" and of.end is not None:
                insort(self._times[q].totals, of.end)
            elif of.kind == "state":
                self._times[q].states.append(of)
            elif of.kind == "stretch" and of.start is not None and of.end is not None:
                self._times[q].add(of.start, of.end)
        return found

    def _total(self, q: int, end: int) -> int:
        return self._at(q, Window("total", None, end))

    def _stretch(self, q: int, start: int, end: int) -> int:
        return self._at(q, Window("stretch", start, end))

    def _is_told(self, of: Quantity) -> bool:
        whose = of.party or (of.place and of.object in self._facts.sideless)
        return bool(of.object and of.outcome and whose)

    def _beginnings(self) -> Mapping[tuple[str, str], int]:
        """To each party and place the first day to which a running total of it is told."""
        found: dict[tuple[str, str], int] = {}
        for q, one in enumerate(self.quantities):
            if self._linked[q] and self._mounts[q] and self._times[q].totals:
                first = self._times[q].totals[0]
                found[one.party, one.place] = min(first, found.get((one.party, one.place), first))
        return found

    def _began(self, q: int) -> int | None:
        one = self.quantities[q]
        return self._begun.get((one.party, one.place))

    def _add_up_days(self, q: int) -> None:
        """What was counted to the day before, and a stretch, are within what was counted to its last day."""
        times, began = self._times[q], self._began(q)
        wide = [(first, times.stretches[first][-1]) for first in times.starts]
        for first, last in sorted(times.told):
            if began is not None and first > began:
                parts = self._total(q, first - 1), self._stretch(q, first, last)
                self.sums.append((self._total(q, last), parts))
            for start, end in wide:
                if start >= first:
                    break
                if last <= end:
                    parts = self._stretch(q, start, first - 1), self._stretch(q, first, last)
                    self.sums.append((self._stretch(q, start, last), parts))

    def _in_time(self, q: int) -> None:
        times, began = self._times[q], self._began(q)
        for day, later in zip(times.totals, times.totals[1:], strict=False):
            self.sums.append((self._total(q, later), (self._total(q, day),)))
        for first in times.starts:
            for last in times.stretches[first]:
                part = self._stretch(q, first, last)
                self.sums += [(self._stretch(q, *wide), (part,)) for wide in times.around(first, last)]
                if first == began:
                    self.sums += [(self._total(q, day), (part,)) for day in times.after(last)]

    def _wholes(self, q: int) -> list[tuple[int, Quantity]]:
        """The quantities around one, each before those around it."""
        one, kinds = self.quantities[q], self._kinds
        around = [
            replace(one, object=thing, outcome=outcome, place=place)
            for thing in [one.object, *kinds.objects.get(one.object, ())]
            for outcome in [one.outcome, *kinds.outcomes.get(one.outcome, ())]
            for place in [one.place, *kinds.places.get(one.place, ())]
        ]
        found = [(self._number[other], other) for other in around if other != one and other in self._number]
        return sorted(found, key=lambda w: (-self._depth(w[1]), w[0]))

    def _depth(self, of: Quantity) -> int:
        kinds = self._kinds
        above = (
            kinds.objects.get(of.object, ()),
            kinds.outcomes.get(of.outcome, ()),
            kinds.places.get(of.place, ()),
        )
        return sum(map(len, above))

    def _in_wholes(self, q: int) -> None:
        """Links the counts of a quantity to the nearest around them of wider ones, where no other leads there."""
        wholes = self._wholes(q)
        if not wholes:
            return
        beyond = {w: {other for other, _ in self._wholes(w)} for w, _ in wholes}
        for of in self._times[q].windows():
            part = self._at(q, of)
            passed = [(q, own) for own in self._around(of, q)] if self._mounts[q] else []
            for w, _ in wholes:
                for wide in self._nearest(of, q, w):
                    if not any((by == q or w in beyond[by]) and _is_within(own, wide) for by, own in passed):
                        self.sums.append((self._at(w, wide), (part,)))
                        passed.append((w, wide))

    def _around(self, of: Window, q: int) -> list[Window]:
        """The windows of the same quantity that a count is linked to."""
        if of.kind == "state" or of.end is None:
            return []
        times = self._times[q]
        if of.start is None:
            return [Window("total", None, end) for end in times.after(of.end + 1)]
        began = self._began(q)
        counts_in = began is not None and of.start >= began and (of.start, of.end) in times.told
        later = times.after(of.end) if counts_in else []
        around = [Window("stretch", *wide) for wide in times.around(of.start, of.end)]
        return around + [Window("total", None, end) for end in later]

    def _nearest(self, of: Window, q: int, w: int) -> list[Window]:
        """The windows of a wider quantity nearest around one of a narrower."""
        if (w, of.kind, of.start, of.end) in self._node:
            return [of]
        if of.kind == "state" or of.end is None or not (self._mounts[q] or self._mounts[w]):
            return []
        times, began = self._times[w], self._began(w)
        found = []
        if of.start is not None:
            found = [Window("stretch", *wide) for wide in times.around(of.start, of.end)]
        if of.start is None or (began is not None and of.start >= began):
            found += [Window("total", None, end) for end in times.after(of.end)]
        return found

    def _add_up_parts(self, q: int) -> None:
        one, facts = self.quantities[q], self._facts
        lists = [
            [replace(one, outcome=name) for name in parts] for parts in facts.outcomes.get(one.outcome, ())
        ]
        lists += [
            [replace(one, object=name) for name in parts] for parts in facts.objects.get(one.object, ())
        ]
        lists += [[replace(one, place=name) for name in parts] for parts in facts.places.get(one.place, ())]
        for names in lists:
            present = [self._number[name] for name in names if name in self._number]
            if len(present) > 1:
                self._add_up(q, present)

    def _add_up(self, q: int, parts: Sequence[int]) -> None:
        last: tuple[int, ...] = ()
        for of in self._times[q].windows():
            found = tuple(n for p in parts if (n := self._latest_in(p, of)) is not None)
            if len(found) > 1 and found != last:
                self.sums.append((self._at(q, of), found))
                last = found

    def _latest_in(self, q: int, of: Window) -> int | None:
        """The count of another quantity over the same window, else over the longest part that begins with it."""
        same = self._node.get((q, of.kind, of.start, of.end))
        if same is not None or of.kind == "state" or of.end is None or not self._mounts[q]:
            return same
        times = self._times[q]
        ends = times.totals if of.start is None else times.stretches.get(of.start, [])
        at = bisect_right(ends, of.end)
        if not at:
            return None
        return self._at(q, Window(of.kind, of.start, ends[at - 1]))
