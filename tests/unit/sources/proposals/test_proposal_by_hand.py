"""Spoken words above lists kept by hand, and how bookkeeping systems call their letters, lists and items."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.evidence import is_not_of_arrears, meaning_of
from sources.words.needs import tables_named
from sources.words.titles import concepts_of
from tests.support.proposal import text_of
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles

CONTRACTS = (
    "Contracten.csv",
    "Contractnr;Huurdernr;Ingangsdatum\n" + "\n".join(f"C-{n};H-{n};01-02-2020" for n in range(10, 19)),
)
DAYS = [f"{n}-10-2026" for n in range(10, 19)]


def listed(name: str, head: str, *columns: list[str]):
    """The blocks of a list of nine lines, each of another contract."""
    lines = [";".join(cells) for cells in zip([f"C-{n}" for n in range(10, 19)], *columns, strict=True)]
    return proposed(CONTRACTS, (name, "\n".join([head, *lines])))


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Niet meer sinds", {"end"}), ("Verteld aan de eigenaar", {"informed"}), ("Zit in ordner", {"reference"}),
        ("Nummer vast", {"phone"}), ("Nabellen op", {"planned"}), ("Gesommeerd op", {"summons"}),
        ("Erbij gekomen op", {"start"}), ("Datum gemaand", {"date", "demand"}), ("Soort logitem", {"action", "kind"}),
        ("Toetredingsdatum", {"start"}), ("Deelcomplex", {"complex"}), ("Soort prestatie", {"component"}),
        ("Nr. debiteurenpost", {"ledger_post", "nr"}), ("Overige bedragen", {"amount", "others"}),
        ("Minder dan 50 woningen", {"small"}), ("Abonnement", {"contract"}), ("Einddatum abonnement", {"contract", "end"}),
        ("Crediteurnr. incassobureau", {"agency", "nr"}), ("Locatiecode", {"complex"}),
    ],
)  # fmt: skip
def test_a_spoken_title_says_what_it_means(title, concepts):
    assert concepts_of(title) == concepts


@pytest.mark.parametrize(
    ("column", "text", "ours"),
    [
        ("tenant_type", "Gezin", "person"), ("tenant_type", "Maatschap", "organisation"), ("unit_type", "SEN", "dwelling"),
        ("entry_type", "korting mei", "credit_note"), ("entry_type", "Rentenota", "charge"), ("channel", "Gedrukt", "post"),
        ("category", "jaarafrekening servicekosten", "service_charges"), ("category", "eindafrekening", "other"),
        ("entry_type", "Afschrijving vordering", "write_off"), ("entry_type", "Abonnementsfactuur", "charge"),
        ("entry_type", "Inkoopfactuur", None), ("channel", "Op locatie", "visit"), ("unit_type", "Fietsenstalling", "parking"),
        ("unit_type", "Scootmobielstalling", "parking"), ("received_by", "Woonzorg", "landlord"),
        ("received_by", "WS", "landlord"), ("action_type", "pers. mail", "personal_message"), ("channel", "pers. mail", "email"),
        ("action_type", "Persoonlijke mail", "personal_message"),
        ("action_type", "Formal notice", "summons_letter"), ("action_type", "Letter before action", "summons_letter"),
    ],
)  # fmt: skip
def test_a_word_of_a_list_by_hand_means_ours(column, text, ours):
    assert meaning_of(column, text) == ours


OTHER_MATTERS = ["Kerstpakket", "Klacht buren", "Brief ontvangen", "sms van de bewoner", "Stap overgeslagen", "Ingekomen post"]


@pytest.mark.parametrize("text", [*OTHER_MATTERS, "Overdracht incasso", "Bevestiging betalingsregeling"])
def test_what_is_no_effort_about_arrears_is_passed_over(text):
    assert is_not_of_arrears(text)


def test_a_letter_that_announces_that_the_case_is_handed_over_is_still_a_letter():
    assert meaning_of("action_type", "Sommatie met overdracht deurwaarder") == "summons_letter"


@pytest.mark.parametrize(
    ("name", "table"),
    [("Melding van de incassanten", "reported_elsewhere"), ("GemeldDoorDeurwaarder.csv", "reported_elsewhere"),
     ("Meldingen door deurwaarder", "reported_elsewhere"), ("Signalen via deurwaarder.xlsx", "reported_elsewhere"),
     ("DeurwaarderZaken.csv", "collection_cases"), ("incasso_dossier.csv", "collection_cases"),
     ("BezwarenMelding.csv", "objections"),
     ("Contactverslagen 2026", "collection_actions"), ("Ged. klantenposten", "allocations"), ("Klantenposten", "ledger_entries"),
     ("Correcties", "ledger_entries"), ("Creditnotas 2026", "ledger_entries"),
     ("Incassodossiers_LegalPartners.csv", "collection_cases"), ("Dossiers Bos & partners.xlsx", "collection_cases"),
     ("Overdracht incasso Bos en Partners", "collection_cases"), ("ContractPartners.csv", "co_tenants"),
     ("Medehuurders en Partners.csv", "co_tenants"), ("Partners.xlsx", "co_tenants")],
)  # fmt: skip
def test_the_name_of_a_list_says_what_it_is_of(name, table):
    assert tables_named(name) == {table}


def test_a_number_beside_the_number_of_a_letter_is_that_of_its_document():
    kinds = ["Herinnering", "Aanmaning", "Sommatie"] * 3
    numbers, items = ([f"{sign}{n}" for n in range(100, 109)] for sign in ("AM", "DI"))
    found = listed(
        "Aanmaningen.csv", "Contractnr;Aanmaning-ID;Soort aanmaning;Datum gemaand;Contactitem", numbers, kinds, DAYS, items
    )

    actions = titles(found["collection_actions"])
    assert (actions["action_id"], actions["document_ref"]) == ("Aanmaning-ID", "Contactitem")
    assert actions["performed_on"] == "Datum gemaand"


def test_the_number_of_an_activity_is_no_document_where_no_other_numbers_it():
    kinds = ["Gebeld", "Huisbezoek", "Sms"] * 3
    found = listed(
        "Contacten.csv", "Contractnr;Activiteit;Soort contact;Datum", [f"ACT{n}" for n in range(100, 109)], kinds, DAYS
    )

    assert "document_ref" not in found["collection_actions"].choices


@pytest.mark.parametrize("other", ["Totaal openstaand", "Overig openstaand", "Openstaand"])
def test_what_is_owed_of_rent_comes_before_what_is_owed_of_all_kinds(other):
    more, rent = ([f"{at}{n},50" for n in range(10, 19)] for at in (9, 7))
    found = listed("Achterstandenoverzicht.csv", f"Contractnr;Peildatum;{other};Vervallen huur", ["20-11-2026"] * 9, more, rent)

    assert titles(found["stated_balances"])["open_rent"] == "Vervallen huur"


def test_a_desk_of_a_municipality_is_no_letter_to_a_tenant():
    head = "Convenant;CBS-code;Getekend op;Gestopt op;Loket;Contact"
    ends = {12: "01-09-2026"}
    lines = [f"NV-{n};03{n};10-03-2025;{ends.get(n, '')};{('RIS', 'VPS')[n % 2]};team schuldhulp" for n in range(10, 19)]
    found = proposed(CONTRACTS, ("Convenanten.csv", "\n".join([head, *lines])))

    assert "collection_actions" not in found and "municipality_agreements" in found


@pytest.mark.parametrize("title", ["Afspraaknummer", "Aansluitnummer", "Meldpuntnummer"])
def test_an_agreement_with_a_municipality_has_its_number_under_many_names(title):
    found = proposed(CONTRACTS, (
        "Gemeenten.csv", f"CBS-code;Gemeente;{title};Getekend op;Meldsysteem\n0363;Amsterdam;;;\n" + "\n".join(
            f"04{n};Dorp {n};A{n};10-03-2025;{'RIS' if n % 2 else 'VPS'}" for n in range(10, 19)
        ),
    ))  # fmt: skip

    assert titles(found["municipality_agreements"])["agreement_id"] == title


@pytest.mark.parametrize(
    ("text", "taken"), [(["Kamerhuur kelder"] + [""] * 8, "Boekingssoort"), (["Woninghuur"] * 9, "Omschrijving")]
)
def test_a_text_on_a_few_lines_does_not_say_what_charges_are_for_where_their_kind_says_it_of_each(text, taken):
    kinds = ["Huur", "Servicekosten", "Betaling"] * 3
    head = "Contractnr;Boekingsnr;Boekingssoort;Boekdatum;Vervaldatum;Bedrag;Omschrijving"
    found = listed("Boekingen.csv", head, [f"B{n}" for n in range(100, 109)], kinds, DAYS, DAYS, ["70,50"] * 9, text)

    assert titles(found["ledger_entries"])["category"] == taken


def test_a_personal_mail_went_by_mail_where_one_column_says_what_was_done_and_how():
    lines = [[f"C-{n}", f"{n}-10-2026", ("gebeld", "pers. mail", "whatsapp")[n % 3]] for n in range(10, 22)]
    text = text_of(propose([Sheet("Bellen en bezoek.csv", [["Contractnr", "Datum", "Wat"], *lines])])[0])
    (block,) = tomllib.loads(text)["collection_actions"]

    assert block["values"]["channel"] == {"gebeld": "phone", "pers. mail": "email", "whatsapp": "sms"}


@pytest.mark.parametrize(("other", "is_landlord"), [("Via gemeente", True), ("Post", False)])
@pytest.mark.parametrize("lines", [3, 12])
def test_how_a_tenant_objected_says_that_it_came_in_at_the_landlord_where_the_municipality_is_named_apart(
    lines, other, is_landlord
):
    ways = ("Telefonisch", other, "E-mail")
    rows = [[f"{n}", f"H-{n}", f"{n + 10}-10-2026", ways[n % 3]] for n in range(lines)]
    text = text_of(propose([Sheet("Bezwaren.csv", [["Nr", "Huurdernr", "Bezwaar ontvangen op", "Binnengekomen"], *rows])])[0])
    (block,) = tomllib.loads(text)["objections"]
    said = block.get("values", {}).get("received_by", {}) | {
        pattern: ours for pattern, ours in block.get("patterns", {}).get("received_by", []) if "mail" in pattern
    }

    assert ("landlord" in said.values()) == is_landlord
    assert not is_landlord or "kwam het bij u binnen?" in text
