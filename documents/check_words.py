"""The check's words: what the contract's rules mean to a functional manager, in Dutch.

Belongs here: one sentence per rule, one name per table. Does not belong here: the rules (`validations/landing.py`) or
counting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.proposal_toml import toml
from sources.guards.places import MadeOf
from sources.landing_report import BACKWARDS, FEWER_ROWS, FUTURE, OPEN_LINE, PERHAPS_CENTS, LandingFinding
from sources.reading.lacking import Lacking
from validations import unreadable
from validations.landing import LANDING_TABLES
from validations.problems import Problem

TABLES = {
    "landlords": "opdrachtgevers", "leases": "huurovereenkomsten", "tenants": "huurders",
    "ledger_entries": "boekingen", "allocations": "afletteringen", "mandates": "mandaten",
    "optional_field_agreements": "afspraken over optionele velden", "municipalities": "gemeenten",
    "municipality_agreements": "overeenkomsten met gemeenten", "postcodes": "postcodes",
    "collection_actions": "incassostappen", "objections": "bezwaren", "payment_arrangements": "betalingsregelingen",
    "eviction_notices": "aanzeggingen van ontruiming", "collection_cases": "dossiers bij incassobureau of deurwaarder",
    "co_tenants": "medehuurders", "reported_elsewhere": "meldingen door anderen", "stated_balances": "saldi volgens de bron",
    "export_info": "gegevens over de export",
}  # fmt: skip

# Required tables that no landlord system gives -> where they come from.
ELSEWHERE = {
    "municipalities": "zet het adressenbestand van het CBS als zip in landing/cbs/",
    "postcodes": "zet het adressenbestand van het CBS als zip in landing/cbs/",
    "municipality_agreements": "vroegsignaal map --lists zet overeenkomsten.csv klaar; vul haar in, of schrijf geen",
    "mandates": "vroegsignaal map --lists zet mandaten.csv klaar; vul haar in",
    "landlords": "vroegsignaal map --lists zet opdrachtgevers.csv klaar; vul haar in",
}

# Rule -> (what is wrong, what to do). {n} is "3 rijen"; of [heeft|hebben] the first is for one row.
RULES: dict[str, tuple[str, str]] = {
    "required_cell_empty": ("in {n} is een verplichte cel leeg", "Vul die in de bron en maak de export opnieuw."),
    "unreadable_text": ("in {n} staat geen leesbare tekst", "Exporteer de kolom als tekst."),
    "unreadable_date": ("in {n} staat geen bestaande datum", "Schrijf datums als jjjj-mm-dd, of beschrijf het bestand "
    "in mapping.toml."),
    "unreadable_amount": ("in {n} staat geen bedrag", "Schrijf bedragen als 1234.56, of beschrijf het bestand in "
                                                      "mapping.toml."),
    "unreadable_boolean": ("in {n} staat geen true of false", "Schrijf true of false, of beschrijf het bestand in "
    "mapping.toml."),
    "unreadable_municipality_code": ("in {n} staat geen gemeentecode", "Schrijf de vier cijfers: 0363, GM0363 of 363."),
    "not_in_list": ("in {n} staat een woord dat niet op de lijst staat", "Toegestaan is wat in docs/landing-tables.md "
    "staat."),
    "not_positive": ("in {n} is het bedrag niet groter dan nul", "Het soort boeking zegt welke kant het geld op gaat."),
    "below_zero": ("in {n} is het bedrag lager dan nul", "Dat kan hier niet; herstel het in de bron."),
    "error_cell": ("in {n} staat een fout zoals #N/B in plaats van een waarde", "Herstel de formule in het rekenblad en "
    "exporteer opnieuw."),
    "reference_looks_alike": ("{n} [noemt|noemen] een nummer dat niemand heeft, maar dat van een bekend nummer alleen verschilt "
    "in voorloopnullen, hoofdletters of spaties", "Exporteer de kolom als tekst, precies zoals het nummer elders staat."),
    "duplicate_key": ("{n} [heeft|hebben] een nummer dat al gebruikt is", "Exporteer elk nummer een keer."),
    "more_than_one_row": ("er staat meer dan een rij", "Deze tabel heeft ten hoogste een rij."),
    "lost_too_many_rows": ("er zijn veel minder rijen dan bij de vorige keer",
        "Waarschijnlijk is de export afgebroken."),
    "lost_all_rows": ("er waren rijen en nu zijn er geen", "Zet de nieuwste export terug in landing/."),
    "table_missing": ("het bestand ontbreekt", "Lever het aan; zonder rijen volstaan de kolomtitels."),
    "given_twice": ("de tabel wordt meer dan een keer geleverd", "Haal alles op een na weg."),
    "file_name_not_exact": ("de bestandsnaam heeft hoofdletters", "Schrijf de naam in kleine letters."),
    "not_a_file": ("het is geen gewoon bestand", "Zet er een gewoon bestand neer."),
    "outside_folder": ("het is een verwijzing naar buiten de map", "Zet het bestand zelf in landing."),
    "not_a_part": ("in de map staat iets anders dan .parquet-bestanden", "Haal dat weg."),
    "no_parts": ("in de map staat geen .parquet-bestand", "Maak de export opnieuw."),
    "parts_differ": ("de delen hebben niet dezelfde kolommen", "Maak de export van de hele tabel opnieuw."),
    "unreadable_file": ("het bestand is beschadigd", "Maak de export opnieuw."),
    "changed_while_reading": ("het bestand werd nog geschreven", "Probeer het opnieuw als de export klaar is."),
    "empty_file": ("het bestand is leeg, ook zonder kolomtitels", "Maak de export opnieuw."),
    "missing_column": ("de kolom ontbreekt", "Voeg de kolom toe; de titels horen op de eerste regel."),
    "duplicate_column": ("de kolomtitel staat er meer dan een keer", "Laat er een staan."),
    "untitled_column": ("een kolom zonder titel is gevuld", "Zet haar titel terug, of haal de kolom weg."),
}  # fmt: skip

MISSING_REFERENCES = {
    "tenants": "een huurder die niet in de export staat", "landlords": "een opdrachtgever die niet in de export staat",
    "leases": "een huurovereenkomst die niet in de export staat",
    "credits": "een ontvangst die niet in de export staat",
    "charges": "een vordering die niet in de export staat", "municipalities": "een gemeente die niet in de tabel "
    "gemeenten staat", "complexes": "een complex dat bij geen huurovereenkomst staat: zo'n rij geldt voor geen enkele woning. Is "
    "er ook een mandaat voor alle complexen, dan geldt dat daar, ook als deze rij een complex uitzondert",
}  # fmt: skip

# A row of these that is in force and names nobody holds back all signals of the day (rules.md, "A row that blocks").
BLOCKING = ("objections", "payment_arrangements", "co_tenants", "reported_elsewhere")
# Tables of which a line may stand for nothing: a contract without a co-tenant, an objection that is not there.
MAY_SKIP = (*BLOCKING, "collection_actions", "collection_cases", "eviction_notices")
# Of these a line is passed over for the cell that it lacks, and never for a word that such lines have alike: a line with that
# word and the cell would go too, and with it what keeps a signal back.
BY_CELL_ALONE = (*BLOCKING, "collection_cases", "eviction_notices")
HOLDS_ALL_BACK = (
    "Is zo'n rij van kracht, dan gaan er geen meldingen uit tot zij verbeterd is, of aanvaard met vroegsignaal accept-row."
)
BANK_AHEAD = (
    "let op: de bank zou verwerkt zijn tot en met een dag die nog komen moet. Dan merkt niemand dat ontvangsten ontbreken, en "
    "wordt wie betaalde gemeld. Is het jaar goed?"
)


def rows_in_words(count: int) -> str:
    """`1 rij` or `1.234 rijen`."""
    return f"{count:,}".replace(",", ".") + (" rij" if count == 1 else " rijen")


def problem_in_words(problem: Problem, made_of: MadeOf | None = None) -> str:
    """One Dutch line for a problem of a landing table; never a value. Of a table made of other people's exports, with their own
    title and line.
    """
    where = _places_in_words(problem) if made_of is None else places_in_words(made_of, problem.rows, problem.count)
    title = made_of.titles.get(problem.column or "") if made_of else None
    if problem.rule in unreadable.RULES_OF_TEXT:
        return f"{unreadable.ADVICE[problem.rule][0]}{where}"
    what, advice = RULES.get(problem.rule, (f"voldoet niet aan regel {problem.rule}", ""))
    is_mapped = made_of is not None and bool(made_of.said_on) and not _is_of_list(problem, made_of)
    if made_of is not None and is_mapped:  # a list that is read without the mapping is set right in itself
        said = _in_mapping(problem, title, made_of)
        is_another_kind = problem.rule == "required_cell_empty" and said.startswith(ANOTHER_KIND)
        advice = f"{said} Anders: {advice[:1].lower()}{advice[1:]}" if is_another_kind else f"{advice} {said}".rstrip()
        advice = said if said == READ_TWICE else advice
    made = _made(problem, made_of)
    if made:
        what = "{n} [krijgt|krijgen] van de mapping een nummer dat al gebruikt is"
        advice = (
            f"Het wordt gemaakt van {made} (made_ids), en die zijn daar hetzelfde: voeg een kolom of titel toe die verschilt "
            '(of "(naam)": de maand in de naam van het blad of bestand). '
            "Staat dezelfde regel er twee keer in, of een bestand twee keer, haal er dan een weg."
        )
    column = f"kolom {problem.column}: " if problem.column else ""
    column = f"kolom '{title}' ({problem.column}): " if title else column
    see = _on_lines(problem, made_of) if made_of is not None and is_mapped else ""
    return f"{column}{_agreeing(what, problem.count).format(n=rows_in_words(problem.count))}{where}. {advice}{see}".strip()


def _is_of_list(problem: Problem, made_of: MadeOf) -> bool:
    """Whether the rows come from a list that a person filled in, beside blocks of the mapping that give the same table."""
    return bool(made_of.begins and problem.rows) and not made_of.blocks(problem.rows)


def _made(problem: Problem, made_of: MadeOf | None) -> str:
    """What a number that clashes was made of; nothing where the export has it."""
    if made_of is None or problem.rule != "duplicate_key":
        return ""
    key = next(table.key for table in LANDING_TABLES if table.name == problem.table)
    return next((made_of.made[column] for column in key if column in made_of.made), "")


def _on_lines(problem: Problem, made_of: MadeOf) -> str:
    """The lines of mapping.toml that say how the column is read, or those of the table's blocks."""
    lines = made_of.said_on.get(problem.column or "") or made_of.said_on.get("", ())
    return f" Zie regel {', '.join(map(str, lines))} van mapping.toml." if lines else ""


