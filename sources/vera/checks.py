"""What the loader has to say about a VERA export: codes without meaning, records left out, links that lead nowhere.

Belongs here: running the checks of check_list.py and code_checks.py, and making findings of them. Does not belong here: the
checks themselves, repairing anything, or the checks every landing table gets (`sources/landing.py`).
"""

from __future__ import annotations

import duckdb

from exports.ground.duck import count_of, only_row
from sources.findings import Finding, Severity, amount_of, safe_codes
from sources.vera.check_list import COUNTS, Count
from sources.vera.code_checks import CODE_CHECKS, CodeCheck
from sources.vera.files import VeraFile
from sources.vera.mapping import CODE_TABLES
from sources.vera.places import where_they_stand

CODES_SHOWN = 12
KEYS_SOUGHT = 100


def check(
    con: duckdb.DuckDBPyConnection, files: list[VeraFile], *, unfound_reversals: int, settings: dict[str, str]
) -> list[Finding]:
    """Every finding about what was read; `files` are where it came from, `settings` those of the mapping that decide
    between warning and refusal.
    """
    findings = [each for code_check in CODE_CHECKS for each in _codes(con, code_check)]
    findings += [each for count in COUNTS for each in _counted(con, count, files)]
    return [*findings, *_without_agreement(con, settings), *_unfound(unfound_reversals, settings)]


def _codes(con: duckdb.DuckDBPyConnection, check_: CodeCheck) -> list[Finding]:
    rows = con.execute(f"select * from ({check_.sql}) order by 2 desc, 1").fetchall()
    if not rows:
        return []
    shown = ", ".join(f"{safe_codes(code)} ({count} keer)" for code, count in rows[:CODES_SHOWN])
    more = f" en nog {len(rows) - CODES_SHOWN} andere" if len(rows) > CODES_SHOWN else ""
    if check_.severity == "refused":
        words = ", ".join(CODE_TABLES[check_.heading])
        text = (
            f"voor deze code staat niets in de mapping: {shown}{more}. Zet hem onder [{check_.heading}] in "
            f"vera/mapping.toml, als een van: {words}."
        )
        rule = "code_without_meaning"
    else:
        text = (
            f"deze contacten (soort/kanaal/richting) zijn volgens de mapping geen stap in de incasso en tellen niet "
            f"als bewijs: "
            f"{shown}{more}. Zijn het wel brieven of gesprekken over een achterstand, zet ze dan onder "
            f"[[{check_.heading}]]."
        )
        rule = "contact_without_meaning"
    return [Finding(check_.severity, check_.source, rule, text, sum(int(count) for _, count in rows))]


def _counted(con: duckdb.DuckDBPyConnection, count: Count, files: list[VeraFile]) -> list[Finding]:
    number = count_of(con, count.sql)
    if not number:
        return []
    keys = [row[0] for row in con.execute(f"from ({count.keys}) limit {KEYS_SOUGHT}").fetchall()] if count.keys else []
    where = where_they_stand(files, count.source.removeprefix("vera/"), keys) if keys else ""
    text = count.text.format(what=amount_of(number, count.one, count.many), where=where)
    leases = con.execute(f"select lease_id from ({count.leases}) order by 1").fetchall() if count.leases else []
    return [Finding(count.severity, count.source, count.rule, text, number, tuple(row[0] for row in leases))]


def _without_agreement(con: duckdb.DuckDBPyConnection, settings: dict[str, str]) -> list[Finding]:
    sql = (
        "select count(*), count(*) filter (class = 'out' and entry_type = 'payment') from vera.tellend where "
        "verdict = 'zonder_overeenkomst'"
    )
    number, receipts = only_row(con, sql)
    if not number:
        return []
    severity: Severity = "refused" if settings["boeking.zonder_overeenkomst"] == "weigeren" else "warning"
    text = (
        f"{amount_of(number, 'boeking', 'boekingen')} zonder overeenkomst, waarvan "
        f"{amount_of(receipts, 'ontvangst', 'ontvangsten')}. "
        "Een ontvangst die niet meetelt, kan een huurder ten onrechte achterstand geven."
    )
    return [Finding(severity, "vera/boekingen", "booking_without_agreement", text, number)]


def _unfound(number: int, settings: dict[str, str]) -> list[Finding]:
    if not number:
        return []
    refuses = settings["boeking.storno_niet_gevonden"] == "weigeren"
    what = amount_of(number, "storno of terugbetaling", "storno's of terugbetalingen")
    rest = "" if refuses else " Die contracten worden niet gemeld (ledger_inconsistent)."
    text = f"{what} waarbij geen ontvangst te vinden is.{rest} Zie [boeking] storno_zoeken."
    return [Finding("refused" if refuses else "warning", "vera/boekingen", "reversal_without_receipt", text, number)]
