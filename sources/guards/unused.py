"""What an export says that no block of the mapping reads: an objection in a column of its own, what became of a letter.

Belongs here: what such titles are called, and naming or refusing them. Does not belong here: what stands among remarks
(remarks.py), what `map` proposes (words/titles.py), or files that nobody read (files_not_read.py).

A column that keeps signals back, or says which letters never left, refuses the load until a block reads it or says by `unread`
that it does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, Severity, amount_of
from sources.guards.said_of_lists import FOLLOWS, SAYS, TABLES_SAID, speaks_of
from sources.landing_files import places_of
from sources.reading.cells import named_titles, plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.reading.where import with_line
from sources.words.cancelled import is_cancelled, is_deleted, is_never_sent, is_sent, is_undone
from sources.words.dunning import is_blocked
from sources.words.field_names import speaks
from sources.words.outcomes import say_unsent
from sources.words.recognised import says
from sources.words.titles import is_free_text

DIED = r"overl(e|ij)d"
# How the last day of a contract is called in a list of contracts: without it who left long ago is reported.
LEFT = (
    r"\buit (per|op)\b|\buit ?dat|\bdatum uit\b|\beinde?\b|\beinde? ?dat|\bhuureinde|\bbe[eë]indig"
    r"|\b(huur)?op(ge)?zeg(?!\w*termijn)|\bvertr(ek|okken)|\buitgang|\bmove.?out|\bend( date)?$"
    r"|^tot\b|\b(huur|contract|geldig|looptijd) (tot|t/m)"
)
# Table -> its last day, and who would be reported wrongly where no block reads it.
LAST_DAYS = {
    "leases": ("ended_on", "wie vertrokken is, wordt zo gemeld"),
    "municipality_agreements": ("ended_on", "aan een gemeente waarvan de overeenkomst is gestopt, wordt zo gemeld"),
    "mandates": ("valid_until", "voor een verhuurder die zijn mandaat introk, wordt zo gemeld"),
}
STOPPED = r"\bstopgezet|\bgestopt|\bingetrokken|\bt/m\b|\btot (en met|wanneer)|\bloopt tot"  # of what was agreed or given
# Of these tables every line counts: a letter that was cancelled would prove a duty, an arrangement that ended would hold.
WITH_OUTCOMES = {
    "collection_actions": "een brief die niet wegging, telt zo als bewijs (bellen zonder dat iemand opnam is wel een poging)",
    "payment_arrangements": "een regeling die is beëindigd, telt zo als lopend",
    "ledger_entries": "een post die is betwist of stilgezet, telt zo als achterstand",
    "allocations": "een aflettering die ongedaan is gemaakt, telt zo als betaling van die vordering",
    "leases": "wie bezwaar heeft of over de huur een geschil, wordt zo toch gemeld",
    "tenants": "wie bezwaar heeft of over de huur een geschil, wordt zo toch gemeld",
    **dict.fromkeys(("co_tenants", "stated_balances"), ""),  # of these only that dunning is blocked
    **dict.fromkeys(("mandates", "municipality_agreements", "optional_field_agreements"), ""),  # only that a line was deleted
}
REFUSED = (
    "collection_actions", "ledger_entries", "leases", "tenants", "co_tenants", "stated_balances", "mandates",
    "municipality_agreements", "optional_field_agreements",
)  # fmt: skip
ENDS = ("ended_on", "broken_on")
OUTCOME = r"\b(resultaat|uitkomst|status|afloop|result|outcome)|\b(stat|sts|stts|rslt|uitk)\b|(?<=\w )st$"
OF_WHAT_COMES = r"vervolg|volgende|\bnext|follow"
ON_HOLD = r"\b(afwacht|betwist|dispuut|in geschil|on[- ]?hold)"  # of contracts and people: a code that says why nothing is done
SAYS_WHAT_BECAME = {
    "leases": ON_HOLD, "tenants": ON_HOLD, "allocations": r"(?!)",
    "co_tenants": r"(?!)", "stated_balances": r"(?!)", "mandates": r"(?!)",
    "municipality_agreements": r"(?!)", "optional_field_agreements": r"(?!)",
    "ledger_entries": r"\b(afwacht|betwist|dispuut|in geschil|blokkade|geblokkeerd|on[- ]?hold)",
}  # fmt: skip
OF_DUNNING = ("collection_actions", "ledger_entries", "leases", "tenants", "co_tenants", "stated_balances")
ANSWER = 'Doet de kolom er niet toe, zet dan unread = ["{title}"] in het blok.'
IN_VAIN = "Wat het blok nu bij skip_lines of only van die titel zegt, past op geen enkele regel."
PEOPLE = ("leases", "tenants", "co_tenants")  # tables in whose lists a remark is about the tenant himself
OUTCOME_NOT_READ = "outcome_not_read"
TITLE_NOT_READ = "title_not_read"
NOT_READ = (OUTCOME_NOT_READ, TITLE_NOT_READ, "remark_not_read")


@dataclass(frozen=True)
class NotRead(Finding):
    """A title that nothing reads.

    Attributes:
        so: what that leads to. advice: what to do about it. column: ours that it seems to be, if any.
        block: of the mapping, that should read it.
    """

    title: str = ""
    so: str = ""
    advice: str = ""
    column: str = ""
    block: Export | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class _Said:
    """The parts of what is said of such a title."""

    begins: str
    so: str
    advice: str
    column: str = ""


def titles_not_read(
    shapes: Sequence[ExportShape], exports: Sequence[Export], landing_dir: Path, empty: Collection[str] = ()
) -> list[Finding]:
    """What is to be said of titles that no block reads, where nothing gives the table that they speak of.

    Args:
        shapes: how the exports look, with all their titles, and which of these have a cell that is filled.
        exports: the blocks of the mapping.
        landing_dir: the home's `landing`, where a table may stand by itself.
        empty: tables that blocks give without a line; `tenants` without a death. A list of nobody does not say what stands in a
            column that nothing reads.
    """
    missed = [*_tables_missed(shapes, exports, landing_dir, empty), *_ends_missed(shapes, exports)]
    return [*_outcomes(shapes, exports), *missed, *_looked_up_in_vain(exports)]


def tables_of_nobody(con: duckdb.DuckDBPyConnection, exports: Sequence[Export], refused: Collection[str]) -> set[str]:
    """Of the tables that keep signals back, those that blocks give without a line, and `tenants` of whom nobody died; of what was
    refused nobody can tell. `con` holds each as `made_<table>`.
    """
    made = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    given = {export.table for export in exports} - {*refused}
    counts = dict.fromkeys(TABLES_SAID, "1") | {"tenants": "deceased_on"}
    return {
        table
        for table, counted in counts.items()
        if table in given and not (f"made_{table}" in made and count_of(con, f"select count({counted}) from made_{table}"))
    }


def read_titles(exports: Sequence[Export], file: str, sheet: str | None, *, remarks: bool = False) -> set[str]:
    """The titles of one export that some block reads, takes lines by, or says to be of no matter. `remarks`: without those by
    which lines are only passed over, since a remark on another line may still say that somebody died.
    """
    blocks = [each for each in exports if (each.file, each.sheet) == (file, sheet)]
    by_lines = (
        title for each in blocks for title in (*each.only, *(() if remarks else each.skip_lines)) if title not in each.vain
    )
    said = (*by_lines, *(title for each in blocks for title in (*named_titles(each), *each.unread)))
    looked_up = (
        title
        for each in exports
        for lookup in each.lookup.values()
        if lookup.file == file and lookup.sheet in (None, sheet)
        for title in (lookup.key, lookup.take, *lookup.only)
    )
    return {plain_title(title) for title in (*said, *looked_up)}


def answer_to(title: str, block: Export) -> str:
    """What to write where the title is of no matter, and that what the block says of its lines already is no answer."""
    answer = ANSWER.format(title=title)
    return f"{answer} {IN_VAIN}" if plain_title(title) in map(plain_title, block.vain) else answer


def _outcomes(shapes: Sequence[ExportShape], exports: Sequence[Export]) -> Iterator[Finding]:
    for shape in shapes:
        blocks = [each for each in exports if (each.file, each.sheet) == shape.key]
        read = read_titles(exports, *shape.key)
        for table in dict.fromkeys(each.table for each in blocks if each.table in WITH_OUTCOMES):
            if table == "payment_arrangements" and any(each in block.columns for block in blocks for each in ENDS):
                continue
            for title in shape.titles:
                says_so = _says_outcome(table, shape.written.get(title, title)) or _is_of_letters(table, title, shape)
                says_so = says_so or (table == "collection_actions" and _has_unsent_ones(title, shape))
                if plain_title(title) not in read and says_so:
                    is_refused = table in REFUSED and title in shape.filled - _harmless(table, title, shape)
                    severity: Severity = "refused" if is_refused else "warning"
                    block = next(each for each in blocks if each.table == table)
                    yield with_line(_not_read(severity, OUTCOME_NOT_READ, title, _outcome(title, table), block), block.where)


def _says_outcome(table: str, title: str) -> bool:
    pattern = SAYS_WHAT_BECAME.get(table, OUTCOME)
    is_one = speaks(pattern, title) or is_deleted(title) or (table == "allocations" and is_undone(title))
    return is_one or (table in OF_DUNNING and is_blocked(title))


def _has_unsent_ones(title: str, shape: ExportShape) -> bool:
    """Whether words below any title say of some letters that they were only planned; of what comes next that is no wonder."""
    return not speaks(OF_WHAT_COMES, title) and not is_free_text(title) and say_unsent(shape.words.get(title, ()))


def _harmless(table: str, title: str, shape: ExportShape) -> frozenset[str]:
    """The titles whose cells all say that nothing is the matter: of `Verstuurd` each a yes, of the others each a no."""
    if _is_of_letters(table, title, shape):
        return shape.filled - shape.says_some_no if is_sent(title) else shape.says_no
    return shape.says_no if is_blocked(title) or is_deleted(title) else frozenset()


def _is_of_letters(table: str, title: str, shape: ExportShape) -> bool:
    """Whether a mark says of letters which never left; below such a title may stand an amount or a day too."""
    is_one = table == "collection_actions" and any(each(shape.written.get(title, title)) for each in (is_never_sent, is_sent))
    return is_one and title in shape.without_figures


def _outcome(title: str, table: str) -> _Said:
    if is_blocked(title):
        what = (
            "Is het een regeling of een bezwaar, maak er dan een blok [payment_arrangements] of [objections] van, met only of "
            "skip_lines voor de andere codes."
        )
        so = "wie om een regeling, bezwaar of geschil niet wordt aangemaand, wordt zo toch gemeld"
        return _Said(f"de titel '{title}' wordt niet gelezen: ", so, what)
    what = (
        f"Zeg met skip_lines = {{\"{title}\" = ['^begin van het woord']}} boven columns welke regels niet meetellen, of met "
        f'only = {{"{title}" = ["het woord"]}} welke wel (met skip_lines erbij voor de andere).'
    )
    if is_deleted(title):
        gone = "geannuleerd" if is_cancelled(title) else "verwijderd"
        return _Said(f"de titel '{title}' wordt niet gelezen: ", f"wat in uw systeem is {gone}, telt zo mee", what)
    if table in PEOPLE:
        what = "Is het bezwaar, maak er dan een blok [objections] van, met skip_lines voor de andere codes."
    return _Said(f"de titel '{title}' wordt niet gelezen: ", WITH_OUTCOMES[table], what)


def _tables_missed(
    shapes: Sequence[ExportShape], exports: Sequence[Export], landing_dir: Path, empty: Collection[str]
) -> list[Finding]:
    if (landing_dir / "vera").is_dir():  # VERA gives these tables too
        return []
    missed = list(_missed(exports, landing_dir, empty))
    return [
        _missed_table(title, what, shape, exports)
        for shape in shapes
        for title in shape.titles
        for what in missed
        if plain_title(title) not in read_titles(exports, *shape.key) and _speaks(what, shape.written.get(title, title))
    ]


def _speaks(table: str, title: str) -> bool:
    if table == "tenants":
        return speaks(DIED, title) or says(table, "deceased_on", title)
    return speaks_of(table, title)


def _missed_table(title: str, table: str, shape: ExportShape, exports: Sequence[Export]) -> Finding:
    """At the columns of the block that gives the table from this export; else at the first block that reads the export."""
    blocks = [each for each in exports if (each.file, each.sheet) == shape.key]
    given = next((each for each in blocks if each.table == table), None)
    where = {"": given.where["columns"]} if given and "columns" in given.where else (given or blocks[0]).where
    severity: Severity = "refused" if title in shape.filled - shape.says_no else "warning"
    return with_line(
        _not_read(severity, "title_not_read", title, _text(title, table, shape, exports), given or blocks[0], table), where
    )


def _ends_missed(shapes: Sequence[ExportShape], exports: Sequence[Export]) -> Iterator[Finding]:
    """Of each list of contracts, agreements or mandates whose block has no last day, the titles that seem to give one."""
    for block in exports:
        if block.table not in LAST_DAYS or LAST_DAYS[block.table][0] in {**block.columns, **block.split, **block.lookup}:
            continue
        pattern = LEFT if block.table == "leases" else f"{LEFT}|{STOPPED}"
        for shape in (each for each in shapes if each.key == (block.file, block.sheet)):
            read = read_titles(exports, *shape.key)
            for title in shape.titles:
                if plain_title(title) not in read and _is_end(block.table, pattern, title, shape):
                    severity: Severity = "refused" if title in shape.filled else "warning"
                    yield with_line(_not_read(severity, "title_not_read", title, _end(title, block.table), block), block.where)


def _is_end(table: str, pattern: str, title: str, shape: ExportShape) -> bool:
    is_said = says(table, LAST_DAYS[table][0], title) and title in shape.filled - shape.without_figures
    return is_said or speaks(pattern, shape.written.get(title, title))


def _end(title: str, table: str) -> _Said:
    column, what = LAST_DAYS[table]
    begins = f"de titel '{title}' wordt door geen blok van mapping.toml gelezen, en de tabel {table} krijgt geen {column}: "
    return _Said(begins, what, f'Zet {column} = "{title}" onder [{table}.columns].', column)


def _looked_up_in_vain(exports: Sequence[Export]) -> Iterator[Finding]:
    """Of a title that keeps a signal back, looked up in another list and then put nowhere: there it counts as read."""
    said = "|".join((DIED, LEFT, STOPPED, *SAYS.values()))
    for block in exports:
        for made, lookup in block.lookup.items():
            if speaks(said, f"{made} {lookup.take}") and not _is_used(block, made):
                text = (
                    f"'{made}' wordt opgezocht en komt in geen kolom van {block.table}: wat daar staat, weegt niet mee, "
                    "en wie het aangaat, wordt zo gemeld. Zet de titel bij columns, of haal hem weg uit lookup."
                )
                yield with_line(Finding("refused", "mapping.toml", "title_not_read", text), block.where)


def _is_used(block: Export, made: str) -> bool:
    """Whether a title that a block makes for itself goes into a column, or decides which lines count or what they are."""
    by_columns = (*block.columns.values(), *(title for title, _ in block.split.values()), block.sign or "")
    by_lines = (*block.only, *block.skip_lines, *block.skip_equal, *block.fill_down, *block.unread)
    later = (title for each in block.next_line.values() for title in (each.same, each.take, *each.only))
    keys = (part.removeprefix("=") for parts in block.made_ids.values() for part in parts)
    further = (each.own for each in block.lookup.values())
    return plain_title(made) in map(plain_title, (*by_columns, *by_lines, *later, *keys, *further))


def _missed(exports: Sequence[Export], landing_dir: Path, empty: Collection[str]) -> Iterator[str]:
    given = {export.table for export in exports} - {*empty}
    for table in TABLES_SAID:
        if table not in given and not any(_holds_lines(landing_dir / place) for place in places_of(table)):
            yield table
    tenants = [export for export in exports if export.table == "tenants"]
    reads_deaths = any("deceased_on" in {**export.columns, **export.split} for export in tenants)
    if tenants and (not reads_deaths or "tenants" in empty):
        yield "tenants"


def _holds_lines(path: Path) -> bool:
    """Whether a landing table is there; of a csv, with a line below its titles."""
    if path.suffix != ".csv" or not path.is_file():
        return path.exists()
    with path.open("rb") as stream:
        next(stream, b"")
        return any(line.strip() for line in stream)


def _text(title: str, table: str, shape: ExportShape, exports: Sequence[Export]) -> _Said:
    count = shape.counts.get(title, 0)
    filled = f"is op {amount_of(count, 'regel', 'regels')} gevuld, " if count else ""
    begins = f"de titel '{title}' {filled}wordt door geen blok van mapping.toml gelezen, en"
    is_given = any(export.table == table for export in exports)
    if table == "tenants":
        reads = any("deceased_on" in {**export.columns, **export.split} for export in exports if export.table == table)
        lacks = "geen deceased_on: " if not reads else "uit wat wel wordt gelezen bij niemand een deceased_on: "
        advice = f'Zet deceased_on = "{title}" onder [tenants.columns].'
        return _Said(f"{begins} de tabel tenants krijgt {lacks}", "wie overleden is, wordt zo gemeld", advice, "deceased_on")
    advice = f"Maak er een blok [{table}] van, of lever {table} apart aan."
    lacks = f"wat de tabel {table} levert, is leeg: " if is_given else f"niets levert de tabel {table}: "
    return _Said(f"{begins} {lacks}", FOLLOWS[table], advice)


def _not_read(severity: Severity, rule: str, title: str, said: _Said, block: Export, table: str = "") -> NotRead:
    """`table`: that of which the title seems to be a column, where it may be another than the block's."""
    text = f"{said.begins}{said.so}. {said.advice} {answer_to(title, block)}"
    column = said.column if table in ("", block.table) else ""
    return NotRead(severity, block.file, rule, text, title=title, so=said.so, advice=said.advice, column=column, block=block)
