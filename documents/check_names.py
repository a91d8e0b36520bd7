"""Names and house numbers as a municipality can match them: what will find nobody in its own records, noted before it leaves.

Belongs here: what is odd about a name, with counts and rows. Does not belong here: what keeps a lease from being signalled
(the rules, dbt). Nothing here refuses or changes anything, and no name is ever shown: of a lease its line and number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from documents.lease_search import is_like_a_number
from exports.ground.duck import only_row
from sources.guards.places import MadeOf
from sources.landing_report import LandingReport
from validations.problems import ROWS_SHOWN

_PREFIX = "van|de|der|den|het|ter|ten|te|in|op|aan|uit|''t|''s"  # in small letters; those below count in capitals too
_ANY_CASE = "van|der|den|ten|ter|de"  # not `El` and `De La`, which belong to the surname itself
PREFIX = "een voorvoegsel in de achternaam"
PREFIX_APART = " Of lees het apart, met de delen surname_after_prefix en prefix_before_surname (docs/nl/eigen-export.md)."
# (what it is, in Dutch; SQL on a tenant's last_name, lower case as `name`)
NAMES: tuple[tuple[str, str], ...] = (
    ("een lege achternaam: wie er zo wel staat (twee mensen, een voornaam), wordt niet gemeld", "last_name is null"),
    ("twee personen in een naam", r"regexp_matches(name, '( en | e/o |en/of|&|\+|/| c\.?s\.?$)')"),
    ("'fam.' of 'erven' in de naam", r"regexp_matches(name, '(^|\s)(fam\.?|familie|erven|erfgenamen)(\s|$)')"),
    ("een cijfer in de naam", "regexp_matches(name, '[0-9]')"),
    (
        "een rechtsvorm in de naam van een persoon",
        r"regexp_matches(name, '(^|\s)(b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|c\.?v\.?|stichting|vereniging|holding)(\s|$)')",
    ),
    (
        PREFIX,
        rf"(regexp_matches(last_name, '^({_PREFIX})\s|,\s*({_PREFIX})\b|\s({_PREFIX})$') "
        rf"or regexp_matches(name, '^({_ANY_CASE})\s|,\s*({_ANY_CASE})\b|\s({_ANY_CASE})$')) "
        r"and not regexp_matches(name, '^de l[ao]s?\s') and name_prefix is null",
    ),
    ("voorletters in de achternaam", r"regexp_matches(last_name, '(^|[\s,])([A-Z]\.)+|\s[A-Z]{1,3}\.?$')"),
    (
        "letters die bij het omzetten verminkt zijn (zoals Ã¼)",
        r"regexp_matches(last_name, '[ÃÂÅÄ][\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\x{fffd}')",
    ),
    ("een onzichtbaar teken in de naam (zachte afbreking, schrijfrichting)", r"regexp_matches(last_name, '\p{Cf}')"),
    ("een foutmelding van een rekenblad als naam", "starts_with(name, '#')"),
    ("geen enkele letter in de naam", r"not regexp_matches(name, '\p{L}')"),
)
_PEOPLE = """
    select t.row, t.last_name, lower(t.last_name) as name, t.name_prefix
    from (select row_number() over () as row, * from landing.tenants) as t
    where t.tenant_type = 'person' and exists (
        select 1 from landing.leases as l
        where l.tenant_id = t.tenant_id and l.unit_type = 'dwelling' and (l.ended_on is null or l.ended_on >= $as_of)
    )
"""
_DWELLINGS = """
    select l.row, l.house_number, t.tenant_type
    from (select row_number() over () as row, * from landing.leases) as l
    left join landing.tenants as t using (tenant_id)
    where l.unit_type = 'dwelling' and (l.ended_on is null or l.ended_on >= $as_of)
