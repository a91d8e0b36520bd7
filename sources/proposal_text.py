"""A proposal written down: the first mapping file, and what a person must still do, in Dutch.

Belongs here: the text of both. Does not belong here: choosing (proposal.py), or what a mapping file may say
(mapping_rules.py). Words of a code list are shown, since a person must give them a meaning; other cells only as shapes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from sources.mapping_rules import TABLES
from sources.proposal import FREE_TEXT, SURE, Block, Choice, Sheet, meaning_of, words
from sources.proposal_profile import Profile, plain
from validations.landing import LANDING_TABLES, Column

DAY_IN_NAME = re.compile(r"(?<!\d)(20\d{2}[-_]?[01]\d([-_]?[0-3]\d)?|[0-3]\d[-_][01]\d[-_]20\d{2})(?!\d)")
HEAD = """\
# Voorstel van `vroegsignaal map`. Lees elke regel na: wat achter een titel staat, is waarom die gekozen is. Regels met een
# hekje ervoor gelden niet; haal het hekje weg waar het klopt. De bladzijde docs/nl/eigen-export.md legt elk woord uit.
confirmed = false  # zet dit op true als alles klopt; tot dan neemt een run niets uit dit bestand over
"""
# What a table's required columns become where no title gives them, and whether that may stand without a look.
MADE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "mandates": {"mandate_id": ("landlord_id", "complex_id", "valid_from")},
    "ledger_entries": {"entry_id": ("lease_id", "entry_type", "booked_on", "amount")},
    "collection_actions": {"action_id": ("lease_id", "action_type", "performed_on")},
    "objections": {"objection_id": ("tenant_id", "received_on")},
    "payment_arrangements": {"arrangement_id": ("lease_id", "agreed_on")},
    "collection_cases": {"case_id": ("lease_id", "agency_reference")},
    "eviction_notices": {"notice_id": ("lease_id", "announced_on")},
}
GUESSES: Mapping[str, Mapping[str, str]] = {
    "tenants": {"tenant_type": "person"}, "objections": {"received_by": "landlord"}, "leases": {"unit_type": "dwelling"},
    "landlords": {"is_small_landlord": "nee"}, "collection_actions": {"channel": "post"},
}  # fmt: skip
ELSEWHERE = {
    "municipalities": "zet het adressenbestand van het CBS in landing/cbs/ (docs/nl/eigen-export.md)",
    "postcodes": "zet het adressenbestand van het CBS in landing/cbs/ (docs/nl/eigen-export.md)",
    "municipality_agreements": "maak een lijst van de overeenkomsten met gemeenten; `vroegsignaal nvvk` helpt bij het aanvragen",
    "mandates": "maak een lijst van de mandaten per opdrachtgever",
    "landlords": "maak een lijst van de opdrachtgevers",
}


def mapping_text(blocks: Sequence[Block]) -> str:
    """The mapping file that the proposal makes: TOML, with the evidence of each line behind it."""
    lines = [HEAD]
    for sheet in {id(block.sheet): block.sheet for block in blocks}.values():
        of_sheet = [block for block in blocks if block.sheet is sheet]
        layout = of_sheet[0].layout
        where = f"{sheet.file}, blad {sheet.sheet}" if sheet.sheet else sheet.file
        total = f"; totalen op regel {_numbers(layout.total_lines)} worden overgeslagen" if layout.total_lines else ""
        lines += [f"# --- {where}: titels op regel {layout.title_row}, {layout.rows} regels{total}", ""]
        for block in of_sheet:
            lines += [line for part in _parts(block) for line in part.lines()]
        unused = [profile for profile in of_sheet[0].left if all(profile in block.left for block in of_sheet)]
        lines += [f"# niet gebruikt: {profile.title!r} (vorm: {' · '.join(profile.shapes) or 'leeg'})" for profile in unused]
        lines.append("")
    return "\n".join(lines)


def _numbers(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:5])) + (" en meer" if len(lines) > 5 else "")


class _Part:
    """One `[[table]]` of the file, filled line by line."""

    def __init__(self, block: Block, remark: str = "", table: str = "") -> None:
        self.block, self.remark, self.table = block, remark, table or block.table
        self.settings = [f"file = {_quoted(_pattern(block.sheet.file))}"]
        if _pattern(block.sheet.file) != block.sheet.file:
            self.settings.append('choose = "newest"  # de datum in de naam beslist; "all" telt de bestanden bij elkaar op')
        if block.sheet.sheet:
            self.settings.append(f"sheet = {_quoted(block.sheet.sheet)}")
        if block.layout.title_row > 1:
            self.settings.append(f"title_row = {block.layout.title_row}")
        if block.layout.title_rows > 1:
            self.settings.append(f"title_rows = {block.layout.title_rows}  # titels over twee regels")
        if block.sheet.encoding:
            self.settings.append(f"encoding = {_quoted(block.sheet.encoding)}")
        if block.sheet.delimiter:
            self.settings.append(f"delimiter = {_quoted(block.sheet.delimiter)}")
        self.columns: list[str] = []
        self.constants: list[str] = []
        self.made: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.patterns: dict[str, list[str]] = {}

    def take(self, choice: Choice, column: str | None = None) -> None:
        look = "" if choice.certainty == SURE else ", kijk na"
        said = f"{column or choice.column} = {_quoted(choice.profile.title)}"
        self.columns.append(f"{said}  # {choice.certainty}{look}: {choice.reason}")

    def take_title(self, column: str, profile: Profile, reason: str) -> None:
        self.columns.append(f"{column} = {_quoted(profile.title)}  # {reason}")

    def set_dates(self, profiles: Collection[Profile]) -> None:
        kinds = {profile.date_kind for profile in profiles if profile.date_kind}
        if any(profile.kinds["none"] for profile in profiles if profile.date_kind):
            self.settings.append(
                'no_date = ["00-00-0000", "0000-00-00", "01-01-1753", "1753-01-01", "0"]  # staat voor geen datum'
            )
        if kinds - {"dd-mm-jjjj", "jjjj-mm-dd"}:
            self.settings.append(f"dates = [{', '.join(_quoted(kind) for kind in sorted(kinds))}]")

    def lines(self) -> Iterator[str]:
        name = self.table
        if self.remark:
            yield f"# {self.remark}"
        yield f"[[{name}]]"
        yield from self.settings
        if self.made:
            yield f"made_ids = {{{', '.join(self.made)}}}  # er is geen nummer: het wordt hiervan gemaakt"
        yield f"[{name}.columns]"
        yield from self.columns
        if self.constants:
            yield f"[{name}.constants]"
            yield from self.constants
        for column, said in self.values.items():
            yield f"[{name}.values.{column}]"
            yield from said
        if self.patterns:
            yield f"[{name}.patterns]"
            for column, said in self.patterns.items():
                yield f"{column} = ["
                yield from (f"  {line}" for line in said)
                yield "]"
        yield ""


def _pattern(file: str) -> str:
    """The name with its date as a star, so that next month's file fits."""
    return DAY_IN_NAME.sub("*", file)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", "\\t") + '"'


