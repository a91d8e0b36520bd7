"""What a user would otherwise write: the same arithmetic in pandas.

Usage: python -m bench.with_pandas LANDING AS_OF
"""

import sys

import duckdb
import pandas as pd

CREDITS = ["payment", "credit_note", "write_off"]
RENT = ["rent", "service_charges"]


def main() -> None:
    landing, as_of = sys.argv[1], pd.Timestamp(sys.argv[2])
    # Read by DuckDB, so that no other Parquet library is needed here; the arithmetic is pandas'.
    entries = duckdb.connect().execute(f"select * from read_parquet('{landing}/ledger_entries.parquet')").df()
    links = duckdb.connect().execute(f"select * from read_parquet('{landing}/allocations.parquet')").df()
    for frame, columns in ((entries, ["booked_on", "due_on"]), (links, ["allocated_on"])):
        for column in columns:
            frame[column] = pd.to_datetime(frame[column])
        frame["cents"] = (frame["amount"].astype("float64") * 100).round().astype("int64")
    entries = entries[entries.booked_on <= as_of]
    reversed_cents = entries[entries.entry_type == "reversal"].groupby("reverses_entry_id").cents.sum()
    links = links[(links.allocated_on <= as_of) & ~links.credit_entry_id.isin(reversed_cents.index)]
    links = links[links.charge_entry_id.isin(entries.entry_id)]
    by_credit, by_charge = links.groupby("credit_entry_id").cents.sum(), links.groupby("charge_entry_id").cents.sum()

    credits = entries[entries.entry_type.isin(CREDITS)].copy()
    used = credits.entry_id.map(reversed_cents).fillna(0) + credits.entry_id.map(by_credit).fillna(0)
    credits["left"] = (credits.cents - used).clip(lower=0)
    pool = credits.groupby("lease_id").left.sum()

    charges = entries[entries.entry_type == "charge"].copy()
    charges["remaining"] = (charges.cents - charges.entry_id.map(by_charge).fillna(0)).clip(lower=0)
    charges["other"] = ~charges.category.isin(RENT)
    charges = charges.sort_values(["lease_id", "other", "due_on", "entry_id"])
    before = charges.groupby("lease_id").remaining.cumsum() - charges.remaining
    money = (charges.lease_id.map(pool).fillna(0) - before).clip(lower=0)
    charges["open"] = charges.remaining - money.clip(upper=charges.remaining)
    arrears = charges[~charges.other & (charges.due_on < as_of) & (charges.open > 0)]
    print(f"result {arrears.lease_id.nunique()} {arrears.open.sum() / 100:.2f}")


if __name__ == "__main__":
    main()
