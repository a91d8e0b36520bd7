"""One `[[table]]` of a proposed mapping file, filled line by line, each with what is known of it.

Belongs here: settings, columns and constants, and what is required and no title gives. Does not belong here: what words mean
(meant.py), what a ledger needs beside them (ledger.py), or the file as a whole (draft.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sources.proposals.actions import USUAL_CHANNEL, channel_lines, only_passed_over
from sources.proposals.companies import kinds_by_name
from sources.proposals.decimals import decimals_lines
from sources.proposals.owners import days_of_mandates
from sources.reading.rules import TABLES
from sources.reading.settings import NAME_DAY
from sources.recognition.counter_accounts import is_account
from sources.recognition.evictions import CASES, is_eviction
from sources.recognition.flags import OBJECTIONS, is_known_kind, is_of_a_list, patterns_of_others
from sources.recognition.offers import day_line, day_of_both, days_of_list
from sources.recognition.suppliers import patterns_of
from sources.words.blocks import SURE, Block, Choice, Lookup
from sources.words.cell_kinds import ALWAYS_READ, AMERICAN, KINDS
from sources.words.evidence import is_no_case, meaning_of
from sources.words.names import as_pattern, choose, fits_only, pattern_of_all, quoted, sheet_settings
from sources.words.notes import NOTHING, Draft, Line, Note, Section, Value, answer, look, remark
from sources.words.profile import STARS, TOTAL_OF, Profile, cell_of
from sources.words.titles import is_free_text
from validations.landing import Column

NO_DATE = ("00:00:00", "00-00-0000", "0000-00-00", "00000000", "01-01-1753", "1753-01-01", "01-01-1900", "1900-01-01",
    "01-01-0001", "0001-01-01", "31-12-9999", "9999-12-31", "99991231", "0", "-")  # fmt: skip
TOTALS = r"^(sub|eind|generaal |grand )?totaa?l|^som\b|^saldo"  # as in small letters
STARRED = r"^\*{1,9}$"  # a total as SAP prints it
NO_TITLE = "geen titel gevonden"
MOST_KINDS, FEW_LETTERS = 12, 3  # words of a list of kinds; letters that mean something in any list
# What a list of one office does not say on each line: its name, the same on all of them.
OF_ONE_OFFICE = {
    "agency_id": "welk bureau deze zaken heeft, zegt geen titel: zet zijn naam tussen de aanhalingstekens, overal dezelfde",
    "reported_by": "welk bureau dit meldde, zegt geen titel: zet zijn naam tussen de aanhalingstekens, overal dezelfde",
}
SAME_ON_EACH = "of hier, als het voor elke regel hetzelfde is"
NO_CO_TENANTS = "de hoofdhuurder, die al bij zijn contract staat, of wie geen medehuurder is"
NO_OBJECTION = "dat is geen bezwaar en geen regeling"
ONLY_NUMBER = "de lijst heeft maar een nummer van elk dossier: is het ook dat van het bureau?"
NOT_OF_THE_BANK = "wat niet zegt tot wanneer de bank erin staat"
NOT_OF_ARREARS = "dit gaat niet over huurachterstand"
NO_SUPPLIERS = ("een leverancier is geen huurder", "een leverancier is geen opdrachtgever")
OTHER_LEG = "de andere kant van een boeking, op een rekening die niet van de huurders is (bank, kosten)"
OTHERS_NOT = "de andere regels niet"
ONLY_RENT = "alleen huur en servicekosten?"
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


class Part:
    """One `[[table]]` of the file, filled line by line."""

    def __init__(self, block: Block, head: Note = NOTHING, table: str = "") -> None:
        self.block, self.head, self.table = block, head, table or block.table
        self.settings: list[Line] = []
        file = pattern_of_all([sheet.file for sheet in (block.sheet, *block.alike)])
        self.set("file", as_pattern(file))
        if file != block.sheet.file or any(sheet.sheet != block.sheet.sheet for sheet in block.alike):
            self.settings.append(choose(block))
        self.settings += sheet_settings((block.sheet, *block.alike))
        if block.layout.title_row > 1:
            self.set("title_row", block.layout.title_row)
        if block.layout.title_rows > 1:
            self.set("title_rows", block.layout.title_rows, remark("titels over twee regels"))
        self.skipped: dict[str, list[str]] = {}  # title -> patterns of lines that are passed over
        self.why_skipped: list[str] = []
        self.is_skip_asked = False
        if block.layout.total_titles:
            self.skip_lines({title: totals_of(block, title) for title in block.layout.total_titles}, "tussentellingen")
        if block.layout.banners:
            title, patterns = block.layout.banners
            self.skip_lines({title: patterns}, "tussenkopjes", is_asked=True)
        if block.layout.remarks:
            title, patterns = block.layout.remarks
            self.skip_lines({title: patterns}, "een opmerking onder de lijst", is_asked=True)
        if block.suppliers:
            why = OTHER_LEG if any(map(is_account, block.suppliers)) else NO_SUPPLIERS[self.table == "landlords"]
            self.skip_lines(patterns_of(block), why, is_asked=True)
        opened = {"encoding": block.sheet.encoding, "delimiter": block.sheet.delimiter}
        self.settings += [Line(name, value) for name, value in opened.items() if value]
        if block.layout.group:
            self.set("group", block.layout.group, look("een regel boven elke groep zegt het"))
        if block.layout.fill_down:
            self.set("fill_down", block.layout.fill_down, look("een nummer per groep"))
        self.settings += decimals_lines(block.layout, self.table)
        self.columns: list[Line] = []
        self.constants: list[Line] = []
        self.made: dict[str, Sequence[str]] = {}
        self.values: dict[str, list[Line]] = {}
        self.patterns: dict[str, list[Line]] = {}
        self.split: list[Line] = []
        self.months: list[Line] = []
        self.lookup = {title: looked_up(lookup) for title, lookup in block.lookups.items()} if not table else {}

    def set(self, name: str, value: Value, note: Note = NOTHING) -> None:
        """A setting of the block."""
        self.settings.append(Line(name, value, note))

    def has(self, name: str) -> bool:
        """Whether a setting is there already."""
        return any(line.key == name for line in self.settings)

    def ask(self, asked: str, *, waits: bool = False) -> None:
        """A question about the block that no line of it can answer as it stands."""
        self.settings.append(Line("", "", Note(asked), waits))

    def take_only(self, *, is_parted: bool = False) -> None:
        """The lines that are this table's, and the words that no table knows. `is_parted`: another block has all other words."""
        if self.block.only:
            is_of_two = self.block.table == "tenants" and bool(self.block.kind)  # the other block has the rest
            self.set("only", dict(self.block.only), NOTHING if is_of_two else look(OTHERS_NOT))
        for title, taken in self.block.only.items():
            profile = next(each for each in self.block.layout.columns if each.title == title)
            left = self.block.left_over
            unknown = [word for word in profile.words if word in left or not (word in taken or is_known_kind(profile.said(word)))]
            others = [text for text in profile.texts if text not in taken]  # of a short list no word comes back
            if others and self.block.table == "co_tenants":  # whom no other block takes, as check would ask
                self.skip_lines({title: [fits_only(word.lower()) for word in others]}, NO_CO_TENANTS, is_asked=True)
            if self.block.table == OBJECTIONS and not self.block.kind:
                unknown = self._pass_over_no_objections(profile, taken)
            if self.block.table == "export_info":  # a list of names with a value beside each
                self.skip_lines({title: [fits_only(text.lower()) for text in others]}, NOT_OF_THE_BANK)
            if self.block.table == CASES:
                self._pass_over_other_cases(profile, taken)
            if unknown and not is_parted and self.block.table in ("ledger_entries", "collection_actions", OBJECTIONS):
                note = Note(which_block(unknown), shown=title, words=tuple(unknown))
                self.settings.append(Line("", "", note, waits=True))

    def _pass_over_no_objections(self, kind: Profile, taken: Collection[str]) -> list[str]:
        """Lines that are said to be something else; gives the codes of which nothing says what they are."""
        said, bare = patterns_of_others(kind, taken)
        if said:
            self.skip_lines({kind.title: said}, NO_OBJECTION, is_asked=True)
        return bare

    def _pass_over_other_cases(self, kind: Profile, taken: Collection[str]) -> None:
        """Cases that are neither in somebody's hands nor evictions: nuisance, say; what no word says is asked."""
        others = [word for word in kind.texts if word not in taken and not is_eviction(kind.said(word))]
        others = [word for word in others if word in self.block.left_over or not is_of_a_list(kind.said(word))]
        passed = [word for word in others if is_no_case(kind.said(word))]
        if passed:
            self.skip_lines({kind.title: [fits_only(word.lower()) for word in passed]}, NOT_OF_ARREARS, is_asked=True)
        if unknown := ", ".join(quoted(word) for word in others if word not in passed):
            skip = f"skip_lines = {{{quoted(kind.title)} = ['^begin van het woord, in kleine letters']}}"
            self.ask(f"welke dossiers zijn dit? zet ze bij een blok onder only, of anders hier {skip}: {unknown}", waits=True)

    def take(self, choice: Choice, column: str | None = None) -> None:
        name, title = column or choice.column, choice.profile.title
        note = Note(None if choice.certainty == SURE else "", evidence=choice.why)
        if choice.part:
            self.split.append(Line(name, [title, choice.part], note))
        else:
            self.columns.append(Line(name, title, note))

    def take_title(self, column: str, profile: Profile, note: Note = NOTHING) -> None:
        self.columns.append(Line(column, profile.title, note))

    def skip_lines(self, patterns: Mapping[str, Sequence[str]], why: str, *, is_asked: bool = False) -> None:
        """Passes over and counts the lines that a pattern fits."""
        for title, each in ((title, each) for title, each in patterns.items() if each):
            self.skipped.setdefault(title, []).extend(each)
        self.why_skipped.append(why)
        self.is_skip_asked = self.is_skip_asked or is_asked

    def skip_lines_without(self, columns: Sequence[str]) -> None:
        """Passes over lines in which one of our columns, or the title of a name, is empty."""
        if columns:
            self.set("skip_empty", columns, remark("een lege cel: er is er geen"))
        named = {self.block.choices[name].profile.title for name in columns if name in self.block.choices}
        if self.block.without and self.block.without not in named:
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
            self.set("no_date", (*NO_DATE, *seen), remark("staat voor geen datum"))
        if kinds - {"dd-mm-jjjj", *ALWAYS_READ}:
            note = look("de maand staat voor de dag") if AMERICAN in kinds else Note()
            self.set("dates", sorted(kinds - {*ALWAYS_READ}), note)

    def draft(self) -> Draft:
        """The block as it is now, in the order of the file."""
        settings = list(self.settings)
        if self.skipped:
            why = "; ".join(self.why_skipped)
            settings.append(Line("skip_lines", self.skipped, look(why) if self.is_skip_asked else remark(why)))
        if self.made:
            settings.append(Line("made_ids", self.made))
        if self.lookup:
            settings.append(Line("lookup", self.lookup, look("een nieuwe titel, opgezocht in het andere bestand")))
        named = [("", settings), ("columns", self.columns), ("split", self.split), ("months", self.months)]
        named += [("constants", self.constants), *((f"values.{name}", lines) for name, lines in self.values.items())]
        named += [(f"patterns.{name}", lines) for name, lines in self.patterns.items()]
        return Draft(
            self.table, self.head, tuple(Section(name, tuple(lines)) for name, lines in named if lines or name == "columns")
        )


