"""What a first mapping makes of months: in columns beside each other, or each on a sheet of its own."""

from __future__ import annotations

import tomllib

from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import report_of, text_of
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

MONTHS = ["januari", "februari", "maart"]


def test_two_columns_a_month_below_one_heading_are_what_was_due_and_what_was_paid():
    above = ["", "", *[cell for month in MONTHS for cell in (month, "")]]
    head = ["Nr", "Ingang", *["te betalen", "betaald"] * 3]
    body = [[f"W{n}", "01-01-2020", *["700,00", "700,00"] * 2, "700,00", ""] for n in range(5)]
    charge, payment = said_of(sheet("Huur 2026.csv", above, head, *body))["ledger_entries"]

    assert charge["months"]["titles"] == {f"{month} te betalen": f"0{n}" for n, month in enumerate(MONTHS, 1)}
    assert payment["months"]["titles"] == {f"{month} betaald": f"0{n}" for n, month in enumerate(MONTHS, 1)}
    assert charge["constants"]["entry_type"] == "charge" and charge["columns"]["due_on"] == "(maand)"
    assert payment["constants"]["entry_type"] == "payment" and payment["columns"]["amount"] == "(cel)"


def test_a_month_within_a_title_and_a_year_above_the_months_are_seen():
    head = ["Nr", "Ingang", "Huur jan", "Ontv. jan", "Huur feb", "Ontv. feb", "Huur mrt", "Ontv. mrt"]
    body = [[f"W{n}", "01-01-2020", *["700,00"] * 6] for n in range(5)]
    charge, payment = said_of(sheet("Verhuur.xlsx", ["", "", "2026"], head, *body, name="Huur"))["ledger_entries"]

    assert charge["months"]["titles"] == {"Huur jan": "2026-01", "Huur feb": "2026-02", "Huur mrt": "2026-03"}
    assert payment["months"]["titles"] == {"Ontv. jan": "2026-01", "Ontv. feb": "2026-02", "Ontv. mrt": "2026-03"}


DUE, PAID = (
    ["Contract", "Te betalen", "Vervaldatum", "Ontvangen", "Ontvangen op"],
    ["", "700,00", "01-10-2026", "700,00", "02-10-2026"],
)


TOGETHER = ["Contract", "Te betalen", "Ontvangen"]


def of_months(*names: str, titles: list[str] = DUE, row: list[str] = PAID) -> list[Sheet]:
    lines = [[f"HC{n}", *row[1:]] for n in range(10, 19)]
    return [sheet("Huur.xlsx", titles, *lines, name=name) for name in names]


def test_sheets_of_a_month_each_become_one_block_that_reads_next_months_too():
    dashboard = sheet("Huur.xlsx", ["Maand", "Bezetting"], ["jan", "97"], name="Dashboard")
    blocks, unread = propose([*of_months("aug 2026", "sep 2026", "okt 2026"), dashboard])
    found = tomllib.loads(text_of(blocks))["ledger_entries"]

    assert {(each["sheet"], each["amount"] if "amount" in each else each["columns"]["amount"]) for each in found} == {
        ("* 20??", "Te betalen"), ("* 20??", "Ontvangen"),
    }  # fmt: skip
    assert unread == [dashboard]
    assert "blad aug 2026 en 2 andere: 27 regels" in report_of(blocks, unread, [], "mapping.toml")


def test_months_without_a_year_are_named_so_that_no_other_sheet_fits():
    (found, *_) = said_of(*of_months("Januari", "Mrt", "Mei"))["ledger_entries"]
    assert found["sheet"][:3] == ["jan*", "feb*", "m*r*t"] and len(found["sheet"]) == 12


def test_where_a_sheet_holds_no_date_its_name_says_the_month():
    (found, *_) = said_of(*of_months("okt 2026", "nov 2026", titles=TOGETHER, row=["", "700,00", "700,00"]))["ledger_entries"]
    assert found["constants"] == {"booked_on": "(naam)", "due_on": "(naam)"} | found["constants"]


GROUP = [*MONTHS, "april"]


def grouped(*kinds: str, cells: list[str], above: bool = False, last: list[str] | None = None) -> dict[str, list[dict]]:
    """What is made of a sheet with a group of columns for each of four months, its kinds below the month or behind its name."""
    body = [[f"W{n}", "01-01-2020", *cells * 3, *(last or cells)] for n in range(5)]
    if above:
        heads = [["", "", *[cell for month in GROUP for cell in (month, *[""] * (len(kinds) - 1))]], ["Nr", "Ingang", *kinds * 4]]
    else:
        heads = [["Nr", "Ingang", *[f"{month} {kind}".strip() for month in GROUP for kind in kinds]]]
    return said_of(sheet("Huur 2026.csv", *heads, *body))


def test_of_three_columns_a_month_the_third_is_the_day_on_which_it_came_in():
    for kinds in (("", "ontv", "dat"), ("te betalen", "betaald", "betaald op"), ("bedrag", "ontvangen", "datum")):
        charge, payment = grouped(*kinds, cells=["700,00", "700,00", "02-01-2026"])["ledger_entries"]
        titles = {kind: {f"{month} {kind}".strip(): f"0{n}" for n, month in enumerate(GROUP, 1)} for kind in kinds}

        assert (charge["months"]["titles"], charge["columns"]["booked_on"]) == (titles[kinds[0]], "(maand)"), kinds
        assert payment["months"] == {"titles": titles[kinds[1]], "beside": {"(dag)": titles[kinds[2]]}}, kinds
        assert (payment["columns"]["booked_on"], payment["columns"]["amount"]) == ("(dag)", "(cel)")


