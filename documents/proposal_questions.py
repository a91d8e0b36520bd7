"""What a person decides of a proposed mapping: each doubt once, as one numbered question with all the lines that it is about.

Belongs here: which lines ask something, which of them ask the same, and the words of the question (Dutch). Does not belong here:
the proposal with its evidence (proposal_text.py), or where each line ends up in the file (proposal_layout.py).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from documents.column_words import column_in_words

LOOK = "kijk na"
MARK = "# vraag "  # before the number of a question, behind each line that it is about
# A line that does not count yet: a key, a word or a pattern behind a hash, or what a person is asked in its place.
_WAITS = re.compile(r"# *(\w+ = |\"[^\"]*\" = |'[^']*' = |\[|bij welk blok|nog geen betekenis)")
_UNTITLED = re.compile(r"# (kolom \w+ heeft|de kolommen .* hebben) geen titel")
_LOOKS = re.compile(rf"(?:waarschijnlijk, )?{LOOK}(?:: )?")
_TIMES = re.compile(r"^\d+ keer(?:; )?")
# Evidence without a doubt of its own: the title or the cells fit, in part or wholly.
_PLAIN = re.compile(
    r"(?:deel (?P<parts>'[^,]*'), )?(?:titel past; |een woord in de titel zegt het; )?(?:van )?"
    r"(?:(?P<some>\d+) van (?P<all>\d+) (?:cellen (?:zijn een datum|zijn een nummer of code|zijn zo te splitsen|passen"
    r"|is het woord bekend)|cellen passen)|\d+ cellen gevuld)"
)
_LOOKUP = re.compile(r'"([^"]+)" = \["([^"]*)", "([^"]*)", "([^"]*)", "([^"]*)"')  # made, own, file, key, taken
_TEXT = re.compile(r'"(?:\\.|[^"\\])*"')
_PATTERN = re.compile(r"\['\^(.*)\$', \"\"\]")
_MEANS = re.compile(r"(\"\w+\")\],$")  # our word at the end of a pattern
AGREED = "klopt dat?"
DERIVED = "van de soort afgeleid"  # how it went out, from what it is
MOST_WORDS = 6
WIDEST = 100


@dataclass
class Line:
    """One line of the proposal, as far as it is known what it belongs to.

    Attributes:
        code: what counts for TOML, or the whole of a line that is a comment. comment: the words behind it.
        sheet, block, section: where it stands, such as `leases.columns`.
        question: its number; 0 of what asks nothing. about: the title of which each day is that, such as a letter.
    """

    code: str
    comment: str = ""
    sheet: str = ""
    block: int = 0
    section: str = ""
    question: int = 0
    about: str = ""

    @property
    def waits(self) -> bool:
        """Whether it does not count until a person answers."""
        return waits(self.code)

    @property
    def asks(self) -> bool:
        """Whether a person has something to do with it."""
        is_look = LOOK in self.comment or (self.code.startswith("#") and LOOK in self.code)
        return self.waits or is_look or bool(_UNTITLED.match(self.code))


@dataclass
class Question:
    """One thing to decide: the lines that it is about, what it names of each, and the words of what is asked."""

    is_answer: bool
    lines: list[Line] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)  # a title or a word -> our columns for it, where it has any
    asked: str = ""
    lead: str = ""

    def words(self) -> str:
        """The question itself, without its number, its lines and their sheet."""
        shown = [title if not ours else f"{title} = {', '.join(ours)}" for title, ours in self.named.items()]
        more = f" en nog {len(shown) - MOST_WORDS}" if self.is_answer and len(shown) > MOST_WORDS else ""
        listed = ", ".join(shown[:MOST_WORDS] if self.is_answer else shown) + more
        return ": ".join(part for part in (self.lead + listed, self.asked) if part)

    @property
    def sheet(self) -> str:
        """The sheet that it is about; nothing where there are several."""
        sheets = {line.sheet for line in self.lines}
        return sheets.pop() if len(sheets) == 1 else ""


def questions_of(lines: Sequence[Line]) -> list[Question]:
    """What has no answer yet first, then what is to be looked at; in the order of the file, and each numbered on its lines."""
    found: dict[Hashable, Question] = {}
    of_one_kind = {line.block for line in lines if line.section.endswith(".constants") and line.code.startswith("action_type = ")}
    days = {
        each.block: _title_of(each) for each in lines if each.code.startswith("performed_on = ") and each.block in of_one_kind
    }
    made = {(line.block, title): line for line in lines if line.asks for title in _made_by(line)}
    for line in lines:
        if not line.asks:
            continue
        line.about = days.get(line.block, "") if line.section.endswith(".constants") else ""
        looked_up = made.get((line.block, _title_of(line)))
        key, named, ours, asked, lead = _answer(line) if line.waits else _look(looked_up or line)
        each = found.setdefault(key, Question(line.waits, asked=asked, lead=lead))
        each.lines.append(line)
        if named:
            columns = each.named.setdefault(named, [])
            columns += [ours] if ours and ours not in columns else []
    ordered = sorted(found.values(), key=lambda each: not each.is_answer)
    for number, each in enumerate(ordered, start=1):
        for line in each.lines:
            line.question = number
    return ordered


_Asked = tuple[Hashable, str, str, str, str]


def _answer(line: Line) -> _Asked:
    code, comment = line.code.strip().removeprefix("#").strip(), _TIMES.sub("", line.comment)
    if code.startswith(("nog geen betekenis", "bij welk blok")):
        asked = code.replace("wat er staat", "wat er in dat bestand staat")
        how = ": zet er een regel met dat woord voor boven, en laat dit hekje staan" if code.startswith("nog") else ""
        return ("answer", line.sheet, code), "", "", f"{asked}{how}", ""
    if code.startswith("unread = "):
        return ("answer", line.block, code), code, "", comment, ""
    pattern = _PATTERN.match(code)
    name = '"' + re.sub(r"\\(.)", r"\1", pattern[1].replace(r"\s+", " ")) + '"' if pattern else code.rpartition(" = ")[0]
    if line.section.endswith((".columns", ".constants")):
        table = line.section.rpartition(".")[0]
        value = code.rpartition(" = ")[2]
        shown = f"{name} ({column_in_words(table, name)} bij {table})"
        return ("answer", line.block, name), shown if value == '""' else f"{shown} = {value}", "", comment, ""
    return ("answer", line.sheet, line.section, comment), name or code, "", comment, ""


def _look(line: Line) -> _Asked:
    if not line.comment:  # a line of its own
        words = _LOOKS.sub("", line.code.lstrip("# "), count=1)
        return ("look", words), "", "", words, ""
    words = _LOOKS.sub("", _TIMES.sub("", line.comment), count=1).removesuffix("; ")
    words = {"": AGREED, "geen titel gevonden": "er is geen titel voor; geldt dat voor elke regel?"}.get(words, words)
    if line.code.startswith("lookup = "):
        found = (
            f'"{title}" wordt opgezocht in {file}: van "{own}" hier naar "{key}" daar, en daarvan "{taken}"'
            for title, own, file, key, taken in _LOOKUP.findall(line.code)
        )
        return ("look", line.code), "", "", "; ".join([*found, AGREED]), ""
    table, _, kind = line.section.partition(".")
    name = line.code.partition(" = ")[0]
    if line.comment.endswith(DERIVED) or (kind == "values.channel" and words == AGREED):
        named = line.code.strip() if kind == "values.channel" else ""
        return ("look", line.sheet, "channel"), named, "", AGREED, "er is geen titel die zegt hoe elke stap ging: "
    if kind in ("columns", "split"):
        return _about_title(line, column_in_words(table, name), _title_of(line), words)
    if kind.startswith("values."):
        return ("look", line.sheet, kind, words), line.code.strip(), "", words, ""
    shown = line.code if len(line.code) <= WIDEST else f"{name} = …"
    if line.about:
        shown = f"{line.about} = {line.code.partition(' = ')[2]}"
    if kind == "patterns" and (ours := _MEANS.search(line.code)):
        shown = f"de teksten die {ours[1]} worden"
    return ("look", line.sheet, name, words), shown, "", words, ""


def _about_title(line: Line, ours: str, title: str, reason: str) -> _Asked:
    """Of titles that fit, one question per sheet and doubt; how well the cells fit is said where not all of them do."""
    plain = _PLAIN.match(reason)
    if not plain:
        return ("look", line.sheet, title, reason), title, ours, reason, ""
    rest = reason[plain.end() :].removeprefix("; ").removeprefix("maar ")
    if plain["parts"]:
        ours += f" (deel {plain['parts']})"
    if plain["some"] != plain["all"]:
        ours += f" ({plain['some']} van {plain['all']} cellen)"
    return ("look", line.sheet, rest), title, ours, rest, "kloppen deze titels? "


def _title_of(line: Line) -> str:
    """The title, in quotes, that a line of `columns` or `split` reads."""
    kind = line.section.partition(".")[2]
    found = _TEXT.search(line.code.partition(" = ")[2]) if kind in ("columns", "split") else None
    return found[0] if found else ""


def _made_by(line: Line) -> list[str]:
    """The titles that a line makes by looking them up, in quotes."""
    return [f'"{each[0]}"' for each in _LOOKUP.findall(line.code)] if line.code.startswith("lookup = ") else []


def waits(line: str) -> bool:
    """Whether a line of the file does not count until a person answers."""
    return bool(_WAITS.match(line.strip()))


def runs(what: str, numbers: Sequence[int]) -> str:
    """Numbers as `regel 3, 5-7`."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return f"{what} " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
