"""The desks: one file each in this folder, `<desk>.toml`. The list of desks stands here and nowhere else.

Belongs here: holding those files to what a desk is. Does not belong here: what may leave at all
(validations/outgoing.py: a desk may rename a column, never add or drop one), bytes and delivery (exports/), or how a desk is
reached on one machine (orchestration/settings.py).

The desks' manuals are not public, so each file says whether it is `assumed` or `confirmed`, and by what. dbt needs the list as
a seed: `python -m validations.desks` writes it from these files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from validations.desk_files import FOLDER, DeskFileBroken, read_desk_file
from validations.feedback_layouts import FeedbackLayout
from validations.outgoing_columns import titles_of

Kind = Literal["signals", "withdrawals", "hold_notices"]
KINDS_OF: Mapping[str, frozenset[str]] = {
    "municipalities": frozenset({"signals", "withdrawals"}),
    "small_landlords": frozenset({"signals", "withdrawals"}),
    "agencies": frozenset({"hold_notices"}),
}
FIRST_SERVED = tuple(KINDS_OF)  # the order in which desks are listed and served; by their code within each


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CsvStyle(_Data):
    """How a csv file is written. `date` is a strftime pattern, `encoding` a Python codec."""

    delimiter: Literal[";", ",", "\t"]
    decimal: Literal[",", "."]
    encoding: Literal["utf-8", "utf-8-sig"]
    date: str

    @model_validator(mode="after")
    def _separators_differ(self) -> Self:
        if self.decimal == self.delimiter:
            raise ValueError("the decimal sign is not the delimiter")
        return self


class FileStyle(_Data):
    """One kind of file at one desk: the name of its sheet, and our title -> the desk's, where it has another."""

    sheet: str = Field(min_length=1, max_length=31)
    titles: dict[str, str] = {}


class Desk(_Data):
    """One desk.

    Attributes:
        desk: its code in tables and folders; the name of its file.
        product, supplier, audience: for auditors: what it is called, whose it is and whom it serves.
        name, full_name, place: as lists, letters and checklists call it; `place` follows "bij".
        short: three characters in the number of a batch.
        serves: `municipalities` (one of them chose it), `small_landlords` (no agreement beforehand) or `agencies`.
        channels: how it takes files, besides a person: `upload` by a person in its portal, `sftp`, `api`; none: typed over.
        status, source: whether the desk itself confirmed this file, and where it comes from.
        formats: the file formats it takes.
        checklist: by kind of file, what the page beside it says to the person who brings it.
        feedback: what its own feedback files look like; None: they have our titles.
    """

    desk: str = Field(pattern="^[a-z][a-z0-9_]*$")
    product: str
    name: str
    full_name: str
    place: str
    short: str = Field(pattern="^[a-z]{3}$")
    supplier: str
    audience: str
    serves: Literal["municipalities", "small_landlords", "agencies"]
    channels: tuple[Literal["upload", "sftp", "api"], ...]
    status: Literal["assumed", "confirmed"]
    source: str = Field(min_length=1)
    formats: tuple[Literal["xlsx", "csv"], ...] = Field(min_length=1)
    csv: CsvStyle
    signals: FileStyle | None = None
    withdrawals: FileStyle | None = None
    hold_notices: FileStyle | None = None
    checklist: dict[Kind, tuple[str, ...]] = {}
    feedback: FeedbackLayout | None = None

    @property
    def files(self) -> Mapping[str, FileStyle]:
        """Each kind of file it gets, with its style."""
        styles = {"signals": self.signals, "withdrawals": self.withdrawals, "hold_notices": self.hold_notices}
        return {kind: style for kind, style in styles.items() if style is not None}

    @model_validator(mode="after")
    def _gets_what_it_serves_for(self) -> Self:
        due = KINDS_OF[self.serves]
        if self.files.keys() != due:
            raise ValueError(f"it serves {self.serves}, so its tables are {', '.join(sorted(due))} and no other")
        for kind, style in self.files.items():
            _check_titles(kind, style.titles)
        return self


def _check_titles(kind: str, theirs: Mapping[str, str]) -> None:
    """The contract stays ours: each renamed title is one of it, and no two columns get one title."""
    ours = titles_of(kind)
    if unknown := sorted(theirs.keys() - set(ours)):
        raise ValueError(f"[{kind}.titles] renames {', '.join(unknown)}, which the contract does not have")
    shown = [theirs.get(title, title).strip() for title in ours]
    if "" in shown or len({title.casefold() for title in shown}) < len(shown):
        raise ValueError(f"[{kind}.titles] leaves a column without a title of its own")


@cache
def all_desks(folder: Path = FOLDER) -> Mapping[str, Desk]:
    """Every desk by its code, in the order in which they are served. Raises DeskFileBroken."""
    found = [_read(path) for path in sorted(folder.glob("*.toml"))]
    if len({desk.short for desk in found}) < len(found):
        raise DeskFileBroken("two desks have one 'short'; the numbers of their batches would look alike")
    return {desk.desk: desk for desk in sorted(found, key=lambda desk: (FIRST_SERVED.index(desk.serves), desk.desk))}


def desk_named(code: str) -> Desk:
    """One desk. Raises DeskFileBroken where there is none of that code."""
    desk = all_desks().get(code)
    if desk is None:
        raise DeskFileBroken(f"there is no desk '{code}'; a desk is a file of its own: {path_of(code)}")
    return desk


def signal_desks() -> tuple[str, ...]:
    """The codes of the desks that signals go to."""
    return tuple(desk.desk for desk in all_desks().values() if desk.serves != "agencies")


def municipality_desks() -> tuple[str, ...]:
    """The codes of the desks that a municipality can choose (`system` in municipality_agreements)."""
    return tuple(desk.desk for desk in all_desks().values() if desk.serves == "municipalities")


def path_of(code: str) -> str:
    """Where a desk's file is, from the folder that holds the rooms."""
    return f"{FOLDER.parent.name}/{FOLDER.name}/{code}.toml"


def line_in_file(code: str, key: str, section: str = "[feedback]") -> str:
    """Where to change something: the desk's file and the line on which `key` stands below `section`; for a message."""
    lines = (FOLDER / f"{code}.toml").read_text("utf-8").splitlines()
    start = next((number for number, line in enumerate(lines, 1) if line.strip() == section), 0)
    below = enumerate(lines[start:], start + 1)
    found = next(
        (number for number, line in below if line.split("=")[0].strip() in (key, f"[{section.strip('[]')}.{key}]")),
        start or len(lines),
    )
    return f"{path_of(code)}:{found}"


def seed() -> str:
    """The desks that signals go to, as the csv that dbt reads (dbt_project/seeds/desks.csv)."""
    lines = [f'{code},"{all_desks()[code].product}"' for code in signal_desks()]
    return "\n".join(["desk,product_name", *lines, ""])


def digest(folder: Path = FOLDER) -> str:
    """A SHA-256 digest, hexadecimal, of all desks' files: whether what was built on them still stands on the same."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _read(path: Path) -> Desk:
    try:
        desk = Desk.model_validate(read_desk_file(path))
    except ValidationError as refusal:
        mistakes = "; ".join(f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}" for each in refusal.errors())
        raise DeskFileBroken(f"{path.name}: {mistakes}") from None
    if desk.desk != path.stem:
        raise DeskFileBroken(f"{path.name}: 'desk' must be the name of the file")
    return desk