def _parts(block: Block) -> list[_Part]:
    made = {"ledger_entries": _ledger, "collection_actions": _actions}.get(block.table, _plain)
    return made(block)


def _plain(block: Block) -> list[_Part]:
    part = _Part(block)
    for choice in _ordered(block):
        part.take(choice)
    _add_words(part, block.choices.values())
    _complete(part, {*block.choices})
    part.set_dates([choice.profile for choice in block.choices.values()])
    if block.table == "tenants" and _comes_back(block.choices["tenant_id"].profile):
        part.settings.append('rows = "distinct"  # een huurder met twee contracten staat er twee keer in')
    if block.table == "leases" and _comes_back(block.choices["lease_id"].profile):
        part.settings.append('rows = "first"  # kijk na: een contract met twee huurders staat er twee keer in')
        return [part, _other_tenants(block)]
    return [part]


def _other_tenants(block: Block) -> _Part:
    """The further lines of a contract: each is a co-tenant, who may object as the tenant may."""
    part = _Part(block, "kijk na: de volgende regels van een contract zijn medehuurders", table="co_tenants")
    part.settings.append('rows = "rest"')
    part.take(block.choices["lease_id"])
    if "tenant_id" in block.choices:
        part.take(block.choices["tenant_id"])
    return part


def _comes_back(profile: Profile) -> bool:
    return profile.distinct < profile.filled


def _ordered(block: Block) -> list[Choice]:
    return [block.choices[column.name] for column in TABLES[block.table].columns if column.name in block.choices]


def _complete(part: _Part, given: Collection[str]) -> None:
    """What the contract requires and no title gives: made from other columns, or a guess to look at."""
    table = part.block.table
    needed = [column for column in TABLES[table].columns if column.required and column.name not in given]
    for column in needed:
        if column.name in MADE.get(table, {}):
            known = [each for each in MADE[table][column.name] if each in given or each in _set_columns(part)]
            part.made.append(f"{column.name} = [{', '.join(map(_quoted, known))}]")
        elif column.name in GUESSES.get(table, {}):
            part.constants.append(f"{column.name} = {_quoted(GUESSES[table][column.name])}  # kijk na: geen titel gevonden")
        elif table == "mandates" and column.name == "valid_from" and "clause_accepted_on" in given:
            part.take_title("valid_from", part.block.choices["clause_accepted_on"].profile, "kijk na: geen begindatum gevonden")
        else:
            part.columns.append(f'# {column.name} = ""  # verplicht ({_kind_words(column)}); geen titel gevonden')


