"""One `[[table]]` of a proposed mapping file, filled line by line, with the evidence of each line behind it.

Belongs here: columns, constants, words and patterns as TOML. Does not belong here: what a ledger needs beside them
(proposal_ledger.py), the file as a whole (proposal_text.py), or choosing (proposal.py).

Words of a code list are shown, since a person must give them a meaning; other cells only as shapes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sources.mapping_parts import COMPANY
from sources.mapping_rules import TABLES
from sources.mapping_settings import NAME_DAY
from sources.proposal import SURE, Block, Choice, Lookup
from sources.proposal_actions import channel_lines, level_of
from sources.proposal_decimals import decimals_lines
from sources.proposal_evidence import is_not_of_arrears, meaning_of, meanings_of, yes_or_no
from sources.proposal_names import choose, fits_only, pattern_of_all, quoted, sheet_settings
from sources.proposal_profile import ALWAYS_READ, AMERICAN, KINDS, Profile
from sources.proposal_texts import texts_of
from sources.proposal_titles import is_free_text, words
from sources.proposal_yes_no import person_lines, persons_by_yes_or_no
from validations.landing import Column

NO_DATE = ("00:00:00", "00-00-0000", "0000-00-00", "00000000", "01-01-1753", "1753-01-01", "01-01-1900", "1900-01-01",
    "01-01-0001", "0001-01-01", "31-12-9999", "9999-12-31", "99991231", "0", "-")  # fmt: skip
TOTALS = r"^(sub|eind|generaal |grand )?totaa?l|^som\b|^saldo"  # as in small letters
AGAIN, FREE_AGAIN = 2, 3  # how often a text comes back that is a kind's name, not somebody's; below a title for any text
LONGEST_WORD, MOST_UNKNOWN = 40, 20
# What a table's required columns become where no title gives them, and whether that may stand without a look.
MADE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "mandates": {"mandate_id": ("landlord_id", "complex_id", "valid_from")},
    "ledger_entries": {"entry_id": ("lease_id", "entry_type", "booked_on", "amount")},
    "collection_actions": {"action_id": ("lease_id", "action_type", "performed_on")},
    "objections": {"objection_id": ("tenant_id", "received_on")},
    "payment_arrangements": {"arrangement_id": ("lease_id", "agreed_on")},
    "collection_cases": {"case_id": ("lease_id", "agency_reference")},
    "eviction_notices": {"notice_id": ("lease_id", "announced_on")},
    "municipality_agreements": {"agreement_id": ("municipality_code", "applied_on", "signed_on")},
}
GUESSES: Mapping[str, Mapping[str, str]] = {
    "tenants": {"tenant_type": "person"}, "objections": {"received_by": "landlord"},
    "landlords": {"is_small_landlord": "nee"}, "collection_actions": {"channel": "post"},
}  # fmt: skip

# What a letter proves, and neither a title nor a word can say.
ASKS = {
    "demand_letter": "kijk na: wijst deze brief op schuldhulp? zo niet: reminder_letter",
    "summons_letter": "kijk na: biedt deze brief aan de gegevens door te geven? zo niet: demand_letter",
}


class Part:
    """One `[[table]]` of the file, filled line by line."""

    def __init__(self, block: Block, remark: str = "", table: str = "") -> None:
        self.block, self.remark, self.table = block, remark, table or block.table
        file = pattern_of_all([sheet.file for sheet in (block.sheet, *block.alike)])
        self.settings = [f"file = {quoted(file)}"]
        if file != block.sheet.file or any(sheet.sheet != block.sheet.sheet for sheet in block.alike):
            self.settings.append(choose(block))
        self.settings += sheet_settings((block.sheet, *block.alike))
        if block.layout.title_row > 1:
            self.settings.append(f"title_row = {block.layout.title_row}")
        if block.layout.title_rows > 1:
            self.settings.append(f"title_rows = {block.layout.title_rows}  # titels over twee regels")
        self.skipped: dict[str, list[str]] = {}  # title -> patterns of lines that are passed over
        self.why_skipped: list[str] = []
        if block.layout.total_titles:
            self.skip_lines({title: [TOTALS] for title in block.layout.total_titles}, "tussentellingen")
        opened = {"encoding": block.sheet.encoding, "delimiter": block.sheet.delimiter}
        self.settings += [f"{name} = {quoted(value)}" for name, value in opened.items() if value]
        if block.layout.group:
            title, pattern = block.layout.group
            self.settings.append(f"group = [{quoted(title)}, {quoted(pattern)}]  # kijk na: een regel boven elke groep zegt het")
        if block.layout.fill_down:
            filled = ", ".join(map(quoted, block.layout.fill_down))
            self.settings.append(f"fill_down = [{filled}]  # kijk na: een nummer per groep")
        self.settings += decimals_lines(block.layout, self.table)
        self.columns: list[str] = []
        self.constants: list[str] = []
        self.made: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.patterns: dict[str, list[str]] = {}
        self.split: list[str] = []
        self.months: list[str] = []
        self.lookup = [_lookup_line(title, lookup) for title, lookup in block.lookups.items()] if not table else []

    def take_only(self) -> None:
        """The lines that are this table's, and the words that no table knows."""
        for title, taken in self.block.only.items():
            self.settings.append(
                f"only = {{{quoted(title)} = [{', '.join(map(quoted, taken))}]}}  # kijk na: de andere regels niet"
            )
            profile = next(each for each in self.block.layout.columns if each.title == title)
            unknown = [word for word in profile.words if not (meaning_of("entry_type", word) or meaning_of("action_type", word))]
            if unknown and self.block.table in ("ledger_entries", "collection_actions"):
                self.settings.append(
                    f"# bij welk blok horen deze woorden? zet ze daar onder only: {', '.join(map(quoted, unknown))}"
                )

    def take(self, choice: Choice, column: str | None = None) -> None:
        look = "" if choice.certainty == SURE else ", kijk na"
        name, title = column or choice.column, quoted(choice.profile.title)
        why = f"  # {choice.certainty}{look}: {choice.reason}"
        if choice.part:
            self.split.append(f"{name} = [{title}, {quoted(choice.part)}]{why}")
        else:
            self.columns.append(f"{name} = {title}{why}")

    def take_title(self, column: str, profile: Profile, reason: str) -> None:
        self.columns.append(f"{column} = {quoted(profile.title)}  # {reason}")

    def skip_lines(self, patterns: Mapping[str, Sequence[str]], why: str) -> None:
        """Passes over and counts the lines that a pattern fits."""
        for title, each in ((title, each) for title, each in patterns.items() if each):
            self.skipped.setdefault(title, []).extend(each)
        self.why_skipped.append(why)

    def skip_lines_without(self, columns: Sequence[str]) -> None:
        """Passes over lines in which one of our columns, or the title of a name, is empty."""
        if columns:
            self.settings.append(f"skip_empty = [{', '.join(map(quoted, columns))}]  # een lege cel: er is er geen")
        if self.block.without:
            self.skip_lines({self.block.without: ["^$"]}, "een lege cel: er is er geen")

    def set_dates_of(self, choices: Collection[Choice], further: Collection[Profile] = ()) -> None:
        """How the columns of dates write them; a number may look like a day that Excel counts."""
        columns = TABLES[self.block.table]
        self.set_dates([*(each.profile for each in choices if columns.column(each.column).kind == "date"), *further])

    def set_dates(self, profiles: Collection[Profile]) -> None:
        kinds = {kind for profile in profiles for kind in profile.date_kinds}
        empty = [profile for profile in profiles if profile.kinds["none"] and (profile.date_kind or profile.is_without_date)]
        if empty:
            seen = sorted({text for profile in empty for text in profile.texts if KINDS["none"].fullmatch(text)} - {*NO_DATE})
            self.settings.append(f"no_date = [{', '.join(map(quoted, (*NO_DATE, *seen)))}]  # staat voor geen datum")
        if kinds - {"dd-mm-jjjj", *ALWAYS_READ}:
            look = "  # kijk na: de maand staat voor de dag" if AMERICAN in kinds else ""
            self.settings.append(f"dates = [{', '.join(quoted(kind) for kind in sorted(kinds - {*ALWAYS_READ}))}]{look}")

    def _skipped_lines(self) -> Iterator[str]:
        if self.skipped:
            said = (f"{quoted(title)} = [{', '.join(map(quoted, each))}]" for title, each in self.skipped.items())
            yield f"skip_lines = {{{', '.join(said)}}}  # {'; '.join(self.why_skipped)}"

    def lines(self) -> Iterator[str]:
        name = self.table
        if self.remark:
            yield f"# {self.remark}"
        yield f"[[{name}]]"
        yield from self.settings
        yield from self._skipped_lines()
        if self.made:
            yield f"made_ids = {{{', '.join(self.made)}}}  # er is geen nummer: het wordt hiervan gemaakt"
        if self.lookup:
            yield f"lookup = {{{', '.join(self.lookup)}}}  # kijk na: een nieuwe titel, opgezocht in het andere bestand"
        yield f"[{name}.columns]"
        yield from self.columns
        if self.split:
            yield f"[{name}.split]"
            yield from self.split
        if self.months:
            yield f"[{name}.months]"
            yield from self.months
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


