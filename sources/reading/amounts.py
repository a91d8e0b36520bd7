"""How amounts are written in other people's exports, and which way their money goes.

Belongs here: one reading for a column, debit and credit, and signs. Does not belong here: opening exports
(cells.py), other kinds of cells (mapping.py), or VERA's signs (`sources/vera/signs.py`).

An amount that can be read in two ways is not guessed: 812.500 is over eight hundred thousand in Dutch and eight hundred
and twelve and a half elsewhere. What else stands in the same file's amounts decides, or `decimals` in mapping.toml.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, text_of
from sources.reading.contacts import takes_line
from sources.reading.minus import CURRENCY, bare
from sources.reading.rules import TABLES, Export

CENTS = "centen"  # what `decimals` says of amounts in whole cents
# What can only be Dutch: a comma before the cents, or two points that part thousands.
_DUTCH = r"'-?(\d{1,3}(\.\d{3})+|\d+),(\d{1,2}|-)|-?,\d\d|-?\d{1,3}(\.\d{3}){2,}'"
_POINT = r"'-?\d+\.(\d{1,2}|\d{4,})|-?\.(\d{2}|\d{4,})|-?\d{4,}\.\d{3}|-?0\d*\.\d{3}|-?\d{1,3}(,\d{3})+(\.\d+)?'"
_EITHER = r"'-?[1-9]\d{0,2}\.\d{3}'"
_WHOLE, _LONG = r"'-?[1-9]\d{0,2}'", r"'-?\d{4,}'"  # a long one shows that thousands are not parted


def kinds(text: str) -> str:
    """SQL: `dutch`, `point`, `either`, `whole`, `long` or `none`: what the way an amount is written says."""
    cell = bare(text)
    cases = (("dutch", _DUTCH), ("point", _POINT), ("either", _EITHER), ("whole", _WHOLE), ("long", _LONG))
    whens = " ".join(f"when regexp_full_match({cell}, {pattern}) then '{name}'" for name, pattern in cases)
    return f"case {whens} else 'none' end"


def are_read_for_sure(found: set[str]) -> bool:
    """Whether the kinds that stand in a file's amounts leave one reading for each.

    Amounts in thousands do not stand in one column with amounts that have cents behind a point; beside whole euros, or
    with a comma somewhere, the point parts thousands.
    """
    if "either" not in found:
        return True
    return "point" not in found and ("dutch" in found or ("whole" in found and "long" not in found))


def amount(text: str, decimals: str | None) -> str:
    """SQL: 1.234,56 and 1234,5 and € 12 and 1234.56 and 12,00-, NULL where it is none of these. What a workbook calculated
    (812.3333) is rounded to cents; of less than one some databases give no figure before the cents (.50). Where a person said
    which sign stands before the cents, the other parts thousands.
    """
    cell = bare(text)
    if decimals == CENTS:
        whole = f"try_cast(case when regexp_full_match({cell}, '-?\\d+') then {cell} end as decimal(18, 0))"
        return f"cast({whole} * cast(0.01 as decimal(3, 2)) as decimal(18, 2))"
    nothing = f"when {cell} = '-' and regexp_matches({text}, '(?i:{CURRENCY})') then '0'"  # as a workbook shows it: `€ -`
    if decimals == ".":
        return f"""try_cast(case when regexp_full_match({cell}, '-?((\\d{{1,3}}(,\\d{{3}})+|\\d+)(\\.\\d+)?|\\.\\d{{2,}})')
            then replace({cell}, ',', '') {nothing} end as decimal(18, 2))"""
    with_point = r"-?\d+\.(\d{1,2}|\d{4,})|-?\.(\d{2}|\d{4,})"
    calculated = f"when regexp_full_match({cell}, '{with_point}') then {cell}" if decimals is None else ""
    return f"""try_cast(case
        when regexp_full_match({cell}, '-?((\\d{{1,3}}(\\.\\d{{3}})+|\\d+)(,(\\d{{1,2}}|-))?|,\\d\\d)')
            then replace(replace(regexp_replace({cell}, ',-$', ''), '.', ''), ',', '.')
        {nothing} {calculated} end as decimal(18, 2))"""


def two_readings(
    con: duckdb.DuckDBPyConnection, export: Export, places: dict[str, int], source: str, opened: Opened
) -> list[Finding]:
    """The amounts of one file that can be read in two ways, where neither the others nor the mapping say which."""
    money = [column.name for column in TABLES[export.table].columns if column.kind == "money" and column.name in export.columns]
    found = set()
    for name in money:
        found |= {kind for (kind,) in con.execute(f"select distinct {kinds(text_of(places[name]))} from cells").fetchall()}
    if export.decimals is not None or are_read_for_sure(found):
        return []
    findings = []
    for name in money:
        count, where = found_where(con, f"{kinds(text_of(places[name]))} = 'either'", opened)
        if count:
            text = (
                f"kolom '{export.columns[name]}' ({name}): {amount_of(count, 'bedrag', 'bedragen')} met een punt voor precies "
                f"drie cijfers {where}: zijn dat duizendtallen of decimalen? De andere bedragen zeggen het niet. Zet "
                'decimals = "," (de punt scheidt duizendtallen) of decimals = "." in mapping.toml.'
            )
            findings.append(Finding("refused", source, "amounts_two_readings", text, count))
    return findings


# --- which way money goes ------------------------------------------------------------------------------------------

CREDITS = ("payment", "credit_note", "write_off")
GERMAN_SIDES = ("s", "soll", "h", "haben")  # as SAP says debit and credit, in exports with Dutch titles too
PLUS_WORDS = ("+", "d", "deb", "debet", "debit", "af", *GERMAN_SIDES[:2])
MINUS_WORDS = ("-", "c", "cr", "cre", "credit", "bij", *GERMAN_SIDES[2:])


def other_side(export: Export, exports: list[Export]) -> tuple[str | None, bool]:
    """(the title of the other amount, where a line's money stands in two columns of one export, each mapped by itself; whether
    a line may have both: they go the same way, as rent and service costs do, or each is booked on a day of its own, as what was
    due and what was paid for it). Debit and credit are neither: a line has one of them.
    """
    if export.table != "ledger_entries" or "amount" not in export.columns or export.months:
        return None, False
    here = (export.table, export.file, export.sheet)
    blocks = [each for each in exports if (each.table, each.file, each.sheet) == here]
    others = {each.columns.get("amount") for each in blocks} - {export.columns["amount"], None}
    if len(others) != 1:
        return None, False
    other = others.pop()
    ways, days = _ways(blocks, export.columns["amount"]), _days(blocks, export.columns["amount"])
    go_the_same_way = len(ways) == 1 and None not in ways and ways == _ways(blocks, other)
    return other, go_the_same_way or days.isdisjoint(_days(blocks, other))


def _days(blocks: list[Export], title: str | None) -> set[str | None]:
    """By which titles the amounts below a title are booked: what was due and what was paid for it, each with its own day."""
    return {each.columns.get("booked_on") for each in blocks if each.columns.get("amount") == title}


def _ways(blocks: list[Export], title: str | None) -> set[bool | None]:
    """Whether the amounts below a title make arrears lower; None where each line says so itself. Lines with a minus beside others
    (a credit note below rent) say nothing of the title.
    """
    named = [each for each in blocks if each.columns.get("amount") == title]
    usual = [each for each in named if each.take_sign != "negative"] or named
    kinds = [each.constants.get("entry_type") for each in usual]
    return {None if kind is None else kind in CREDITS for kind in kinds}


def two_sides(
    con: duckdb.DuckDBPyConnection, wanted: str, sides: list[str], source: str, opened: Opened, *, adds_up: bool
) -> list[Finding]:
    """Rows with neither of two amounts, or with both where these are debit and credit. A row of 0,00 is one of nothing: it is
    passed over and named.
    """
    findings = []
    here, there = (f"coalesce({side}, 0) <> 0" for side in sides)
    nothing, where = found_where(con, f"{wanted} and not ({here}) and not ({there}) and coalesce({', '.join(sides)}) = 0", opened)
    if nothing:
        findings.append(
            Finding("note", source, "zero_rows", f"{amount_of(nothing, 'regel', 'regels')} van 0,00 overgeslagen.", nothing)
        )
    neither, wanted_of_it = ("geen van beide bedragen", "er een") if adds_up else ("debet noch credit", "een van de twee")
    for rule, where, words in (
        ("amount_nowhere", f"coalesce({', '.join(sides)}) is null", neither),
        ("amount_twice", f"({here}) and ({there}) and {not adds_up}", "debet en credit"),
    ):
        count, place = found_where(con, f"{wanted} and {where}", opened)
        if count:
            said = f"{amount_of(count, 'regel heeft', 'regels hebben')} {words} {place}"
            text = f"{said}; elke regel hoort {wanted_of_it} te hebben."
            findings.append(Finding("refused", source, rule, text, count))
    return findings


def kinds_on_both_sides(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    kind: str,
    sides: Sequence[str],
    others: Sequence[Export],
    source: str,
    opened: Opened,
) -> list[Finding]:
    """Refuses debit and credit of which a column says what each line is (`kind`: its SQL), where that cannot be true of the side:
    a receipt that went back stands as debit, and would count as a receipt; a credit note as credit, and would be charged.
    `others`: the blocks of the other side; of those that say by themselves what their lines are, nothing is asked.
    """
    if "entry_type" in export.constants or export.by_sign:
        return []
    owed, credited = f"{kind} in ('charge', 'reversal')", f"{kind} in {CREDITS}"
    here, there = (f"coalesce({side}, 0) > 0" for side in sides)  # of a minus, `without_signs` judges
    places = {title: place for place, title in con.execute("select place, title from titles order by place").fetchall() if title}
    asked = [takes_line(each, places) for each in others if "entry_type" not in each.constants and not each.by_sign]
    there = f"{there} and ({' or '.join(f'({each})' for each in asked) or 'false'})"
    usual = (f"({owed}) and {here}", f"({credited}) and {there}")
    turned = (f"({owed}) and {there}", f"({credited}) and {here}")
    counts = [count_of(con, f"select count(*) from cells where {each}") for each in (*usual, *turned)]
    if not any(counts[:2]) or not any(counts[2:]):
        return []
    odd = turned if sum(counts[:2]) >= sum(counts[2:]) else usual
    count, where = found_where(con, f"({odd[0]}) or ({odd[1]})", opened)
    title, words = export.columns.get("entry_type", "entry_type"), export.columns["amount"]
    text = (
        f"volgens '{title}' {'staat' if count == 1 else 'staan'} {amount_of(count, 'boeking', 'boekingen')} aan de verkeerde "
        f"kant van debet en credit {where}. Een ontvangst die debet staat is een storno, een vordering die credit staat een "
        f"creditnota: maak voor '{words}' per soort een blok met only = {{\"{title}\" = [...]}} en de soort (reversal, "
        'credit_note) bij constants (docs/nl/recepten.md, "Debiteurenkaart met debet en credit").'
    )
    return [Finding("refused", source, "kind_on_both_sides", text, count)]


def without_zeros(con: duckdb.DuckDBPyConnection, table: str, source: str) -> list[Finding]:
    """Entries of 0,00 owe nothing and settle nothing: they are passed over and counted."""
    gone = con.execute(f"delete from {table} where amount = 0").fetchone()
    if not gone or not gone[0]:
        return []
    return [_zero_rows(source, gone[0])]


def _zero_rows(source: str, count: int) -> Finding:
    return Finding("note", source, "zero_rows", f"{amount_of(count, 'regel', 'regels')} van 0,00 overgeslagen.", count)


def unread_signs(
    con: duckdb.DuckDBPyConnection, export: Export, parsed: str, text: str, source: str, opened: Opened
) -> list[Finding]:
    """Amounts whose sign (`text`: the cell's SQL) cannot be read, or that have one of their own already. An `S` among D and C is
    none: there it is no Soll. Where reversals are looked for (`storno`), a
    minus beside D or C is one that goes the other way, if at least three in four of that side have none: more may be receipts
    that say twice which way they go.
    """
    sign, is_german = signed(text), f"lower(rtrim({text}, '.')) in {GERMAN_SIDES}"
    is_mixed = count_of(con, f"select count(distinct {is_german}) from cells where {sign} is not null") > 1
    unread = f"{parsed} is not null and ({sign} is null or ({is_mixed} and {is_german}))"
    minus = f"{parsed} < 0 and {sign} is not null"
    is_other_way = export.storno and not count_of(
        con, f"select count(*) from (select {sign} from cells group by all having count_if({parsed} < 0) * 4 > count({parsed}))"
    )
    count, where = found_where(con, unread if is_other_way else f"({unread}) or ({minus})", opened)
    if not count:
        return []
    text = (
        f"kolom '{export.sign}' (sign): bij {amount_of(count, 'bedrag', 'bedragen')} staat geen plus of min, D of C, of het "
        f"bedrag heeft zelf al een minteken {where}. Is een minteken naast C een storno, zet dan storno = true."
    )
    return [Finding("refused", source, "unreadable_sign", text, count)]


def signed(text: str) -> str:
    """SQL: 1 or -1 for a cell of a column with signs or D and C; NULL where it is neither."""
    word = f"lower(rtrim({text}, '.'))"
    return f"case when {word} in {PLUS_WORDS} then 1 when {word} in {MINUS_WORDS} then -1 end"


def without_signs(con: duckdb.DuckDBPyConnection, table: str, source: str, title: str = "") -> list[Finding]:
    """Makes the amounts of `table` (entry_type, amount) positive where their signs only say which way the money goes: all
    credits of one sign, all charges of the other. Anything else is refused: a negative invoice among positive ones may
    be a credit note or a mistake; and a journal, read as the kind of entry (`title`), holds all kinds.
    """
    found = con.execute(
        f"select entry_type, count(*) filter (amount < 0), count(*) filter (amount > 0) from {table} group by entry_type"
    ).fetchall()
    signs = {kind: (below, above) for kind, below, above in found}
    negative = sum(below for below, _ in signs.values())
    if not negative:
        return []
    mixed = [kind for kind, (below, above) in signs.items() if below and above]
    credits = {below > 0 for kind, (below, above) in signs.items() if kind in CREDITS and below + above}
    others = {below > 0 for kind, (below, above) in signs.items() if kind not in CREDITS and below + above}
    if mixed or len(credits) != 1 or others & credits or len(others) > 1:
        another = (
            f"Is '{title}' het dagboek of de rekening, en zegt een andere titel het soort boeking, neem dan die voor entry_type. "
            if title and mixed
            else ""
        )
        text = (
            f"{amount_of(negative, 'bedrag heeft', 'bedragen hebben')} een minteken, en dat zegt hier niet welke kant het geld "
            "op gaat: dezelfde soort boeking staat er met en zonder, of vorderingen en ontvangsten hebben hetzelfde teken. "
            f"{another}"
            "Geef tegenboekingen en creditnota's een eigen woord onder [ledger_entries.values.entry_type]; hebben zij er geen, "
            'maak dan per soort een blok met only, take_sign en storno (docs/nl/recepten.md, "Dynamics NAV").'
        )
        return [Finding("refused", source, "signs_unclear", text, negative)]
    con.execute(f"update {table} set amount = abs(amount)")
    what = "ontvangsten, creditnota's of afboekingen" if True in credits else "vorderingen of storno's"
    read = "met een minteken gelezen als geld dat de andere kant op gaat"
    text = f"{amount_of(negative, 'bedrag', 'bedragen')} {read}: dat zijn hier {what}."
    return [Finding("note", source, "signs_read", text, negative)]
