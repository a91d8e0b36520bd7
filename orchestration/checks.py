"""Checks on runs: is everything delivered, is nothing in doubt, are the receipts fresh, is the register whole.

Belongs here: things about runs. Shapes of what crosses the border are pandera's (validations/), grain, keys and meaning
are dbt's: not the same check twice. None of these blocks: what may not go on has stopped by itself, and a failing check
says what a person must do.
"""

from dataclasses import asdict

import dagster as dg

from exports.delivery.account import DeskAccount, accounts
from exports.delivery.batch_records import in_doubt, read_batches, read_open_batches, waiting_for_upload
from exports.ground.duck import connect, rows
from exports.register.log import Register
from orchestration.consistency import opened
from orchestration.day_record import lost_signals, read_day
from orchestration.failures import without_personal_data
from orchestration.resources import Day
from sources.receipts import receipts_of
from sources.vera.saldo import saldo_differences

REGISTER_WRITTEN = dg.AssetKey(["deliveries", "register_written"])
MOST_SHOWN = 20


@dg.asset_check(
    asset=REGISTER_WRITTEN,
    name="no_batch_in_doubt",
    description="No batch of which it is unknown whether the desk has it. Ask the desk, then `vroegsignaal resolve`.",
    pool="duckdb",
)
@without_personal_data
def no_batch_in_doubt(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    doubtful = in_doubt(read_open_batches(day.run.home.register))
    return dg.AssetCheckResult(
        passed=not doubtful,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={
            "in doubt": len(doubtful),
            "what to do": "; ".join(f"vroegsignaal resolve {r.batch.batch_id} delivered|not-delivered" for r in doubtful)
            or "nothing",
        },
    )


@dg.asset_check(
    asset=REGISTER_WRITTEN,
    name="decided_against_delivered",
    description="Every signal decided for this date left, is in doubt, was refused by its desk, or is held back with a reason. "
    "One that did none of these was lost: nobody serves its desk, or its delivery failed.",
    pool="duckdb",
)
@without_personal_data
def decided_against_delivered(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    run = day.run
    lost = lost_signals(run, read_day(run))
    with opened(run, ("marts.signal_decisions", "marts.signals_held_back")) as con:
        found = accounts(con, run.home.register, run.as_of)
    return dg.AssetCheckResult(
        passed=not lost,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={account.desk: _in_words(account) for account in found} or {"decided": 0},
    )


def _in_words(account: DeskAccount) -> str:
    """One desk's signals, for people: `44 decided: 40 delivered, 4 held back`; what there is none of is left out."""
    became = {name.replace("_", " "): n for name, n in asdict(account).items() if name not in ("desk", "decided") and n}
    return f"{account.decided} decided: {', '.join(f'{n} {name}' for name, n in became.items()) or 'none'}"


@dg.asset_check(
    asset=REGISTER_WRITTEN,
    name="register_chain_unbroken",
    description="Every event carries the hash of the one before it. Broken: something was removed or changed; "
    "restore the copy of the register (docs/runbook.md) and find out who wrote to the file.",
    pool="duckdb",
)
@without_personal_data
def register_chain_unbroken(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    with Register.read_only(day.run.home.register) as register:
        verdict = register.verify()
    return dg.AssetCheckResult(passed=verdict.ok, metadata={"events": verdict.events, "chain head": verdict.head.hash})


@dg.asset_check(
    asset=REGISTER_WRITTEN,
    name="files_uploaded_in_time",
    description="No file waits for a person's upload for more than two days. Upload it, then `vroegsignaal uploaded`.",
    pool="duckdb",
)
@without_personal_data
def files_uploaded_in_time(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    waiting = waiting_for_upload(read_batches(day.run.home.register, with_lines=False), day.run.as_of)
    return dg.AssetCheckResult(
        passed=not waiting,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"waiting": len(waiting), "batches": ", ".join(r.batch.batch_id for r in waiting[:MOST_SHOWN])},
    )


@dg.asset_check(
    asset=REGISTER_WRITTEN,
    name="threatening_terms_answered",
    description="No threatening situation whose three working days passed without word: telephone the municipality today.",
    pool="duckdb",
)
@without_personal_data
def threatening_terms_answered(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    with opened(day.run, ("marts.terms_still_open",)) as con:
        passed = rows(
            con,
            "select count(*) filter (where is_threatening) as n, count(*) as terms from marts.terms_still_open",
        )
    return dg.AssetCheckResult(
        passed=passed[0]["n"] == 0,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"threatening": passed[0]["n"], "terms passed in silence": passed[0]["terms"]},
    )


@dg.asset_check(
    asset=REGISTER_WRITTEN,
    name="signals_match_their_ledger",
    description="No active signal whose lease, tenant or covered charges vanished from the export: a truncated export is "
    "how wrong withdrawals are made. See `vroegsignaal status`, fix the export, run again.",
    pool="duckdb",
)
@without_personal_data
def signals_match_their_ledger(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    with opened(day.run, ("marts.signal_findings",)) as con:
        found = rows(con, "select finding, count(*) as n from marts.signal_findings group by finding order by finding")
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={row["finding"]: row["n"] for row in found} or {"findings": 0},
    )


@dg.asset_check(
    asset=dg.AssetKey(["landing", "ledger_entries"]),
    name="receipts_fresh",
    description="The receipts are not older than the setting allows; older ones stop signals, since the commonest wrong "
    "report is one that was already paid. Put a fresh export in landing/ and run again.",
)
@without_personal_data
def receipts_fresh(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    most = day.run.settings.landing_max_age_days
    with connect(day.run.home.warehouse) as con:
        receipts = receipts_of(con, day.run.as_of, day.run.machine_date)
    return dg.AssetCheckResult(
        passed=receipts.are_fresh(most),
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"receipts up to": str(receipts.until), "stated by export_info": receipts.is_stated, "days allowed": most},
    )


@dg.asset_check(
    asset=dg.AssetKey(["landing", "ledger_entries"]),
    name="sources_without_warnings",
    description="The readers of VERA, CBS and mapped spreadsheets warn of nothing. What they warn of stands, in Dutch, in "
    "`vroegsignaal check`, `status` and the report of the day.",
    pool="duckdb",
)
@without_personal_data
def sources_without_warnings(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    with connect(day.run.home.warehouse) as con:
        found = rows(
            con,
            "select source || ', ' || rule as what, sum(count) as n from control.source_findings where severity = 'warning' "
            "group by all order by all",
        )
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={row["what"]: int(row["n"]) for row in found} or {"warnings": 0},
    )


@dg.asset_check(
    asset=dg.AssetKey(["intermediate", "int_lease_balances"]),
    name="balances_agree_with_the_source",
    description="Where the source states its own open balance (VERA `saldo`), it equals ours, lease by lease. A difference "
    "means bookings that are missing, counted twice, or mapped wrongly: see docs/sources.md.",
    pool="duckdb",
)
@without_personal_data
def balances_agree_with_the_source(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    with connect(day.run.home.warehouse) as con:
        stated = rows(con, "select count(*) as n from landing_extra.stated_balances")[0]["n"]
        differences = saldo_differences(con)
    return dg.AssetCheckResult(
        passed=not differences,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "leases with a stated balance": stated,
            "leases that differ": len(differences),
            "largest difference in euros": float(max((abs(d.difference) for d in differences), default=0)),
        },
    )


@dg.asset_check(
    asset=dg.AssetKey(["marts", "money_counted_nowhere"]),
    name="all_money_counts_somewhere",
    description="No receipt or credit names a lease that no table has, and no link or stated balance says that more was paid "
    "than we can count. `vroegsignaal status` names the leases in arrears that it could concern.",
    pool="duckdb",
)
@without_personal_data
def all_money_counts_somewhere(context: dg.AssetCheckExecutionContext, day: Day) -> dg.AssetCheckResult:
    with connect(day.run.home.warehouse) as con:
        found = rows(
            con,
            "select kind, count(*) as n, sum(amount) as euros, count(distinct lease_id) filter (where has_arrears) as leases "
            "from marts.money_counted_nowhere group by kind order by kind",
        )
    metadata: dict[str, int | float] = {"pieces": sum(row["n"] for row in found)}
    for row in found:
        kind = row["kind"].replace("_", " ")
        metadata |= {kind: row["n"], f"{kind}, euros": float(row["euros"] or 0), f"{kind}, leases in arrears": row["leases"]}
    return dg.AssetCheckResult(passed=not found, severity=dg.AssetCheckSeverity.WARN, metadata=metadata)


default_checks = [
    receipts_fresh,
    sources_without_warnings,
    all_money_counts_somewhere,
    balances_agree_with_the_source,
    no_batch_in_doubt,
    decided_against_delivered,
    files_uploaded_in_time,
    threatening_terms_answered,
    signals_match_their_ledger,
    register_chain_unbroken,
]