def which_block(words: Sequence[str]) -> str:
    """What is asked of words of which no table is known."""
    listed = ", ".join(map(quoted, words))
    return f"bij welk blok horen deze woorden? zet ze daar onder only: {listed} (of bij skip_lines, wat nergens meetelt)"


def looked_up(lookup: Lookup) -> list[Value]:
    """What `lookup` says of a title: by what it is found, in which file, and how that is opened."""
    file = pattern_of_all([sheet.file for sheet in lookup.sheets])
    limits = _opening(lookup, file)
    if lookup.only:
        limits["only"] = lookup.only
    if lookup.skip:
        limits["skip_lines"] = lookup.skip
    return [lookup.own, as_pattern(file), lookup.key, lookup.take, *([limits] if limits else [])]


def _opening(lookup: Lookup, file: str) -> dict[str, Value]:
    """How that file is opened, as far as that is not how a file is opened of which nothing is said."""
    sheet, layout = lookup.sheets[0], lookup.layout
    said: dict[str, Value] = {line.key: line.value for line in sheet_settings(lookup.sheets)}
    said |= {"title_row": layout.title_row} if layout.title_row > 1 else {}
    said |= {"title_rows": layout.title_rows} if layout.title_rows > 1 else {}
    said |= {"encoding": sheet.encoding} if sheet.encoding else {}
    said |= {"delimiter": sheet.delimiter} if sheet.delimiter else {}
    return said | ({"choose": "newest"} if file != sheet.file else {})