def _set_columns(part: _Part) -> set[str]:
    return {line.split(" = ")[0] for line in (*part.columns, *part.constants)}


def _kind_words(column: Column) -> str:
    kinds = {"date": "datum", "money": "bedrag", "boolean": "ja of nee", "code": "een van " + ", ".join(column.values)}
    return kinds.get(column.kind, "tekst")


def _add_words(part: _Part, choices: Collection[Choice]) -> None:
    """The meaning of each word of a code column; what the words do not know is left to a person."""
    for choice in choices:
        column = TABLES[part.block.table].column(choice.column)
        if column.kind != "code":
            continue
        if plain(choice.profile.title) in FREE_TEXT or not choice.profile.words:
            _add_patterns(part, choice, column)
        else:
            part.values[column.name] = list(
                _word_lines(choice.profile.words, column, lambda text, name=column.name: meaning_of(name, text))
            )


def _word_lines(found: Counter[str], column: Column, meaning: Callable[[str], str | None]) -> Iterator[str]:
    for text, count in found.most_common():
        ours = text.lower() if text.lower() in column.values else meaning(text)
        if ours:
            yield f"{_quoted(text)} = {_quoted(ours)}  # {count} keer"
        else:
            yield f'# {_quoted(text)} = ""  # {count} keer; kies uit {", ".join(column.values)}'


def _add_patterns(part: _Part, choice: Choice, column: Column) -> None:
    beginnings = words()["meanings"].get(column.name, {})
    place = choice.profile.place
    texts = Counter(row[place].strip().lower() for row in part.block.sheet.rows if place < len(row) and row[place].strip())
    lines, known = [], Counter[str]()
    for ours, starts in beginnings.items():
        for start in starts:
            count = sum(times for text, times in texts.items() if text.startswith(start) and not known[text])
            for text in texts:
                if text.startswith(start):
                    known[text] += 1
            if count:
                lines.append(f"[{_quoted('^' + re.escape(start))}, {_quoted(ours)}],  # {count} keer")
    part.patterns[column.name] = lines or ['# ["^begin van de tekst", "rent"],  # geen enkel bekend begin gevonden']
    shapes = " · ".join(choice.profile.shapes)
    part.columns.append(f"# {choice.profile.title!r} is vrije tekst (vorm: {shapes}): zie patterns, van boven naar beneden")


def _ledger(block: Block) -> list[_Part]:
    amounts = block.amounts
    if "debit" in amounts and "credit" in amounts:
        return _halves(block)
    part = _Part(block)
    for choice in _ordered(block):
        part.take(choice)
    _add_words(part, block.choices.values())
    if "side" in amounts:
        part.settings.append(f"sign = {_quoted(amounts['side'].title)}  # plus of min, D of C")
    if "entry_type" not in block.choices:
        part.settings.append('by_sign = {positive = "charge", negative = "payment"}  # kijk na: er is geen soort boeking')
    given = {*block.choices, *(["entry_type"] if "entry_type" not in block.choices else [])}
    _complete(part, given)
    part.set_dates([choice.profile for choice in block.choices.values()])
    return [part]


def _halves(block: Block) -> list[_Part]:
    """Debit and credit in two columns: a part a kind of entry, told apart by the column and by the export's own words."""
    words_of = {side: _words_beside(block, side) for side in ("debit", "credit")}
    parts = [_half(block, "debit", "charge"), _half(block, "credit", "payment")]
    went_back = [word for word in words_of["debit"] if meaning_of("entry_type", word) in ("payment", "reversal")]
    credited = [word for word in words_of["credit"] if meaning_of("entry_type", word) == "charge"]
    if went_back:
        parts.append(_half(block, "debit", "reversal"))
        _only(block, parts[0], [word for word in words_of["debit"] if word not in went_back])
        _only(block, parts[-1], went_back)
        parts[-1].settings.append("storno = true  # hoort bij de ontvangst van hetzelfde bedrag")
    if credited:
        parts.append(_half(block, "credit", "credit_note"))
        _only(block, parts[1], [word for word in words_of["credit"] if word not in credited])
        _only(block, parts[-1], credited)
    if went_back or credited:  # a word of one side must be known on the other, or the file is refused
        for part in parts:
            if not any(line.startswith("only") for line in part.settings):
                _only(block, part, sorted({*words_of["debit"], *words_of["credit"]}))
    return parts


def _words_beside(block: Block, side: str) -> Counter[str]:
    """The export's own words for a kind of entry, in lines with an amount in this column."""
    found: Counter[str] = Counter()
    if "entry_type" not in block.choices:
        return found
    places = block.choices["entry_type"].profile.place, block.amounts[side].place
    for row in block.sheet.rows[block.layout.title_row + block.layout.title_rows - 1 :]:
        word, amount = (row[place].strip() if place < len(row) else "" for place in places)
        if word and re.search(r"[1-9]", amount):
            found[word] += 1
    return found