def _lookup_line(title: str, lookup: Lookup) -> str:
    file = pattern_of_all([sheet.file for sheet in lookup.sheets])
    limits = _opening(lookup, file)
    if lookup.only:
        only = ", ".join(f"{quoted(name)} = [{', '.join(map(quoted, found))}]" for name, found in lookup.only.items())
        limits.append(f"only = {{{only}}}")
    parts = [*map(quoted, (lookup.own, file, lookup.key, lookup.take)), *([f"{{{', '.join(limits)}}}"] if limits else [])]
    return f"{quoted(title)} = [{', '.join(parts)}]"


def _opening(lookup: Lookup, file: str) -> list[str]:
    """How that file is opened, as far as that is not how a file is opened of which nothing is said."""
    sheet, layout = lookup.sheets[0], lookup.layout
    said = [each.partition("  #")[0] for each in sheet_settings(lookup.sheets)]
    said += [f"title_row = {layout.title_row}"] if layout.title_row > 1 else []
    said += [f"title_rows = {layout.title_rows}"] if layout.title_rows > 1 else []
    said += [f"encoding = {quoted(sheet.encoding)}"] if sheet.encoding else []
    said += [f"delimiter = {quoted(sheet.delimiter)}"] if sheet.delimiter else []
    return said + (['choose = "newest"'] if file != sheet.file else [])