def ordered(block: Block) -> list[Choice]:
    """The choices of a block in the order of the table's columns."""
    return [block.choices[column.name] for column in TABLES[block.table].columns if column.name in block.choices]


def complete(part: Part, given: Collection[str]) -> None:
    """What the contract requires and no title gives: made from other columns, or a guess to look at."""
    table = part.block.table
    needed = [column for column in TABLES[table].columns if column.required and column.name not in given]
    for column in needed:
        if column.name in part.block.made:
            part.made[column.name] = part.block.made[column.name]
        elif column.name in MADE.get(table, {}):
            known = [each for each in MADE[table][column.name] if each in given or each in _set_columns(part)]
            known += [NAME_DAY] if part.block.sheet.family != part.block.sheet.sheet else []
            part.made[column.name] = known
        elif column.name == "booked_on" and part.block.sheet.family != part.block.sheet.sheet:
            part.constants.append(Line("booked_on", "(naam)", look("er is geen datum, wel een maand in de naam van het blad")))
        elif column.name == "tenant_type" and (said := kinds_by_name(part.block)):
            part.take_title("tenant_type", said.title, look(said.why))
            part.patterns["tenant_type"], part.values["tenant_type"] = said.patterns, said.values
        elif column.name == "unit_type":
            part.constants.append(Line("unit_type", "dwelling", answer(_ASKS_UNIT_TYPE), waits=True))
        elif column.name == "channel" and (kind := part.block.choices.get("action_type")) and kind.profile.words:
            part.take_title("channel", kind.profile)
            taken = {*(part.block.only.get(kind.profile.title) or kind.profile.words)} - only_passed_over(
                part.block, kind.profile
            )
            part.values["channel"] = list(channel_lines(kind.profile, column.values, taken))
        elif column.name in GUESSES.get(table, {}):
            note = remark(USUAL_CHANNEL) if column.name == "channel" else look(NO_TITLE, shown=_may_say(part, column.name))
            part.constants.append(Line(column.name, GUESSES[table][column.name], note))
        elif table == "mandates" and column.name == "valid_from" and "clause_accepted_on" in given:
            part.take_title("valid_from", part.block.choices["clause_accepted_on"].profile, look("geen begindatum gevonden"))
        else:
            _ask(part, column)
    part.columns += days_of_mandates(part.block, given)


