"""What stands among the remarks of an export and would keep a signal back: a death, an objection, an arrangement that is broken.

Belongs here: the words, and naming or refusing the lines by a title that no block reads. Does not belong here: titles that speak
of it by themselves (unused.py), or contacts about something else (reading/contacts.py).

Nobody knows what a sentence means, so words among remarks warn; only a death or an objection among the remarks of a list of
contracts or tenants refuses until a person has said `unread`, and warns from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from sources.findings import Finding, Severity, amount_of
from sources.guards.subjects import subjects_not_said
from sources.guards.unused import PEOPLE, read_titles
from sources.reading.cells import Opened, found_where, holding, plain_title, text_of
from sources.reading.contacts import contacts_about_else
from sources.reading.only import has_words
from sources.reading.rules import Export
from sources.reading.sql_texts import quote
from sources.reading.values import date_of, without

# What remarks say of a tenant, on small letters: our word for it -> how it is written.
REMARKS = {
    "overleden": r"\boverleden\b|\boverlijden",
    "bezwaar": r"\bbezwaar\b",
    "betalingsregeling": r"\b(betalings?|betaal)regeling\b",
    "schuldhulp, bewind of wsnp": r"\bwsnp\b|\bschuldhulp|\bbewindvoer|\bschuldsanering",
}
NOT_SENT = "niet verzonden of retour"
REMARKS_OF_ACTIONS = {
    **{what: pattern for what, pattern in REMARKS.items() if "schuldhulp" not in what},
    "bewind of wsnp": r"\bwsnp\b|\bbewindvoer|\bschuldsanering",
    NOT_SENT: r"\bniet (verzonden|verstuurd|bezorgd)\b|\bretour\b|\bonbestelbaar|\bgeannuleerd",
}
# What is said of an arrangement that no longer holds: without a day on which it was broken it would keep a signal back.
BROKEN = "een regeling die niet meer geldt"
REMARKS_OF_ARRANGEMENTS = {
    BROKEN: r"\b(verbroken|wanbetaling|niet nagekomen|gestopt|stopgezet|geannuleerd|vervallen|mislukt|ontbonden|be[eë]indigd)"
}
# What is said of an entry that is not in the books yet, in a cell of its own: a text may speak of a provisional energy bill.
PROVISIONAL = "een boeking die nog niet vaststaat"
REMARKS_OF_ENTRIES = {
    PROVISIONAL: r"^(voorlopige?( boeking| post)?|concept|ongefiatteerd|(nog )?niet (gefiatteerd|verwerkt|definitief|geboekt)"
    r"|(nog )?te (fiatteren|verwerken|boeken)|geparkeerd|draft|provisional|unposted|pending|parked)$"
}
KEEP_BACK = ("overleden", "bezwaar")
OWN_LIST = {"objections": "bezwaar", "payment_arrangements": "betalingsregeling"}  # a list of it says it on each line
ADVICE = {
    BROKEN: "Zet de dag waarop dat gebeurde bij broken_on",
    PROVISIONAL: "Sla die regels over met skip_lines, of neem met only de regels die vaststaan",
}
OF_NO_TENANT = (
    "municipality_agreements",
    "municipalities",
    "postcodes",
    "optional_field_agreements",
)  # lists without remarks on one


def remarks_not_read(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Warnings of cells below titles that no block reads, in which a word stands that would keep a signal back, with their lines:
    of the first block of a file. `con` holds the file as `cells` and `titles`.
    """
    if next(each for each in exports if (each.file, each.sheet) == (export.file, export.sheet)) is not export:
        return []
    if all(each.table in OF_NO_TENANT for each in exports if (each.file, each.sheet) == (export.file, export.sheet)):
        return []  # whom to call there about help with debts, say
    read = read_titles(exports, export.file, export.sheet, remarks=True)
    # Letters speak of help with debts because the law asks it; that says nothing of the tenant.
    patterns = REMARKS_OF_ACTIONS if _gives(exports, export, "collection_actions") else REMARKS
    if _gives(exports, export, "payment_arrangements"):
        patterns = {**patterns, **REMARKS_OF_ARRANGEMENTS}
    blocks = [each for each in exports if (each.file, each.sheet) == (export.file, export.sheet)]
    of_list = {OWN_LIST.get(each.table, "") for each in blocks}
    patterns = {what: pattern for what, pattern in patterns.items() if of_list != {what}}
    by_lines = {title for each in blocks for title in (*each.only, *each.skip_lines) if title not in each.vain}
    by_status = any("status" in plain_title(title) for title in by_lines)
    if _gives(exports, export, "ledger_entries") and not by_status:
        patterns = {**patterns, **REMARKS_OF_ENTRIES}
    unread = {plain_title(title) for each in blocks for title in each.unread}
    kept_back = KEEP_BACK if any(each.table in PEOPLE for each in blocks) else ()
    looked_for = {
        (place, title): patterns if title and title not in read else kept_back if title in unread else ()
        for place, title in con.execute("select place, title from titles order by place").fetchall()
    }
    # Of arrangements that have a list of their own a letter about one, which the mapping passes over as such, says nothing more.
    answered = {NOT_SENT, *(OWN_LIST[each.table] for each in exports if each.table == "payment_arrangements")}
    findings = []
    for place, title in _speaking(con, {key: [patterns[what] for what in asked] for key, asked in looked_for.items() if asked}):
        for what in looked_for[place, title]:
            is_said = f"regexp_matches(lower({text_of(place)}), '{patterns[what]}')"
            is_said += _without_day(con, blocks) if what == BROKEN else ""
            is_said += _unless_passed_over(blocks, title, place) if what in answered else ""
            is_said += _unless_taken(con, blocks, what)
            count, where = found_where(con, is_said, opened)
            if count:
                severity: Severity = "refused" if what in kept_back and title not in unread else "warning"
                text = _remark(title, what, count, where, is_answered=title in unread)
                findings.append(Finding(severity, source, "remark_not_read", text, count))
    about_else = contacts_about_else(con, blocks, read_titles(exports, export.file, export.sheet), source, opened)
    return findings + (about_else or subjects_not_said(con, blocks, source, opened))