"""
LEASES: tuple[tuple[str, str], ...] = (
    (
        "een organisatie als huurder van een woning: een eenmanszaak is een natuurlijk persoon, en wordt zo niet gemeld",
        "tenant_type = 'organisation'",
    ),
    (
        "een huisnummer dat alleen gesplitst hoeft te worden (12A is 12 met toevoeging A; in mapping.toml de delen number en "
        "suffix), en wordt zo niet gemeld",
        r"regexp_full_match(house_number, '[0-9]+\s*[-/ ]?\s*([A-Za-z]{1,3}|[A-Za-z]?[0-9]{1,4}|bis|hs|huis|rd|zw)') "
        "and not regexp_full_match(house_number, '[0-9]+')",
    ),
    ("een huisnummer zonder cijfer, en wordt zo niet gemeld: staat daar de straat?", "not regexp_matches(house_number, '[0-9]')"),
)


def name_remarks(con: duckdb.DuckDBPyConnection, report: LandingReport, as_of: date, made_of: Mapping[str, MadeOf]) -> list[str]:
    """One Dutch line for each oddity that occurs among running leases of dwellings, with its count and first rows."""
    remarks = []
    for table, source, kinds in (("tenants", _PEOPLE, NAMES), ("leases", _DWELLINGS, LEASES)):
        for words, condition in kinds:
            count, rows = only_row(
                con, f"select count(*), min(row, {ROWS_SHOWN}) from ({source}) where {condition}", {"as_of": as_of}
            )
            if count:
                remarks.append(_in_words(report, made_of.get(table), table, words, count, tuple(rows)))
    return remarks


def _in_words(report: LandingReport, made_of: MadeOf | None, table: str, words: str, count: int, rows: tuple[int, ...]) -> str:
    places = places_of_rows(report, made_of, table, rows)
    what = ("Huurders", "huurder" if count == 1 else "huurders") if table == "tenants" else ("Huurovereenkomsten", "keer")
    more = " en meer" if count > len(rows) else ""
    advice = " De gemeente vindt zo niemand: herstel de naam in de bron." if table == "tenants" else ""
    advice += PREFIX_APART if words == PREFIX and made_of is not None else ""
    return f"{what[0]}: {count} {what[1]} met {words} ({table}, {places}{more}).{advice}"


def places_of_rows(report: LandingReport, made_of: MadeOf | None, table: str, rows: tuple[int, ...]) -> str:
    """Where rows of a table stand, for whoever looks them up: `Huurders.xlsx regel 5, 9`."""
    lines = report.files[table].lines_of(rows) if table in report.files and made_of is None else ()
    shown: list[tuple[str, Sequence[int]]] = [("regel", lines)] if lines else [("rij", rows)]
    shown = [(f"{file} regel", lines) for file, lines in made_of.places(rows).items()] if made_of else shown
    return "; ".join(f"{word} {', '.join(map(str, numbers))}" for word, numbers in shown)


def places_of_leases(
    con: duckdb.DuckDBPyConnection, report: LandingReport, made_of: MadeOf | None, counting: str, values: Sequence[object] = ()
) -> str:
    """Where the leases `l` stand that a query counts, and their numbers: ` (Contracten.xlsx regel 46, contract C7)`."""
    numbered = "select l.lease_id, l.row from (select row_number() over () as row, * from landing.leases) as l"
    condition = counting.partition(" where ")[2]
    found = con.execute(f"{numbered} where {condition} order by l.row limit {ROWS_SHOWN + 1}", [*values]).fetchall()
    shown = found[:ROWS_SHOWN]
    where = places_of_rows(report, made_of, "leases", tuple(row for _, row in shown))
    more = " en meer" if len(found) > len(shown) else ""
    return f" ({where}{numbers_of([lease for lease, _ in shown])}{more})"


def numbers_of(leases: Sequence[str]) -> str:
    """`, contract C7`, for whoever looks it up; nothing where one is no number: a mapping may read a name for it."""
    if not leases or not all(map(is_like_a_number, leases)):
        return ""
    return f", {'contract' if len(leases) == 1 else 'contracten'} {', '.join(leases)}"