# Two blocks with the same lines: neither `distinct` nor another export helps.
READ_TWICE = (
    "Twee blokken lezen hier dezelfde regels van hetzelfde bestand: haal het blok weg dat er te veel is, of zeg in elk van "
    "beide welke regels het leest (docs/nl/eigen-export.md)."
)
TAKE_AWAY = "Gaat de hele lijst hier niet over, haal dan het blok weg, van [[ tot het volgende."
ANOTHER_KIND = "Is een regel zonder "
# Lines of these stand for a person, a contract or money: none is passed over only because a cell is empty.
NEVER_SKIPPED = ("leases", "tenants", "landlords", "ledger_entries")


def _another_kind(problem: Problem, title: str, lacking: Lacking | None) -> str:
    """How lines that lack the cell because they are of another kind are passed over, and what sets them apart; else nothing."""
    column = str(problem.column)
    if lacking is not None and lacking.file:
        return (
            f"'{title}' wordt opgezocht met '{lacking.title}', en {lacking.file} zegt voor deze regels niets: vul het daar aan. "
            f"Staat {column} in deze lijst zelf, zet dan die titel bij {column} onder [{problem.table}.columns], en haal de "
            "lookup weg."
        )
    if lacking is not None and lacking.words and problem.table not in BY_CELL_ALONE:
        words = " of ".join(f'"{word}"' for word in lacking.words)
        patterns = ", ".join(toml("^" + re.escape(word.lower()) + "$") for word in lacking.words)
        return (
            f"{ANOTHER_KIND}'{title}' een ander soort regel: zij hebben alle in '{lacking.title}' {words}, en geen andere regel "
            f"heeft dat. Horen zij niet in {problem.table}, zet dan in elk blok dat dit bestand zo leest, boven columns: "
            f"skip_lines = {{{toml(lacking.title)} = [{patterns}]}}."
            f"{_by_kind(lacking) if column == 'channel' else ''}"
        )
    if problem.table in NEVER_SKIPPED:
        return ""
    where = "zet dan in zijn blok van mapping.toml, boven columns"
    away = f" {TAKE_AWAY}" if problem.table in MAY_SKIP else ""
    return f"{ANOTHER_KIND}'{title}' er geen, {where}: skip_empty = [{toml(column)}].{away}"