def _without_day(con: duckdb.DuckDBPyConnection, blocks: Sequence[Export]) -> str:
    """SQL: and the line gives no day on which its arrangement was broken, by a title that a block reads."""
    places = {title: place for place, title in con.execute("select place, title from titles").fetchall() if title}
    days = [
        date_of(without(text_of(places[title]), block.no_date), block.dates)
        for block in blocks
        if block.table == "payment_arrangements" and (title := plain_title(block.columns.get("broken_on", ""))) in places
    ]
    return "".join(f" and {day} is null" for day in days)


def _unless_passed_over(blocks: Sequence[Export], title: str, place: int) -> str:
    """SQL: and no block passes its line over for what stands there: a letter that was cancelled, and gives none."""
    passed = [
        f"regexp_matches(lower({text_of(place)}), '{quote(pattern)}')"
        for block in blocks
        for said, patterns in block.skip_lines.items()
        for pattern in patterns
        if block.table == "collection_actions" and plain_title(said) == title
    ]
    return "".join(f" and not {each}" for each in passed)


def _unless_taken(con: duckdb.DuckDBPyConnection, blocks: Sequence[Export], what: str) -> str:
    """SQL: and no block that gives it takes the line by its word: of a ticket that is an objection the subject says so too."""
    places = {title: place for place, title in con.execute("select place, title from titles").fetchall() if title}
    own = [each.only for each in blocks if OWN_LIST.get(each.table) == what and {*map(plain_title, each.only)} <= places.keys()]
    taken = [has_words(only, lambda title: places[plain_title(title)]) for only in own if only]
    return "".join(f" and ({each}) is not true" for each in taken)


def _speaking(con: duckdb.DuckDBPyConnection, asked: Mapping[tuple[int, str], list[str]]) -> list[tuple[int, str]]:
    """The columns (place, title) in which some cell fits one of its patterns."""
    said = [
        f"regexp_matches(lower({text_of(place)}), '{'|'.join(f'({each})' for each in patterns)}')"
        for (place, _), patterns in asked.items()
    ]
    return [key for key, speaks in zip(asked, holding(con, said), strict=True) if speaks]


def _gives(exports: Sequence[Export], export: Export, table: str) -> bool:
    return any((each.table, each.file, each.sheet) == (table, export.file, export.sheet) for each in exports)


def _remark(title: str, what: str, count: int, where: str, *, is_answered: bool) -> str:
    about = f"gaat het bij {amount_of(count, 'regel', 'regels')} over {what} {where}"
    advice = ADVICE.get(what, "Lever het in een eigen lijst aan")
    so = "zij tellen nu mee" if what == PROVISIONAL else "dat weegt nu niet mee"
    text = f"in '{title}', dat geen blok leest, {about}: {so}. {advice} (docs/nl/eigen-export.md)."
    return text if is_answered else f'{text} Is dat gedaan, of klopt het niet, zet dan unread = ["{title}"] in het blok.'
