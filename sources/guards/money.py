"""Money in a file of entries that no block reads, and charges that a block calls rent while a text that it does not read says
otherwise.

Belongs here: naming both, by title and line. Does not belong here: columns about people (unused.py), how amounts are
written (reading/amounts.py), or lines that no block takes (reading/only.py).

A column of receipts that is left unread makes a debtor of everybody who paid; costs and damage that are called rent are reported
as arrears of rent, which they are not (docs/rules.md, categories).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import duckdb

from sources.findings import Finding, Severity, amount_of
from sources.guards.unused import read_titles
from sources.reading.amounts import CREDITS, amount
from sources.reading.cells import Opened, found_where, holding, named_titles, plain_title, text_of
from sources.reading.contacts import takes_line
from sources.reading.rules import Export
from sources.reading.sql_texts import quote
from sources.words.titles import concepts_of, words

PAID = r"\b(ontvang|betaald|voldaan|bijgeschreven|received|paid|credit)"
SIDES = r"\b(debet|debit|credit|ontvangen|betaald|bij|af)\b"
SERVICE = r"\b(service|voorschot|stook|bijkomend|energie|verwarming|warmte|water|gas\b|elektra|schoonmaak|sk\b)"
IS_OPEN = r"\b(nog|niet|te|open|saldo|btw|vat|limi\w*)\b"  # what is still to be paid, or no money of the tenant's
HOLDS_ALL = r"\b(bruto|totaal|tot|incl|te betalen|all.?in|gross|total)"
OF_PEOPLE = r"naam|huurder|debiteur|klant|relatie|straat|adres|plaats|gemeente|mail|iban|tegen|tenant|name"
GARAGE = r"\b(garage|parke)"
ON_ARREARS = ("rent", "service_charges")
NOT_RENT = ("collection_costs", "interest", "other")
PLAINLY_COSTS = r"kost|costs?\b|fee\b|\b[bw]ik\b|\bbgk\b|\bikst|\binckst"  # `Bij deurwaarder` or `Incasso` may say how it stands
OLD_OR_HELD = r"\b(beginsaldo|openingssaldo|saldo vorig|schade|borg|waarborg|deposit|damage)"


def amounts_not_read(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Of the first block of a file of entries: amounts below titles that none of its blocks reads. `con` holds the file as
    `cells` and `titles`.
    """
    blocks = [each for each in exports if (each.table, each.file, each.sheet) == ("ledger_entries", export.file, export.sheet)]
    if not blocks or blocks[0] is not export:
        return []
    places = {title: place for place, title in con.execute("select place, title from titles order by place").fetchall() if title}
    read = read_titles(exports, export.file, export.sheet)
    is_counted = " or ".join(f"({takes_line(block, places)})" for block in blocks)
    asked = [(title, *said) for title in places if title not in read and (said := _what_it_says(title, blocks, places, export))]
    conditions = [f"({is_counted}) and {_is_money(places[title], export)} and {only}" for title, _, only, _ in asked]
    findings = []
    for (title, severity, _, advice), condition, holds in zip(asked, conditions, holding(con, conditions), strict=True):
        if holds:
            count, where = found_where(con, condition, opened)
            amounts = amount_of(count, "regel een bedrag", "regels een bedrag")
            text = f"in '{title}', dat geen blok leest, staat bij {amounts} {where}: {advice} Hoort het er niet bij, zet dan "
            findings.append(Finding(severity, source, "amount_not_read", f'{text}unread = ["{title}"] in het blok.', count))
    return findings


def _what_it_says(
    title: str, blocks: Sequence[Export], places: Mapping[str, int], export: Export
) -> tuple[Severity, str, str] | None:
    """(how grave it is that nobody reads this title, on which lines that is so, what to do); None where it speaks of no money."""
    amounts = [plain_title(block.columns.get("amount", "")) for block in blocks]
    if re.search(PAID, title) and not re.search(IS_OPEN, title) and all(map(_gives_charges_alone, blocks)):
        return (
            "refused",
            "true",
            (
                "van wat er is ontvangen telt zo niets mee, en wie betaalde lijkt achterstand te hebben. Maak er een blok "
                f'[[ledger_entries]] bij met amount = "{title}" en entry_type = "payment".'
            ),
        )
    if re.search(SIDES, title) and not re.search(IS_OPEN, title):
        elsewhere = [places[each] for each in amounts if each in places]
        elsewhere += [places[plain_title(each)] for block in blocks if block.months for each in block.months.titles]
        nothing = " and ".join(f"not {_is_money(place, export)}" for place in elsewhere) or "false"
        return (
            "refused",
            nothing,
            (
                "die telt bij niemand mee, want een ander bedrag heeft zo'n regel niet. Maak er een blok [[ledger_entries]] bij "
                f'met amount = "{title}".'
            ),
        )
    if re.search(SERVICE, title) and not any(re.search(HOLDS_ALL, each) for each in amounts):
        return (
            "warning",
            "true",
            (
                "servicekosten tellen zo niet mee als vordering, en wat daarvoor is betaald wel. Maak er een blok "
                f'[[ledger_entries]] bij met amount = "{title}" en category = "service_charges". Zitten ze al in een bedrag dat '
                "wel wordt gelezen?"
            ),
        )
    return None


def _gives_charges_alone(block: Export) -> bool:
    return block.constants.get("entry_type") == "charge" and not block.by_sign and "amount" in block.columns


def _is_money(place: int, export: Export) -> str:
    return f"coalesce({amount(text_of(place), export.decimals)}, 0) <> 0"


