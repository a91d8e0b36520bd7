"""Leases by what somebody on the telephone says: a name, a postcode and number, an address, a tenant's number.

Belongs here: what was typed, sought in the tables as last read, and the words (Dutch) where it is not one lease. Does not belong
here: a lease by its own number (the command does), or why it was reported (explanation.py).

What is found is named by its numbers alone: the terminal shows no name or address (docs/privacy.md), also not what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from documents.dutch import counted, day
from exports.ground.duck import is_there, rows

SHOWN = 10
PART = 3  # of a name or street, so many letters may be a part of it; fewer are a whole word
_POSTCODE = re.compile(r"(?<!\w)([1-9][0-9]{3}) ?([a-z]{2})(?![a-z])")
_WORD = re.compile(r"[^\W_]+")
# Texts of people and places as words: without accents, capitals or marks between them.
_PLAIN = r"regexp_replace(strip_accents(lower({})), '[^\p{{L}}\p{{N}}]+', ' ', 'g')"
# Grain: one row per lease, with the numbers and names of everybody who rents it.
_LEASES = f"""
with people as (
    select lease_id, tenant_id from landing.leases
    union
    select lease_id, tenant_id from landing.co_tenants
),
named as (
    select
        lease_id, list(lower(tenant_id)) as tenants,
        string_agg(concat_ws(' ', tenants.initials, tenants.name_prefix, tenants.last_name), ' ') as names
    from people left join landing.tenants as tenants using (tenant_id)
    group by lease_id
),
known as (
    select
        leases.lease_id, leases.tenant_id, leases.ended_on, named.tenants,
        upper(replace(leases.postcode, ' ', '')) as postcode,
        ' ' || {_PLAIN.format("concat_ws(' ', names, street, house_number_suffix, city)")} || ' ' as words,
        cast(house_number as varchar) as house_number,
        cast(house_number as varchar) || {_PLAIN.format("coalesce(house_number_suffix, '')")} as whole_number
    from landing.leases as leases left join named using (lease_id)
)
"""
_BY_NUMBER = "list_contains(list_append(tenants, lower(lease_id)), $typed)"


@dataclass(frozen=True)
class Typed:
    """What was typed: a number of ours, or a postcode, words of a name or an address, and the numbers beside them."""

    whole: str
    postcode: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def may_be_an_address(self) -> bool:
        """A number by itself is one of a lease or tenant: as that of a house it would explain somebody else's lease."""
        least = PART if self.numbers else 2
        return bool(self.postcode or any(len(word) >= least for word in self.words))


def typed(text: str) -> Typed:
    """Read it; capitals, accents and spaces make no difference."""
    plain = "".join(each for each in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(each)).strip()
    postcode = _POSTCODE.search(plain)
    words = _WORD.findall(_POSTCODE.sub(" ", plain, count=1))
    numbers = tuple(word for word in words if any(map(str.isdigit, word)))
    code = "".join(postcode.groups()).upper() if postcode else ""
    return Typed(text.lower().strip(), code, tuple(word for word in words if word not in numbers), numbers)


def found(con: duckdb.DuckDBPyConnection, text: str) -> list[Mapping[str, Any]]:
    """The leases that all of it fits, those that run first: by a number that is exactly this one, or else by the rest."""
    if not all(is_there(con, f"landing.{table}") for table in ("leases", "tenants", "co_tenants")):
        return []
    what = typed(text)
    by_number = _where(con, _BY_NUMBER, {"typed": what.whole})
    if by_number or not what.may_be_an_address:
        return by_number
    asked, values = _asked(what)
    return _where(con, " and ".join(asked), values)


def _where(con: duckdb.DuckDBPyConnection, asked: str, values: Mapping[str, str]) -> list[Mapping[str, Any]]:
    order = "order by ended_on is not null, lease_id"
    return [*rows(con, f"{_LEASES} select lease_id, tenant_id, ended_on from known where {asked} {order}", dict(values))]


def _asked(what: Typed) -> tuple[list[str], dict[str, str]]:
    asked, values = [], {}
    if what.postcode:
        asked, values = ["postcode = $postcode"], {"postcode": what.postcode}
    for place, word in enumerate((*what.words, *what.numbers)):
        name = f"word_{place}"
        values[name] = word
        whole = f"contains(words, ' ' || ${name} || ' ')"
        if word in what.numbers:
            asked.append(f"list_has_any([true], [${name} = house_number, ${name} = replace(whole_number, ' ', ''), {whole}])")
        else:
            asked.append(f"contains(words, ${name})" if len(word) >= PART else whole)
    return asked, values


def is_like_a_number(text: str) -> bool:
    """Whether it may be said back: a name or an address may not."""
    what = typed(text)
    return len(text.split()) == 1 and "@" not in text and not what.postcode and bool(what.numbers)


def one_found(lease: Mapping[str, Any]) -> str:
    """Which one it is, above its explanation."""
    return f"Gevonden: huurovereenkomst {lease['lease_id']}, huurder {lease['tenant_id']}.\n"


def several(leases: Sequence[Mapping[str, Any]], decided: Mapping[str, str] | None, again: str) -> Iterator[str]:
    """The candidates, each with what was decided of it, where that is kept. `again`: the options of this question."""
    yield f"Dit past op {counted(len(leases), 'huurovereenkomst', 'huurovereenkomsten')}. Welke bedoelt u?"
    yield ""
    shown = leases[:SHOWN]
    wide = max(len(each["lease_id"]) for each in shown)
    for each in shown:
        ended = [f"einde {day(each['ended_on'])}"] if each["ended_on"] else []
        outcome = [] if decided is None else [decided.get(each["lease_id"], "geen achterstand")]
        yield f"  {each['lease_id']:<{wide}}  huurder {', '.join((each['tenant_id'], *ended, *outcome))}"
    if len(leases) > SHOWN:
        yield f"  en nog {len(leases) - SHOWN}: typ er een postcode, huisnummer of voorletter bij"
    yield ""
    yield f"Typ het nummer: vroegsignaal explain CONTRACTNUMMER{again}"


NOBODY = (
    "Hiermee is geen huurovereenkomst gevonden in de laatst gelezen tabellen. U kunt zoeken met het nummer van het contract of de"
    " huurder, een deel van de naam, postcode en huisnummer (7101 AB 12), of straat en huisnummer."
)
