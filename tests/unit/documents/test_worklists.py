"""The work lists open well: each with its columns, dates as dates, amounts as numbers, and never a name."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
import python_calamine

from documents.source_warnings import of_lease
from documents.todo import warehouse_todo
from documents.worklists import make_worklists
from tests.unit.documents.warehouse import AS_OF, Warehouse


def lists_of(warehouse: Warehouse) -> dict[str, list[list]]:
    paths = make_worklists(warehouse.con, warehouse.home, AS_OF)
    return {path.stem.removesuffix(f"_{AS_OF}"): sheet(path) for path in paths}


def sheet(path: Path) -> list[list]:
    return python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()


def row_of(rows: list[list], number: int = 1) -> dict[str, object]:
    return dict(zip(rows[0], rows[number], strict=True))


def test_every_list_is_there_also_when_it_is_empty(warehouse):
    found = lists_of(warehouse)
    assert set(found) == {
        "agenda", "tegengehouden", "intrekken_met_de_hand", "terugkoppeling_uitzoeken", "opschortingen",
        "termijnen_verstreken", "vastgehouden", "rijen_zonder_persoon", "hernummerd", "teruggenomen",
        "gemeente_bellen",
    }  # fmt: skip
    assert all(len(rows) == 1 and len(set(rows[0])) == len(rows[0]) for rows in found.values())


def test_a_list_that_cannot_be_written_stops_the_making_and_no_other_is_half_written(warehouse):
    agenda = next(path for path in make_worklists(warehouse.con, warehouse.home, AS_OF) if path.name.startswith("agenda"))
    whole = agenda.read_bytes()
    in_the_way = warehouse.home.worklists / f"tegengehouden_{AS_OF}.xlsx"
    in_the_way.unlink()
    (in_the_way / "folder").mkdir(parents=True)
    with pytest.raises(OSError):
        make_worklists(warehouse.con, warehouse.home, AS_OF)
    assert agenda.read_bytes() == whole


def test_the_agenda_and_the_list_of_what_was_held_back_say_what_is_wrong_with_a_ledger(warehouse):
    warehouse.agenda("H1", "repair_ledger", due_on=AS_OF, why="ledger_inconsistent")
    warehouse.decision("H1", "ledger_inconsistent", amount_in_arrears=None)
    for finding, counts in (("charge_paid_by_unknown_credit", True), ("stated_balance_higher", False)):
        warehouse.add("marts.ledger_findings", as_of_date=AS_OF, lease_id="H1", finding=finding, makes_inconsistent=counts,
                      occurrences=1, has_arrears=True)  # fmt: skip

    found = lists_of(warehouse)
    wrong = ": vordering afgeletterd met een ontvangst die er niet is"
    assert row_of(found["agenda"])["Waarom"] == "de boekingen kloppen niet, het bedrag is onzeker" + wrong
    assert row_of(found["tegengehouden"])["Redenen"].endswith(wrong)


def test_the_agenda_has_today_first_and_real_dates_and_amounts(warehouse):
    warehouse.agenda("H2", "signal", due_on=date(2026, 5, 20), amount_in_arrears="10.00")
    warehouse.agenda("H1", "personal_contact", due_on=date(2026, 4, 10), is_due_today=True, why="no_contact_yet",
                     amount_in_arrears="1234.56", oldest_due_on=date(2026, 3, 1), days_in_arrears=50,
                     still_needed=["no_personal_contact_effort", "no_mandate"], municipality_code="0363")  # fmt: skip
    warehouse.add("landing.municipalities", municipality_code="0363", name="Amsterdam")
    rows = lists_of(warehouse)["agenda"]
    first = row_of(rows)
    assert first["Vandaag"] == "ja" and first["Huurovereenkomst"] == "H1"
    assert first["Volgende stap"] == "persoonlijk contact zoeken" and first["Stap op"] == date(2026, 4, 10)
    assert first["Achterstand"] == 1234.56 and first["Gemeente"] == "Amsterdam"
    assert first["Ontbreekt nog om te melden"] == "geen persoonlijk contact gezocht\ngeen mandaat opdrachtgever"
    assert row_of(rows, 2)["Vandaag"] == ""


def test_a_lease_that_lacks_nothing_and_one_of_which_that_is_unknown_each_have_their_own_row(warehouse):
    lacks = {"H1": [], "H2": ["no_mandate"], "H3": ["no_mandate", "no_personal_contact_effort"], "H4": ["no_mandate"]}
    for lease, needed in lacks.items():
        warehouse.agenda(lease, "signal", due_on=AS_OF, still_needed=needed)

    rows = lists_of(warehouse)["agenda"]
    found = {row["Huurovereenkomst"]: row["Ontbreekt nog om te melden"] for row in (row_of(rows, n) for n in range(1, 5))}
    mandate = "geen mandaat opdrachtgever"
    assert found == {"H1": "", "H2": mandate, "H3": f"{mandate}\ngeen persoonlijk contact gezocht", "H4": mandate}


@pytest.mark.parametrize(
    ("step", "why", "shown"),
    [
        ("await_response", "signal_delivered", "wachten op de gemeente"),
        ("hand_in", "not_handed_in", "bestand aanleveren bij het meldpunt"),
        ("held_back", "held_back", "niet melden: eerst uitzoeken"),
    ],
)
def test_what_left_in_this_run_or_is_held_back_says_so_and_is_for_nobody_to_report(warehouse, step, why, shown):
    warehouse.agenda("H1", step, why=why, due_on=None)
    row = row_of(lists_of(warehouse)["agenda"])
    assert (row["Vandaag"], row["Volgende stap"], row["Stap op"], row["Melden kan op"]) == ("", shown, "", "")


def test_what_was_decided_and_is_held_back_is_nobodys_to_report_by_hand(warehouse):
    held = {"as_of_date": AS_OF, "system": "vps", "number_of_reasons": 1}
    warehouse.add("marts.signals_held_back", lease_id="H1", why="later_fact", fact="receipt", subject="P1",
                  dated_on=date(2026, 4, 24), **held)  # fmt: skip
    warehouse.add("marts.signals_held_back", lease_id="H2", why="renumbered", fact="tenant_number", subject="OUD",
                  dated_on=date(2026, 3, 20), **held)  # fmt: skip
    found = lists_of(warehouse)
    assert row_of(found["vastgehouden"])["Waarom"].endswith("betaald P1, 24-04-2026")
    assert row_of(found["vastgehouden"], 2)["Wat te doen"].startswith("vroegsignaal renumber OUD H2 --why")


def test_each_row_that_names_nobody_and_each_lease_that_stays_off_stands_with_its_way_out(warehouse):
    warehouse.add("marts.rows_naming_nobody", blocking_table="objections", row_key="O9", names="T 9", is_accepted=False)
    warehouse.add("marts.rows_naming_nobody", blocking_table="objections", row_key="O8", names="T 8", is_accepted=True)
    warehouse.signal("S1", lease_id="H1", state="withdrawn", taken_back_on=AS_OF, keeps_lease_off=True)
    warehouse.add("register_copy.events", seq=1, event_type="signal_withdrawn", signal_id="S1",
                  payload='{"who":"Kim","why":"vergissing"}')  # fmt: skip
    found = lists_of(warehouse)
    assert [row[1] for row in found["rijen_zonder_persoon"][1:]] == ["O9"]
    assert row_of(found["rijen_zonder_persoon"])["Verbeter de bron, of leg vast"].startswith(
        "vroegsignaal accept-row objections 'O9'"
    )
    kept = row_of(found["teruggenomen"])
    assert (kept["Door"], kept["Waarom"]) == ("Kim", "vergissing")
    assert kept["Toch weer melden"].startswith("vroegsignaal release H1 --why")


def test_an_eviction_that_was_announced_puts_the_municipality_on_the_list_to_telephone(warehouse):
    warehouse.add("marts.threatening_situations", signal_id="S1", lease_id="H1", municipality_code="0363",
                  system="ris_matching", eviction_on=date(2026, 5, 1))  # fmt: skip
    row = row_of(lists_of(warehouse)["gemeente_bellen"])
    assert (row["Huurovereenkomst"], row["Ontruiming op"]) == ("H1", date(2026, 5, 1))
    assert row["Vastleggen met"] == "vroegsignaal telephoned S1"


def test_what_is_held_back_has_its_reasons_as_sentences_in_the_order_of_the_rules(warehouse):
    warehouse.decision("H1", "under_30_days", "objection")
    warehouse.decision("H2")
    warehouse.decision("H3", "objection", as_of_date=date(2026, 3, 20))
    rows = lists_of(warehouse)["tegengehouden"]
    assert len(rows) == 2
    assert row_of(rows)["Redenen"] == (
        "De achterstand bestaat nog geen 30 dagen.\n"
        "De huurder of een medehuurder heeft bezwaar gemaakt tegen het delen van gegevens."
    )


def test_a_hold_that_ends_within_a_week_is_marked(warehouse):
    hold = dict(as_of_date=AS_OF, accepted_on=date(2026, 3, 25), hold_until=date(2026, 4, 24), ends_on=date(2026, 4, 24))
    warehouse.add("marts.collection_holds", signal_id="S1", lease_id="H1", status="active", **hold)
    warehouse.add("marts.collection_holds", signal_id="S2", lease_id="H2", status="lapsed", **hold)
    warehouse.add("marts.holds_ending_soon", signal_id="S1", lease_id="H1", expected_end_on=date(2026, 4, 22), because="lapsed")
    rows = lists_of(warehouse)["opschortingen"]
    assert row_of(rows)["Binnen een week"] == "ja" and row_of(rows)["Eindigt"] == date(2026, 4, 22)
    assert row_of(rows, 2)["Stand"] == "vervallen"


def test_what_a_person_has_to_do_stands_with_how_to_record_it(warehouse):
    warehouse.add("marts.withdrawals_by_hand", signal_id="S1", lease_id="H1", reason="objection",
                  needs_person_because="other_signal_at_address", system="vps")  # fmt: skip
    row = row_of(lists_of(warehouse)["intrekken_met_de_hand"])
    assert row["Reden van intrekken"] == "bezwaar" and row["Vastleggen met"] == "vroegsignaal withdraw S1"


def test_no_list_can_hold_a_name_or_an_address(warehouse):
    warehouse.letter("H1", "reminder_letter")
    for path in make_worklists(warehouse.con, warehouse.home, AS_OF):
        with zipfile.ZipFile(path) as book:
            text = b"".join(book.read(name) for name in book.namelist())
        assert b"Zonneveld" not in text and b"Voorbeeldstraat" not in text


def test_a_list_has_a_frozen_title_row_and_a_filter(warehouse):
    path = make_worklists(warehouse.con, warehouse.home, AS_OF)[0]
    with zipfile.ZipFile(path) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in text and "<autoFilter" in text and "<cols>" in text


def test_an_administrator_or_guardian_is_named_wherever_somebody_is_asked_to_act_and_holds_nothing_back(warehouse):
    words = "De huurder heeft een bewindvoerder, budgetbeheerder of curator: overleg eerst met hem of haar."
    warehouse.add("control.source_findings", severity="warning", source="vera/overeenkomsten", rule="helper_named",
                  text="2 huurovereenkomsten noemen ...", count=2, lease_ids=["H1", "H3"])  # fmt: skip
    warehouse.add("control.source_findings", severity="warning", source="vera/overeenkomsten", rule="ended_without_day",
                  text="1 overeenkomst is ...", count=1, lease_ids=["H2"])  # fmt: skip
    for lease in ("H1", "H2"):
        warehouse.agenda(lease, "personal_contact", is_due_today=True, due_on=AS_OF)
        warehouse.decision(lease, "no_mandate")
    warehouse.add("marts.collection_holds", as_of_date=AS_OF, lease_id="H3", signal_id="S3", status="active",
                  accepted_on=date(2026, 4, 10), hold_until=date(2026, 5, 10), ends_on=date(2026, 5, 10))  # fmt: skip
    found = lists_of(warehouse)
    for name, expected in (("agenda", [words, ""]), ("tegengehouden", [words, ""]), ("opschortingen", [words])):
        rows = [row_of(found[name], number) for number in range(1, len(found[name]))]
        assert [row["Let op"] for row in sorted(rows, key=lambda row: row["Huurovereenkomst"])] == expected
        assert all(row.get("Redenen", "Mandaat") for row in rows)
    assert f"  ! {words}" in of_lease(warehouse.con, "H1") and "  ! 1 overeenkomst is ..." in of_lease(warehouse.con, "H2")
    lines = [line for item in warehouse_todo(warehouse.con, AS_OF) for line in item.items if line.startswith("H1, ")]
    assert len(lines) == 1 and lines[0].endswith("overleg eerst met hem of haar")
