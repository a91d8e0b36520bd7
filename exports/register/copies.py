"""Copies of the register: into the warehouse for the models, as portable lines for safety, and without the years past
their term.

Belongs here: copying, restoring and dropping whole years, each with the chain kept provable. Does not belong here:
appending (register/log.py) or deciding that a year is past its term (the retention settings).
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import duckdb

from exports.ground.canonical import canonical_json
from exports.ground.duck import count_of
from exports.ground.files import ensure_dir, whole_or_absent
from exports.ground.formats import PRESENT, refuse_later
from exports.register.chain import BEGINNING, Anchor, Head, Link, Verdict, walk
from exports.register.log import Register, RegisterError, create
from exports.register.state import active_signals, pending_batches

FORMAT_LINE = canonical_json({"format": PRESENT}) + "\n"
# What the models see of an event: everything but the hashes.
COPIED = {
    "seq": "bigint", "recorded_at": "timestamp", "as_of_date": "date", "event_type": "varchar",
    "signal_id": "varchar", "batch_id": "varchar", "lease_id": "varchar", "payload": "varchar",
}  # fmt: skip


# What the models keep as a table, with their view over the copy that says it: made again with the copy, so that it never lags.
KEPT = ("intermediate", "int_signals_recorded", "int_signals_of_events")


def copy_events(register_path: Path, warehouse: duckdb.DuckDBPyConnection) -> int:
    """Make `register_copy.events` in the warehouse again from the register; gives the number of events.

    What the models keep of it (`KEPT`) is made again too, where they were built before.

    `register_copy.head` holds the number and hash of the last of them: whose register was copied, and how far. A
    register that does not exist yet gives empty tables.
    """
    warehouse.execute("create schema if not exists register_copy")
    shape = ", ".join(f"{name} {kind}" for name, kind in COPIED.items())
    warehouse.execute(f"create or replace table register_copy.events ({shape})")
    warehouse.execute("create or replace table register_copy.head (seq bigint, hash varchar)")
    if register_path.exists():
        place = str(register_path).replace("'", "''")
        warehouse.execute(f"attach '{place}' as register_file (read_only)")
        try:
            names = ", ".join(COPIED)
            warehouse.execute(f"insert into register_copy.events select {names} from register_file.main.events order by seq")
            newest = "select max(seq) from register_file.main.events"
            warehouse.execute(
                f"insert into register_copy.head select seq, hash from register_file.main.events where seq = ({newest})"
            )
        finally:
            warehouse.execute("detach register_file")
    make_kept(warehouse)
    return count_of(warehouse, "select count(*) from register_copy.events")


def make_kept(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Make again what the models keep of the copy, where they were built; models of another version lose it."""
    schema, kept, said = KEPT
    if not count_of(warehouse, "select count(*) from duckdb_views() where schema_name = ? and view_name = ?", [schema, said]):
        return
    try:
        warehouse.execute(f"create or replace table {schema}.{kept} as select * from {schema}.{said}")
    except (duckdb.BinderException, duckdb.CatalogException):  # models of another version: rather no table than an old one
        warehouse.execute(f"drop table if exists {schema}.{kept}")


def export_copy(register_path: Path, target: Path) -> Head:
    """Write the register as JSON lines: the format, anchors of dropped years, one event per line with its hashes; mode 0600.

    Gives the head that the copy ends with. The chain is walked on the way, so that a broken register is never copied
    over a good copy.

    Raises:
        RegisterError: the chain is broken; `target` stays as it was.
        OSError: the disk is full; `target` stays as it was.
    """
    ensure_dir(target.parent)
    with whole_or_absent(target) as partial:
        with partial.open("w", encoding="utf-8", newline="\n") as handle:
            verdict = _write_lines(register_path, handle)
        if not verdict.ok:
            raise RegisterError(f"the register was not copied: {verdict.message}; restore it from the last good copy")
    return verdict.head


