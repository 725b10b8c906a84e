"""The forms in which English tells time: a grammar over shapes (``shape``)."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counterclaim.keep import kept
from counterclaim.lang import vocabulary
from counterclaim.lang.time import Unit
from counterclaim.text.times.begins import before, begins
from counterclaim.text.times.shape import Alphabet, alphabet, one_of

# One rule a line, named; an indented line goes on with the one above. A name in braces stands for another
# rule, a table of words or a cue of time.toml; all else is a regular expression in which white space means
# nothing. The moments found by ``sure`` are replaced in the shape by the letter of their group, and the rules
# with a star, mentions, are tried on the result, in this order; groups in them hold moments.
_GRAMMAR = r"""
content = w | {events} | {units} | {young}
figure = [dan]{1,3} | [yr] | {numbers} (?: -? {and}? -? {numbers} | {scales} ){0,4}
half_more = -? {and} -? {a}? -? {half}
one = {figure} {scales}{0,2} {half_more}?
halves = {half} -? {a}? | {a} {half}
some = {one} (?: -? (?: - | {to} | {or} ) -? {one} )? | {halves} | {couple} | {a}? {single}
counted = {some} -? {unit} {half_more}?
length = (?: {some} | {a} ) -? {unit} {half_more}?
any_in = {in} | {during}

month = {months} | {short_months} \.?
doubtful = {doubtful_months} | {short_months} \.?
weekday = {weekdays} | {short_weekdays} \.?
year = y | r (?! {content} )
relative = {this} {past} | {last} | {this} | {next} | {past}
told = {the} (?: {told_before} | {told_after} ) | {the}? {told_same} {told_same}?
which_year = ,? {of}? {year} | ,? {of}? (?: {relative} | {told} ) {year_word}
named_ordinal = (?: {tens} -? )? {ordinals}
day_month = (?: {weekday} ,? )? (?: {the}? o (?: - | {of} )? | d (?: - | {of} )? | {the}? {named_ordinal}
    {of} ) {month} (?: -? {which_year} )?
month_day = (?: {weekday} ,? )? (?: (?<! {in} ) {month} -? d | {month} -? d (?! {content} ) | {month} (?:
    {the}? o | {the} {named_ordinal} ) ) {which_year}?
date = {day_month} | {month_day}
month_year = {month} {which_year}
season = {the}? {seasons} {of}? (?: {year} (?: - {year} )? | z ) | {the}? {seasons} {of}? {relative}
    {year_word} | {relative} {seasons}
piece = {the}? (?: o | {named_ordinal} ) {one}? {piece_unit} {of}
relative_unit = (?: {the} {current} | (?<! {the} ) (?: {last} | {this} | {next} ) ) {calendar} | (?: {last}
    | {this} ) {dayparts} | (?: {the} (?: {past} | {last} )? | {relative} ) {weekend_word}
whole = {month_year} | {relative_unit} | {month} | {year} | {the} {calendar}
named_weekday = {relative}? {weekdays} (?: ,? {the}? o (?! w ) | \( d \) )? (?: {of}? {relative} {week_word}
    )?
daypart = (?: {blurred} -? )? {dayparts}
part = {the}? (?: {blurred} -? (?: {on} | {in} )? | {edges} (?: {of} | - )? )
bare_season = {the}? {seasons} (?! {of} | {content} )
sure = (?: {the}? {daypart} (?: {of} | {on} | {in} | , )? )? {part}? (?: (?P<X> {day_month} ) | (?P<Z>
    {month_day} ) | (?P<M> {the} {week_word} {week_of} {date} | {piece} {whole} | {month_year} | {season} |
    {named_weekday} | {relative} {month} [do]? | {the} o {of} (?: {relative} | {the} ) {month_word} | (?<=
    {on} ) {short_weekdays} \.? | [iz] | {the}? D | q (?: ,? {of}? {year} )? | {the}? {year_word} {year} |
    {the} {month_or_year} {of} (?: {month_year} | {month} | {year} ) ) | (?P<R> {relative_unit} | {days} ) |
    (?P<N> {plain_months} ) ) (?: {at}? {daypart} )? | (?P<Q> {part} (?: {month} | {year} | {bare_season} |
    {the} {calendar} | {told} {calendar} ) )
