"""What a landlord says about his own exports: which file and title gives which of our columns (`landing/mapping.toml`).

Belongs here: reading and checking that file against the landing contract. Does not belong here: reading the exports
(mapping.py), or the meaning of VERA's codes (`sources/vera/mapping.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from exports.ground.home import MAPPING
from sources.findings import Finding, SourcesRefused
from sources.reading import checks, settings
from sources.reading.checks import are_months, are_next_lines, are_patterns, are_texts, has_a_group, is_lookup, unread_files_said
from sources.reading.nothing import key_of, not_filled_in, patterns_of_null
from sources.reading.parts import PARTS
from sources.reading.patterns import is_pattern
from sources.reading.settings import MONTH_TITLES, NAME_DAY, Lookup, Matched, Months, NextLine, is_sign
from sources.reading.where import blocks_of
from validations.landing import LANDING_TABLES, Table
from validations.toml_files import TomlUnreadable, read_toml

FILE_NAME = MAPPING
FOLDER = "exports"
ANSWERS = "mapping.antwoorden.json"  # what a person answered to `map --ask`; a run does not read it
TABLES = {table.name: table for table in LANDING_TABLES}
ENCODINGS = {"utf-8": "utf-8-sig", "windows-1252": "cp1252"}
DATES = ("dd-mm-jjjj", "mm-dd-jjjj", "jjjj-mm-dd", "jjjjmmdd", "jjjj-mm", "excel", "dd-mm-jj")
CHOICES = ("all", "newest", "latest")
ROWS = ("all", "distinct", "first", "rest", "last")
DELIMITERS = (";", ",", "\t", "|")
OPENING = ("sheet", "title_row", "title_rows", "encoding", "delimiter", "choose")  # settings that say how a file is opened
REFERENCES = ("lease_id", "tenant_id", "landlord_id", "municipality_code", "postcode")  # numbers that other tables name too


@dataclass(frozen=True)
class Export:
    """One export that gives rows of one landing table.

    Attributes:
        table: the landing table.
        file: name or pattern below `landing/`, by default in `landing/exports/`; several files that fit add up.
        columns: our column -> their title.
        sheet: the worksheet's name, a pattern, or several with `/` between them; None where only one holds values.
        title_row: on which line the titles stand, from 1.
        encoding, delimiter: of a csv; None: UTF-8, and what the titles show.
        title_rows: 1, or 2 where a heading stands above the titles.
        choose: of several files that fit: `all` add up, those of the `newest` day in a name, or of each number the `latest` line.
        dates: how dates are written, in one way or more, beside jjjj-mm-dd. no_date: texts that stand for none: 00-00-0000.
        skip_empty: our columns without which a line is passed over and counted.
        made_ids: our column -> our columns, `=` and a title, or the sign between them, where the export has no number.
        split: our column -> (the column whose title is taken apart, which part of it).
        patterns: our column -> (regular expression on small letters, our word), tried in order.
        rows: of lines with one key: `all`, the `first`, the `rest`, or `distinct` ones; of days the `last`.
        only: their title -> the words that a line must hold there; other lines are another block's, or named.
        by_sign: `positive` and `negative` -> the kind of entry that an amount with that sign is.
        storno: whether receipts with the other sign are reversals, and reversals are paired with their receipts.
        decimals: the sign before the cents, where the amounts leave that in doubt; `centen` where each is in whole cents.
        sign: the title of the column that says plus or minus, or D or C, for the column `amount`.
        values: our column -> their word (small letters) -> ours. constants: our column -> the same value in every row.
        skip_lines: their title -> regular expressions on small letters: a line that fits one is passed over and counted.
        skip_equal: two titles: a line with the same text below both is passed over and counted.
        fill_down: titles whose empty cells are as the one above.
        group: a title of our own, and the regular expression (one group) of the line that says it for those below it.
        take_sign: `positive` or `negative`: only lines with such an amount; the others are another block's.
        lookup: a title of our own -> what stands below it. months: one column per month, made one line per month.
        unread, unread_sheets: titles, and sheets of the same file, that a person says are of no matter; sure_of: that are right.
        if_empty: our column -> the title that gives it where its own cell is empty; of a house's suffix, what stands behind it.
        next_line: a title of our own -> the later line of the same export whose day stands below it.
        matched: the lines of charges that bear the same numbers as the block's own, which settled them (matched.py).
        where: what the block says -> its line in the mapping file (where.py).
        vain: titles of `only` and `skip_lines` below which none of it fits any line (guards/fitting.py).
    """

    table: str
    file: str
    columns: Mapping[str, str]
    sheet: str | None = None
    title_row: int = 1
    encoding: str = "utf-8"
    delimiter: str | None = None
    title_rows: int = 1
    choose: str = "all"
    dates: tuple[str, ...] = ("dd-mm-jjjj",)
    no_date: tuple[str, ...] = ()
    skip_empty: tuple[str, ...] = ()
    made_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    split: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    patterns: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    rows: str = "all"
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_sign: Mapping[str, str] = field(default_factory=dict)
    storno: bool = False
    decimals: str | None = None
    sign: str | None = None
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    skip_lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skip_equal: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    take_sign: str | None = None
    lookup: Mapping[str, Lookup] = field(default_factory=dict)
    months: Months | None = None
    unread: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()
    sure_of: tuple[str, ...] = ()
    if_empty: Mapping[str, str] = field(default_factory=dict)
    next_line: Mapping[str, NextLine] = field(default_factory=dict)
    matched: Matched | None = None
    where: Mapping[str, int] = field(default_factory=dict)
    vain: tuple[str, ...] = ()


def load_exports(landing_dir: Path) -> list[Export]:
    """What `landing/mapping.toml` says; nothing where it does not exist.

    Raises:
        SourcesRefused: it is no TOML, or names a table, column, setting or word that does not exist.
    """
    exports, refusals = sound_exports(landing_dir)
    if refusals:
        raise SourcesRefused(refusals)
    return exports


def sound_exports(landing_dir: Path) -> tuple[list[Export], list[Finding]]:
    """(the blocks of the tables of which every block is valid, what refuses the others or the file as a whole): for the check,
    which says everything at once.
    """
    path = landing_dir / FILE_NAME
    if not path.is_file():
        return [], []
    exports: list[Export] = []
    broken: set[str] = set()
    try:
        file = read_toml(path)
    except TomlUnreadable as refused:
        return [], [Finding("refused", FILE_NAME, "mapping_not_toml", refused.words_nl)]
    text = path.read_text(encoding="utf-8-sig")
    is_proposal = file.pop("confirmed", True) is not True
    faults = unread_files_said(file)[1]
    lines = blocks_of(text)
    for name, said in file.items():
        if name not in TABLES:
            faults.append(f"[{name}] is geen tabel. Bekende tabellen: {', '.join(TABLES)}.")
            continue
        for at, part in enumerate(said if isinstance(said, list) else [said]):
            found, where = _faults(TABLES[name], part), dict(enumerate(lines.get(name, []))).get(at, {})
            faults += [f"{fault} Zie het blok op regel {where['']} van mapping.toml." if where else fault for fault in found]
            broken |= {name} if found else set()
            exports += [] if found else [replace(_export(name, part), where=where)]
    refusals = [_not_confirmed(text)] if is_proposal else []
    refusals += [Finding("refused", FILE_NAME, "mapping_invalid", fault) for fault in faults]
    return [each for each in exports if each.table not in broken], refusals


def export_of(table: str, said: dict[str, Any]) -> Export | None:
    """One block; None where it is not valid."""
    return None if _faults(TABLES[table], said) else _export(table, said)


def _not_confirmed(text: str) -> Finding:
    said = "is nog een voorstel. Lees het na en zet confirmed op true; tot dan wordt er niets van overgenomen."
    number = next((at for at, line in enumerate(text.splitlines(), start=1) if line.startswith("confirmed")), None)
    see = f" Zie regel {number} van mapping.toml." if number else ""
    return Finding("refused", FILE_NAME, "mapping_not_confirmed", said + see)


def tables_named(landing_dir: Path) -> set[str]:
    """The landing tables that `landing/mapping.toml` has a block for, whether or not that block or that file is valid."""
    path = landing_dir / FILE_NAME
    if not path.is_file():
        return set()
    return {name for name in blocks_of(path.read_text(encoding="utf-8-sig", errors="replace")) if name in TABLES}


_CHECKS: dict[str, tuple[Any, str]] = {
    "file": (lambda value: isinstance(value, str) and bool(value), "een bestandsnaam"),
    "sheet": (lambda value: isinstance(value, str) or are_texts(value),
        "de naam van een werkblad, een patroon, of een lijst daarvan"),
    "title_row": (lambda value: type(value) is int and 1 <= value <= 1000, "een regelnummer"),
    "encoding": (lambda value: value in ENCODINGS, " of ".join(ENCODINGS)),
    "delimiter": (lambda value: value in DELIMITERS, "; , | of een tab"),
    "title_rows": (lambda value: value in (1, 2) and type(value) is int, "1 of 2"),
    "choose": (lambda value: value in CHOICES, " of ".join(CHOICES)),
    "dates": (lambda value: value in DATES if isinstance(value, str) else are_texts(value) and set(value) <= set(DATES),
        f"een of meer van {', '.join(DATES)}"),
    "no_date": (lambda value: are_texts(value), "een lijst van teksten"),
    "skip_empty": (lambda value: are_texts(value), "een lijst van onze kolommen"),
    "made_ids": (lambda value: isinstance(value, dict) and all(map(are_texts, value.values())),
        "kolom = [onze kolommen waaruit het nummer ontstaat]"),
    "split": (lambda value: isinstance(value, dict) and all(are_texts(each) and len(each) == 2 for each in value.values()),
        'kolom = ["titel", "deel"]'),
    "patterns": (lambda value: isinstance(value, dict) and all(are_patterns(each) for each in value.values()),
        'kolom = [["patroon", "ons woord"], ...], elk patroon een reguliere expressie'),
    "only": (lambda value: isinstance(value, dict) and all(map(are_texts, value.values())), '{"titel" = ["woord", ...]}'),
    "by_sign": (lambda value: isinstance(value, dict) and set(value) == {"positive", "negative"},
        '{positive = "charge", negative = "payment"}'),
    "storno": (lambda value: isinstance(value, bool), "true of false"),
    "rows": (lambda value: value in ROWS, ", ".join(ROWS)),
    "decimals": (lambda value: value in (",", ".", "centen"), "een komma, een punt of centen"),
    "sign": (lambda value: isinstance(value, str) and bool(value), "de titel van de kolom met + en -, of D en C"),
    **dict.fromkeys(("columns", "if_empty"), (lambda value: isinstance(value, dict) and all(isinstance(each, str)
        for each in value.values()), "een tabel kolom = \"titel\"")),
    "values": (lambda value: isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()),
        "per kolom een tabel van woorden"),
    "constants": (lambda value: isinstance(value, dict), "een tabel kolom = waarde"),
    "skip_lines": (lambda value: isinstance(value, dict) and all(are_texts(each) and all(map(is_pattern, each))
        for each in value.values()), '{"titel" = ["patroon", ...]}, elk patroon een reguliere expressie'),
    "skip_equal": (lambda value: are_texts(value) and len(value) == 2, "twee titels"),
    **dict.fromkeys(("fill_down", "unread", "sure_of"), (are_texts, "een lijst van titels")),
    "unread_sheets": (lambda value: are_texts(value), "een lijst van werkbladen"),
    "group": (lambda value: are_texts(value) and len(value) == 2 and has_a_group(value[1]),
        '["nieuwe titel", "patroon met één groep tussen haakjes"]'),
    "take_sign": (lambda value: value in ("positive", "negative"), "positive of negative"),
    "lookup": (lambda value: isinstance(value, dict) and all(is_lookup(each, OPENING) and all(
        _CHECKS[key][0](said) for part in each[4:] for key, said in part.items()) for each in value.values()),
        '{"nieuwe titel" = ["titel hier", "ander bestand", "titel daar met hetzelfde nummer", "titel daar"]}, en eventueel als '
        'vijfde {sheet = "werkblad", only = {"titel daar" = ["woord"]}} (of skip_lines)'),
    "next_line": (lambda value: are_next_lines(value),
        '{"nieuwe titel" = {same = "titel van het nummer", only = {"titel" = ["woord"]}, take = "titel van de dag"}}'),
    "matched": (checks.are_matched, '{same = ["titels van wie en welk nummer"], only = {"titel" = ["woorden van vorderingen"]}}'),
    "months": (lambda value: are_months(value), 'titles = {"jan" = "01", ...}, en eventueel between, marks en beside'),
}  # fmt: skip


def _faults(table: Table, said: Any) -> list[str]:
    if not isinstance(said, dict):
        return [f"[{table.name}] hoort een tabel te zijn met file en columns."]
    faults = [
        f"[{table.name}] {key} bestaat niet; wel: {', '.join(_CHECKS)}." if key not in _CHECKS
        else f"[{table.name}] {key}: verwacht {_CHECKS[key][1]}."
        for key, value in said.items() if key not in _CHECKS or not _CHECKS[key][0](value)
    ]  # fmt: skip
    if faults:
        return faults
    if "file" not in said or "columns" not in said:
        return [f'[{table.name}] noem file (het bestand) en columns (onze kolom = "hun titel").']
    return _column_faults(table, said)


def _column_faults(table: Table, said: dict[str, Any]) -> list[str]:
    known = [column.name for column in table.columns]
    faults = []
    for part in ("columns", "values", "constants", "made_ids", "split", "patterns", "if_empty"):
        unknown = sorted(said.get(part, {}).keys() - set(known))
        if unknown:
            faults.append(f"[{table.name}.{part}] {', '.join(unknown)} bestaat niet. Kolommen: {', '.join(known)}.")
    faults += settings.misplaced(table.name, said)
    if both := sorted(said["columns"].keys() & said.get("constants", {}).keys()):
        faults.append(f"[{table.name}] {', '.join(both)} staat bij columns en bij constants.")
    faults += not_filled_in(table.name, said)
    given = {*said["columns"], *said.get("constants", {}), *said.get("made_ids", {}), *said.get("split", {})}
    given |= {"entry_type"} if "by_sign" in said else set()
    faults += [*_shape_faults(table, said, given), *patterns_of_null(table.name, said)]
    if "months" in said and said["columns"].get("amount") != MONTH_TITLES[1] and "between" not in said["months"]:
        faults.append(
            f"[{table.name}] months: noem bij between de titels van de eerste en laatste dag van het contract, anders zou iemand "
            "huur schuldig zijn over maanden waarin hij er niet woonde."
        )
    if "sign" in said and ("amount" not in said["columns"] or table.name != "ledger_entries"):
        faults.append(f"[{table.name}] sign hoort bij de kolom amount van ledger_entries.")
    missing = [column.name for column in table.columns if column.required and column.name not in given]
    if missing:
        made = "".join(
            f" Is er geen eigen nummer, zet dan in het blok made_ids = {{{key} = [twee of meer van onze kolommen]}}."
            for key in table.key if key in missing and key not in REFERENCES
        )  # fmt: skip
        faults.append(f"[{table.name}] verplichte kolommen zonder titel: {', '.join(missing)}.{made}")
    for name, words in said.get("values", {}).items():
        allowed = table.column(name).values if name in known else ()
        wrong = sorted({_word(word) for word in words.values() if allowed and _word(word) not in allowed})
        if wrong:
            faults.append(f"[{table.name}.values.{name}] {', '.join(wrong)}: kies uit {', '.join(allowed)}.")
    return faults


def _shape_faults(table: Table, said: dict[str, Any], given: set[str]) -> list[str]:
    """What the parts that give an export another shape say of columns and words that are not there."""
    faults = []
    for name, parts in said.get("made_ids", {}).items():
        if unknown := sorted({part for part in parts if part[:1] != "=" and not is_sign(part)} - given - {name, NAME_DAY}):
            faults.append(f"[{table.name}] made_ids {name}: {', '.join(unknown)} staat niet bij columns, split of constants.")
    for name, (_, part) in said.get("split", {}).items():
        if part not in PARTS:
            faults.append(f"[{table.name}.split] {name}: het deel '{part}' bestaat niet; wel: {', '.join(PARTS)}.")
    if table.name != "ledger_entries" and (wrong := sorted({"by_sign", "storno"} & said.keys())):
        faults.append(f"[{table.name}] {', '.join(wrong)} hoort bij ledger_entries.")
    if kinds := sorted(set(said.get("by_sign", {}).values()) - {"charge", "payment", "credit_note", "write_off", "reversal"}):
        faults.append(f"[{table.name}] by_sign: {', '.join(kinds)} is geen soort boeking.")
    asked = {*said.get("skip_empty", []), *said.get("patterns", {}), *(said.get("if_empty", {}).keys() - said.get("split", {}))}
    if untitled := sorted(asked - said["columns"].keys()):
        faults.append(f"[{table.name}] skip_empty, patterns en if_empty: bij columns ontbreekt {', '.join(untitled)}.")
    for name, rules in said.get("patterns", {}).items():
        allowed = table.column(name).values if name in {column.name for column in table.columns} else ()
        if wrong := sorted({ours for _, ours in rules if allowed and ours not in allowed}):
            faults.append(f"[{table.name}.patterns] {name}: {', '.join(wrong)}: kies uit {', '.join(allowed)}.")
    return faults


# Settings that the export keeps as the mapping file says them.
_AS_SAID = (
    "sheet", "title_row", "title_rows", "encoding", "delimiter", "choose", "rows", "decimals", "sign", "by_sign", "storno",
    "take_sign", "if_empty",
)  # fmt: skip
_LISTS = ("no_date", "skip_empty", "skip_equal", "fill_down", "group", "unread", "unread_sheets", "sure_of")


def _export(table: str, said: dict[str, Any]) -> Export:
    values = {name: {key_of(key): _word(word) for key, word in words.items()} for name, words in said.get("values", {}).items()}
    constants = {name: _word(value) for name, value in said.get("constants", {}).items()}
    rest = {key: said[key] for key in _AS_SAID if key in said} | settings.sheet_of(said)
    rest |= {key: tuple(said[key]) for key in _LISTS if key in said}
    rest |= {
        key: {name: tuple(each) for name, each in said[key].items()} for key in ("made_ids", "split", "skip_lines") if key in said
    }
    rest["lookup"] = {title: _lookup(*each) for title, each in said.get("lookup", {}).items()}
    rest |= {"only": settings.small(said["only"])} if "only" in said else {}
    rest["next_line"] = {
        title: NextLine(each["same"], settings.small(each["only"]), each["take"])
        for title, each in said.get("next_line", {}).items()
    }
    if found := said.get("matched"):
        rest["matched"] = Matched(tuple(found["same"]), settings.small(found.get("only", {})), found.get("amount", ""))
    if "months" in said:
        months = said["months"]
        rest["months"] = Months(
            months["titles"], tuple(months.get("between", ())), months.get("marks", {}), months.get("beside", {})
        )
    patterns = {name: tuple((each[0], each[1]) for each in rules) for name, rules in said.get("patterns", {}).items()}
    if "dates" in said:
        rest["dates"] = (said["dates"],) if isinstance(said["dates"], str) else tuple(said["dates"])
    return Export(
        table=table, file=said["file"], columns=said["columns"], values=values, constants=constants, patterns=patterns, **rest
    )


def _lookup(own: str, file: str, key: str, take: str, limits: Mapping[str, Any] | None = None) -> Lookup:
    said = limits or {}
    opening = {key: said[key] for key in OPENING if key in said} | settings.sheet_of(said)
    return Lookup(own, file, key, take, settings.small(said.get("only", {})), opening, said.get("skip_lines", {}))


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