def _may_say(part: Part, column: str) -> str:
    """The title of a short list of which a word may be one for a column that is guessed: `Categorie` with `Particulier`."""
    taken = {*(line.value for line in part.columns if isinstance(line.value, str)), *part.block.only}
    lists = [each for each in part.block.left if each.title not in taken and not is_free_text(each.title) and not each.date_kind]
    known = [each for each in lists if any(meaning_of(column, text) for text in each.texts if len(text) > FEW_LETTERS)]
    return known[0].title if len(known) == 1 and known[0].distinct <= MOST_KINDS else ""


def _is_of_column(block: Block, name: str) -> bool:
    """Whether a column of ours stands below a title as it is, not as a part of a cell or by another list."""
    choice = block.choices.get(name)
    return choice is not None and not choice.part and choice.profile.title not in block.lookups


def _ask(part: Part, column: Column) -> None:
    """What nothing in the export gives: under a title of its own after all, or the same on each line."""
    if column.name in OF_ONE_OFFICE:
        which = OF_ONE_OFFICE[column.name]
        note = replace(answer(which), talk=f"{which.partition(':')[0]}: typ zijn naam")
        part.constants.append(Line(column.name, "", note, waits=True))
        return
    if column.name == "agency_reference" and _is_of_column(part.block, "case_id"):
        part.take_title("agency_reference", part.block.choices["case_id"].profile, look(ONLY_NUMBER))
        return
    if (day := day_of_both(part.block, column)) is not None:
        part.constants.append(day)
        return
    asked = answer(f"verplicht ({_kind_words(column)}), en geen titel gevonden")
    part.columns.append(day_line(part.block, column) or Line(column.name, "", asked, waits=True))
    part.constants.append(Line(column.name, "", answer(SAME_ON_EACH, options=days_of_list(part.block, column)), waits=True))


_ASKS_UNIT_TYPE = (
    "wat wordt er verhuurd? geen titel zegt het, en een garage of bedrijfsruimte is niet te melden: "
    "haal het met lookup uit een andere lijst. Alleen als het zonder uitzondering woningen zijn: haal het hekje weg"
)


def _set_columns(part: Part) -> set[str]:
    return {line.key for line in (*part.columns, *part.constants) if not line.waits}


def _kind_words(column: Column) -> str:
    kinds = {"date": "datum", "money": "bedrag", "boolean": "ja of nee", "code": "een van " + ", ".join(column.values)}
    return kinds.get(column.kind, "tekst")


def totals_of(block: Block, title: str) -> list[str]:
    """The patterns of totals below a title; of stars, and of what says first of what it is, where no line of data is so."""
    found = [each for each in block.layout.columns if each.title == title]
    cells = [cell_of(row, each) for each in found for row in block.sheet.rows if any(row)]
    data = [text for each in found for text in each.texts]
    stars = [STARRED] if any(map(STARS.fullmatch, cells)) and not any(map(STARS.fullmatch, data)) else []
    named = () if any(map(TOTAL_OF.match, data)) else (cell.lower() for cell in cells if not re.search(TOTALS, cell.lower()))
    begins = {said[0].replace(" ", r"\s") for cell in named if (said := TOTAL_OF.match(cell))}
    is_plain = stars or not begins or any(re.search(TOTALS, cell.lower()) for cell in cells)
    return [*([TOTALS] if is_plain else []), *stars, *(rf"^{begin}\b" for begin in sorted(begins))]
