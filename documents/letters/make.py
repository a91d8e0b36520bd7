"""The day's letters in their folder, with an overview that links numbers to leases, and templates with merge fields.

Belongs here: file names, the overview, what was made before. Does not belong here: what a letter says or looks like.

File names hold a number and the kind of letter, nothing of a person or a lease. A letter that was made in the last
days is not made again while the export does not show it yet, so that nobody gets it twice.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import duckdb

from documents.dutch import day
from documents.letters.due import DueLetter, due_letters
from documents.letters.wording import LetterText, SharedData, letter_texts, sender_text, shared_data
from documents.manager import ManagerFacts
from exports.delivery.worksheets import ListColumn, write_worklist
from exports.ground.files import sha256_of, sha256_of_file, write_atomically
from exports.ground.home import Home

DAYS_TO_SHOW = 7  # within which a letter that was made should be seen in the export
LAY_OUT = Path(__file__).with_name("word.py")
TEMPLATES_MADE = ".gemaakt.json"  # beside the templates: what each was made of, and its digest
LETTER_FILE = re.compile(r"\d{4,}_[a-z]+\.docx")
RECORD = ("lease_id", "step", "document_ref", "file")
TITLES = (
    ListColumn("Nummer", 9),
    ListColumn("Bestand", 24),
    ListColumn("Huurovereenkomst", 18),
    ListColumn("Brief", 14),
    ListColumn("Tekst", 16),
    ListColumn("Stand", 70),
    ListColumn("Vastleggen als document", 34),
)


@dataclass(frozen=True)
class MadeLetter:
    """One line of the overview: a letter that was made, or why it was not.

    Attributes:
        document_ref: what the landlord's system records with the action, so that the text's version comes back with
            the export and so into the evidence.
    """

    number: int | None
    file: str
    due: DueLetter
    text: LetterText
    status: str
    document_ref: str


def make_letters(
    con: duckdb.DuckDBPyConnection, home: Home, as_of: date, manager: ManagerFacts, withheld: str | None = None
) -> list[Path]:
    """Write the letters due on `as_of` to `worklists/brieven/<as-of>/`, with `overzicht.xlsx`, and the templates.

    The folder is left with this run's letters alone: a letter of an earlier run for the same date that no longer falls
    due is removed.

    Args:
        con: a connection on the warehouse of `as_of`; only read.
        home: where to write; earlier days are read from the real home.
        as_of: the date of the letters.
        manager: in whose name they go out.
        withheld: why no letter may stand ready at all, where that is so; the overview says it of each.

    Returns:
        The letters, the overview and the templates.

    Raises:
        TextsRefused: a text file cannot be used.
        OSError: the disk is full; what stood there stays.
    """
    texts, shared = letter_texts(fourteen_days=manager.fourteen_day_letter), shared_data()
    folder = home.worklists / "brieven" / str(as_of)
    numbers = {(row["lease_id"], row["step"]): int(row["file"].split("_")[0]) for row in letters_made(home, as_of)}
    due = due_letters(con)
    if withheld is not None:
        due = [replace(letter, obstacle=f"niet gemaakt: {withheld}") for letter in due]
    lines = list(_lines(due, texts, manager, as_of, made_before(home, as_of), numbers))
    paths = [folder / line.file for line in lines if line.number is not None]
    if paths:
        _write_letters(folder, [line for line in lines if line.number is not None], manager, shared, as_of)
    _remove_others(folder, {path.name for path in paths})
    overview, record = folder / "overzicht.xlsx", folder / "overzicht.csv"
    write_worklist(overview, f"Brieven van {day(as_of)}", TITLES, [_overview(line) for line in lines])
    write_atomically(record, _record(lines))
    return [*paths, overview, record, *make_templates(home, manager, texts)]


def _write_letters(folder: Path, lines: list[MadeLetter], manager: ManagerFacts, shared: SharedData, as_of: date) -> None:
    from documents.letters.word import Content, lay_out, letter_bytes  # loads python-docx: not on a day without letters

    layouts = {code: lay_out(text, manager) for code, text in {line.text.code: line.text for line in lines}.items()}
    for line in lines:
        content = Content(_values(line.due, shared, as_of), line.due.items)
        write_atomically(folder / line.file, letter_bytes(layouts[line.text.code], content))


def make_templates(home: Home, manager: ManagerFacts, texts: Mapping[str, LetterText] | None = None) -> list[Path]:
    """Write one Word template a letter, with MERGEFIELDs, to `worklists/brieven/sjablonen/`.

    One that stands there as it was made of the same text, manager and layout, by its digest, is not made again.
    """
    folder = home.worklists / "brieven" / "sjablonen"
    before, made, paths = _templates_made(folder), {}, []
    for text in (texts or letter_texts()).values():
        path = folder / f"{text.name}_versie_{text.version}.docx"
        source = _source_of(text, manager)
        if not path.exists() or before.get(path.name) != [source, sha256_of_file(path)]:
            from documents.letters.word import template_bytes

            write_atomically(path, template_bytes(text, manager))
        made[path.name] = [source, sha256_of_file(path)]
        paths.append(path)
    if made != before:
        write_atomically(folder / TEMPLATES_MADE, json.dumps(made, indent=1).encode())
    return paths


def _templates_made(folder: Path) -> dict[str, list[str]]:
    try:
        found = json.loads((folder / TEMPLATES_MADE).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _source_of(text: LetterText, manager: ManagerFacts) -> str:
    """The digest of all that a template is made of: words, names, and what lays them out."""
    words = repr((text, manager, sender_text(manager), version("python-docx")))
    return sha256_of(words.encode() + LAY_OUT.read_bytes())


def letters_made(home: Home, as_of: date) -> list[dict[str, str]]:
    """What was made for `as_of`: lease_id, step, document_ref, file; empty where nothing was."""
    return _read_record(home.worklists / "brieven" / str(as_of) / "overzicht.csv")


def _values(due: DueLetter, shared: SharedData, as_of: date) -> dict[str, str]:
    return {
        "naam": due.name,
        "adres": due.address,
        "plaats": due.place,
        "datum": day(as_of),
        "kenmerk": due.lease_id,
        "bedrag": due.amount,
        "incassokosten": due.costs,
        "gegevens": shared.words(due.fields),
    }


def _lines(
    due: list[DueLetter],
    texts: Mapping[str, LetterText],
    manager: ManagerFacts,
    as_of: date,
    before: Mapping[tuple[str, str], date],
    numbers: Mapping[tuple[str, str], int],
) -> Iterator[MadeLetter]:
    """The overview's lines. A letter keeps the number it had: it may stand in the landlord's system already."""
    latest = max(numbers.values(), default=0)
    for letter in due:
        text = texts[letter.step]
        made_on = before.get((letter.lease_id, letter.step))
        missing = text.missing(manager)
        if made_on:
            letter = replace(letter, obstacle=f"al klaargezet op {day(made_on)}; nog niet teruggezien in de export")
        elif missing:
            letter = replace(letter, obstacle=f"niet gemaakt: stel eerst in {missing}")
        if letter.obstacle:
            yield MadeLetter(None, "", letter, text, letter.obstacle, "")
            continue
        number = numbers.get((letter.lease_id, letter.step))
        if number is None:
            number = latest = latest + 1
        reference = f"{text.version_id} {as_of} {number:04d}"
        yield MadeLetter(number, f"{number:04d}_{text.name}.docx", letter, text, "klaar om te versturen", reference)


def _overview(line: MadeLetter) -> tuple[object, ...]:
    return (
        line.number,
        line.file or None,
        line.due.lease_id,
        line.text.name,
        line.text.version_id,
        line.status,
        line.document_ref or None,
    )


def _record(lines: list[MadeLetter]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(RECORD)
    writer.writerows(
        (line.due.lease_id, line.due.step, line.document_ref, line.file) for line in lines if line.number is not None
    )
    return text.getvalue().encode()


def _read_record(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), delimiter=";"))


def made_before(home: Home, as_of: date) -> dict[tuple[str, str], date]:
    """The letters of the last days, by lease and step, with the latest day each was made."""
    made: dict[tuple[str, str], date] = {}
    for back in range(DAYS_TO_SHOW, 0, -1):
        on = as_of - timedelta(days=back)
        for row in _read_record(home.root / "worklists" / "brieven" / str(on) / "overzicht.csv"):
            made[(row["lease_id"], row["step"])] = on
    return made


def _remove_others(folder: Path, keep: set[str]) -> None:
    for path in folder.glob("*.docx") if folder.exists() else ():
        if path.name not in keep and LETTER_FILE.fullmatch(path.name):
            path.unlink()
