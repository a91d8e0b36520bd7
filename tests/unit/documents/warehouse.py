"""A warehouse in memory with the marts as their contracts say, empty until a test puts rows in.

Belongs here: tables made from the columns that the dbt project's own files promise, so that a renamed column breaks these
tests. Does not belong here: anything that judges; the models themselves are tried by dbt's unit tests and the
integration tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import yaml

from exports.ground.home import Home

PROJECT = Path(__file__).resolve().parents[3] / "dbt_project"
AS_OF = date(2026, 4, 20)

OTHER_TABLES = {
    "control.run_parameters": "as_of_date date",
    "control.calendar": "day date, is_working_day boolean, holiday varchar",
    "control.source_findings": "severity varchar, source varchar, rule varchar, text varchar, count bigint, lease_ids varchar[]",
    "landing.municipalities": "municipality_code varchar, name varchar",
    "landing.leases": "lease_id varchar, tenant_id varchar, landlord_id varchar, street varchar, house_number varchar, "
    "house_number_suffix varchar, postcode varchar, city varchar",
    "landing.tenants": "tenant_id varchar, last_name varchar, name_prefix varchar, initials varchar",
    "intermediate.int_optional_fields": "landlord_id varchar, shares_initials boolean, shares_street boolean, "
    "shares_house_number_suffix boolean, shares_city boolean, shares_phone boolean, shares_email boolean",
    "intermediate.int_open_charges": "lease_id varchar, entry_id varchar, category varchar, due_on date, "
    "open_amount decimal(18,2), is_in_arrears boolean",
    "register_copy.events": "seq bigint, recorded_at timestamp, as_of_date date, event_type varchar, signal_id varchar, "
    "batch_id varchar, lease_id varchar, payload varchar",
}


class Warehouse:
    """An empty warehouse as of 20 April 2026; `add` puts rows in."""

    def __init__(self, folder: Path) -> None:
        self.home = Home.at(folder / "home")
        self.con = duckdb.connect()
        for name, columns in (_promised() | OTHER_TABLES).items():
            self.con.execute(f"create schema if not exists {name.split('.')[0]}")
            self.con.execute(f"create table {name} ({columns})")
        self.con.execute("create schema if not exists reference")
        self.con.execute(f"create table reference.rules as from read_csv('{PROJECT}/seeds/rules.csv', header = true)")
        self.add("control.run_parameters", as_of_date=AS_OF)
        self.con.execute(
            "insert into control.calendar select day::date, dayofweek(day) between 1 and 5, null "
            "from generate_series(timestamp '2026-04-01', timestamp '2026-06-30', interval 1 day) as days(day)"
        )

    def add(self, table: str, **cells: object) -> None:
        """One row; cells not named are empty."""
        names, marks = ", ".join(cells), ", ".join("?" for _ in cells)
        self.con.execute(f"insert into {table} ({names}) values ({marks})", list(cells.values()))

    def decision(self, lease_id: str, *reasons: str, **cells: object) -> None:
        """A lease in arrears, held back for `reasons` or, with none, to be signalled."""
        usual: dict[str, object] = dict(
            as_of_date=AS_OF, lease_id=lease_id, tenant_id=f"T{lease_id}", landlord_id="LL1", municipality_code="0363",
            system="ris_matching", oldest_due_on=date(2026, 3, 1), days_in_arrears=50, months_in_arrears=1,
            amount_in_arrears="1000.00", decision="blocked" if reasons else "deliver", blocking_reasons=list(reasons),
        )  # fmt: skip
        self.add("marts.signal_decisions", **(usual | cells))

    def signal(self, signal_id: str, **cells: object) -> None:
        """A signal that was delivered on 20 March, handed in that day, and is still there."""
        usual: dict[str, object] = dict(
            signal_id=signal_id, lease_id=f"L{signal_id}", system="ris_matching", delivered_on=date(2026, 3, 20),
            state="delivered", delivered_amount="800.00", response_due_on=date(2026, 4, 17), municipality_code="0363",
        )  # fmt: skip
        usual["handed_in_on"] = cells.get("delivered_on", usual["delivered_on"])
        self.add("marts.signals", **(usual | cells))

    def letter(self, lease_id: str, step: str, **cells: object) -> None:
        """A lease whose letter falls due today, with its tenant, address and one month's rent."""
        number = "".join(filter(str.isdigit, lease_id))
        lease = dict(
            lease_id=lease_id, tenant_id=f"T{number}", landlord_id="LL1", street="Voorbeeldstraat", house_number=number,
            house_number_suffix=None, postcode="1011ab", city="Amsterdam",
        )  # fmt: skip
        tenant = dict(tenant_id=f"T{number}", last_name=f"Zonneveld{number}", name_prefix="van", initials="A.B.")
        self.add("landing.leases", **{name: cells.get(name, value) for name, value in lease.items()})
        self.add("landing.tenants", **{name: cells.get(name, value) for name, value in tenant.items()})
        self.agenda(lease_id, step, is_due_today=True, amount_in_arrears="1234.56")
        self.add("intermediate.int_open_charges", lease_id=lease_id, entry_id=f"{lease_id}-E", category="rent",
                 due_on=date(2026, 3, 1), open_amount="1234.56", is_in_arrears=True)  # fmt: skip

    def agenda(self, lease_id: str, step: str, **cells: object) -> None:
        """A line of the agenda, as it was judged and as it stands after the run."""
        usual = dict(as_of_date=AS_OF, lease_id=lease_id, next_step=step, why="ready", is_due_today=False, still_needed=[])
        for table in ("collection_agenda", "collection_agenda_after_run"):
            self.add(f"marts.{table}", **(usual | cells))


def _promised() -> Mapping[str, str]:
    """The columns of every mart, as their contracts name them."""
    tables = {}
    for path in sorted((PROJECT / "models" / "marts").glob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            columns = ", ".join(f"{column['name']} {column['data_type']}" for column in model["columns"])
            tables[f"marts.{model['name']}"] = columns.replace("row integer", '"row" integer')
    return tables