def charges_said_otherwise(
    con: duckdb.DuckDBPyConnection, export: Export, kind: str, category: str, source: str, opened: Opened
) -> list[Finding]:
    """Charges that a block calls rent, or service costs, where a text beside them speaks of costs, interest or damage (refused)
    or, where the block says it of every line, of a garage (named). `con` holds the block's own lines as `cells`; `kind` and
    `category`: the SQL of what a line becomes.
    """
    if "category" in export.columns:
        return _costs_not_read(con, export, f"{kind} = 'charge' and {category} in {ON_ARREARS}", source, opened)
    if export.constants.get("category") not in ON_ARREARS or export.constants.get("entry_type") in (*CREDITS, "reversal"):
        return []
    answered = {plain_title(title) for title in (*export.only, *export.unread, *_made_by_months(export))}
    meanings = words()["meanings"]["category"]
    is_other = " or ".join(f"regexp_matches({{0}}, '{quote(meanings[ours])}')" for ours in NOT_RENT)
    asked: list[tuple[Severity, str, str, str]] = []
    for place, title in con.execute("select place, title from titles order by place").fetchall():
        if not title or title in answered or re.search(OF_PEOPLE, title) or _is_of_who_rents(export, title):
            continue
        text = f"lower(coalesce({text_of(place)}, ''))"
        is_garage = f"regexp_matches({text}, '{GARAGE}')"
        costs = f"({is_other.format(text)}) and not {is_garage} and not ({_went_back(text)})"
        asked.append(("refused", title, f"({costs}) and {kind} = 'charge'", "kosten, rente, schade of een oud saldo"))
        asked.append(("warning", title, f"{is_garage} and {kind} = 'charge'", "een garage of parkeerplaats"))
    findings = []
    held = holding(con, [condition for _, _, condition, _ in asked])
    for (severity, title, condition, what), holds in zip(asked, held, strict=True):
        if holds:
            count, where = found_where(con, condition, opened)
            findings.append(_said_otherwise(severity, export, title, what, count, where, source))
    return findings


def _is_of_who_rents(export: Export, title: str) -> bool:
    """Whether a title is that of a remark beside columns of months: it is about a contract, and about no month's charge."""
    return export.months is not None and concepts_of(title) == {"note"}


def _made_by_months(export: Export) -> Sequence[str]:
    """Titles that one column per month becomes: they hold what another title of the block holds."""
    return export.months.own_titles if export.months else ()


def _went_back(text: str) -> str:
    """SQL: whether a text says that a receipt went back (`incasso terug`), and not what that cost."""
    says = words()["meanings"]["entry_type"]["reversal"]
    return f"regexp_matches({text}, '{quote(says)}') and not regexp_matches({text}, '{quote(PLAINLY_COSTS)}|{OLD_OR_HELD}|rente')"


def _costs_not_read(
    con: duckdb.DuckDBPyConnection, export: Export, is_arrears: str, source: str, opened: Opened
) -> list[Finding]:
    """Refusals of charges that become rent by one word, which may be of anything (`Losse factuur`), by a text that the block does
    not read. `is_arrears`: the SQL of lines that become rent or service costs.
    """
    answered = set(
        map(plain_title, (*named_titles(export), *export.only, *export.unread, *export.sure_of, *_made_by_months(export)))
    )
    found = con.execute("select title, place from titles order by place").fetchall()
    asked = [(title, place) for title, place in found if title and title not in answered and not re.search(OF_PEOPLE, title)]
    texts = [f"lower(coalesce({text_of(place)}, ''))" for _, place in asked]
    is_of_charges = holding(con, [f"{is_arrears} and {_means(('rent', 'service_charges'), text)}" for text in texts])
    conditions = [f"{is_arrears} and {_is_cost(text, says)}" for text, says in zip(texts, is_of_charges, strict=True)]
    findings = []
    for (title, _), condition, holds in zip(asked, conditions, holding(con, conditions), strict=True):
        if holds:
            count, where = found_where(con, condition, opened)
            text = (
                f"in '{title}', dat het blok niet leest, gaat het bij {amount_of(count, 'vordering', 'vorderingen')} over "
                f"kosten, rente, schade of een oud saldo {where}; '{export.columns['category']}' maakt er huur of "
                f'servicekosten van, en zo telt dat mee als huurachterstand. Neem category = "{title}" onder columns, of geef '
                f"die regels een eigen blok met only (docs/nl/eigen-export.md). Klopt het zo, zet dan "
                f'unread = ["{title}"] in het blok.'
            )
            findings.append(Finding("refused", source, "category_said_otherwise", text, count))
    return findings


def _is_cost(text: str, is_of_charges: bool) -> str:
    """SQL: whether a text says what is no rent: each word of costs, below a title that elsewhere says rent or service costs."""
    costs = _means(("collection_costs",), text)
    if not is_of_charges:
        costs = f"({costs} and regexp_matches({text}, '{PLAINLY_COSTS}'))"
    return f"({costs} or {_means(('interest',), text)} or regexp_matches({text}, '{OLD_OR_HELD}'))"


def _means(ours: Sequence[str], text: str) -> str:
    meanings = words()["meanings"]["category"]
    return "(" + " or ".join(f"regexp_matches({text}, '{quote(meanings[each])}')" for each in ours) + ")"


def _said_otherwise(severity: Severity, export: Export, title: str, what: str, count: int, where: str, source: str) -> Finding:
    text = (
        f"in '{title}' gaat het bij {amount_of(count, 'vordering', 'vorderingen')} over {what} {where}, en het blok zegt van "
        f'elke regel category = "{export.constants["category"]}": dan telt dat mee als huurachterstand. Neem category = "{title}"'
        " onder columns met [ledger_entries.patterns], of geef die regels een eigen blok met only (docs/nl/eigen-export.md). "
        f'Klopt het zo, zet dan unread = ["{title}"] in het blok.'
    )
    return Finding(severity, source, "category_said_otherwise", text, count)
