"""What a person decides of a proposed mapping: each doubt once, as one numbered question with all the lines that it is about.

Belongs here: which lines ask something, which of them ask the same, and the words of the question (Dutch). Does not belong here:
what is proposed (sources/proposals/draft.py), or where each line ends up in the file (proposal_text.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.check_words import TABLES
from documents.column_words import column_in_words
from documents.proposal_grouped import TITLES, Asked, few_titles_each, once_a_file
from documents.proposal_guessed import guessed
from documents.proposal_settings import WHICH_LINES, code_asked, lookups_of, options_in_words, setting_in_words
from documents.proposal_toml import code_of, toml
from sources.proposals.answers import constant_of
from sources.proposals.meant import BY_CODES, NO_MEANING
from sources.proposals.part import NO_TITLE
from sources.reading.rules import TABLES as OUR_TABLES
from sources.reading.settings import NAME_DAY
from sources.words.names import quoted
from sources.words.notes import OF_ANOTHER, Draft, Line, Section

AGREED = "klopt dat?"
MOST_WORDS = 6
WIDEST = 100
SAME_ANYWHERE = ("dates", "decimals")
TAKE_AWAY = "haal dit blok dan weg"
WHOLE = "deze lijsten kunnen ook over iets anders gaan: "
NOT_HERE = "hoort een blok daar niet, haal dan al zijn regels weg"


@dataclass
class Place:
    """A line of the proposal, and where it stands.

    Attributes:
        sheet: its sheet as the questions call it. draft: its block; None of what stands between blocks.
        section: `columns`, `values.category`; empty of the settings and of what stands above a block.
        question: its number; 0 of what asks nothing.
    """

    line: Line
    sheet: str
    draft: Draft | None = None
    section: str = ""
    question: int = 0

    @property
    def asks(self) -> bool:
        """Whether a person has something to do with it."""
        return self.line.note.asks

    @property
    def key(self) -> str:
        """What it is known by while a person answers; no number of a line is in it."""
        return f"{self.sheet}: {self.section} {self.line.key} {self.title} {self.line.note.asked or ''}"

    @property
    def code(self) -> str:
        """What it says to a run; nothing where it only asks."""
        return code_of(self.section, self.line)

    @property
    def title(self) -> str:
        """The title that it reads as a column of ours."""
        value = self.line.value
        found = value[0] if self.section == "split" and isinstance(value, (list, tuple)) else value
        return found if isinstance(found, str) and self.section in ("columns", "split") else ""


@dataclass
class Question:
    """One thing to decide.

    Attributes:
        places: the lines that it is about.
        named: what is to be said of titles or words -> these -> our columns for each, with how well the cells fit.
    """

    is_answer: bool
    lead: str = ""
    places: list[Place] = field(default_factory=list)
    named: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    number: int = 0

    def add(self, place: Place, asked: str, named: str = "", ours: str = "", seen: str = "") -> None:
        """One more line that it is about."""
        self.places.append(place)
        found = self.named.setdefault(asked, {})
        columns = found.setdefault(named, {}) if named else {}
        columns |= {ours: seen} if ours else {}

    def words(self) -> str:
        """The question itself, without its number, its lines and their sheet."""
        if self.lead == TITLES:
            said = ". ".join(self._of_titles()).replace("?. ", "? ")
            return said[:1].lower() + said[1:]
        parts = (": ".join(part for part in (self._listed(said), asked) if part) for asked, said in self.named.items())
        return self.lead + "; ".join(filter(None, parts))

    def _of_titles(self) -> Iterator[str]:
        """Titles of one doubt in one sentence, those without more than the question first."""
        for asked, said in sorted(self.named.items(), key=lambda each: each[0] != ""):
            if asked.endswith("?"):  # behind what it is asked of
                yield f"{self._listed(said)}: {asked}"
                continue
            yield (f"{asked[:1].upper()}{asked[1:]}: " if asked else TITLES) + self._listed(said)

    def _listed(self, said: dict[str, dict[str, str]]) -> str:
        shown = [f"{title} = {_columns(ours)}" if ours else title for title, ours in said.items()]
        more = f" en nog {len(shown) - MOST_WORDS}" if self.is_answer and len(shown) > MOST_WORDS else ""
        return ", ".join(shown[:MOST_WORDS] if self.is_answer else shown) + more

    @property
    def sheet(self) -> str:
        """The sheet that it is about; nothing where there are several."""
        sheets = {place.sheet for place in self.places}
        return sheets.pop() if len(sheets) == 1 else ""


def _columns(ours: dict[str, str]) -> str:
    """Our columns for a title; how well its cells fit once, where that is the same for each of them."""
    if len(set(ours.values())) == 1:
        seen = next(iter(ours.values()))
        return ", ".join(ours) + (f" ({seen})" if seen else "")
    return ", ".join(f"{column} ({seen})" if seen else column for column, seen in ours.items())


def questions_of(places: Sequence[Place]) -> list[Question]:
    """What has no answer yet first, then what is to be looked at; in the order of the file, and each numbered on its lines."""
    found: dict[Hashable, Question] = {}
    made = {(id(place.draft), title): place for place in places for title in _made_by(place)}
    asked: list[tuple[Place, Asked]] = []
    for place in (each for each in places if each.asks):
        looked_up = made.get((id(place.draft), place.title)) if place.title and not place.line.waits else None
        asking = _answer if place.line.waits else _look
        asked.append((place, asking(looked_up or place)))
    for place, (key, lead, *said) in few_titles_each(once_a_file(asked)):
        found.setdefault((place.line.waits, key), Question(place.line.waits, lead)).add(place, *said)
    ordered = sorted(found.values(), key=lambda each: not each.is_answer)
    for number, each in enumerate(ordered, start=1):
        each.number = number
        for place in each.places:
            place.question = number
    return ordered


def _answer(place: Place) -> Asked:
    line, note = place.line, place.line.note
    options = f"kies uit {options_in_words(place.section, line.key, note.options)}" if note.options else ""
    none = _passed_over(place)
    ordered = (options, none) if place.section.endswith("entry_type") else (none, options)
    options = "; ".join(filter(None, ordered)) if options else ""
    asked = "; ".join(part for part in (note.asked, options) if part)
    if not line.key and place.code == "":
        asked = asked.replace("wat er staat", "wat er in dat bestand staat")
        where = "er een regel met dat woord boven" if place.section else "dat woord daar bij"
        how = f": zet {where} (dit hekje blijft)" if asked.startswith(NO_MEANING) else ""
        return (place.sheet, asked), "", "; ".join(filter(None, (asked + how, none))), "", ""
    if line.key == "unread":
        return (id(place.draft), "unread"), "", asked, "", ""
    if place.section in ("columns", "constants") and place.draft is not None:
        table = place.draft.table
        shown = f"{line.key} ({column_in_words(table, line.key)} bij {table})"
        shown = f"{shown} = {toml(line.value)}" if line.value else shown
        of_what: Hashable = (place.sheet, asked) if note.is_refused else id(place.draft)  # once for all blocks of the list
        of_what = (table, asked) if days_offered(place.draft, line.key) else of_what  # once for lists below one day
        return (of_what, line.key, _on_each_line(place)), "", asked + _on_each_line(place), shown, ""
    said = ["van elke maand"] if note.is_of_months else []
    said += [f"{note.times} keer"] if note.times else []
    said += [f"waarschijnlijk {line.value}"] if line.value and place.section.startswith("values.") else []
    is_code = place.section.startswith("values.")
    said = [*([quoted(note.shown)] if is_code and note.shown else []), *said]
    word = quoted(line.key if is_code else note.shown or line.key)
    return (place.sheet, place.section, asked), "", asked, f"{word} ({', '.join(said)})" if said else word, ""


# Column -> when a line with such a word counts for nothing.
_COUNTS_NOT = {
    "action_type": "is het geen brief aan of gesprek met de huurder over de achterstand",
    "entry_type": "telt zo'n regel niet mee (een inkoopfactuur bijvoorbeeld)",
}


def _passed_over(place: Place) -> str:
    """How to answer that lines with a word count for nothing: a contact that proves nothing, or a line of suppliers."""
    kind, _, column = place.section.partition(".")
    if kind not in ("values", "patterns") or column not in _COUNTS_NOT:
        return ""
    lines = [(section.name, line) for section in place.draft.sections for line in section.lines] if place.draft else []
    title = next((line.value for name, line in lines if name == "columns" and line.key == column), "")
    has_skipped = any(line.key == "skip_lines" for name, line in lines if not name)
    pattern = "^begin van het woord, in kleine letters" if place.section.startswith("values.") else "het patroon"
    said = f"{toml(title)} = ['{pattern}']"
    where = f"zet er dan bij skip_lines bij: {said}" if has_skipped else f"zet dan boven columns: skip_lines = {{{said}}}"
    return f"{_COUNTS_NOT[column]}, {where}"


def sections_of(draft: Draft) -> list[Section]:
    """What a block shows below its settings: without constants that are asked where their titles would stand."""
    asked = {line.key for each in draft.sections if each.name == "columns" for line in each.lines if line.waits}
    found = []
    for section in (each for each in draft.sections if each.name):
        is_twin = [section.name == "constants" and line.waits and not line.value and line.key in asked for line in section.lines]
        lines = tuple(line for line, twin in zip(section.lines, is_twin, strict=True) if not twin)
        found += [Section(section.name, lines)] if lines or section.name == "columns" else []
    return found


def doubted_once(draft: Draft) -> Draft:
    """The block without the doubt about its list on each of its titles: that is asked of it as a whole."""
    sections = tuple(replace(each, lines=tuple(map(_settled, each.lines))) for each in draft.sections)
    return replace(draft, sections=sections, is_doubted=True) if sections != draft.sections else draft


def _settled(line: Line) -> Line:
    evidence = line.note.evidence
    if OF_ANOTHER not in evidence.doubts:
        return line
    rest = replace(evidence, doubts=tuple(each for each in evidence.doubts if each != OF_ANOTHER))
    is_asked = bool(rest.doubts or line.note.asked) or rest.fit != rest.of
    return replace(line, note=replace(line.note, evidence=rest, asked=line.note.asked if is_asked else None))


def lines_mark(draft: Draft | None) -> str:
    """What stands for the lines of a block in a question, until these are known."""
    return f"\0{id(draft)}\0"


def days_offered(draft: Draft, column: str) -> tuple[str, ...]:
    """The days that a block is offered for a column, where no title of it has one: that above its titles, or in a name."""
    twin = constant_of(draft, column)
    return twin.note.options if twin is not None else ()


def _on_each_line(place: Place) -> str:
    """What to say where no title gives a column, and it is the same on each line."""
    if place.draft is None or place.section != "columns":
        return ""
    twin = constant_of(place.draft, place.line.key)
    if twin is None:
        return ""
    said = [f"{each} (de dag in de naam van het bestand)" if each == NAME_DAY else each for each in twin.note.options]
    options = f"; kies uit {', '.join(said)}" if said else ""
    has_others = any(section.name == "constants" for section in sections_of(place.draft))
    where = f'bij constants: {twin.key} = "…"' if has_others else f'boven columns: constants = {{{twin.key} = "…"}}'
    return f"; of, als het overal hetzelfde is, {where}{options}"


def _look(place: Place) -> Asked:
    line, note = place.line, place.line.note
    words = {"": AGREED, NO_TITLE: guessed(line, place.draft)}.get(note.asked or "", note.asked or "")
    if words == OF_ANOTHER and place.draft is not None:
        return OF_ANOTHER, WHOLE, NOT_HERE, quoted(place.sheet), TABLES[place.draft.table], lines_mark(place.draft)
    if place.code == "":
        words = words.replace(TAKE_AWAY, f"haal dit blok ({lines_mark(place.draft)}) dan weg")
        is_of_entries = place.draft is not None and place.draft.table == "ledger_entries" and TAKE_AWAY not in (note.asked or "")
        return (place.sheet, WHICH_LINES) if is_of_entries else words, "", words, "", ""
    if line.key == "lookup" and place.section == "":
        said = "; ".join(lookups_of(line))
        return ("lookup", said), "", AGREED, said, ""  # the same in each list of a workbook
    if not place.section and line.key in WHICH_LINES:
        return (place.sheet, WHICH_LINES), "", words, setting_in_words(line, place.draft), ""
    if place.title:
        return (place.sheet, "titles"), TITLES, *about_title(place)
    if place.section.startswith("values."):
        beside = f" ({quoted(note.shown)})" if note.shown else ""
        shown = f"{quoted(line.key)}{beside}" + (f" = {_code(place)}" if line.value != "" else "")
        return (place.sheet, place.section, words), "", words, shown, ""
    shown = place.code if len(place.code) <= WIDEST else f"{line.key} = …"
    shown = (setting_in_words(line, place.draft) if not place.section else "") or shown
    if place.section == "constants" and (about := _day_of(place) or _ours_of(place)):
        shown = f"{about} = {_code(place)}"
    if place.section.startswith("patterns."):
        shown = f"de teksten die {_code(place)} worden"
    is_of_any = line.key in SAME_ANYWHERE and not place.section  # the same question in each sheet
    return ("" if is_of_any else place.sheet, line.key, words), "", words, shown, ""


def _fitting(table: str, name: str, fit: int, of: int) -> str:
    """How many cells are of the column's kind; of a column of codes, of how many it is known what their word means."""
    is_of_codes = table in OUR_TABLES and any(each.name == name and each.kind == "code" for each in OUR_TABLES[table].columns)
    asked = "; de andere woorden vraag ik" if fit < of else ""
    return f"van {of} cellen is bij {fit} bekend wat het woord betekent{asked}" if is_of_codes else f"{fit} van {of} cellen"


