"""Lists that people keep by hand, forms and databases of their own: what a first mapping makes of their titles and cells."""

from __future__ import annotations

from datetime import date

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import SURE, Block, Sheet
from sources.words.choices import choices_of
from sources.words.evidence import meaning_of
from sources.words.profile import look_at
from sources.words.titles import concepts_of
from sources.words.ways import is_known
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped


def blocks_of(*files: tuple[str, str]) -> list[Block]:
    """What is proposed for files (a name, lines with semicolons)."""
    return propose([Sheet(name, [line.split(";") for line in text.splitlines()]) for name, text in files])[0]


def proposed(*files: tuple[str, str]) -> dict[str, Block]:
    """The last block of each table that is proposed for files."""
    return {block.table: block for block in blocks_of(*files)}


def titles(block: Block) -> dict[str, str]:
    return {name: choice.profile.title for name, choice in block.choices.items()}


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Mandaat per", {"mandate", "start"}), ("MandaatVan", {"mandate", "start"}), ("Toegezegd per", {"agreed"}),
        ("Vertrek per", {"end"}), ("Som van Bedrag", {"amount"}), ("Get. retour", {"signed"}),
        ("Gestopt met betalen", {"broken"}), ("Toch goed per", {"withdrawn"}), ("Statutaire naam", {"name"}),
        ("Huisnr. + toevoeging", {"house"}), ("Huisnummertoevoeging", {"house", "suffix"}), ("Aanmaakdatum", {"made"}),
        ("Incassopartij (relatienr.)", {"agency", "nr"}), ("Partij (relatienr.)", {"tenant", "nr"}), ("Doorgegeven via", {"by"}),
        ("Datum gemeld aan gemeente", {"reported"}), ("Volmacht actief tot en met", {"mandate", "end"}),
        ("Complex (leeg = alle)", {"complex"}), ("Crediteur GDW", {"agency"}),
        ("Incheckdatum", {"start"}), ("Uitgecheckt op", {"end"}),
        ("Huisnr. + toevoeging", {"house"}), ("Huisnummertoevoeging", {"house", "suffix"}),
        ("Huur stopt op", {"rent", "end"}), ("Melding voorbij per", {"reported", "end"}), ("Welk kantoor", {"agency"}),
        ("Mee sinds: mail", {"agreed", "email"}), ("Gezegd tegen", {"by"}), ("Waarvan", {"component"}), ("Van wie", {"landlord"}),
        ("Bij te betalen", {"debit"}), ("Afbetaling rond", {"arrangement", "end"}),
        ("Signaal gegeven door", {"reported", "by"}), ("Telefoon secundair", {"phone"}), ("Afdrukbestemming", {"channel"}),
    ],
)  # fmt: skip
def test_a_phrase_says_what_its_words_mean_together(title, concepts):
    assert concepts_of(title) == concepts


@pytest.mark.parametrize(
    ("column", "word", "meaning"),
    [
        ("channel", "Printstraat", "post"), ("channel", "Printservice XL", "post"), ("channel", "Printer", None),
        ("field", "Nummertoevoeging", "house_number_suffix"), ("field", "Huisnr. toevoeging", "house_number_suffix"),
        ("field", "Huisnummer", None),
        ("entry_type", "terug van bank", "reversal"), ("entry_type", "terug van huurcommissie", "credit_note"),
        ("entry_type", "losse rekening", "charge"), ("entry_type", "Afwaardering", "write_off"),
    ],
)  # fmt: skip
def test_a_word_of_a_list_says_what_its_parts_mean_together(column, word, meaning):
    assert meaning_of(column, word) == meaning


@pytest.mark.parametrize(("titles", "is_house"), [("Postcode;Nummer;Wijk", True), ("Nummer;Postcode;Wijk", False)])
def test_a_number_behind_a_postcode_is_that_of_the_house(titles, is_house):
    rows = [["3511AB", str(n), "7"] if is_house else [str(n), "3511AB", "7"] for n in range(10, 30)]
    layout = look_at([titles.split(";"), *rows], is_known)

    assert ("house_number" in choices_of("postcodes", layout)) == is_house


