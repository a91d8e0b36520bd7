"""The day's report says what there is to do and why, names nobody, and its outside version points at nobody."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from documents.day_report import BatchLine, RegisterFacts, make_day_report
from documents.figures import read_figures
from documents.manager import ManagerFacts
from documents.todo import warehouse_todo
from documents.todo_item import TodoItem
from tests.unit.documents.warehouse import AS_OF, Warehouse

MANAGER = ManagerFacts("Beheer & Zonen")


def pages(warehouse: Warehouse, **words) -> tuple[str, str]:
    inside, outside = make_day_report(warehouse.con, warehouse.home, AS_OF, MANAGER, **words)
    return inside.read_text(encoding="utf-8"), outside.read_text(encoding="utf-8")


def words_of(page: str) -> str:
    """What the page says, without its shapes and style."""
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def many(warehouse: Warehouse, count: int, *reasons: str, first: int = 1, **cells) -> None:
    for number in range(first, first + count):
        warehouse.decision(f"H{number:05d}", *reasons, **cells)


def test_the_funnel_says_what_each_rule_takes_off_and_what_remains(warehouse):
    many(warehouse, 6, "under_30_days", "objection")
    many(warehouse, 3, "objection", first=10)
    many(warehouse, 11, first=20)
    funnel = {step.code: (step.falls.leases, step.remain.leases) for step in read_figures(warehouse.con, AS_OF).funnel}
    assert funnel["tenant_deceased"] == (0, 20)
    assert funnel["under_30_days"] == (6, 14)
    assert funnel["objection"] == (3, 11)
    assert funnel["already_signalled"] == (0, 11)
    inside, _ = pages(warehouse)
    assert "van 20 huurders met een achterstand blijven er na alle regels 11 over" in inside
    assert inside.count('role="img"') >= 4  # each chart says what it shows


def test_each_reason_counts_all_it_holds_and_what_it_holds_alone(warehouse):
    many(warehouse, 6, "under_30_days", "objection")
    many(warehouse, 2, "objection", first=10, amount_in_arrears="1234.56")
    warehouse.decision("H90000", "ledger_inconsistent", amount_in_arrears=None)
    figures = read_figures(warehouse.con, AS_OF)
    objection = next(reason for reason in figures.reasons if reason.code == "objection")
    assert (objection.held.leases, str(objection.held.euros), objection.tenants) == (8, "8469.12", 8)
    assert (objection.alone.leases, str(objection.alone.euros)) == (2, "2469.12")
    assert figures.without_amount == 1
    assert "€ 8.469,12" in pages(warehouse)[0]


def test_arrears_fall_in_the_band_of_their_age(warehouse):
    for number, days in enumerate((0, 29, 30, 59, 60, 89, 90, 179, 180, 400)):
        warehouse.decision(f"H{number}", days_in_arrears=days)
    ages = read_figures(warehouse.con, AS_OF).ages
    assert [(band.days.label, band.amount.leases) for band in ages] == [
        ("0–29", 2), ("30–59", 2), ("60–89", 2), ("90–179", 2), ("180+", 2)
    ]  # fmt: skip


def test_earlier_dates_in_the_decisions_are_not_counted(warehouse):
    many(warehouse, 3)
    many(warehouse, 40, as_of_date=date(2026, 3, 20))
    assert read_figures(warehouse.con, AS_OF).in_arrears.leases == 3


def test_what_came_back_is_shown_by_delivery_and_by_how_fast(warehouse):
    warehouse.signal("S1", state="help_accepted", help_accepted_on=date(2026, 3, 27))
    warehouse.signal("S2", state="closed", help_accepted_on=date(2026, 4, 8))
    warehouse.signal("S3", state="withdrawn", withdrawn_on=date(2026, 4, 10), withdrawal_reason="settled")
    warehouse.signal("S4", state="closed", replaced_by="S5")
    warehouse.signal("S5", delivered_on=date(2026, 4, 20))
    figures = read_figures(warehouse.con, AS_OF)
    latest, first = figures.deliveries
    assert (latest.delivered_on, latest.running) == (AS_OF, 1)
    assert (first.accepted, first.withdrawn, first.closed, first.running) == (2, 1, 1, 0)
    assert [(band.days.label, band.accepted, band.withdrawn) for band in figures.waiting][:3] == [
        ("0–7", 1, 0), ("8–14", 0, 0), ("15–21", 1, 1)
    ]  # fmt: skip
    assert figures.withdrawn_because == [("settled", 1)]


def test_the_own_share_of_acceptances_stands_beside_that_of_the_country(warehouse):
    for place in range(12):
        warehouse.signal(f"S{place}", help_accepted_on=date(2026, 4, 1) if place == 0 else None)
    warehouse.signal("T1", delivered_on=date(2026, 4, 10), response_due_on=AS_OF)  # may still answer today
    warehouse.signal("T2", handed_in_on=None)  # was never asked
    inside, outside = map(words_of, pages(warehouse))
    assert "Van 12 meldingen waarvan de termijn voorbij is, werd bij 1 hulp geaccepteerd: 8,3 %." in inside
    assert "Landelijk was dat 7 % van alle meldingen (2023" in inside and "Divosa" in inside
    assert "Bij zo weinig meldingen" in inside and "Landelijk" not in outside


def test_before_any_term_is_over_no_share_is_shown(warehouse):
    warehouse.signal("S1", delivered_on=AS_OF, response_due_on=date(2026, 5, 18))
    assert "Landelijk" not in pages(warehouse)[0]


def test_the_calendar_puts_each_hold_on_the_day_it_ends(warehouse):
    hold = dict(as_of_date=AS_OF, hold_until=date(2026, 5, 10), accepted_on=date(2026, 4, 10), ends_on=date(2026, 5, 10))
    warehouse.add("marts.collection_holds", signal_id="S1", lease_id="H1", status="active", **hold)
    warehouse.add("marts.collection_holds", signal_id="S2", lease_id="H2", status="active", **hold)
    warehouse.add("marts.holds_ending_soon", signal_id="S2", lease_id="H2", expected_end_on=date(2026, 4, 23), because="lapsed")
    ends = {hold.lease_id: hold.ends_on for hold in read_figures(warehouse.con, AS_OF).holds}
    assert ends == {"H1": date(2026, 5, 10), "H2": date(2026, 4, 23)}
    inside, outside = pages(warehouse)
    assert 'class="chart calendar"' in inside and "H2: eindigt op 23-04-2026, nieuwe huur niet betaald" in inside
    assert 'class="chart calendar"' not in outside and "H2" not in outside


def test_what_a_person_must_do_comes_most_urgent_first(warehouse):
    warehouse.add("marts.terms_still_open", signal_id="S1", lease_id="H1", municipality_code="0363",
                  response_due_on=date(2026, 4, 17), is_threatening=True)  # fmt: skip
    warehouse.add("marts.withdrawals_by_hand", signal_id="S2", lease_id="H2", reason="settled", system="vps")
    warehouse.con.execute(
        'insert into marts.unmatched_feedback (file, "row", excel_line, reason, is_open) '
        "values ('a.csv', 4, 5, 'no_signal', true)"
    )
    warehouse.add("marts.ledger_findings", as_of_date=AS_OF, lease_id="H3", finding="reversals_exceed_credit",
                  makes_inconsistent=True, occurrences=1, has_arrears=True)  # fmt: skip
    warehouse.agenda("H4", "summons_letter", is_due_today=True)
    items = warehouse_todo(warehouse.con, AS_OF)
    assert [item.urgency for item in items] == ["now", "today", "today", "today", "week"]
    shown = words_of(pages(warehouse, todo=[TodoItem("Batch in twijfel", "Bel het meldpunt.", ["B-1"], "now")])[0])
    assert shown.index("Batch in twijfel") < shown.index("Bel vandaag de gemeente") < shown.index("H2 (S2) bij VPS: voldaan")
    for words in (
        "a.csv, regel 5 in Excel: past bij geen melding",
        "5-dagen sommatie sturen (tekst 2): 1",
        "H3: meer gestorneerd",
    ):
        assert words in shown


def test_a_letter_that_lies_ready_since_an_earlier_day_does_not_go_again(warehouse):
    warehouse.agenda("H4", "summons_letter", is_due_today=True)
    warehouse.agenda("H5", "summons_letter", is_due_today=True)
    items = warehouse_todo(warehouse.con, AS_OF, {("H4", "summons_letter"): date(2026, 4, 18)})
    assert [(item.title.split(" die ")[1], item.number, item.urgency) for item in items] == [
        ("vandaag weg moeten", 1, "today"), ("al klaarstaan en nog niet in de export zijn teruggezien", 1, "week"),
    ]  # fmt: skip


def test_who_is_called_today_is_not_promised_a_signal_of_today_which_has_gone(warehouse):
    warehouse.agenda("H4", "personal_contact", is_due_today=True, signal_possible_on=AS_OF)
    warehouse.agenda("H5", "personal_contact", is_due_today=True, signal_possible_on=date(2026, 4, 24))
    [item] = warehouse_todo(warehouse.con, AS_OF)
    assert item.items == ["H4, melden kan bij de eerstvolgende levering", "H5, melden kan op 24-04-2026"]


def test_where_nothing_is_left_to_do_the_report_says_so(warehouse):
    assert warehouse_todo(warehouse.con, AS_OF) == []
    assert "Er is vandaag niets dat een mens moet doen." in pages(warehouse)[0]


def test_the_outside_version_has_no_lease_no_landlord_and_no_small_number(warehouse):
    many(warehouse, 20)
    many(warehouse, 3, "objection", first=40, municipality_code="0344", days_in_arrears=200)
    many(warehouse, 9, "under_30_days", first=60, municipality_code="0599", days_in_arrears=10)
    warehouse.add("landing.municipalities", municipality_code="0363", name="Amsterdam")
    warehouse.add("landing.municipalities", municipality_code="0344", name="Utrecht")
    warehouse.signal("S1", lease_id="H00001", state="help_accepted", help_accepted_on=date(2026, 4, 1))
    inside, outside = pages(warehouse, register=RegisterFacts(7, "ab" * 32), todo=[TodoItem("x", "y", ["H00001"])])
    assert "LL1" in inside and "Utrecht" in inside
    for hidden in ("H00", "LL1", "Utrecht", "abab", "Vandaag te doen"):
        assert hidden not in outside
    assert "overige gemeenten (2)" in outside and "&lt; 5" in outside
    cells = re.findall(r'<td class="number">([0-9.]+)</td>', outside)
    assert cells and not [cell for cell in cells if 0 < int(cell.replace(".", "")) < 5]


def test_a_bar_does_not_show_what_the_outside_version_hides(warehouse):
    many(warehouse, 30)
    many(warehouse, 2, "objection", first=40)
    _, outside = pages(warehouse)
    assert "−2" not in outside
    funnel = outside[outside.index('class="chart funnel"') : outside.index("</figure>")]
    assert 'class="falls"' not in funnel


@pytest.mark.parametrize("count", [1, 4])
def test_few_signals_are_not_counted_outside(warehouse, count):
    many(warehouse, 30, "objection")
    many(warehouse, count, first=50)
    shown = words_of(pages(warehouse)[1])
    assert "blijven er na alle regels" not in shown  # it stands in the chart's own name
    assert "< 5 kunnen worden gemeld" in shown or "kunnen worden gemeld < 5" in shown


def test_a_dry_run_and_a_demo_are_marked_and_the_register_stands_in_the_footer(warehouse):
    line = BatchLine("B-1", "ris_matching", "signals", "signals_2026-04-20_B-1.xlsx", 12, "delivered")
    paths = make_day_report(
        warehouse.con, warehouse.home.preview(), AS_OF, MANAGER, register=RegisterFacts(1234, "cd" * 32, [line]), is_demo=True
    )
    assert paths[0] == warehouse.home.root / "preview" / "reports" / "2026-04-20.html"
    shown = words_of(paths[0].read_text(encoding="utf-8"))
    for words in ("Proefrun", "Demo:", "1.234 gebeurtenissen", "cd" * 32, "signals_2026-04-20_B-1.xlsx 12 aangeleverd"):
        assert words in shown
    assert paths[0].stat().st_mode & 0o777 == 0o600


def test_a_day_without_arrears_has_a_report_too(warehouse):
    shown = words_of(pages(warehouse)[0])
    assert "Er wordt niemand tegengehouden." in shown and "Er is nog niets gemeld." in shown


def test_the_page_needs_nothing_else(warehouse):
    many(warehouse, 6)
    for page in pages(warehouse):
        assert "<script" not in page and "http://" not in page and "https://" not in page
        assert "default-src 'none'" in page and '<html lang="nl">' in page and "Beheer &amp; Zonen" in page


def test_a_warehouse_of_another_date_is_refused(warehouse):
    with pytest.raises(ValueError, match="2026-04-20"):
        make_day_report(warehouse.con, warehouse.home, date(2026, 4, 21), MANAGER)


def test_a_whole_country_fits_the_page(warehouse):
    for number in range(60):
        many(warehouse, 6, first=100 * number + 1, municipality_code=f"{number:04d}", landlord_id=f"VB{number:03d}")
    inside, outside = pages(warehouse)
    assert "36 andere gemeenten" in inside and "36 andere verhuurders" in inside and "36 andere gemeenten" in outside
    assert "VB001" in inside and "VB059" not in inside


def test_an_amount_of_millions_stays_readable_in_a_chart(warehouse):
    warehouse.decision("H1", amount_in_arrears="12345678.90")
    assert "€ 12,3 mln" in pages(warehouse)[0]