def ordered(block: Block) -> list[Choice]:
    """The choices of a block in the order of the table's columns."""
    return [block.choices[column.name] for column in TABLES[block.table].columns if column.name in block.choices]


def complete(part: Part, given: Collection[str]) -> None:
    """What the contract requires and no title gives: made from other columns, or a guess to look at."""
    table = part.block.table
    needed = [column for column in TABLES[table].columns if column.required and column.name not in given]
    for column in needed:
        if column.name in part.block.made:
            part.made.append(f"{column.name} = [{', '.join(map(quoted, part.block.made[column.name]))}]")
        elif column.name in MADE.get(table, {}):
            known = [each for each in MADE[table][column.name] if each in given or each in _set_columns(part)]
            known += [NAME_DAY] if part.block.sheet.family != part.block.sheet.sheet else []
            part.made.append(f"{column.name} = [{', '.join(map(quoted, known))}]")
        elif column.name == "booked_on" and part.block.sheet.family != part.block.sheet.sheet:
            part.constants.append('booked_on = "(naam)"  # kijk na: er is geen datum, wel een maand in de naam van het blad')
        elif column.name == "tenant_type" and (name := _name_with_companies(part.block)):
            part.columns.append(f"tenant_type = {quoted(name.title)}  # kijk na: de naam zegt wie een organisatie is")
            part.patterns["tenant_type"] = [f"['^({COMPANY})$', \"organisation\"],", '[".", "person"],']
        elif column.name == "unit_type":
            part.constants.append(_ASKS_UNIT_TYPE)
        elif column.name == "channel" and (kind := part.block.choices.get("action_type")) and kind.profile.words:
            part.columns.append(f"channel = {quoted(kind.profile.title)}  # kijk na: geen titel gevonden; van de soort afgeleid")
            part.values["channel"] = list(channel_lines(kind.profile))
        elif column.name in GUESSES.get(table, {}):
            part.constants.append(f"{column.name} = {quoted(GUESSES[table][column.name])}  # kijk na: geen titel gevonden")
        elif table == "mandates" and column.name == "valid_from" and "clause_accepted_on" in given:
            part.take_title("valid_from", part.block.choices["clause_accepted_on"].profile, "kijk na: geen begindatum gevonden")
        else:
            part.columns.append(f'# {column.name} = ""  # verplicht ({_kind_words(column)}); geen titel gevonden')
            part.constants.append(f'# {column.name} = ""  # of hier, als het voor elke regel hetzelfde is')