moment = [MXZRNQ]
timed = {moment} | {bare_season} | {doubtful} | {the} o (?! w ) | {told} {one_unit}
loose = {timed} | [yr] (?! {content} )

zone = {zones} | {local_time} | W {time}
hour = (?: t | d | n | h ) {am_pm} {zone}? | t {hours_mark}? (?: ,? {zone} )? | [nhyr] {zone} | [da] (?:
    {local_time} | W {time} ) | h {hours_mark}? | {one} {o_clock}
at_hour = (?: {at}? (?: {hour} | {hours} ) ,? {on}? )?
of_names = {of} {the}? W (?: -? W ){0,3}
objects = {determiners}? (?: W | {events} | w (?= - | {events} ) | - ){1,5}
dated = (?: {on} | {in} )? (?P<dated> {sure} ) | {in_time} (?P<dated_in> [yr] | {doubtful} )
small = [da] | {numbers} (?: -? {numbers} )?

*age = {between}? {one} (?: -? (?: - | {to} | {or} | {and} ) -? {one} )? -? {unit} -? {old} | {aged}
    {between} {one} (?: {and} | - | {to} ) {one} | {aged} {only}? {small} (?: (?: - | {to} | {and} ) {small} )? |
    {the}? {age} {of} {only}? {small} | {one} {unit} {of} {age} | (?<= {young} ) {under} {small} | {under} -
    [da] | {in} {someones} (?: {blurred} -? )? [da] {s} | (?: (?<= W, ) (?<! {in_place} W, ) | (?<=
    {someones} w, ) ) [da] (?= , (?! [dnaytr] ) )
*clock = {at}? (?: (?: {between} | {from} ) (?: t | d {am_pm}? ) (?: {and} | {to} | - ) | (?: t | d ) (?:
    {to} | - ) )? {hour}

*open_range = {from}? (?P<open_range_a> {loose} ) (?: - | {to} ) {now}
*range = (?: {night_of} | {from} | {on} | {in_time} )? {at_hour} (?P<range_a> {loose} ) ,? (?: - | {to} )
    {at_hour} (?P<range_b> {loose} )
*between = (?: {between} | {night_of} ) {at_hour} (?P<between_a> {loose} ) (?: {and} | {to} | - ) {at_hour}
    (?P<between_b> {loose} )