def test_the_columns_of_a_month_may_stand_in_any_order_with_its_name_above_them_and_a_remark_among_them():
    kinds = ("Opm.", "Op", "Ontvangen", "Te betalen")
    found = grouped(*kinds, cells=["", "02-01-2026", "700,00", "700,00"], above=True)
    charge, payment = found["ledger_entries"]

    assert [*charge["months"]["titles"]] == [f"{month} Te betalen" for month in GROUP]
    assert [*payment["months"]["titles"]] == [f"{month} Ontvangen" for month in GROUP]
    assert [*payment["months"]["beside"]["(dag)"]] == [f"{month} Op" for month in GROUP]


def test_an_amount_and_a_day_a_month_are_what_came_in_beside_the_rent_of_the_line():
    head = ["Nr", "Ingang", "Einde", "Huur", *[f"{month} {kind}".strip() for month in MONTHS for kind in ("bedrag", "datum")]]
    body = [[f"W{n}", "01-01-2020", "", "700,00", *["700,00", "02-01-2026"] * 3] for n in range(5)]
    charge, payment = said_of(sheet("Huur 2026.csv", head, *body))["ledger_entries"]

    assert (charge["columns"]["amount"], charge["months"]["between"]) == ("Huur", ["Ingang", "Einde"])
    assert [*payment["months"]["titles"]] == [f"{month} bedrag" for month in MONTHS]


def test_what_came_in_settles_its_own_month_only_where_days_show_that_it_stands_beside_the_month_it_is_for():
    within = said_of(of_days("05-01-2026", "05-02-2026", "05-03-2026"))
    (settled,) = said_of(of_days("05-01-2026", "05-03-2026", "05-03-2026"))["allocations"]
    charge, payment = said_of(of_days("05-01-2026", "05-03-2026", "05-03-2026"))["ledger_entries"]

    assert "allocations" not in within  # each in its own month: it may as well stand beside the month in which it came
    assert settled["made_ids"]["charge_entry_id"] == charge["made_ids"]["entry_id"] == ["=Nr", "=(maand)"]
    assert settled["made_ids"]["credit_entry_id"] == payment["made_ids"]["entry_id"] == ["=(maand)", "=Nr"]
    assert "allocations" not in said_of(of_days("05-01-2026", "05-03-2026", "05-03-2026", paid="1400,00"))


def of_days(*days: str, paid: str = "700,00") -> Sheet:
    head = ["Nr", "Ingang", *[f"{month} {kind}".strip() for month in MONTHS for kind in ("", "ontv", "dat")]]
    return sheet(
        "Huur 2026.csv", head, *[[f"W{n}", "01-01-2020", *[x for day in days for x in ("700,00", paid, day)]] for n in range(5)]
    )


def test_a_word_instead_of_an_amount_is_nothing_that_came_or_all_of_it_and_asked_where_nobody_knows_it():
    def payment(cell: str, day: str = "") -> dict:
        return grouped("", "ontv", "dat", cells=["700,00", "700,00", "02-01-2026"], last=["700,00", cell, day])["ledger_entries"][
            1
        ]

    assert payment("storno")["skip_lines"] == {"(cel)": ["^storno$"]}
    assert payment("x", "03-04-2026")["months"]["marks"] == {"x": "(huur)"}
    assert payment("x")["months"]["beside"]["(huur)"] == {month: f"0{n}" for n, month in enumerate(GROUP, 1)}
    assert payment("700,00")["if_empty"] == {"booked_on": "(maand)"}

    def blocks(cell: str, day: str) -> str:
        body = [[f"W{n}", "01-01-2020", *["700,00", "700,00", "02-01-2026"] * 3, "700,00", cell, day] for n in range(5)]
        head = ["Nr", "Ingang", *[f"{month} {kind}".strip() for month in GROUP for kind in ("", "ontv", "dat")]]
        return " ".join(text_of(propose([sheet("Huur 2026.csv", head, *body)])[0]).replace("\n#", "").split())

    assert "op 5 plaatsen een woord in plaats van een bedrag" in blocks("via Pa", "") and "via Pa" not in blocks("via Pa", "")
    assert "een dag waar geen bedrag staat (5 in alle maanden)" in blocks("", "04-04-2026")


def test_days_and_amounts_of_months_are_no_days_or_rents_of_contracts():
    head = ["Nr", "Huurder", "Adres", *[f"{month} {kind}".strip() for month in MONTHS for kind in ("", "ontv", "dat")]]
    body = [[f"{n}", "Jansen", f"Kade {n}", *["700,00", "700,00", "02-01-2026"] * 3] for n in range(1, 9)]
    found = said_of(sheet("Huur 2026.csv", head, *body))

    assert {each["columns"]["lease_id"] for each in found["ledger_entries"]} == {"Nr"}  # not a name, which two may have
    assert not {"started_on", "ended_on", "monthly_rent"} & {*found.get("leases", [{"columns": {}}])[0]["columns"]}