def restore(jsonl: Path, target: Path, expected: Head | None = None) -> Head:
    """Make a register at `target` from a portable copy, after walking the copy's chain; gives its head.

    Args:
        jsonl: a copy made by `export_copy`, of this version or an earlier one.
        target: where the register is to stand; there must be none there.
        expected: a head noted elsewhere that the copy must contain.

    Raises:
        RegisterError: a register stands at `target`, a line cannot be read, or the chain is broken; nothing is made.
        LaterFormat: a later version made the copy; nothing is made.
    """
    if target.exists():
        raise RegisterError(f"{target.name} exists; move it away first, so that no event is overwritten")
    anchors, links = _read_copy(jsonl)
    start = max(anchors, default=BEGINNING, key=lambda anchor: anchor.last_seq)
    verdict = walk(links, start, expected)
    if not verdict.ok:
        raise RegisterError(f"nothing was restored: {verdict.message} in {jsonl.name}; try an older copy")
    create(target, links, anchors)
    return verdict.head


def drop_years_before(path: Path, year: int, *, even_if_active: bool = False) -> list[Anchor]:
    """Make the register again without the years before `year`; gives the anchors of the years dropped.

    An event belongs to the highest year among the as-of dates up to and including it, so that a year is always one
    unbroken piece of the chain. Of each dropped year its last number and hash are kept, so that what remains still
    verifies.

    Raises:
        RegisterError: the chain is broken, or a dropped year holds the delivery of a signal that is still active or
            the preparation of a batch that is still open (unless `even_if_active`); the register stays as it was.
    """
    with Register.open(path) as register:
        verdict, links, kept_anchors = register.verify(), register.links(), register.anchors()
        if not verdict.ok:
            raise RegisterError(f"no year was dropped: {verdict.message}")
        anchors = _anchors_before(links, year, kept_anchors)
        if not anchors:
            return []
        cut = anchors[-1].last_seq
        if not even_if_active:
            _refuse_if_in_use(register, cut, links)
    create(path, [link for link in links if link.seq > cut], [*kept_anchors, *anchors])
    return anchors


def _refuse_if_in_use(register: Register, cut: int, links: list[Link]) -> None:
    dropped = {link.signal_id for link in links if link.seq <= cut and link.event_type == "signal_delivered"}
    active = sum(signal.signal_id in dropped for signal in active_signals(register))
    still_open = sum(batch.prepared_seq <= cut for batch in pending_batches(register))
    if active or still_open:
        raise RegisterError(
            f"no year was dropped: {active} signals delivered in it are still active and {still_open} batches still"
            " open; withdraw, close or resolve them first"
        )


def _anchors_before(links: list[Link], year: int, earlier: list[Anchor]) -> list[Anchor]:
    reached = max((anchor.year for anchor in earlier), default=0)
    last_of: dict[int, Anchor] = {}
    for link in links:
        reached = max(reached, link.as_of_date.year)
        if reached >= year:
            break
        last_of[reached] = Anchor(reached, link.seq, link.hash)
    return [last_of[each] for each in sorted(last_of)]


def _write_lines(register_path: Path, handle: TextIO) -> Verdict:
    with Register.read_only(register_path) as register:
        handle.write(FORMAT_LINE)
        for anchor in register.anchors():
            handle.write(canonical_json({"anchor": anchor._asdict()}) + "\n")

        def see(link: Link) -> None:
            handle.write(event_line(link))

        return register.verify(see=see)


def event_line(link: Link) -> str:
    """The line of a portable copy that one event becomes, with its line end."""
    facts = link._asdict()
    payload = facts.pop("payload")  # canonical JSON already: put in as it is
    facts["recorded_at"] = link.recorded_at.isoformat(timespec="microseconds")
    return f'{canonical_json(facts)[:-1]},"payload":{payload}}}\n'


def _read_copy(jsonl: Path) -> tuple[list[Anchor], list[Link]]:
    anchors, links = [], []
    with jsonl.open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, start=1):
            try:
                facts = json.loads(line)
                if number == 1 and facts.keys() == {"format"}:  # copies of 0.2.0 and earlier say none
                    refuse_later("copy of the register", int(facts["format"]))
                elif "anchor" in facts:
                    anchors.append(Anchor(**facts["anchor"]))
                else:
                    links.append(_link(facts))
            except (ValueError, TypeError, KeyError, AttributeError):
                raise RegisterError(f"line {number} of {jsonl.name} is no event; nothing was restored") from None
    return anchors, links


def _link(facts: dict[str, Any]) -> Link:
    return Link(
        **facts
        | {
            "recorded_at": datetime.fromisoformat(facts["recorded_at"]),
            "as_of_date": date.fromisoformat(facts["as_of_date"]),
            "payload": canonical_json(facts["payload"]),
        }
    )
