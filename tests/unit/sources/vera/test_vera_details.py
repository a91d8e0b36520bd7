"""A booking that its boekingdetails split: rent, service charges and what is no arrears each count as what they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sources.findings import SourcesRefused
from sources.vera import load_mapping
from tests.support.vera import booking, link, read, receipt

EURO = Decimal("0.01")


def details(*parts: tuple[str, float | str | None]) -> list[dict]:
    return [{"id": str(n), "code": f"{n}", "omschrijving": text, "bedrag": amount} for n, (text, amount) in enumerate(parts)]


def entries(found):
    return {row[0]: row[1:] for row in found.rows("ledger_entries", "entry_id", "category", "amount")}


def euros(text: str) -> Decimal:
    return Decimal(text).quantize(EURO)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """One export with every way of splitting a booking."""
    costs = details(("Huur", 800.0), ("Incassokosten", 100.0))
    links = [link("a", "settled", "8", 650.0, "2026-03-05"), link("b", "settled", "9", 200.0, "2026-03-06")]
    parts = details(("Kosten incasso", 100.0), ("Service", 100.0), ("Huur", 700.0))
    return read(tmp_path_factory.mktemp("details"), boekingen=[
        booking("1", boekingdetails=details(("Kale huur GEHEIM", 800.0), ("Servicekosten", 60.0), ("Aanmaningskosten", 40.0))),
        booking("2"), booking("settled", boekingdetails=parts, afletteringen=links),
        receipt("8", bedrag=650.0), receipt("9", bedrag=200.0),
        booking("too little", boekingdetails=details(("Huur", 800.0), ("Incassokosten", 50.0))),
        booking("two signs", boekingdetails=details(("Huur", 950.0), ("Incassokosten", -50.0))),
        booking("no amount", boekingdetails=details(("Huur", 850.0), ("Incassokosten", "vijftig"))),
        booking("left out", boekingdetails=details(("Huur", 850.0), ("Incassokosten", None))),
        booking("discount", boekingdetails=details(("Huur", 950.0), ("Huurkorting", -100.0), ("Stookkosten", 50.0))),
        booking("object", boekingdetails=[{"id": "D1"}]), booking("reference", boekingdetails=["D2"]),
        booking("disputed", boekingdetails=costs, huurgeschil={"id": "H1"}), receipt("received", boekingdetails=costs),
    ])  # fmt: skip


def test_a_booking_is_split_over_rent_service_charges_and_costs(found):
    made = entries(found)
    assert (made["1"], made["1#service_charges"]) == (("rent", euros("800")), ("service_charges", euros("60")))
    assert made["1#collection_costs"] == ("collection_costs", euros("40")) and made["2"] == ("rent", euros("900"))
    assert found.finding("details_split").count == 2 and "GEHEIM" not in found.words


def test_what_was_settled_of_a_booking_settles_its_rent_first_and_its_costs_last(found):
    assert [row[:3] for row in found.rows("allocations")] == [
        ("8", "settled", euros("650")), ("9", "settled", euros("50")), ("9", "settled#collection_costs", euros("50")),
        ("9", "settled#service_charges", euros("100")),
    ]  # fmt: skip


def test_details_that_are_not_the_amount_of_the_booking_are_named_and_it_counts_whole(found):
    made = entries(found)
    assert {made[id_] for id_ in ("too little", "two signs", "no amount", "left out")} == {("rent", euros("900"))}
    words = found.finding("details_do_not_add_up")
    assert (words.severity, words.count, words.lease_ids) == ("warning", 4, ("O1",))


def test_a_discount_is_taken_off_the_rent_that_it_stands_beside(found):
    made = entries(found)
    assert made["discount"] == ("rent", euros("850"))
    assert made["discount#service_charges"] == ("service_charges", euros("50"))


def test_mere_references_a_receipt_and_a_disputed_charge_are_not_split(found):
    made = entries(found)
    assert made["object"] == made["reference"] == ("rent", euros("900"))
    assert made["disputed"] == ("other", euros("900")) and made["received"] == (None, euros("900"))
    assert not {id_ for id_ in made if id_.startswith(("object#", "reference#", "disputed#", "received#"))}


def test_details_follow_the_sign_of_charges_and_what_they_are_for_is_the_landlords_to_say(tmp_path):
    parts = details(("Post A", -800.0), ("Post B", -100.0))
    mapping = '[boeking]\nteken = "debet_negatief"\n[boeking.details]\nother = ["post b"]'
    found = read(tmp_path, mapping, boekingen=[booking("1", bedrag=-900.0, boekingdetails=parts)])
    assert entries(found) == {"1": ("rent", euros("800")), "1#other": ("other", euros("100"))}


def test_a_pattern_that_is_none_is_refused(tmp_path):
    (tmp_path / "mapping.toml").write_text('[boeking.details]\nother = ["post ("]', encoding="utf-8")
    with pytest.raises(SourcesRefused, match="is geen reguliere expressie"):
        load_mapping(tmp_path)