def _code(place: Place) -> str:
    column = place.section.partition(".")[2] or place.line.key
    asked = place.line.note.asked
    is_said = column == "action_type" and bool(asked) and asked != BY_CODES  # the question itself says what it is
    return toml(place.line.value) if is_said else code_asked(column, place.line.value)


def about_title(place: Place) -> tuple[str, str, str, str]:
    """What is to be said of a title, the title, our column for it, and how well the cells fit, where not all of them do."""
    evidence, table = place.line.note.evidence, place.draft.table if place.draft else ""
    ours = column_in_words(table, place.line.key)
    described = place.line.note.described
    title = f"{quoted(place.title)} ({described})" if described else quoted(place.title)
    whole = "".join(filter(str.isalnum, (described or place.title).lower()))
    is_part = "".join(filter(str.isalnum, "".join(evidence.parts))) not in ("", whole)  # the rest of the title says nothing
    seen = [f"deel {' + '.join(map(repr, evidence.parts))}"] if is_part else []
    seen += [_fitting(table, place.line.key, evidence.fit, evidence.of)] if evidence.fit != evidence.of else []
    doubts = (*evidence.doubts, *([place.line.note.asked] if place.line.note.asked else []))
    return "; ".join(doubts).replace("?;", "?"), title, ours, ", ".join(seen)


def _day_of(place: Place) -> str:
    """In a block whose lines are all of one kind, such as a letter, the title of its day."""
    sections = {section.name: section.lines for section in place.draft.sections} if place.draft else {}
    if all(line.key != "action_type" for line in sections.get("constants", ())):
        return ""
    return next((toml(line.value) for line in sections.get("columns", ()) if line.key == "performed_on"), "")


def _ours_of(place: Place) -> str:
    """Our column of what is the same on each line, in words."""
    return column_in_words(place.draft.table, place.line.key) if place.draft and isinstance(place.line.value, str) else ""


def _made_by(place: Place) -> list[str]:
    """The titles that a line makes by looking them up."""
    value = place.line.value if place.line.key == "lookup" and place.section == "" and place.asks else {}
    return list(value) if isinstance(value, Mapping) else []


def runs(what: str, numbers: Sequence[int]) -> str:
    """Numbers as `regel 3, 5-7`."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return f"{what} " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