def _by_kind(lacking: Lacking) -> str:
    """How the words of lines without a way say it themselves: a visit has none."""
    shown = f'if_empty = {{channel = {toml(lacking.title)}}} erboven en {toml(lacking.words[0])} = "visit" bij values.channel'
    return f" Zegt dat woord zelf hoe het ging, zoals een bezoek, zet dan {shown}."


def is_read_twice(problem: Problem, made_of: MadeOf) -> bool:
    """Whether two blocks take the same line."""
    is_of_number = problem.rule == "duplicate_key"
    return is_of_number and any(len(set(lines)) < len(lines) for lines in made_of.places(problem.rows).values())


def _in_mapping(problem: Problem, title: str | None, made_of: MadeOf) -> str:
    """What the mapping can do about a problem of a table that it makes; nothing where it can do nothing."""
    if is_read_twice(problem, made_of):
        return READ_TWICE
    if problem.rule == "duplicate_key" and problem.table != "ledger_entries":
        return 'Zeggen die regels hetzelfde, zet dan in het blok rows = "distinct"; telt alleen de eerste, rows = "first".'
    if problem.rule == "not_positive" and problem.table == "allocations":
        return 'Staat elke vereffening er aan twee kanten in, neem dan de blokken van docs/nl/recepten.md, "Dynamics NAV".'
    if problem.rule != "required_cell_empty":
        return ""
    if title is None:
        said = f'zet bij [{problem.table}] in mapping.toml onder columns {problem.column} = "uw titel"'
        same = f'is het voor elke regel hetzelfde, onder constants {problem.column} = "uw waarde"'
        return f"Er is geen titel voor: {said}; of, {same}."
    skipped = _another_kind(problem, title, made_of.lacking.get(str(problem.column)))
    kind = next(column.kind for table in LANDING_TABLES if table.name == problem.table for column in table.columns
                if column.name == problem.column)  # fmt: skip
    further = ""
    if kind in ("boolean", "code") and problem.table not in MAY_SKIP:
        where = f"[{problem.table}.values.{problem.column}]"
        further = f'Betekent een lege cel iets, zet dan onder {where} een regel "" = "uw waarde".'
        if kinds := made_of.kinds.get(str(problem.column)):
            beside = f"if_empty = {{{problem.column} = {toml(kinds.title)}}}"
            further += (
                f" Zegt '{kinds.title}' het op die regels zelf, zet dan boven columns {beside}, en onder {where} zijn woorden."
            )
    if problem.column == "due_on":
        further = "Is zo'n regel geen vordering (een storno bijvoorbeeld), lees haar dan in een eigen blok (docs/nl/recepten.md)."
    return f"{skipped} {further}".strip()


