"""Whether the warehouse stands for this run's day (docs/outputs.md, "Any part alone is safe"): asked before anything leaves.

    control.built_models    one row per model: what it was built from (as-of date and choices, landing tables, register,
                            feedback); empty where it was not built to a good end, its tests included

Belongs here: writing that table around a build, and refusing where models, landing tables, register or settings do not
belong together. Does not belong here: the guards on dates (guards.py) and what an asset does (assets/).

A whole day passes all of this by itself. Whoever runs one asset alone, or goes on after a failure, is stopped here where
the whole day would have done something else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from typing import Any

import duckdb

from exports.ground.canonical import sha256_of_canonical
from exports.ground.duck import connect, is_there, kept_open, rows
from exports.register.log import Register
from orchestration.guards import NotOfThisDay
from orchestration.resources import Run, parameters_of
from sources.landing_state import changed_files
from validations import desks

SCHEMA = """
create schema if not exists control;
create table if not exists control.built_models (
    model varchar, is_for_matching boolean, as_of_date date, parameters varchar, landing varchar, register_seq bigint,
    register_hash varchar, feedback varchar
);
"""
NEEDED = ("control.run_parameters", "control.built_models", "register_copy.head", "inbox.feedback_rows")


@dataclass(frozen=True)
class BuiltFrom:
    """What models are built from, as it stands in the warehouse: dates, digests, and how far the register was copied."""

    as_of_date: date | None
    parameters: str
    landing: str | None
    register_seq: int | None
    register_hash: str | None
    feedback: str


COLUMNS = tuple(field.name for field in fields(BuiltFrom))


# Around a build of the models.


def forget_build(con: duckdb.DuckDBPyConnection, models: Mapping[str, bool], selected: Collection[str]) -> None:
    """Before a build: these models are not known to be built. A build that is cut off leaves them so.

    Args:
        con: the warehouse.
        models: every model of the project, with whether matching feedback depends on it.
        selected: those about to be built.
    """
    con.execute(SCHEMA)
    con.execute("delete from control.built_models where model not in (select unnest(?::varchar[]))", [list(models)])
    con.execute(
        "insert into control.built_models (model) select unnest(?::varchar[]) except select model from control.built_models",
        [list(models)],
    )
    con.execute(
        "update control.built_models set is_for_matching = model in (select unnest(?::varchar[]))",
        [[model for model, is_for_matching in models.items() if is_for_matching]],
    )
    nothing = ", ".join(f"{name} = null" for name in COLUMNS)
    con.execute(f"update control.built_models set {nothing} where model in (select unnest(?::varchar[]))", [list(selected)])


def remember_build(con: duckdb.DuckDBPyConnection, selected: Collection[str]) -> None:
    """After a build that ended well, its tests included: what these models were built from."""
    built = ", ".join(f"{name} = ?" for name in COLUMNS)
    con.execute(
        f"update control.built_models set {built} where model in (select unnest(?::varchar[]))",
        [*astuple(standing(con)), list(selected)],
    )


def standing(con: duckdb.DuckDBPyConnection) -> BuiltFrom:
    """What a build of now would be built from."""
    parameters = _first(con, "control.run_parameters")
    load, head = _first(con, "control.landing_load"), _first(con, "register_copy.head")
    feedback = rows(con, "select distinct file_sha256 from inbox.feedback_rows order by 1")
    return BuiltFrom(
        as_of_date=parameters.get("as_of_date"),
        # The desks' files too: which desks there are, and how each is served, is data like any setting.
        parameters=sha256_of_canonical({name: str(value) for name, value in parameters.items()} | {"desk files": desks.digest()}),
        landing=load.get("digest"),
        register_seq=head.get("seq"),
        register_hash=head.get("hash"),
        feedback=sha256_of_canonical([row["file_sha256"] for row in feedback]),
    )


def _first(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    """The only row of a table; nothing where there is none."""
    found = rows(con, f"select * from {table}") if is_there(con, table) else []
    return found[0] if len(found) == 1 else {}


# Before anything is done.


def refuse_unless_of_this_day(run: Run) -> None:
    """Ask whether all models were built together, for this date, from what lies in landing/ and the register now.

    Raises:
        NotOfThisDay: they were not; the text says which, and what to do.
    """
    with opened(run) as con, kept_open(run.home.register, for_reading=True):
        _refuse_other_parameters(con, run)
        _refuse_other_landing(con, run)
        built = _built_together(con, run, "true", COLUMNS)
        _refuse_another_register(run, built)
        _refuse_what_the_register_learnt_since(con, run, built)


def refuse_unless_matched_now(run: Run) -> None:
    """Ask whether the models that match feedback were built together, for this date, from the inbox as it was read.

    Raises:
        NotOfThisDay: they were not.
    """
    with opened(run) as con:
        _refuse_other_parameters(con, run)
        built = _built_together(con, run, "is_for_matching", [name for name in COLUMNS if name != "landing"])
        _refuse_another_register(run, built)


ABOUT_SIGNALS = ("signal_delivered", "signal_withdrawn", "signal_closed", "help_accepted")


def refuse_what_was_recorded_of_signals_since(run: Run, files: Collection[str]) -> None:
    """Ask whether signals are as they were when feedback was matched: an acceptance fits the active signals of then.

    Args:
        run: the run.
        files: the digests of the feedback files that were matched; what they said is part of the matching.

    Raises:
        NotOfThisDay: a signal was delivered, withdrawn, closed or accepted since.
    """
    with opened(run) as con:
        (built,) = rows(con, "select max(register_seq) as seq from control.built_models where is_for_matching")
    with Register.read_only(run.home.register) as register:
        since = register.events("seq > ? and list_contains(?::varchar[], event_type)", [built["seq"], list(ABOUT_SIGNALS)])
    if any(event.payload.get("file_sha256") not in files for event in since):
        raise refusal(run, "signals were delivered, withdrawn or accepted since the feedback was matched")


def refuse_other_parameters(run: Run) -> None:
    """Ask whether the warehouse's run parameters are this run's: the models judge by them, whatever date was given.

    Raises:
        NotOfThisDay: they are another date's, or settings changed since.
    """
    with opened(run, needed=NEEDED[:1]) as con:
        _refuse_other_parameters(con, run)


def opened(run: Run, needed: Collection[str] = NEEDED) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """The warehouse, to be read.

    Raises:
        NotOfThisDay: one of the tables `needed` is not there, as where a dry run of one part begins with an empty preview.
    """
    if not run.home.warehouse.exists():
        why = "a dry run begins with an empty preview, so it is always of the whole day" if run.is_dry else "no run was done yet"
        raise refusal(run, f"there is no warehouse to act on ({why})")
    with connect(run.home.warehouse, read_only=True) as con:
        missing = [table for table in needed if not is_there(con, table)]
    if missing:
        raise refusal(run, f"the warehouse was not built to its end ({', '.join(missing)} is missing)")
    return connect(run.home.warehouse, read_only=True)


def _refuse_other_parameters(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    found, wanted = _first(con, "control.run_parameters"), asdict(parameters_of(run))
    if not found:
        raise refusal(run, "the warehouse does not say for which date it stands")
    if found["as_of_date"] != run.as_of:
        raise refusal(run, f"the warehouse was built for {found['as_of_date']}, and this run is for {run.as_of}")
    if found.get("machine_date") != wanted.get("machine_date"):
        raise refusal(run, "the models were built on another day: facts of later than the as-of date may have come in since")
    differing = sorted(name for name in wanted if found.get(name) != wanted[name])
    if differing:
        raise refusal(run, f"settings changed since the models were built ({', '.join(differing)})")


def _refuse_other_landing(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    load = _first(con, "control.landing_load")
    if load.get("as_of_date") != run.as_of:
        raise refusal(run, f"the landing tables were loaded for {load.get('as_of_date') or 'an unknown date'}, not {run.as_of}")
    changed = changed_files(con, run.home.landing)
    if changed:
        raise refusal(run, f"{len(changed)} file(s) in landing/ changed since they were loaded")


def _built_together(con: duckdb.DuckDBPyConnection, run: Run, which: str, columns: Collection[str]) -> BuiltFrom:
    """What the models (all, or those that a condition names) were built from: all the same, and as the tables are now."""
    models = rows(con, f"select * from control.built_models where {which}")
    unbuilt = [row["model"] for row in models if row["as_of_date"] is None]
    if unbuilt or not models:
        raise refusal(run, f"{len(unbuilt) or 'all'} models were not built, or not all their tests passed")
    now = asdict(standing(con))
    for name in columns:
        values = {row[name] for row in models}
        # The register's copy moves on with what this day's own steps record; what matters is read from the register.
        if len(values) > 1 or (not name.startswith("register_") and values != {now[name]}):
            raise refusal(run, f"models were built at different moments, or before others of their tables ({WORDS[name]})")
    return BuiltFrom(**{name: models[0][name] for name in COLUMNS})


WORDS = {
    "as_of_date": "another as-of date", "parameters": "other settings or desk files", "landing": "other landing tables",
    "register_seq": "another state of the register", "register_hash": "another register", "feedback": "other feedback files",
}  # fmt: skip


def _refuse_another_register(run: Run, built: BuiltFrom) -> None:
    with Register.read_only(run.home.register) as register:
        same = register.events("seq = ? and hash = ?", [built.register_seq, built.register_hash])
    if not same:
        raise refusal(run, "the models were built with the register of another home, or one that was restored since")


def _refuse_what_the_register_learnt_since(con: duckdb.DuckDBPyConnection, run: Run, built: BuiltFrom) -> None:
    """What a day judges by: the events of the days before it, and every acceptance. What it records itself changes nothing."""
    known = {row["signal_id"] for row in rows(con, "from intermediate.int_feedback_matches where outcome = 'accepted'")}
    with Register.read_only(run.home.register) as register:
        since = register.events("seq > ? and (as_of_date < ? or event_type = 'help_accepted')", [built.register_seq, run.as_of])
    if any(event.event_type != "help_accepted" or event.signal_id not in known for event in since):
        raise refusal(run, "something was recorded since the models were built that changes what they say")


def refusal(run: Run, why: str) -> NotOfThisDay:
    """The refusal for this reason, with what to do instead."""
    return NotOfThisDay(
        f"Nothing was done: {why}. Run the whole day for {run.as_of}: the job `whole_day` (or `morning`, without signals), "
        f"or `vroegsignaal run --as-of {run.as_of}`."
    )