_ASKS_UNIT_TYPE = (
    '# unit_type = "dwelling"  # wat wordt er verhuurd? geen titel zegt het, en een garage of bedrijfsruimte is niet te melden: '
    "zijn het zonder uitzondering woningen, haal dan het hekje weg; haal het anders met lookup uit een andere lijst"
)


def _name_with_companies(block: Block) -> Profile | None:
    """The column of names, where some are a company's."""
    name = block.choices["last_name"].profile if "last_name" in block.choices else None
    return name if name and any(re.fullmatch(COMPANY, text) for text in texts_of(block, name)) else None


def _set_columns(part: Part) -> set[str]:
    return {line.split(" = ")[0] for line in (*part.columns, *part.constants)}


def _kind_words(column: Column) -> str:
    kinds = {"date": "datum", "money": "bedrag", "boolean": "ja of nee", "code": "een van " + ", ".join(column.values)}
    return kinds.get(column.kind, "tekst")


def add_words(part: Part, choices: Collection[Choice]) -> None:
    """The meaning of each word of a code column; what the words do not know is left to a person."""
    for choice in choices:
        column = TABLES[part.block.table].column(choice.column)
        if column.kind == "boolean" and not choice.profile.kinds["boolean"]:
            said = yes_or_no(column.name, choice.profile)
            part.values[column.name] = list(_word_lines(part, column, said, {}))
            is_marked = bool(said) and {meaning_of(column.name, text) for text in said} == {"true"}
            if is_marked and choice.profile.filled < part.block.layout.rows:
                part.values[column.name].append('"" = "false"  # kijk na: een lege cel is nee')
        if column.kind != "code" or choice.part:
            continue
        if column.name == "tenant_type" and persons_by_yes_or_no(choice.profile):
            part.values[column.name] = list(person_lines(choice.profile))
            continue
        if is_free_text(choice.profile.title) or not choice.profile.words:
            add_patterns(part, column, choice.profile)
        else:
            part.values[column.name] = list(_word_lines(part, column, choice.profile.words, choice.profile.means))


