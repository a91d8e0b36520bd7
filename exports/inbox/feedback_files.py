"""One feedback file: its bytes read safely, held to the contract, and its rows loaded into the warehouse.

Belongs here: opening a file nobody can trust, its identity (SHA-256 of its bytes), its name made safe, and the table
`inbox.feedback_rows`. Does not belong here: which columns are allowed (validations.feedback), cells (spreadsheets.py),
where files lie and go (inbox/incoming.py), matching rows to signals (the dbt models).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import duckdb

from exports.inbox.spreadsheets import Limits, Unreadable, read_lines
from validations.feedback_layouts import ROW_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from validations.feedback_titles import FeedbackRefused

_MAX_NAME_BYTES = 150  # leaves room for the digest before it and .txt.part after it, within 255
_PIECE = 1 << 20


class Vanished(Exception):
    """The file is gone, was replaced by something else, or changed while it was read. Nothing was done with it; what
    is there now is looked at in the next run.
    """

    def __init__(self, file_name: str) -> None:
        super().__init__(f"Inbox file {file_name} went away or changed while it was read; the next run looks again.")


@dataclass(frozen=True)
class Refusal:
    """Why a file was refused whole: the rule, and what the sender can do, in both languages. No value of the file."""

    rule: str
    advice_nl: str
    advice: str


@dataclass(frozen=True, eq=False)
class FeedbackFile:
    """One file, read.

    Attributes:
        is_known: its bytes were acted on before; it gives no rows and only has to be put away.
        rows: as `validations.feedback.Feedback.rows`; empty where refused or known. Not in `repr`: it holds names.
        row_count, refused_count: rows that hold anything, and the `nee` among them; 0 where refused or known.
        refusal: set where the file was refused whole.
        hint: for a person, where a desk's layout does not name a status that the file has; empty otherwise.
    """

    path: Path
    sha256: str
    file_name: str
    is_known: bool = False
    rows: pd.DataFrame = field(repr=False, default_factory=lambda: _no_rows())
    row_count: int = 0
    refused_count: int = 0
    refusal: Refusal | None = None
    hint: str = ""

    @property
    def is_new(self) -> bool:
        """True where its rows are to be acted on: neither refused nor known."""
        return self.refusal is None and not self.is_known


def read_feedback_file(path: Path, known_sha256s: Collection[str], limits: Limits | None = None) -> FeedbackFile:
    """Read one file. Whatever its bytes are, the answer is a `FeedbackFile`: rows, or a refusal.

    Args:
        path: the file, in the inbox or anywhere else.
        known_sha256s: digests of the files that the register says were read or refused before.
        limits: how much it may hold; the usual limits where not given.

    Raises:
        Vanished: there is no such ordinary file (any more), it may not be read, or it changed under our hands.
    """
    # With pandas and pandera they take half a second to load, and on most mornings there is no file.
    from validations.feedback import check_feedback
    from validations.feedback_titles import FeedbackRefused

    limits = limits or Limits()
    name = safe_name(path.name)
    data, sha256 = _read_bytes(path, limits.max_bytes)
    is_known = sha256 in known_sha256s
    try:
        above, table = _table_of(data, limits)
        feedback = check_feedback(table, above=above)
    except (Unreadable, FeedbackRefused) as refused:
        if refused.rule == "old_excel_format" and path.suffix.lower() == ".msg":
            refused = Unreadable("mail_message")
        return _refused(path, sha256, name, is_known, refused)
    if is_known:
        return FeedbackFile(path, sha256, name, is_known=True)
    hint = ""
    if feedback.unnamed_count:
        hint = (
            f"feedback file {sha256[:12]}: {feedback.unnamed_count} row(s) have a status that the desk's layout does not name, "
            f"so they "
            f"are on the list for a person; say what it means in {feedback.change}"
        )
    return FeedbackFile(path, sha256, name, False, feedback.rows, feedback.row_count, feedback.refused_count, hint=hint)


def _table_of(data: bytes, limits: Limits) -> tuple[int, list[list[str]]]:
    """(the empty lines above it, the file's table). What nobody foresaw in its bytes stops no day: the file lies in
    quarantine, and the run says so.
    """
    try:
        return read_lines(data, limits)
    except Unreadable:
        raise
    except Exception:
        rule = "unreadable_file"
    raise Unreadable(rule)  # outside the handler: a library's text, which may quote a cell, is not even in its context


def _refused(path: Path, sha256: str, name: str, is_known: bool, refused: Unreadable | FeedbackRefused) -> FeedbackFile:
    return FeedbackFile(path, sha256, name, is_known, refusal=Refusal(refused.rule, refused.advice_nl, refused.advice))


def _read_bytes(path: Path, max_bytes: int) -> tuple[bytes, str]:
    """The first `max_bytes` + 1 bytes (enough to refuse what is longer) and the digest of all of them."""
    try:
        # Never through a link, and never waiting for the other end of a pipe, should one stand there since the scan.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as handle:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise Vanished(safe_name(path.name))
            data, sha256, length = _hashed(handle, max_bytes)
            after = os.fstat(descriptor)
    except OSError:
        raise Vanished(safe_name(path.name)) from None
    if (after.st_mtime_ns, after.st_size) != (before.st_mtime_ns, before.st_size) or length != after.st_size:
        raise Vanished(safe_name(path.name))
    return data, sha256


def _hashed(handle: BinaryIO, max_bytes: int) -> tuple[bytes, str, int]:
    digest, kept, length = hashlib.sha256(), bytearray(), 0
    while piece := handle.read(_PIECE):
        digest.update(piece)
        kept += piece[: max(0, max_bytes + 1 - length)]
        length += len(piece)
    return bytes(kept), digest.hexdigest(), length


def safe_name(name: str) -> str:
    """A file name as it may stand in tables, logs and our folders: the part after the last slash of either kind,
    without control or other odd characters, without leading dots, at most 150 bytes, never empty.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = re.sub(r"[^\w .()+-]", "_", last).strip(" .")
    stem, ending = os.path.splitext(clean)
    if len(ending.encode()) > 10:
        stem, ending = clean, ""
    stem = stem.encode()[: _MAX_NAME_BYTES - len(ending.encode())].decode(errors="ignore").rstrip(" .")
    return (stem + ending).strip(" .") or "bestand"


def load_feedback_rows(con: duckdb.DuckDBPyConnection, files: Iterable[FeedbackFile]) -> int:
    """Make `inbox.feedback_rows` again from the new files among `files`; an empty table where there are none.

    Columns: file_sha256, file_name, row_number (its line as Excel counts, less one), last_name, postcode, house_number,
    house_number_suffix (text as given, NULL if empty), answer ('ja' or 'other'), accepted_on DATE (NULL if unreadable).

    Returns:
        The number of rows loaded.
    """
    new = {file.sha256: file for file in reversed(list(files)) if file.is_new}
    with_rows = [file for file in new.values() if len(file.rows)]
    con.execute("create schema if not exists inbox")
    if not with_rows:
        con.execute(_LOAD.format(rows=_NO_ROWS))
        return 0
    frame = _frame_of(with_rows)
    con.register("feedback_frame", frame)
    try:
        con.execute(_LOAD.format(rows="feedback_frame"))
    finally:
        con.unregister("feedback_frame")
    return len(frame)


def _frame_of(files: Iterable[FeedbackFile]) -> pd.DataFrame:
    """All rows under each other, every text column typed as text: DuckDB guesses from a sample where it is not."""
    import pandas as pd

    frame = pd.concat([file.rows.assign(file_sha256=file.sha256, file_name=file.file_name) for file in files])
    frame["accepted_on"] = [day.isoformat() if day is not None else None for day in frame["accepted_on"]]
    return frame[list(_COLUMNS)].astype(dict.fromkeys(_COLUMNS, "string") | {"row_number": "int64"})


def _no_rows() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns=list(ROW_COLUMNS))


