"""Contracts whose address a mapping looks up by who rents, while the list of what is let says another.

Belongs here: comparing the two postcodes of each contract, in the files themselves. Does not belong here: what `map` proposes
(recognition/rented.py), or what a list has below the same title itself (guards/looked_up.py).

Every cell of a post address is valid, and its report goes to the municipality where somebody has his post sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sources.findings import Finding, amount_of
from sources.reading.cells import is_sure_of, plain_title
from sources.reading.files import chosen_of, files_of
from sources.reading.rules import FOLDER, Export
from sources.reading.settings import Lookup
from sources.reading.sheets import is_named
from sources.reading.where import with_line

RULE = "address_of_post"
_Table = tuple[Mapping[str, int], Sequence[Sequence[str]]]  # plain title -> its place, and the lines


def post_addresses(landing_dir: Path, exports: Sequence[Export]) -> list[Finding]:
    """A refusal for each block of contracts of which some have another postcode in the list of what is let."""
    contracts = [export for export in exports if export.table == "leases" and export.lookup]
    return [with_line(each, export.where) for export in contracts for each in _of_contracts(landing_dir, export)]


def _of_contracts(landing_dir: Path, export: Export) -> Iterator[Finding]:
    by_title = {plain_title(made): lookup for made, lookup in export.lookup.items()}
    title = export.columns.get("postcode", "")
    taken, tenant = by_title.get(plain_title(title)), plain_title(export.columns.get("tenant_id", ""))
    if taken is None or plain_title(taken.own) != tenant or is_sure_of(export, title):
        return
    others = {(each.own, each.file, each.sheet, each.key): each for each in by_title.values() if plain_title(each.own) != tenant}
    for other in others.values():
        count, there = _differing(landing_dir, export, taken, other)
        if count:
            yield Finding("refused", f"{FOLDER}/{export.file}", RULE, _text(title, taken, other, there, count), count)
            return


def _differing(landing_dir: Path, export: Export, taken: Lookup, other: Lookup) -> tuple[int, str]:
    """How many contracts have another postcode in the other list, and its title there."""
    contracts = _table(landing_dir, export.file, export.sheet)
    people, units = (_table(landing_dir, each.file, each.sheet) for each in (taken, other))
    titles = _postcodes(units[0], other)
    if not (contracts[0] and people[0] and len(titles) == 1):
        return 0, ""
    of_people, of_units = _said(people, taken.key, taken.take), _said(units, other.key, titles[0])
    here = zip(_cells(contracts, taken.own), _cells(contracts, other.own), strict=True)
    pairs = [(of_people.get(who, ""), of_units.get(unit, "")) for who, unit in here]
    return sum(bool(one and two and one != two) for one, two in pairs), titles[0]


def _postcodes(titles: Mapping[str, int], other: Lookup) -> list[str]:
    """The titles that may give the postcode of what is let; the number by which it is found says of each where it stands."""
    from sources.words.titles import concepts_of  # only here: a run that looks no address up by who rents waits for no words

    if "complex" in concepts_of(other.own):
        return []
    return [each for each in titles if "postcode" in concepts_of(each) and not concepts_of(each) & {"mailing", "landlord"}]


def _table(landing_dir: Path, file: str, sheet: str | None) -> _Table:
    from sources.tables_seen import sheets_in
    from sources.words.excel_days import layout_of

    asked = Export("leases", file, {})
    for path in (chosen_of(asked, files_of(landing_dir, asked)) or [])[-1:]:
        for each in sheets_in(path):
            layout = layout_of(each.rows) if sheet is None or is_named(sheet, each.sheet or "") else None
            if layout is not None:
                return {plain_title(one.title): one.place for one in layout.columns}, each.rows[layout.above :]
    return {}, []


def _cells(table: _Table, title: str) -> list[str]:
    place = table[0].get(plain_title(title), -1)
    return [row[place].strip() if 0 <= place < len(row) else "" for row in table[1]]


def _said(table: _Table, key: str, take: str) -> dict[str, str]:
    """Number -> postcode, as it is the same however it is written."""
    postcodes = (each.replace(" ", "").upper() for each in _cells(table, take))
    return dict(zip(_cells(table, key), postcodes, strict=True))


def _text(title: str, taken: Lookup, other: Lookup, there: str, count: int) -> str:
    contracts = amount_of(count, "contract", "contracten")
    return (
        f"het adres van het gehuurde komt uit {taken.file}, met '{taken.own}': dat is het adres van de huurder. Bij {contracts} "
        f"staat in {other.file}, met '{other.own}', een andere postcode ('{there}'). De melding gaat naar de gemeente van het "
        f"adres: lees straat, huisnummer, postcode en plaats uit {other.file}, met een lookup zoals die er al staat. Is dat van "
        f'de huurder het goede, zet dan sure_of = ["{title}"] in het blok.'
    )