def test_a_mandate_from_a_day_on_is_not_the_day_on_which_its_clause_was_accepted():
    found = proposed(
        ("Beleggers.csv", "Belegger;Statutaire naam;Klein J/N;Beheerovk. art. 6.3 akk.;Mandaat per\n"
         "MAAS;Maasoever CV;N;01-02-2025;11-02-2025\nDELF;Delf BV;N;02-02-2025;12-02-2025"),
    )["mandates"]  # fmt: skip

    assert titles(found) == {
        "landlord_id": "Belegger", "clause_accepted_on": "Beheerovk. art. 6.3 akk.", "valid_from": "Mandaat per",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "yes", "no"),
    [
        ("IsBedrijf", "1", "0"), ("Instelling?", "TRUE", "FALSE"), ("Zakelijk", "ja", "nee"), ("Rechtspersoon", "J", "N"),
        ("Natuurlijk persoon", "N", "J"), ("Bedrijf", "x", ""),
    ],
)  # fmt: skip
def test_yes_and_no_say_who_is_an_organisation_as_the_title_means_it(tmp_path, title, yes, no):
    people = f"Huurdernr;Achternaam;{title}\n10;Bakker;{no}\n20;Visser BV;{yes}\n30;Smit;{no}\n"
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Huurders=people)

    assert [row[1] for row in rows(report, "tenants")] == ["person", "organisation", "person"]


def test_a_list_of_what_charges_are_for_is_not_certain_to_be_their_kind():
    lines = [f"N{at};C{at % 3};{'huur' if at % 4 else 'incassokosten'};20-12-2025;jan 2026;01-01-2026;700,00" for at in range(12)]
    head = "Nota;Contract;Soort nota;Gemaakt op;Voor;Betalen voor;Bedrag"
    found = proposed(("Nota's.csv", "\n".join([head, *lines])))["ledger_entries"]

    assert found.choices["category"].profile.title == "Soort nota" and found.choices["entry_type"].certainty != SURE
    assert titles(found)["booked_on"] == "Gemaakt op"


def test_the_number_of_a_building_is_no_contract_number():
    found = proposed(
        ("Huuroverzicht.csv", "Relatie;Huurder;Pand;Wat;Postcode;Huur vanaf;Eruit per\n"
         "13010;A. Bos;P1;appartement;1011AB;01-01-2020;\n13020;B. Vos;P1;huis;1011AB;01-02-2020;01-03-2026\n"
         "13030;C. Mol;P1;appartement;1011AB;01-01-2021;\n13040;D. Das;P2;box;1011AB;01-01-2022;\n"
         "13050;E. Beer;P2;appartement;1011AB;01-01-2022;"),
    )["leases"]  # fmt: skip

    assert titles(found)["lease_id"] == "Relatie" and titles(found)["unit_type"] == "Wat"
    assert titles(found)["ended_on"] == "Eruit per"


def test_the_only_day_on_every_line_of_a_list_of_objections_is_when_it_came_in(tmp_path):
    _, report = mapped(
        tmp_path, Contracten=CONTRACTS,
        Wil_niet_delen="Huurder;Naam;Laten weten op;Aan;Toch goed per\n10;Bos;09-10-2026;ons;\n"
        "20;Vos;09-09-2026;gemeente;01-10-2026\n",
    )  # fmt: skip

    assert [row[1:5] for row in rows(report, "objections")] == [
        ("10", date(2026, 10, 9), None, "landlord"), ("20", date(2026, 9, 9), date(2026, 10, 1), "municipality"),
    ]  # fmt: skip


def test_charges_and_receipts_apart_are_both_read_though_one_of_them_has_no_numbers():
    charges = "\n".join(
        f"N{at};C{at % 3};{'huur' if at % 4 else 'incassokosten'};01-0{at % 8 + 1}-2026;700,00" for at in range(12)
    )
    receipts = "\n".join(
        f"C{at % 3};{'overboeking' if at % 4 else 'creditnota'};01-0{at % 8 + 1}-2026;700,00" for at in range(12)
    )
    found = blocks_of(
        ("Vorderingen.csv", f"VorderingID;Contract;Soort;Boekdatum;Bedrag\n{charges}"),
        ("Betalingen 2026.csv", f"Contract;Soort;Datum;Bedrag\n{receipts}"),
    )

    assert [(block.sheet.file, block.table) for block in found if block.table == "ledger_entries"] == [
        ("Vorderingen.csv", "ledger_entries"), ("Betalingen 2026.csv", "ledger_entries"),
    ]  # fmt: skip


