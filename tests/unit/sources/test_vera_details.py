"""A booking that its boekingdetails split: rent, service charges and what is no arrears each count as what they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.vera import booking, link, read, receipt

EURO = Decimal("0.01")


def details(*parts: tuple[str, float | str | None]) -> list[dict]:
    return [{"id": str(n), "code": f"{n}", "omschrijving": text, "bedrag": amount} for n, (text, amount) in enumerate(parts)]


def entries(found):
    return {row[0]: row[1:] for row in found.rows("ledger_entries", "entry_id", "category", "amount")}


def euros(text: str) -> Decimal:
    return Decimal(text).quantize(EURO)


def test_a_booking_is_split_over_rent_service_charges_and_costs(tmp_path):
    parts = details(("Kale huur GEHEIM", 800.0), ("Servicekosten", 60.0), ("Aanmaningskosten", 40.0))
    found = read(tmp_path, boekingen=[booking("1", boekingdetails=parts), booking("2")])
    assert entries(found) == {
        "1": ("rent", euros("800")), "1#service_charges": ("service_charges", euros("60")),
        "1#collection_costs": ("collection_costs", euros("40")), "2": ("rent", euros("900")),
    }  # fmt: skip
    assert found.finding("details_split").count == 1 and "GEHEIM" not in found.told
    assert "details_do_not_add_up" not in found.rules


def test_what_was_settled_of_a_booking_settles_its_rent_first_and_its_costs_last(tmp_path):
    parts = details(("Kosten incasso", 100.0), ("Service", 100.0), ("Huur", 700.0))
    links = [link("a", "1", "8", 650.0, "2026-03-05"), link("b", "1", "9", 200.0, "2026-03-06")]
    found = read(tmp_path, boekingen=[
        booking("1", boekingdetails=parts, afletteringen=links), receipt("8", bedrag=650.0), receipt("9", bedrag=200.0),
    ])  # fmt: skip
    assert [row[:3] for row in found.rows("allocations")] == [
        ("8", "1", euros("650")), ("9", "1", euros("50")), ("9", "1#collection_costs", euros("50")),
        ("9", "1#service_charges", euros("100")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "parts",
    [
        details(("Huur", 800.0), ("Incassokosten", 50.0)),
        details(("Huur", 950.0), ("Incassokosten", -50.0)),
        details(("Huur", 850.0), ("Incassokosten", "vijftig")),
        details(("Huur", 850.0), ("Incassokosten", None)),
    ],
)
def test_details_that_are_not_the_amount_of_the_booking_are_told_and_it_counts_whole(tmp_path, parts):
    found = read(tmp_path, boekingen=[booking("1", boekingdetails=parts)])
    assert entries(found) == {"1": ("rent", euros("900"))}
    assert found.finding("details_do_not_add_up").lease_ids == ("O1",)


def test_a_discount_is_taken_off_the_rent_that_it_stands_beside(tmp_path):
    parts = details(("Huur", 950.0), ("Huurkorting", -100.0), ("Stookkosten", 50.0))
    found = read(tmp_path, boekingen=[booking("1", boekingdetails=parts)])
    assert entries(found) == {"1": ("rent", euros("850")), "1#service_charges": ("service_charges", euros("50"))}


def test_details_follow_the_sign_that_charges_have_and_mere_references_say_nothing(tmp_path):
    negative = details(("Huur", -800.0), ("Incassokosten", -100.0))
    found = read(tmp_path, '[boeking]\nteken = "debet_negatief"', boekingen=[
        booking("1", bedrag=-900.0, boekingdetails=negative), booking("2", bedrag=-900.0, boekingdetails=[{"id": "D1"}]),
        booking("3", bedrag=-900.0, boekingdetails=["D2"]), receipt("8", bedrag=5.0),
    ])  # fmt: skip
    assert entries(found)["1"] == ("rent", euros("800")) and entries(found)["1#collection_costs"][1] == euros("100")
    assert entries(found)["2"] == entries(found)["3"] == ("rent", euros("900"))
    assert "details_do_not_add_up" not in found.rules


def test_what_a_detail_is_for_is_the_landlords_to_say_and_a_pattern_that_is_none_is_refused(tmp_path):
    parts = details(("Post A", 800.0), ("Post B", 100.0))
    found = read(tmp_path, '[boeking.details]\nother = ["post b"]', boekingen=[booking("1", boekingdetails=parts)])
    assert entries(found) == {"1": ("rent", euros("800")), "1#other": ("other", euros("100"))}
    with pytest.raises(Exception, match="is geen reguliere expressie"):
        read(tmp_path, '[boeking.details]\nother = ["post ("]', boekingen=[booking("1")])


def test_a_receipt_and_a_disputed_charge_are_not_split(tmp_path):
    parts = details(("Huur", 800.0), ("Incassokosten", 100.0))
    found = read(tmp_path, boekingen=[
        booking("1", boekingdetails=parts, huurgeschil={"id": "H1"}), receipt("8", boekingdetails=parts), booking("2"),
    ])  # fmt: skip
    assert entries(found) == {"1": ("other", euros("900")), "2": ("rent", euros("900")), "8": (None, euros("900"))}