def _word_lines(part: Part, column: Column, found: Counter[str], means: Mapping[str, str]) -> Iterator[str]:
    kind = part.block.choices.get("entry_type")
    taken = {word for words_taken in part.block.only.values() for word in words_taken}
    for text, count in found.most_common():
        if taken and column.name in ("entry_type", "action_type") and text not in taken:
            continue  # another block's
        said = means.get(text, text)
        if column.name == "action_type" and is_not_of_arrears(said):
            continue  # passed over
        says_kind = column.name == "category" and kind is not None and kind.profile.words == found
        if says_kind and meaning_of("entry_type", said) not in (None, "charge"):
            continue  # what a receipt is for is not asked
        ours = text.lower() if text.lower() in column.values else meaning_of(column.name, said)
        if ours:
            coded = "; kijk na: zo zegt de lijst van codes" if text in means else ""
            asks = f"; {ASKS[ours]}" if column.name == "action_type" and ours in ASKS else coded
            yield f"{quoted(text)} = {quoted(ours)}  # {count} keer{asks}"
        elif column.name == "channel" and text.lower() == "mail" and any(meaning_of("channel", each) == "post" for each in found):
            yield f'{quoted(text)} = "email"  # {count} keer; kijk na: naast post is mail e-mail'
        else:
            likely = level_of(text, found) if column.name == "action_type" else ""
            yield f'# {quoted(text)} = "{likely}"  # {count} keer; kies uit {", ".join(column.values or ("true", "false"))}'


def add_patterns(part: Part, column: Column, profile: Profile) -> None:
    """Free text given our words by what is in it: those of the sector's patterns that fit some cell, and no cell twice."""
    texts = texts_of(part.block, profile, column.name)
    lines, known = [], 0
    for ours, pattern in words()["meanings"].get(column.name, {}).items():
        count = sum(times for text, times in texts.items() if ours == meaning_of(column.name, text))
        known += count
        if ours == "service_charges" and any({*meanings_of(column.name, text)} == {"rent", ours} for text in texts):
            lines.append("['huur.*serv|serv.*huur', \"rent\"],  # huur en servicekosten in een bedrag")
        if count:
            asks = f"; {ASKS[ours]}" if column.name == "action_type" and ours in ASKS else ""
            lines.append(f"['{pattern}', {quoted(ours)}],  # {count} keer{asks}")
    several = {text for text in texts if len(meanings_of(column.name, text)) > 1 and not meaning_of(column.name, text)}
    twice = sum(texts[text] for text in several)
    if twice:
        lines.insert(0, f"# kijk na: {twice} teksten passen bij twee patronen; het bovenste telt")
    part.patterns[column.name] = lines or [
        f'# ["^begin van de tekst", {quoted(column.values[0])}],  # geen enkel bekend woord; kies uit {", ".join(column.values)}'
    ]
    lines += _unknown_lines(part, column, profile, texts)
    shapes = " · ".join(profile.shapes)
    rest = sum(texts.values()) - known - twice
    more = f"; bij {rest} teksten past nog niets" if rest else ""
    part.columns.append(f"# {profile.title!r} is vrije tekst (vorm: {shapes}): zie patterns, van boven naar beneden{more}")


def _unknown_lines(part: Part, column: Column, profile: Profile, texts: Counter[str]) -> Iterator[str]:
    """What no pattern knows, for a person to give a meaning: texts that come back, which are names of kinds; of others, which may
    be names of people, their lines.
    """
    unknown = {text: count for text, count in texts.items() if not meanings_of(column.name, text)}
    least = FREE_AGAIN if is_free_text(profile.title) else AGAIN
    shown = [text for text, count in unknown.items() if count >= least and len(text) <= LONGEST_WORD][:MOST_UNKNOWN]
    for text in sorted(shown, key=lambda each: -unknown[each]):
        yield f'# [{fits_only(text)}, ""],  # {unknown[text]} keer; kies uit {", ".join(column.values)}'
    hidden = set(unknown) - set(shown)
    above = part.block.layout.title_row + part.block.layout.title_rows - 1
    rows = part.block.sheet.rows[above:]
    cells = ((line, row[profile.place]) for line, row in enumerate(rows, start=above + 1) if len(row) > profile.place)
    lines = [line for line, cell in cells if cell.strip().lower() in hidden]
    if lines:
        more = " en meer" if len(lines) > 10 else ""
        yield f"# nog geen betekenis: wat er staat op regel {', '.join(map(str, lines[:10]))}{more}"