def _agreeing(words: str, count: int) -> str:
    """Words of a rule with the verb for one row or for more."""
    return re.sub(r"\[(\w+)\|(\w+)\]", r"\1" if count == 1 else r"\2", words)


def finding_in_words(finding: LandingFinding) -> tuple[str, str]:
    """(table, Dutch line) for a load's finding such as `leases_naming_unknown_tenants`."""
    table, _, what = finding.kind.partition("_naming_unknown_")
    if finding.kind.endswith(FEWER_ROWS):
        rows = rows_in_words(finding.count)
        return finding.kind.removesuffix(FEWER_ROWS), f"let op: {rows} minder dan bij de vorige keer. Is de export heel?"
    if finding.kind.endswith(OPEN_LINE):
        words = f"let op: de laatste regel (regel {finding.lines[0]}) heeft geen regeleinde. Is de laatste cel heel?"
        return finding.kind.removesuffix(OPEN_LINE), words
    if finding.kind.endswith(BACKWARDS):
        words = f"let op: in {rows_in_words(finding.count)} ligt het einde voor het begin{_places_in_words(finding)}."
        return finding.kind.removesuffix(BACKWARDS), f"{words} Zo'n rij telt als geëindigd. Klopt dat?"
    if finding.kind.endswith(FUTURE):
        if finding.kind == f"export_info{FUTURE}":
            return "export_info", BANK_AHEAD
        words = f"let op: {rows_in_words(finding.count)} met een dag die nog komen moet{_places_in_words(finding)}."
        return finding.kind.removesuffix(FUTURE), f"{words} Tot dan telt zo'n rij niet mee. Zijn dag en maand verwisseld?"
    if finding.kind.endswith(PERHAPS_CENTS):
        words = "let op: geen bedrag heeft centen, en de helft is hoger dan een huur. Zijn het centen in plaats van euro's?"
        return finding.kind.removesuffix(PERHAPS_CENTS), words
    if not what:
        return _odd_text_in_words(finding)
    names = "noemt" if finding.count == 1 else "noemen"
    words = MISSING_REFERENCES.get(what, f"iets dat niet bekend is ({what})")
    money = f" {_money_in_words(finding)}" if finding.credits else ""
    held = f" {HOLDS_ALL_BACK}" if table in BLOCKING and what in ("tenants", "leases") else ""
    return table, f"let op: {rows_in_words(finding.count)} {names} {words}.{money}{held}"


