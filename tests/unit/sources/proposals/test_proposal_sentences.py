"""Titles of whole sentences, of British lists, and with a list's own letters before each."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import SURE, Sheet, propose
from sources.words.asking import stated_by
from sources.words.choices import choices_of
from sources.words.profile import Layout, look_at
from sources.words.titles import concepts_of, is_by_parts
from sources.words.ways import is_known


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Datum waarop de regeling is afbetaald", {"arrangement", "date", "paid"}),
        ("Datum waarop de ontruiming is afgelast", {"cancelled", "date", "eviction"}),
        ("Datum van sluiting van het dossier", {"case", "closed", "date"}),
        ("Datum van", {"date", "start"}),
        ("Eerste dag waarop het mandaat geldt", {"mandate", "start", "valid"}),
        ("Nummer van het complex waarvoor het mandaat geldt", {"complex", "mandate", "nr", "valid"}),
        ("Waarvoor", {"component"}),
        ("Organisatie die het bezwaar heeft ontvangen", {"by", "objection", "received"}),
        ("Organisatie", {"legal_form"}),
        ("Dossiernummer bij de deurwaarder", {"agency", "reference"}),
        ("Vervallen door gemiste termijn op", {"broken"}),
        ("Payable By", {"due"}),
        ("Passing Rent pcm (EUR)", {"month", "rent"}),
        ("Demise Type", {"kind", "unit"}),
        ("App.nr.", {"suffix"}),
        ("Is geen medehuurder meer sinds", {"co_tenant", "end"}),
        ("Is medehuurder geworden op", {"co_tenant", "start"}),
        ("Mag niet meer mee sinds", {"end"}),
        ("Mag mee sinds", {"agreed"}),
        ("Woont mee vanaf", {"start"}),
        ("Huurt mee sinds", {"start"}),
        ("Datum waarop de huur is geëindigd of gaat eindigen", {"date", "end", "rent"}),
        ("Wijk of complex waarin de woning ligt", {"complex"}),
        ("Geldt alleen voor complex", {"complex"}),
        ("Vast nummer waarop de bewoner bereikbaar is", {"phone"}),
        ("Klant is een persoon of een organisatie", {"legal_form", "tenant"}),
        ("Is dit een kleine verhuurder", {"landlord", "small", "yes_no"}),
        ("Nummer van de verhuurende partij", {"landlord", "nr"}),
        ("Wanneer vindt de ontruiming plaats", {"date", "eviction"}),
        ("Welke deurwaarder heeft het dossier", {"agency"}),
        ("Is het bezwaar ingetrokken", {"objection", "withdrawn"}),  # no sentence of these: as it stands
    ],
)
def test_a_sentence_says_what_its_words_say_and_the_words_between_nothing(title, concepts):
    assert concepts_of(title) == concepts


@pytest.mark.parametrize(
    ("title", "stated"),
    [("Betaalt niet meer sinds", None), ("Eigenaar geworden per", "eigenaar vanaf"), ("Datum waarop de huur is ingegaan", None)],
)
def test_a_sentence_of_another_kind_is_left_as_it_is(title, stated):
    assert stated_by(title) == stated and is_by_parts(title) == (stated is not None)


def layout_of(rows: list[list[str]]) -> Layout:
    layout = look_at(rows, is_known)
    assert layout is not None
    return layout


@pytest.mark.parametrize(
    ("title", "column"), [("2e tel. bewoner", "phone_2"), ("Alternative Telephone", "phone_2"), ("Tel. werkgever", None)]
)
def test_a_further_number_is_the_tenants_where_its_title_says_no_more_than_that(title, column):
    rows = [
        ["Huurdernummer", "Achternaam", "Telefoon", title],
        *([f"K{n}", "Jansen", "0600000001", "0500000002"] for n in range(4)),
    ]
    found = choices_of("tenants", layout_of(rows))

    assert ({name for name, each in found.items() if each.profile.title == title} or {None}) == {column}
    assert column is None or found[column].certainty != SURE


BOOK = [["CB-RUBRIEK", "CB-CODE", "CB-OMSCHRIJVING"], ["SRT-OBJECT", "01", "EENGEZINSWONING"], ["SRT-OBJECT", "05", "GARAGE"]]
BOOK += [["SRT-BRIEF", "A1", "BETALINGSHERINNERING"], ["SRT-BRIEF", "A3", "SOMMATIE"], ["KOST-SRT", "01", "HUUR"]]
BOOK += [["KOST-SRT", "05", "N.V.T."], ["SRT-BRIEF", "A2", "AANMANING"], ["SRT-OBJECT", "07", "WINKEL"]]
LETTERS = [["BR-NR", "BR-HC-NR", "BR-SRT", "BR-DAT", "BR-BEDRAG"]]
LETTERS += [[f"{n}00", f"31002{n}0", ("A1", "A2", "A3")[n % 3], "20260201", f"{n}1,50"] for n in range(9)]
CONTRACTS = [["HC-NR", "HC-CLIENT-NR", "HC-INGANG-DAT", "HC-SRT-OBJECT", "HC-POSTCODE"]]
CONTRACTS += [[f"31002{n}0", f"4100{n}", "20200101", ("01", "05")[n % 2], "1011AB"] for n in range(9)]


def test_a_list_of_codes_explains_titles_that_name_it_in_part_and_its_file_the_rest():
    lists = [("L01-HUURCONTRACT.TXT", CONTRACTS), ("L05-BRIEF.TXT", LETTERS), ("L99-CODEBOEK.TXT", BOOK)]
    found = {block.table: block for block in propose([Sheet(*each) for each in lists])[0]}

    assert found["leases"].choices["unit_type"].profile.means == {"01": "EENGEZINSWONING", "05": "GARAGE"}
    assert found["collection_actions"].choices["action_type"].profile.means["A3"] == "SOMMATIE"
    assert not found["collection_actions"].only and "ledger_entries" not in found  # no receipts, though `betaling` is said


def test_a_list_of_codes_that_says_something_else_than_the_title_explains_nothing():
    lists = [("L01-HUURCONTRACT.TXT", CONTRACTS), ("L05-POST.TXT", LETTERS), ("L99-CODEBOEK.TXT", BOOK)]
    found = {block.table: block for block in propose([Sheet(*each) for each in lists])[0]}
    kind = found.get("collection_actions")

    assert kind is None or "action_type" not in kind.choices or not kind.choices["action_type"].profile.means


OWNED = [["Contract", "Huurder nr", "Eigenaar", "Ingangsdatum", "Soort", "Postcode", "Qlabel"]]
OWNED += [[f"HC-{n}", f"K{n}", f"E{n % 2}", "01-01-2020", "Woning", "1011AB", ("noord", "zuid")[n % 2]] for n in range(8)]
OWNERS = [["Eigenaar", "Naam"], ["E0", "Fonds A bv"], ["E1", "Fonds B bv"]]


@pytest.mark.parametrize(("label", "is_complex"), [("noord", True), ("elders", False)])
def test_what_contracts_and_mandates_have_alike_is_the_complex(label, is_complex):
    mandates = [["Mandaat nr", "Eigenaar", "Qdeel", "Mandaat vanaf", "Clausule aanvaard op"]]
    mandates += [["M1", "E0", "", "01-01-2025", "01-12-2024"], ["M2", "E1", label, "01-01-2025", "01-12-2024"]]
    lists = [("Contracten.csv", OWNED), ("Eigenaren.csv", OWNERS), ("Mandaten.csv", mandates)]
    found = {block.table: block for block in propose([Sheet(*each) for each in lists])[0]}
    said = {table: found[table].choices.get("complex_id") for table in ("leases", "mandates")}

    assert {table: each.profile.title if each else None for table, each in said.items()} == (
        {"leases": "Qlabel", "mandates": "Qdeel"} if is_complex else {"leases": None, "mandates": None}
    )
    assert all(each is None or each.certainty != SURE for each in said.values())


def test_a_mandate_is_of_the_owner_whose_number_stands_there_whatever_the_title_says():
    mandates = [["Nr. toestemming", "Eigenaar gebouw", "Mandaat vanaf", "Clausule aanvaard op"]]
    mandates += [[f"T{n}", f"E{n}", "01-01-2025", "01-12-2024"] for n in (0, 1)]
    lists = [("Contracten.csv", OWNED), ("Eigenaren.csv", OWNERS), ("Toestemming.csv", mandates)]
    (block,) = (each for each in propose([Sheet(*each) for each in lists])[0] if each.table == "mandates")

    assert block.choices["landlord_id"].profile.title == "Eigenaar gebouw"
    assert block.choices["mandate_id"].profile.title == "Nr. toestemming"
    assert "complex_id" not in block.choices
