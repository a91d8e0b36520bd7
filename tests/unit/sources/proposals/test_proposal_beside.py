"""What stands beside a contract, a person or a promise and is something else: arrangements, objections, counts of keys."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.titles import concepts_of
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, proposed, titles

CONTRACTS = (
    "Contracten.csv",
    "Contractnr;Huurdernr;Eigenaar;Soort object;Postcode;Ingangsdatum\n"
    + "\n".join(f"C10{n};H20{n};E1;Woning;1011AB;01-02-20{n}0" for n in range(1, 6)),
)


def promises(head: str) -> str:
    return f"{head}\n" + "\n".join(f"A{n};C10{n};1{n}-03-2026;;250,00" for n in range(1, 6))


@pytest.mark.parametrize(
    ("file", "head"),
    [
        ("Betalingsafspraken.csv", "Afspraaknr;Contractnr;Afgesproken d.d.;Niet nagekomen d.d.;Bedrag"),
        ("Terugbetalingsregelingen.csv", "Nr;Contractnr;Overeengekomen op;Mislukt op;Bedrag"),
        ("Afspraken betaling.csv", "Nr;Contractnr;Datum afspraak;Verbroken;Bedrag"),
        ("Lijst 4.csv", "Regelingsnr;Contractnr;Regeling getroffen op;Verbroken op;Bedrag"),
    ],
)
def test_what_was_promised_is_never_what_was_booked(file, head):
    found = proposed(CONTRACTS, (file, promises(head)))

    assert "ledger_entries" not in found and "agreed_on" in found["payment_arrangements"].choices


def test_entries_with_their_kind_are_booked_though_their_list_is_named_after_arrangements_too():
    lines = "\n".join(f"B{n};C10{n};1{n}-03-2026;{'Betaling' if n % 2 else 'Factuur'};250,00;A{n}" for n in range(1, 6))
    found = proposed(
        CONTRACTS, ("Betalingen en afspraken.csv", f"Boekingsnr;Contractnr;Boekdatum;Soort;Bedrag;Afspraak\n{lines}")
    )

    assert titles(found["ledger_entries"])["amount"] == "Bedrag"


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Relatienr. eigenaar", {"landlord", "nr"}), ("Klantnummer opdrachtgever", {"landlord", "nr"}),
        ("Relatienr", {"tenant", "nr"}),
        ("Relatie huurder", {"tenant"}), ("Samenwoner weg op", {"co_tenant", "end"}),
        ("Afspraak gestrand", {"arrangement", "broken"}),
        ("Voor welke factuur", {"of_invoice"}),
        ("Factuurnr", {"invoice", "nr"}),
        ("Wat is er gebeurd", {"action"}), ("Bezwaar tegen doorgeven", {"objection"}), ("Tegenboeking van", {"reversal"}),
    ],
)  # fmt: skip
def test_everyday_words_say_whose_and_of_what_a_title_is(title, concepts):
    assert concepts_of(title) == concepts


def test_an_objection_beside_a_person_has_his_number_and_none_of_its_own():
    title, withdrawn = "Bezwaar tegen doorgeven", "Bezwaar weer ingetrokken"
    lines = "\n".join(f"H20{n};Bos;{f'1{n}-10-2026' if n < 4 else ''};{'20-10-2026' if n == 1 else ''}" for n in range(1, 6))
    found = proposed(CONTRACTS, ("Mensen.csv", f"Code;Achternaam;{title};{withdrawn}\n{lines}"))["objections"]

    assert titles(found) == {"tenant_id": "Code", "received_on": title, "withdrawn_on": withdrawn}


@pytest.mark.parametrize(("address", "house"), [("Kade {n} A", "Adres"), ("Kade", "Nummer")])
def test_a_number_beside_an_address_is_the_house_number_only_where_the_address_has_none(address, house):
    lines = "\n".join(f"C10{n};H20{n};E1;Woning;{address.format(n=n)};{n};1011AB;01-02-20{n}0" for n in range(1, 6))
    head = "Contractnr;Huurdernr;Eigenaar;Soort object;Adres;Nummer;Postcode;Ingangsdatum"

    assert titles(proposed(("Contracten.csv", f"{head}\n{lines}"))["leases"])["house_number"] == house


def test_receipts_that_name_their_invoice_have_their_own_number_and_say_what_they_settled():
    bills = "\n".join(f"FAC-{n};C10{n % 5 + 1};Huur;0{n % 9 + 1}-02-2026;01-03-2026;700,00" for n in range(10, 20))
    paid = "\n".join(f"BET-{n};C10{n % 5 + 1};0{n % 9 + 1}-03-2026;700,00;FAC-{n};" for n in range(10, 20))
    found = proposed(
        CONTRACTS,
        ("Facturen.csv", f"Factuur;Voor contract;Waarvoor;Gemaakt op;Betalen voor;Hoeveel\n{bills}"),
        ("Betalingen.csv", f"Betaling;Van contract;Datum;Bedrag;Bij welke factuur;Teruggeboekte betaling\n{paid}"),
    )

    assert titles(found["allocations"]) == {
        "charge_entry_id": "Bij welke factuur", "credit_entry_id": "Betaling", "amount": "Bedrag", "allocated_on": "Datum",
    }  # fmt: skip


@pytest.mark.parametrize(("yes", "is_asked"), [("Ja", True), ("01-02-2025", False)])
def test_mandates_that_say_yes_where_a_day_is_needed_are_proposed_and_the_days_asked(yes, is_asked):
    head = "Code;Naam eigenaar;Clausule akkoord;Eigenaar weet ervan;Staat in verwerkingsregister;Mandaat sinds;Mandaat t/m"
    lines = "\n".join(f"E{n};Bezit {'ABC'[n]} BV;{yes};{yes};{yes};01-0{n + 1}-2025;" for n in range(3))
    blocks = blocks_of(CONTRACTS, ("Eigenaren.csv", f"{head}\n{lines}"))
    (mandates,) = (block for block in blocks if block.table == "mandates")

    assert titles(mandates)["valid_from"] == "Mandaat sinds" and ("clause_accepted_on" not in mandates.choices) == is_asked
    assert ("een ja is geen dag" in asked_of(text_of(blocks), "# clause_accepted_on =")) == is_asked


def test_owners_with_one_mark_and_no_day_of_a_mandate_give_no_mandates():
    lines = "\n".join(f"E{n};Bezit {'ABC'[n]} BV;Ja;01-0{n + 1}-2025" for n in range(3))

    assert "mandates" not in proposed(CONTRACTS, ("Eigenaren.csv", f"Code;Naam eigenaar;In register;Klant sinds\n{lines}"))


def test_the_end_of_a_report_is_no_last_day_of_the_contract_that_it_names():
    rows = [["Huurovereenkomstnummer", "Kantoor dat bij gemeente meldde", "Datum melding door kantoor", "Datum einde melding"]]
    rows += [[f"C{n}", "D09", "22-10-2026", "20-11-2026" if n % 2 else ""] for n in range(4)]
    contracts = [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C{n}", f"H{n}", "01-02-2020"] for n in range(8)]]
    blocks, _ = propose([Sheet("Contracten.csv", contracts), Sheet("SGD.csv", rows)])
    (reported,) = [each for each in blocks if each.table == "reported_elsewhere"]
    assert reported.choices["ended_on"].profile.title == "Datum einde melding"


@pytest.mark.parametrize("title", ["VORDERING_CONTRACT", "Contract vordering"])
def test_the_contract_of_a_claim_is_that_contract_where_its_cells_are(title):
    contracts = [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C{n}", f"H{n}", "01-02-2020"] for n in range(8)]]
    letters = [["BRIEF_ID", title, "STAP", "VERZONDEN"], *[[f"B{n}", f"C{n}", "Herinnering", "01-03-2026"] for n in range(8)]]
    blocks, _ = propose([Sheet("Contracten.csv", contracts), Sheet("Brieven.csv", letters)])
    (actions,) = [each for each in blocks if each.table == "collection_actions"]
    assert actions.choices["lease_id"].profile.title == title


@pytest.mark.parametrize(("beside", "is_suffix"), [([], False), (["Straat", "Huisnr"], True)])
def test_a_number_of_a_room_is_a_suffix_only_beside_the_house(beside, is_suffix):
    titles = ["Contractnr", "Huurdernr", "Kamernummer", "Ingangsdatum", *beside]
    rows = [[f"C{n}", f"H{n}", f"K{n}", "01-02-2020", *["Kade", "12"][: len(beside)]] for n in range(8)]
    blocks, _ = propose([Sheet("Contracten.csv", [titles, *rows])])
    (leases,) = [each for each in blocks if each.table == "leases"]
    assert ("house_number_suffix" in leases.choices) == is_suffix


SHEET = "Nr;Naam;Eigenaar;Soort object;Postcode;Huurt sinds;Bezwaar melden;Bezwaar bij"


def numbered() -> str:
    """Tenants and contracts on one line each, by a number below a title that says nothing; two of them object."""
    lines = (f"H10{n};Jansen;E1;Woning;1011AB;01-02-20{n}0;{'12-06-2026;gemeente' if n < 3 else ';'}" for n in range(1, 6))
    return "\n".join([SHEET, *lines])


def test_whoever_objects_beside_his_contract_is_known_by_the_number_of_the_line():
    found = proposed(("Huurders.csv", numbered()))["objections"]

    assert titles(found) == {"tenant_id": "Nr", "received_on": "Bezwaar melden", "received_by": "Bezwaar bij"}
    assert 'skip_empty = ["received_on"]' in text_of([found])


def test_the_number_of_a_contract_is_not_that_of_an_arrangement_about_it():
    lines = "\n".join(f"H10{n};1{n}-03-2026;;40,00" for n in range(1, 4))
    blocks = blocks_of(
        ("Huurders.csv", numbered()), ("Betaalafspraken.csv", f"Nr;Afgesproken op;Niet nagekomen;Per maand\n{lines}")
    )
    (block,) = (each for each in blocks if each.table == "payment_arrangements")

    assert "arrangement_id" not in block.choices and titles(block)["lease_id"] == "Nr"


@pytest.mark.parametrize(("done", "beside"), [("Klaar op", ""), ("Klaar op", "Adres"), ("Einde", "Adres")])
def test_the_end_of_an_arrangement_is_no_day_of_a_contract_where_its_list_has_addresses_and_gives_no_contracts(done, beside):
    titled = f"Contract;Huurder;{beside};Afgesproken op;{done};Niet nagekomen"
    ends = ("", "30-05-2026;", "", ";09-10-2026")
    lines = [f"C10{n};Bos, J.;Kade {n};1{n}-01-2026;{end or ';'}" for n, end in enumerate(ends, 1)]
    found = proposed(CONTRACTS, ("Regelingen.csv", "\n".join([titled, *lines])))["payment_arrangements"]

    assert titles(found)["ended_on"] == done
    assert titles(found)["agreed_on"] == "Afgesproken op" and titles(found)["broken_on"] == "Niet nagekomen"
