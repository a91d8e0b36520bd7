"""The worked example of April 2026: one lease per case, and every decision as two people worked it out by hand.

Belongs here: the example as a whole, cell by cell. Does not belong here: single rules (dbt's unit tests) or what
happens after delivery.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.support.warehouse import build_warehouse, rows

EXAMPLE = Path(__file__).parents[1] / "data" / "april_2026"
AS_OF = date(2026, 4, 20)
TITLES = [
    "Achternaam", "Voorletters", "Straatnaam", "Huisnummer", "Huisnummer toevoeging", "Postcode", "Woonplaats",
    "Telefoonnummer 1", "E-Mailadres", "Aantal maanden achterstand", "Bedrag achterstand",
]  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    con = build_warehouse(tmp_path_factory.mktemp("example"), EXAMPLE / "landing", AS_OF)
    yield con
    con.close()


def expected() -> list[dict[str, object]]:
    """expected_decisions.csv with its types, as signal_decisions would have it."""
    with (EXAMPLE / "expected_decisions.csv").open(encoding="utf-8", newline="") as file:
        return [_typed(row) for row in csv.DictReader(file)]


def _typed(row: dict[str, str]) -> dict[str, object]:
    reasons = row["blocking_reasons"].split()
    return {
        "lease_id": row["lease_id"],
        "oldest_due_on": date.fromisoformat(row["oldest_due_on"]),
        "days_in_arrears": int(row["days_in_arrears"]),
        "months_in_arrears": int(row["months_in_arrears"]),
        "amount_in_arrears": Decimal(row["amount_in_arrears"]) if row["amount_in_arrears"] else None,
        "municipality_code": row["municipality_code"] or None,
        "system": row["system"] or None,
        "decision": "blocked" if reasons else "deliver",
        "blocking_reasons": reasons,
    }


def test_every_decision_is_the_one_worked_out_by_hand(warehouse):
    wanted = expected()
    columns = ", ".join(wanted[0])

    assert rows(warehouse, f"select {columns} from marts.signal_decisions order by lease_id") == wanted


def test_decisions_carry_the_date_the_tenant_and_the_landlord(warehouse):
    strange = rows(
        warehouse,
        """select d.lease_id from marts.signal_decisions as d join landing.leases as l using (lease_id)
           where d.as_of_date <> ? or d.tenant_id <> l.tenant_id or d.landlord_id <> l.landlord_id""",
        [AS_OF],
    )
    assert strange == []


def test_each_deliverable_lease_stands_in_the_file_of_its_desk_and_no_other(warehouse):
    wanted = [(row["system"], row["lease_id"]) for row in expected() if row["decision"] == "deliver"]
    lines = rows(warehouse, "select desk, lease_id, line_number from marts.signal_lines order by desk, line_number")

    assert [(line["desk"], line["lease_id"]) for line in lines] == sorted(wanted)
    for desk in {desk for desk, _ in wanted}:
        numbers = [line["line_number"] for line in lines if line["desk"] == desk]
        assert numbers == list(range(1, len(numbers) + 1))
        in_file = warehouse.execute(f"select count(*) from exports.signals_{desk}").fetchone()[0]
        assert in_file == len(numbers)


def test_a_file_has_the_eleven_titles_in_order_and_only_the_columns_that_the_landlord_agreed_to(warehouse):
    described = warehouse.execute("select * from exports.signals_ris_matching limit 0").description

    assert [column[0] for column in described] == TITLES
    first = rows(warehouse, "select * from exports.signals_ris_matching")[0]
    with (EXAMPLE / "landing" / "optional_field_agreements.csv").open(encoding="utf-8", newline="") as file:
        agreed = {row["field"] for row in csv.DictReader(file) if row["landlord_id"] == "LL1" and not row["ended_on"]}
    assert first == {
        "Achternaam": "van der Jansen01",
        "Voorletters": "A.B." if "initials" in agreed else None,
        "Straatnaam": "Voorbeeldstraat" if "street" in agreed else None,
        "Huisnummer": "1",
        "Huisnummer toevoeging": "II" if "house_number_suffix" in agreed else None,
        "Postcode": "1011AB",
        "Woonplaats": "Voorbeeld" if "city" in agreed else None,
        "Telefoonnummer 1": "0201234567" if "phone" in agreed else None,
        "E-Mailadres": "huurder01@voorbeeld.nl" if "email" in agreed else None,
        "Aantal maanden achterstand": 1,
        "Bedrag achterstand": Decimal("2000.00"),
    }


def test_a_signal_covers_the_open_charges_that_make_up_its_amount(warehouse):
    differing = rows(
        warehouse,
        """select l.lease_id from marts.signal_lines as l
           left join (select signal_id, sum(amount) as covered from marts.signal_covered_charges group by 1) as c
               using (signal_id)
           where covered is distinct from l.amount""",
    )
    assert differing == []
