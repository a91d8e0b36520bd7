"""The page of a trial run: who would be reported, who not and why, and what was withdrawn, with what a person compares."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from documents.day_report import make_day_report
from documents.manager import ManagerFacts
from documents.trial_page import SHOWN, make_trial_page
from tests.unit.documents.warehouse import AS_OF

LETTERS = {"written_reminder_on": date(2026, 3, 9), "sharing_offer_on": date(2026, 4, 2)}


def lease(warehouse, lease_id, *reasons, facts=None, **cells):
    warehouse.decision(lease_id, *reasons, **cells)
    warehouse.add("marts.decision_facts", lease_id=lease_id, as_of_date=AS_OF, **(facts or {}))
    warehouse.add("landing.leases", lease_id=lease_id, tenant_id=f"T{lease_id}", street="Dorpsstraat", house_number="12",
                  house_number_suffix="A", postcode="1011AB", city="Amsterdam")  # fmt: skip
    warehouse.add("landing.tenants", tenant_id=f"T{lease_id}", last_name=f"Berg{lease_id}", name_prefix="van den", initials="A.")


def said(warehouse, **marks) -> str:
    page = make_trial_page(warehouse.con, warehouse.home.preview(), AS_OF, **marks).read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)).split())


def test_who_is_to_be_reported_stands_there_with_tenant_address_amount_and_what_it_rests_on(warehouse):
    lease(warehouse, "L1", facts=LETTERS)
    text = said(warehouse)
    row = "L1 A. van den BergL1 TL1 Dorpsstraat 12 A 1011AB Amsterdam € 1.000,00 50 dagen sinds 01-03-2026"
    assert f"{row} herinnering 09-03-2026 aanbod 02-04-2026 RIS Matching" in text and "Te melden (1)" in text


def test_each_reason_is_a_list_of_its_leases_with_its_fact_and_their_other_reasons_and_the_longest_comes_first(warehouse):
    lease(warehouse, "L2", "objection", facts={"objection_id": "B1", "objection_received_on": date(2026, 4, 3)})
    lease(warehouse, "L3", "under_30_days", "objection", amount_in_arrears="2000.00")
    text = said(warehouse)
    assert "Niet te melden: bezwaar van de huurder (2)" in text and "bezwaar ontvangen op 03-04-2026" in text
    objections, short = text.partition("Niet te melden: nog geen 30 dagen (1)")[::2]
    assert objections.index("L3 A.") < objections.index("L2 A.") and "nog geen 30 dagen" in objections
    assert "L3 A." in short and "L2 A." not in short.partition("Ingetrokken")[0]
    assert "Te melden (0) Geen." in text


def test_of_a_long_list_the_largest_are_shown_and_where_the_others_stand(warehouse):
    for number in range(SHOWN + 3):
        lease(warehouse, f"M{number:03}", "objection", amount_in_arrears=f"{1000 + number}.00")
    text = said(warehouse)
    assert f"(28) {'Contract'}" in text and "En nog 3 contracten: zie worklists/tegengehouden_2026-04-20.xlsx." in text
    assert "M027" in text and "M002" not in text


def test_what_is_withdrawn_stands_there_with_its_reason_whether_or_not_the_run_has_done_it(warehouse):
    assert "Ingetrokken (0) Geen." in said(warehouse)
    warehouse.add("marts.withdrawals_due", signal_id="S1", lease_id="L1", reason="settled", as_of_date=AS_OF)
    warehouse.signal("S1", withdrawn_on=AS_OF, withdrawal_reason="settled")
    warehouse.signal("S2", withdrawn_on=AS_OF, withdrawal_reason="objection")
    warehouse.signal("S3", withdrawn_on=date(2026, 4, 1), withdrawal_reason="settled")
    text = said(warehouse)
    assert "Ingetrokken (2)" in text and "S1 voldaan" in text and "S2 bezwaar" in text and "S3" not in text


def test_a_trial_alone_has_the_page_and_says_what_is_so_of_the_whole_run(warehouse):
    manager = ManagerFacts("Beheer & Zonen")
    real = make_day_report(warehouse.con, warehouse.home, AS_OF, manager)
    assert [path.name for path in real] == ["2026-04-20.html", "2026-04-20-extern.html"]
    trial = make_day_report(warehouse.con, warehouse.home.preview(), AS_OF, manager, withheld="De ontvangsten zijn te oud.")
    assert trial[-1].name == "2026-04-20-vergelijken.html" and trial[-1].is_relative_to(warehouse.home.root / "preview")
    assert "De ontvangsten zijn te oud." in trial[-1].read_text(encoding="utf-8")
