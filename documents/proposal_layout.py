"""A proposed mapping file as a person reads it: the questions in one numbered list on top, below it what is read, without more.

Belongs here: the order and form of its lines. TOML reads the same in it as in the proposal with its evidence (proposal_text.py).
Does not belong here: what is asked and in which words (proposal_questions.py).

What is certain stands without a word behind it, what asks something with the number of its question, and an explanation once.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from documents.proposal_questions import MARK, Line, Question, questions_of, runs

WIDTH = 150
SHORT = 60  # of a comment that stands behind its line too, and not only in the list on top
HEAD = (
    "# Voorstel van `vroegsignaal map`. Lees alleen de vragen hieronder: waar geen vraag bij staat, was geen twijfel. Achter",
    '# elke regel waar een vraag over gaat, staat haar nummer. Uitleg: docs/nl/eerste-dag.md, "4. Lees het voorstel na".',
)
ANSWER = "# VUL IN: zet uw antwoord in de regel, en haal het hekje ervoor weg."
LOOK = "# KIJK NA: klopt het, dan doet u niets; anders verbetert u de regel, of zet er een hekje voor."
UNUSED = '# NIET GEBRUIKT op {lines}: hoort er een bij, schrijf dan bij columns van zijn blok: onze_kolom = "Uw titel".'
CONFIRM = "confirmed = false  # zet dit op true als alles klopt; tot dan neemt een run niets uit dit bestand over"
MOST_MOVES = 20  # the list on top moves the lines of which it names the numbers, and they its length
_NOT_USED = re.compile(r"# niet gebruikt: (?P<title>'.*'|\".*\") \(vorm: (?P<shapes>.*)\)$")
_FREE_TEXT = re.compile(r"# (?P<title>'.*'|\".*\") is vrije tekst \(vorm: .*\): (?P<how>.*)$")
_SURE = re.compile(r"^(zeker: |\d+ keer$|\d+ cellen gevuld$|er is geen nummer: )")
_PARTS = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|  # ')  # texts, in which no comment begins, and where one does
_DAY = re.compile(r"9{1,4}[-/.]9{1,2}[-/.]9{1,4}")


def laid_out(text: str) -> str:
    """The proposal in the form in which it is put down."""
    lines = _unused_in_one(_free_text_with_its_title(_read(text)))
    asked = questions_of(lines)
    body = list(_written(lines))
    head: list[str] = []
    for _ in range(MOST_MOVES):
        moved = _head(asked, [line for line, _ in body], len(head))
        if len(moved) == len(head):
            break
        head = moved
    return "\n".join([*moved, *(written for _, written in body), ""])


def _read(text: str) -> list[Line]:
    """The lines below the proposal's own head, each with where it stands."""
    found: list[Line] = []
    sheet, section, block = "", "", 0
    labels = _labels(text)
    for raw in text.partition("\nconfirmed = ")[2].splitlines()[1:]:
        if raw.startswith("# --- "):
            sheet, section = labels[raw], ""
        if raw.startswith("["):
            section = raw.strip("[]")
            block += raw.startswith("[[")
        if not raw and (not found or not found[-1].code or found[-1].code.startswith("# --- ")):
            continue
        code, comment = ("", "") if not raw else _split(raw)
        found.append(Line(code, comment, sheet, block, section))
        if not raw:
            section = ""  # what stands between two blocks is neither's
    return found


def _labels(text: str) -> dict[str, str]:
    """The header of each sheet -> its own name, or that of its file where that tells more."""
    headers = [line for line in text.splitlines() if line.startswith("# --- ")]
    places = {each: each.removeprefix("# --- ").rpartition(": titels")[0].rpartition(", blad ") for each in headers}
    sheets = [sheet for _, _, sheet in places.values()]
    files = [file for file, _, _ in places.values()]
    return {
        each: sheet if not file or sheets.count(sheet) == 1 else file if files.count(file) == 1 else f"{file}, blad {sheet}"
        for each, (file, _, sheet) in places.items()
    }