*from_days = (?: {between} | {night_of} | {on} | {from} | (?<= {of} | [,(] ) ) (?P<from_days_a> d | {the}? o
    | {the} {named_ordinal} ) (?: - | {to} | {and} ) (?P<from_days_b> X )
*days_month = {the}? (?P<days_month_a> d | o | {the} {named_ordinal} ) (?: [/-] | {to} ) (?P<days_month_b> X
    )
*month_days = (?: {night_of} | {between} | {from} | {on} )? (?P<month_days_a> Z ) (?: [/-] | (?: {to} |
    {and} ) (?= {the}? [do] (?! {content} ) ) ) {the}? (?P<month_days_b> [do] (?: ,? {of}? (?: {year} | R )
    )? )
*two_months = (?: {any_in} | {between} ) (?P<two_months_a> N | {doubtful} ) {and} (?P<two_months_b> [NM] |
    {doubtful} )

*within = {in} {only}? {length} (?: (?: {on} | {in} | {of} ) (?P<within_a> {loose} ) | (?P<within_b> R ) )
*since = (?: {since} | {starting} ) {at_hour} {the}? (?P<since_a> {loose} | (?<= {determiners} ) y (?=
    {events} ) )
*since_hour = {since} {at}? (?: {hour} | {hours} )
*since_event = {since}
*from_on = {from} (?P<from_on_a> {loose} ) {onwards}
*as_of = {as_of} {at_hour} {the}? (?P<as_of_a> {loose} )
*as_of_hour = {as_of} {at}? (?: {hour} | {hours} )
*by = (?: {by} {at_hour} | {before} ) {the}? (?P<by_a> {loose} )
*until = {until} {at_hour} {the}? (?P<until_a> {loose} ) | {up_to} {at_hour} {the}? (?P<until_b> {timed} )
*so_far_this = {so_far} (?: {any_in} | {on} )? (?P<so_far_this_a> {moment} ) | {so_far} {in_time}
    (?P<so_far_this_b> {loose} )
*this_so_far = {any_in}? (?P<this_so_far_a> {moment} | {year} ) {so_far}
*to_date = {any_in}? {the}? (?P<to_date_a> {calendar} ) {to_date}
*so_far = {so_far}

*span_to = (?: {any_in} | {for} | {from} )? {the} (?: {counted} {stretch}? (?: {ending} | {before} ) |
    {long_unit} {ending} ) {at_hour} {the}? (?P<span_to_a> {loose} )
*span = (?: {any_in} | {for} | {from} )? (?: {the} | {this} | {recent} )? {latest} {only}? {counted}
    {stretch}?
*span_one = (?: {any_in} | {for} | {from} )? (?: (?: {the} | {this} ) (?: {last} | {past} ) | {past} )
    {one_unit} {half_more}? (?! {of} ) | {during} {the} {told_before} {one_unit}
*during = {during} {the} {one_unit} (?! {of} | {before} | {after} )
*weekend = {weekend_word}
*just_span = {in} (?: {mere} (?: {some} | {a} ) -? {short_unit} | {some} -? {hour_word} ) (?! {of} | {after}
    | {before} | {earlier} | {later} | {ago} )

*ago = {length} (?: (?: , | {and} )? {one} {unit} )? {ago}
*told_back = {length} (?: {earlier} | {before} (?= [.,;:)B] | $ ) )
*told_on = {length} {later}
*few_ago = {few}? {unit} (?: {ago} | {earlier} | {later} )
*before_last = {the} (?: {calendar} | {dayparts} ) {before} {last}
*day_before = {the} {day_word} (?: {before} | {after} ) (?P<day_before_a> R )
*told_unit = (?: {any_in} | {on} )? (?: {told} (?: {one_unit} | {weekend_word} | {dayparts} ) | {next}
    {day_word} )
*told_day = {on}? {the} {one_unit} (?: {before} | {earlier} | {after} ) (?= [.,;:)B] | {and} | $ )

*rate = {per} (?: {one_unit} | {one} -? {unit} ) | {each} (?: {one} | {ordinals} )? (?: {unit} |
    {weekend_word} | M )
*rate_word = {rates}
*rate_a = {a} {rate_unit}
*recent = {any_in}? {the}? (?: (?: {recent} | {latest} | {coming} ) {few} {unit} | (?: {recent} | {coming} )
    {many_units} )
*vague = {vague}
*currently = {currently}

*overnight_to = {overnight_to} (?P<overnight_to_a> {loose} )
*overnight = {overnight} (?P<overnight_a> {moment} )?
*in_year = {in_time} (?P<in_year_a> y (?! {units} ) | r (?! {content} ) )
*in_point = {any_in} (?P<in_point_a> {timed} )
*on_point = (?: {on} | {at} )? (?P<on_point_a> {moment} )
*on_day = {on} (?P<on_day_a> {the} o (?! w ) )
*named_year = (?P<named_year_a> (?<= {determiners} ) y (?= {content} | W ) | (?<= \( ) [yr] (?= [),;-] ) |
    (?<= W ) y (?! [wdan] ) | (?<= [yr] , ) y (?! {content} ) | (?<= [yr] {and} ) y (?! {content} ) | (?<=
    {of} | {after} ) y (?! {content} ) | (?<= {determiners} ) r (?= {events} ) )