def _negative(block: Block, side: str) -> int:
    place = block.amounts[side].place
    return sum(bool(re.search(r"^[€\s]*-|-\s*$", row[place].strip())) for row in block.sheet.rows if place < len(row))


def _only(block: Block, part: _Part, chosen: Sequence[str]) -> None:
    title = _quoted(block.choices["entry_type"].profile.title)
    part.settings.append(f"only = {{{title} = [{', '.join(map(_quoted, chosen))}]}}  # kijk na")


def _half(block: Block, side: str, kind: str) -> _Part:
    """The lines with an amount in the debit (or credit) column; empty and zero cells are the other half's."""
    remark = {
        "charge": "vorderingen: wat in de debetkolom staat",
        "payment": "ontvangsten: wat in de creditkolom staat",
        "reversal": "kijk na: ontvangsten in de debetkolom zijn stornos",
        "credit_note": "kijk na: facturen in de creditkolom zijn creditnotas",
    }
    part = _Part(block, remark[kind])
    kept = [choice for choice in _ordered(block) if choice.column not in ("entry_type", "amount")]
    for choice in kept:
        if kind == "charge" or choice.column not in ("due_on", "category"):
            part.take(choice)
    part.take_title("amount", block.amounts[side], f"{block.amounts[side].filled} cellen gevuld")
    negative = _negative(block, side)
    if kind == "charge" and negative:
        part.settings.append(
            f'by_sign = {{positive = "charge", negative = "credit_note"}}  # kijk na: {negative} bedragen met een min'
        )
    else:
        part.constants.append(f"entry_type = {_quoted(kind)}")
    if kind == "charge":
        _add_words(part, [choice for choice in kept if choice.column == "category"])
    _complete(part, {*(choice.column for choice in kept), "entry_type", "amount"})
    part.set_dates([choice.profile for choice in kept])
    return part


def _actions(block: Block) -> list[_Part]:
    if not block.steps:
        return _plain(block)
    parts = []
    for action, profile in block.steps.items():
        part = _Part(block, f"kolom {profile.title}: elke datum is een actie; een lege cel is er geen")
        part.take(block.choices["lease_id"])
        part.take_title("performed_on", profile, f"{profile.filled} cellen gevuld")
        part.settings.append('skip_empty = ["performed_on"]')
        part.constants += [
            f"action_type = {_quoted(action)}",
            f"channel = {_quoted(words()['usual_channel'][action])}  # kijk na",
        ]
        _complete(part, {"lease_id", "performed_on", "action_type", "channel"})
        part.set_dates([profile])
        parts.append(part)
    return parts


def report_text(blocks: Sequence[Block], unread: Sequence[Sheet], present: Collection[str], target: str) -> str:
    """What was found and what is left to do, in the order in which to do it."""
    lines = []
    for sheet in {id(block.sheet): block.sheet for block in blocks}.values():
        of_sheet = [block for block in blocks if block.sheet is sheet]
        sure = sum(choice.certainty == SURE for block in of_sheet for choice in block.choices.values())
        unsure = sum(len(block.choices) for block in of_sheet) - sure
        tables = ", ".join(dict.fromkeys(block.table for block in of_sheet))
        where = f"{sheet.file}, blad {sheet.sheet}" if sheet.sheet else sheet.file
        left = len([profile for profile in of_sheet[0].left if all(profile in block.left for block in of_sheet)])
        lines.append(f"{where}: {of_sheet[0].layout.rows} regels, titels op regel {of_sheet[0].layout.title_row} → {tables}")
        lines.append(f"    {sure} kolommen zeker, {unsure} waarschijnlijk, {left} titels niet gebruikt")
    lines += [
        f"{sheet.file}{f', blad {sheet.sheet}' if sheet.sheet else ''}: geen titels herkend, niet gebruikt" for sheet in unread
    ]
    lines += ["", f"Het voorstel staat in {target}.", "", "Nu te doen, in deze volgorde:"]
    given = {block.table for block in blocks} | set(present)
    steps = ["lees het voorstel na, vul aan waar een hekje staat, en zet confirmed op true"]
    steps += [
        f"tabel {table.name} ontbreekt nog: {ELSEWHERE.get(table.name, 'lever een export met deze gegevens')}"
        for table in LANDING_TABLES
        if not table.may_be_absent and table.name not in given
    ]
    absent = [table.name for table in LANDING_TABLES if table.may_be_absent and table.name not in given]
    steps += [f"ga na of u dit bijhoudt, want zonder wordt het niet meegewogen: {', '.join(absent)}"] if absent else []
    steps += ["vroegsignaal check zegt wat er dan nog niet klopt"]
    return "\n".join([*lines, *(f"  {number}. {step}" for number, step in enumerate(steps, start=1))])