def _split(raw: str) -> tuple[str, str]:
    """What counts, and the comment behind it; of a line that does not count, the comment behind that."""
    start = len(raw) - len(raw.lstrip("# "))
    for part in _PARTS.finditer(raw, start):
        if part[0] == "  # ":
            return raw[: part.start()], raw[part.end() :]
    return raw, ""


def _free_text_with_its_title(lines: Sequence[Line]) -> list[Line]:
    """What is said of a free text goes to the doubt about its title; it stays where there is none."""
    kept: list[Line] = []
    for line in lines:
        said = _FREE_TEXT.match(line.code)
        about = [
            each
            for each in kept
            if said and each.block == line.block and each.asks and each.code.endswith(f'= "{said["title"][1:-1]}"')
        ]
        if said and about:
            how = said["how"].replace(
                "zie patterns, van boven naar beneden", "kloppen de patronen onder patterns, van boven naar beneden?"
            )
            about[-1].comment = about[-1].comment.replace("titel past; ", "") + f"; {how}".replace("?;", "?")
        else:
            kept.append(line)
    return kept


def _unused_in_one(lines: Sequence[Line]) -> list[Line]:
    """The titles of one sheet that nothing reads, on one line; of days it is said that they are."""
    kept: list[Line] = []
    for line in lines:
        said = _NOT_USED.match(line.code)
        if not said:
            kept.append(line)
            continue
        days = " (datums)" if _DAY.search(said["shapes"]) else " (leeg)" if said["shapes"] == "leeg" else ""
        title = f'"{said["title"][1:-1]}"{days}'
        if kept and kept[-1].code.startswith("# niet gebruikt: "):
            kept[-1].code += f", {title}"
        else:
            if not kept[-1].code:
                kept.pop()
            kept.append(Line(f"# niet gebruikt: {title}", sheet=line.sheet))
    return kept


def _written(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    said: set[str] = set()
    choices = ""
    for line in lines:
        comment = "" if _SURE.match(line.comment) or line.comment in said else line.comment
        if not line.question:
            said.add(line.comment)
            yield line, f"{line.code}  # {comment}" if comment else line.code
        elif line.waits:
            chosen = line.comment.partition("kies uit ")[2]
            is_said_here = chosen != choices if chosen else len(line.comment) <= SHORT
            again = f": {line.comment}" if line.comment and is_said_here else ""
            choices = chosen
            yield line, f"{line.code}  {MARK}{line.question}{again}"
        elif line.code.startswith("#"):
            yield line, f"{MARK}{line.question}"
        else:
            yield line, f"{line.code}  {MARK}{line.question}"


def _head(asked: Sequence[Question], body: Sequence[Line], above: int) -> list[str]:
    at = {id(line): number for number, line in enumerate(body, start=above + 1)}
    lines = list(HEAD)
    for title, is_answer in ((ANSWER, True), (LOOK, False)):
        some = [each for each in asked if each.is_answer == is_answer]
        lines += [title] if some else []
        sheet = ""
        for each in some:
            where = runs("regel", [at[id(line)] for line in each.lines])
            named = f"{each.sheet}: " if each.sheet and each.sheet != sheet else ""
            sheet = each.sheet
            lines += _wrapped(f"{each.lines[0].question:>2}. {where}: ", named + each.words())
    unused = [number for number, line in enumerate(body, start=above + 1) if line.code.startswith("# niet gebruikt: ")]
    lines += [UNUSED.format(lines=runs("regel", unused))] if unused else []
    return [*lines, CONFIRM, ""]


def _wrapped(begin: str, words: str) -> list[str]:
    return textwrap.wrap(
        begin + words, WIDTH, initial_indent="# ", subsequent_indent="#     ", break_long_words=False, break_on_hyphens=False
    )