def keep_files(con: duckdb.DuckDBPyConnection, files: Iterable[FeedbackFile]) -> None:
    """Make `inbox.files` again: every file as it was read, without its rows, for the step that registers them."""
    con.execute(_FILES)
    for file in files:
        refusal = file.refusal or Refusal("", "", "")
        # A name may hold bytes that are no text; it is kept to find the file again, never to be shown.
        cells = [os.fsencode(file.path.name), file.sha256, file.file_name, file.is_known, file.row_count, file.refused_count]
        con.execute(
            "insert into inbox.files values (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?)",
            [*cells, refusal.rule, refusal.advice_nl, refusal.advice],
        )


def kept_files(con: duckdb.DuckDBPyConnection, inbox: Path) -> list[FeedbackFile]:
    """The files of `inbox.files`, as they were read; their rows stand in `inbox.feedback_rows`."""
    found = con.execute("select * from inbox.files order by file_name, file_sha256").fetchall()
    return [
        FeedbackFile(
            inbox / os.fsdecode(bytes(name)),
            sha256,
            file_name,
            is_known,
            row_count=row_count,
            refused_count=refused_count,
            refusal=Refusal(rule, advice_nl, advice) if rule else None,
        )
        for name, sha256, file_name, is_known, row_count, refused_count, rule, advice_nl, advice in found
    ]


_FILES = """
create schema if not exists inbox;
create or replace table inbox.files (
    name blob, file_sha256 varchar, file_name varchar, is_known boolean, row_count integer, refused_count integer,
    rule varchar, advice_nl varchar, advice varchar
);
"""
_COLUMNS = ("file_sha256", "file_name", *ROW_COLUMNS)
_NO_ROWS = f"(select {', '.join(f'null as {column}' for column in _COLUMNS)} where false) as nothing"
_LOAD = """
create or replace table inbox.feedback_rows as
select
    file_sha256::varchar as file_sha256,
    file_name::varchar as file_name,
    row_number::integer as row_number,
    last_name::varchar as last_name,
    postcode::varchar as postcode,
    house_number::varchar as house_number,
    house_number_suffix::varchar as house_number_suffix,
    answer::varchar as answer,
    accepted_on::date as accepted_on
from {rows}
order by file_name, file_sha256, row_number
"""