def test_a_list_of_contacts_that_says_only_by_what_means_says_by_that_what_each_was():
    lines = "\n".join(f"{at};C1;1{at}-03-2026;{'Telefoon' if at % 3 else 'Huisbezoek'};Gesproken" for at in range(8))
    found = proposed(("Contactmomenten.csv", f"Contactnr.;Overeenkomstnummer;Contactdatum;Medium;Resultaat\n{lines}"))

    assert titles(found["collection_actions"]) == {
        "action_id": "Contactnr.", "lease_id": "Overeenkomstnummer", "performed_on": "Contactdatum", "channel": "Medium",
        "action_type": "Medium",
    }  # fmt: skip


def test_of_two_numbers_beside_a_co_tenant_the_one_that_is_a_tenants_is_his():
    found = proposed(
        ("Huurder.csv", "HuurderID;Achternaam\n901;Bos\n902;Vos\n903;Mol\n904;Das"),
        ("Medehuurder.csv", "MedehuurderID;ContractID;HuurderID\n641;141;902\n642;142;904"),
    )["co_tenants"]

    assert titles(found) == {"lease_id": "ContractID", "tenant_id": "HuurderID"}


def test_of_a_list_whose_name_says_what_it_is_a_title_that_nobody_knows_is_asked_and_the_others_are_proposed():
    text = (
        "Ovk.code;Bekrabbeld;Ook iets;Gereed;Mislukt\nC1;2026-02-10;2026-02-11;2026-05-31;\nC2;2026-08-20;2026-08-21;;2026-09-25"
    )
    found = proposed(("Contracten.csv", CONTRACTS.strip()), ("Regelingen.csv", text))["payment_arrangements"]

    assert titles(found) == {"lease_id": "Ovk.code", "ended_on": "Gereed", "broken_on": "Mislukt"}
    assert 'geen titel zegt het: is het "Bekrabbeld" of "Ook iets"' in asked_of(text_of([found]), '# agreed_on = ""')


def test_a_list_of_owners_or_of_who_objects_is_not_the_list_of_tenants():
    found = blocks_of(
        ("Contracten.csv", CONTRACTS.strip()),
        ("Huurders.csv", "Huurdernummer;Achternaam\n10;Bos\n20;Vos"),
        (
            "Verhuurders.csv",
            "Afkorting;Naam;E-mail;Klein\nO1;Stichting Alpha;a@voorbeeld.nl;nee\nO2;Das, J. de;b@voorbeeld.nl;ja",
        ),
        ("Bezwaren.csv", "Huurdernr;Naam;Bezwaar ontvangen;Telefoon\n20;Vos, A. de;09-09-2026;06-12345678"),
    )

    assert [block.sheet.file for block in found if block.table == "tenants"] == ["Huurders.csv"]


def test_a_contract_that_is_signed_is_no_mandate_and_who_did_a_thing_is_no_number():
    contract = "Ovk;Hoofdhuurder;Eigenaar;Bestemming;Postcode;Begin;Ondertekend"
    found = blocks_of(
        ("Contracten.csv", f"{contract}\nC1;10;O1;woning;1011AB;01-01-2020;12-12-2019\nC2;20;O2;woning;1011AB;01-02-2020;"),
        ("Vereffeningen.csv", "Factuurnr;Betalingsnr;Vereffend;Vereffend op;Vereffend door\n7001;9001;10,50;01-02-2026;jan\n"
         "7002;9002;12,50;01-02-2026;els"),
    )  # fmt: skip

    assert "mandates" not in {block.table for block in found}
    assert titles(next(block for block in found if block.table == "allocations"))["credit_entry_id"] == "Betalingsnr"


def test_a_list_of_mandates_is_no_list_of_contracts():
    lines = "\n".join(f"M{n};O{n};0{n}-01-2025;0{n}-02-2025;0{n}-03-2025;0{n}-04-2025;" for n in range(1, 5))
    found = blocks_of(
        (
            "Mandaten.csv",
            f"Mandaat;Eigenaar;Clausule 6.3 geaccepteerd;Informatiebrief;Verwerkersovereenkomst;Ingang;Einde\n{lines}",
        )
    )

    assert {block.table for block in found} == {"mandates"}