def none_known_in_words(table: str) -> str:
    """What to do where no row of a mapped table names anything that is known."""
    away = f" {TAKE_AWAY}" if table in MAY_SKIP else ""
    return f"Dat zijn ze allemaal: staat er een ander nummer, zet dan de goede titel bij columns.{away}"


def _money_in_words(finding: LandingFinding) -> str:
    amount = f"{finding.euros:,.2f}".translate(str.maketrans(",.", ".,"))
    return (
        f"Daarbij {rows_in_words(finding.credits)} ontvangen of afgeboekt geld, samen {amount} euro, dat bij niemand meetelt: "
        "wie het betaalde, kan ten onrechte achterstand lijken te hebben."
    )


def _may_leave(table: str, column: str) -> bool:
    return any(each.column(column).may_leave for each in LANDING_TABLES if each.name == table)


def _odd_text_in_words(finding: LandingFinding) -> tuple[str, str]:
    table, _, column = finding.kind.partition("_with_control_characters_in_")
    return table, (
        f"let op: kolom {column}: in {rows_in_words(finding.count)} staat een stuurteken{_places_in_words(finding)}. "
        f"Herstel dat in de bron{'; alleen die huurder wordt zo niet gemeld' if _may_leave(table, column) else ''}."
    )


def places_in_words(made_of: MadeOf, rows: Sequence[int], count: int) -> str:
    """` (Contracten.xlsx regel 5, 9 en meer)`, or nothing."""
    places = "; ".join(f"{file} regel {', '.join(map(str, lines))}" for file, lines in made_of.places(rows).items())
    return f" ({places}{' en meer' if count > len(rows) else ''})" if places else ""


def _places_in_words(found: Problem | LandingFinding) -> str:
    """` (rij 3, 7; regel 4, 8 en meer)`, or nothing."""
    words = (("rij", found.rows), ("regel", found.lines))
    places = "; ".join(f"{word} {', '.join(map(str, numbers))}" for word, numbers in words if numbers)
    more = " en meer" if found.count > max(len(found.rows), len(found.lines)) else ""
    return f" ({places}{more})" if places else ""