*named_month = (?P<named_month_a> (?<= {determiners} | {of} ) {doubtful} (?= {content} | [.,;)] ) | (?<= (?:
    N | {doubtful_months} ) (?: {and} | {or} ) ) {doubtful} | (?<= {determiners} ) {seasons} (?= {events} )
    )

*few_units = (?: {for} | {any_in} | {after} )? {few} {unit} | {many} {unit} | {for} {many_units}
*duration = (?: (?: {for} | {any_in} | {after} ) {only}? {the}? )? {some} -? {unit} (?: (?: {and} | , )?
    {one} {unit} )? {half_more}? | (?: {for} | {any_in} | {after} ) {only}? {a} {one_unit} {half_more}? |
    {a} {one_unit} {half_more}
*nth = (?: [oO] | {named_ordinal} ) -? (?: {running} | {ordinals} )? -? (?: {one_unit} | {anniversary} ) |
    {day_word} [dan] (?= {of} ) | (?: ^ | (?<= [.;:,(B] ) ) {day_word} [dan] (?= [.;:,)] )
"""


# What stands around "since", a piece of a moment ("the first three months of"): rules that are asked for by name.
AROUND = (
    "piece", "events", "of_names", "objects", "dated", "event_starts", "event_verbs", "comparisons",
    "not_comparisons",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Written:
    """The grammar with everything filled in, as patterns.

    Attributes:
        moment: a day, week, month and so on; the group that matched is the letter it is replaced by.
        mentions: the forms of mentions, in the order in which they are tried.
        firsts: by form, and for ``moment``, the characters that a match can begin with.
        around: by the names in ``AROUND``.
    """

    moment: str
    mentions: dict[str, str]
    firsts: dict[str, str]
    around: dict[str, str]


class TimeForms:
    """The patterns. Each is compiled when it is first tried: to compile all takes longer than to read most texts.

    Attributes:
        moment: a day, week, month and so on; the group that matched is the letter it is replaced by.
        mention: any mention.
    """

    def __init__(self, written: _Written) -> None:
        self.moment = re.compile(f"{before(written.firsts['moment'])}(?:{written.moment})")
        self.mention = Mentions(written.mentions, written.firsts)
        self._around = written.around

    def around(self, name: str) -> re.Pattern[str]:
        """One of ``AROUND``."""
        return _compiled(self._around[name])


class Mentions:
    """The forms of mentions, in the order in which they are tried; at a character only those that can begin with it.

    Args:
        forms: patterns by name.
        firsts: the characters that a match of each can begin with.
    """

    def __init__(self, forms: Mapping[str, str], firsts: Mapping[str, str]) -> None:
        self._forms = forms
        chars = sorted({char for name in forms for char in firsts[name]})
        self._names = {char: [name for name in forms if char in firsts[name]] for char in chars}
        self._patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
        self._opening = re.compile(before(chars) + ".", re.DOTALL)

    def search(self, code: str, at: int) -> re.Match[str] | None:
        """The first mention from a place on. Its outermost group names the form; groups called after the form hold
        the moments in it."""
        for opening in self._opening.finditer(code, at):
            start = opening.start()
            for pattern in self._patterns.get(opening[0]) or self._beginning_with(opening[0]):
                if found := pattern.match(code, start):
                    return found
        return None

    def _beginning_with(self, char: str) -> tuple[re.Pattern[str], ...]:
        forms = (f"(?P<{name}>{self._forms[name]})" for name in self._names[char])
        self._patterns[char] = tuple(map(_compiled, forms))
        return self._patterns[char]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def time_forms() -> TimeForms:
    """The patterns for the bundled vocabulary."""
    here = Path(__file__)
    return TimeForms(kept(here, (*sorted(here.parent.glob("*.py")), *vocabulary()), _Written, _write))


def _write() -> _Written:
    grammar = _Grammar(alphabet())
    moment = grammar.pattern("sure")
    mentions = {name: grammar.fill(rule) for name, rule in grammar.mentions.items()}
    firsts = {name: "".join(sorted(begins(form))) for name, form in (("moment", moment), *mentions.items())}
    return _Written(moment, mentions, firsts, {name: grammar.pattern(name) for name in AROUND})


class _Grammar:
    """The rules, and the filling in of what they refer to."""

    def __init__(self, letters: Alphabet) -> None:
        self._cue = letters.cue
        self._filled = _words(letters)
        self._rules: dict[str, str] = {}
        self.mentions: dict[str, str] = {}
        for rule in re.split(r"\n(?=[*\w])", _GRAMMAR.partition("\n")[2]):
            name, _, form = rule.partition(" = ")
            (self.mentions if name[0] == "*" else self._rules)[name.lstrip("*")] = "".join(form.split())

    def pattern(self, name: str) -> str:
        """What a name stands for: a rule, a table of words, or a cue."""
        if name not in self._filled:
            rule = self._rules.get(name)
            self._filled[name] = self.fill(rule) if rule else self._cue(name)
        return self._filled[name]

    def fill(self, rule: str) -> str:
        """A rule with its references filled in."""
        return _REFERENCE.sub(lambda found: f"(?:{self.pattern(found[1])})", rule)


_REFERENCE = re.compile(r"\{([a-z_]+)\}")


def _words(letters: Alphabet) -> dict[str, str]:
    """Patterns for the tables of words, and for groups of units by what they share."""

    def units(*names: Unit, only: Container[str] = letters.units) -> str:
        return one_of(char for char, unit in letters.units.items() if unit in names and char in only)

    plural = {char for char in letters.units if letters.word(char).endswith("s")}
    single = letters.units.keys() - plural
    lengths: tuple[Unit, ...] = (
        "minute",
        "hour",
        "day",
        "night",
        "week",
        "fortnight",
        "month",
        "year",
        "decade",
        "century",
    )
    seconds = one_of(char for char in plural if letters.units[char] == "second")
    doubtful = {char for char in letters.months if letters.word(char) in letters.words("doubtful_months")}
    blurred = {
        char for char, part in letters.parts.items() if part in ("early", "mid", "late", "earlier", "later")
    }
    return {
        "months": one_of(letters.months),
        "plain_months": one_of(letters.months.keys() - doubtful),
        "short_months": one_of(letters.short_months),
        "weekdays": one_of(letters.weekdays),
        "short_weekdays": one_of(letters.short_weekdays),
        "seasons": one_of(letters.seasons),
        "days": one_of(letters.days),
        "rates": one_of(letters.rates),
        "ordinals": one_of(letters.ordinals),
        "numbers": one_of(letters.numbers),
        "tens": one_of(letters.tens),
        "scales": one_of(letters.scales),
        "blurred": one_of(blurred),
        "edges": one_of(letters.parts.keys() - blurred),
        "units": one_of(letters.units),
        "unit": f"(?:{units(*lengths)}|{seconds})",
        "one_unit": units(*lengths, only=single),
        "many_units": units(*lengths, only=plural),
        "rate_unit": units("minute", "hour", "day", "night", "week", "month", "year", only=single),
        "long_unit": units("week", "month", "quarter", "year", only=single),
        "calendar": units("week", "month", "quarter", "year", "decade", "century", "weekend", only=single),
        "piece_unit": units("day", "week", "month", "quarter", "half", "decade"),
        "hour_word": units("hour"),
        "short_unit": units("hour", "day", "night"),
        "day_word": units("day", only=single),
        "week_word": units("week", only=single),
        "weekend_word": units("weekend"),
        "month_word": units("month", only=single),
        "year_word": units("year", only=single),
        "month_or_year": units("month", "year", only=single),
    }