def test_two_tenants_in_numbered_titles_of_one_line_are_a_tenant_and_a_co_tenant():
    head = [
        "Nr.",
        "Eig.",
        "Soort",
        "Deb.nr 1",
        "Huurder 1",
        "Deb.nr 2",
        "Huurder 2",
        "H2 vertrokken per",
        "Huur ingegaan",
        "Huur tot",
    ]
    second = ["130020", "Horst, E.C. ter", "2025-08-31"], ["", "", ""]
    rows = [
        [f"U-00{n}", "O1", "woning", f"13000{n}", "Berg, A. van den", *second[n > 2], "2020-01-01", "onbepaald"]
        for n in range(1, 8)
    ]
    found = propose([Sheet("Huurders.csv", [head, *rows])])[0]
    titles = [(each.table, {name: choice.profile.title for name, choice in each.choices.items()}) for each in found]
    main, other = (said for table, said in titles if table == "tenants")
    (shared,) = (said for table, said in titles if table == "co_tenants")

    assert (main["tenant_id"], main["last_name"]) == ("Deb.nr 1", "Huurder 1")
    assert (other["tenant_id"], other["last_name"]) == ("Deb.nr 2", "Huurder 2")
    assert (shared["tenant_id"], shared["until_on"]) == ("Deb.nr 2", "H2 vertrokken per")
    assert dict(titles)["leases"]["ended_on"] == "Huur tot"


def test_a_column_that_only_its_cells_call_a_kind_of_entry_says_what_charges_are_for_too():
    lines = [("huur", "700,00"), ("bank", "700,00"), ("voorschot SK", "50,00")] * 8
    rows = [[f"S{n}", "01-02-2026", f"C{n % 3}", word, "01-03-2026", amount] for n, (word, amount) in enumerate(lines)]
    sheet = Sheet("Mutaties.csv", [["Stuk", "Geboekt", "Contract", "Wat", "Te betalen voor", "Bedrag"], *rows])
    (ledger,) = (block for block in propose([sheet])[0] if block.table == "ledger_entries")

    assert {ledger.choices[name].profile.title for name in ("entry_type", "category")} == {"Wat"}


def test_a_code_list_of_letters_is_their_kind_and_no_number_of_a_document():
    rows = [[f"A{n}", f"C{n}", ("HER1", "AANM", "5DSOM")[n % 3], "Post", "01-02-2026", f"DOC-{n}"] for n in range(12)]
    sheet = Sheet("Aanmaanhistorie.csv", [["Aanm.id", "Huurcontract", "Briefcode", "Verz.wijze", "Briefdatum", "Kenmerk"], *rows])
    (actions,) = (block for block in propose([sheet])[0] if block.table == "collection_actions")

    assert actions.choices["action_type"].profile.title == "Briefcode"
    assert actions.choices["document_ref"].profile.title == "Kenmerk"


def test_a_list_of_units_whose_tenants_the_other_lists_name_is_numbered_by_tenant_and_yes_or_no_is_no_owner():
    head = ["Unit", "Unit Type", "Tenant Code", "Last Name", "Company?", "Lease From", "Move Out", "Landlord"]
    tenants = [[f"u{n // 2}", "Woning", f"t00{n}", "Jansen", "N", "01-02-2020", "", "O1"] for n in range(8)]
    entries = [[f"C{n}", f"t00{n % 8}", "Charge", "01-02-2026", "01-03-2026", "700,00"] for n in range(16)]
    memos = [[f"M{n}", f"t00{n % 8}", "Herinnering", "01-02-2026"] for n in range(8)]
    found = propose([
        Sheet("LeaseDirectory.csv", [head, *tenants]),
        Sheet("ResidentLedger.csv", [["Ctrl", "Tenant", "Tran Type", "Post Date", "Due Date", "Amount"], *entries]),
        Sheet("Letters.csv", [["Letter nr", "Tenant", "Letter", "Date"], *memos]),
    ])[0]  # fmt: skip
    titles = {each.table: {name: choice.profile.title for name, choice in each.choices.items()} for each in found}

    assert (titles["leases"]["lease_id"], titles["leases"]["landlord_id"]) == ("Tenant Code", "Landlord")
    assert titles["ledger_entries"]["lease_id"] == "Tenant"


def test_the_number_of_the_record_of_an_address_is_no_house_number_and_the_rent_is_not_what_is_owed_of_it():
    rows = [[f"C{n}", f"H{n}", "O1", "Woning", "01-02-2020", "Kade", f"6000{n}", "1011AB", f"7{n}4,25"] for n in range(8)]
    head = ["Contractnr", "Huurdernr", "Eigenaar", "Soort", "Ingangsdatum", "Straat", "Adresnr", "Postcode", "Huur p.m."]
    found = {each.table: each.choices for each in propose([Sheet("Achterstanden.csv", [head, *rows])])[0]}

    assert "house_number" not in found["leases"] and "stated_balances" not in found
