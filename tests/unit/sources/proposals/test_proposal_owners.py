"""What the list of owners says beside who they are: their mandates, and which fields they let go along in a signal."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from sources.recognition.sheets import SURE, Sheet, propose
from sources.words.titles import concepts_of
from tests.support.proposal import asked_of, questions, text_of


def said(*sheets: Sheet) -> str:
    return text_of(propose(sheets)[0])


def owners(titles: list[str], *cells: list[str], name: str = "Eigenaren.csv") -> Sheet:
    head = ["Eig.", "Naam eigenaar", "Kleine verhuurder?", *titles]
    return Sheet(name, [head, *([f"E{n}", f"{'AB'[n]} Vastgoed BV", "nee", *each] for n, each in enumerate(cells))])


def test_a_column_of_days_per_field_is_an_agreement_for_each_where_a_cell_is_filled():
    text = said(owners(["Voorl.", "Straat", "Telefoon"], ["01-04-2025", "01-04-2025", ""], ["01-05-2025", "", "01-06-2025"]))
    found = tomllib.loads(text)["optional_field_agreements"]

    assert {each["constants"]["field"]: each["columns"]["agreed_on"] for each in found} == {
        "initials": "Voorl.", "street": "Straat", "phone": "Telefoon",
    }  # fmt: skip
    assert all(each["skip_empty"] == ["agreed_on"] and each["columns"]["landlord_id"] == "Eig." for each in found)
    assert "toestond dat het meegaat" in asked_of(text, "[[optional_field_agreements]]")
    assert not any("= afgesproken op" in each for each in questions(text))  # what is asked of the blocks is not asked again


@pytest.mark.parametrize(
    ("titles", "ends"),
    [
        (
            ["Straat mag mee sinds", "Straat niet meer sinds", "Mail mag mee sinds"],
            {"street": "Straat niet meer sinds", "email": None},
        ),
        (["Share Town From", "Share Email From", "Share Email Until"], {"city": None, "email": "Share Email Until"}),
    ],
)
def test_a_column_of_days_since_when_a_field_may_no_longer_go_along_ends_its_own_agreement(titles, ends):
    found = tomllib.loads(said(owners(titles, ["01-04-2025", "01-05-2025", "01-06-2026"], ["", "", "01-07-2025"])))
    assert {each["constants"]["field"]: each["columns"].get("ended_on") for each in found["optional_field_agreements"]} == ends


def test_yes_and_no_per_field_is_an_agreement_of_the_one_day_beside_them_for_each_yes():
    text = said(owners(["VeldenPer", "VeldStraat", "VeldMail"], ["1-1-2025", "WAAR", "ONWAAR"], ["", "ONWAAR", "ONWAAR"]))
    found = tomllib.loads(text)["optional_field_agreements"]

    assert {each["constants"]["field"]: [*each["skip_lines"].items()] for each in found} == {
        "street": [("VeldStraat", ["^(onwaar)?$"])], "email": [("VeldMail", ["^(onwaar)?$"])],
    }  # fmt: skip
    assert all(each["columns"]["agreed_on"] == "VeldenPer" for each in found)


def test_one_day_for_the_fields_that_its_title_names_is_an_agreement_for_each():
    title = "NAW-velden akkoord (straat, voorletters, plaats)"
    found = tomllib.loads(said(owners([title], ["01-04-2025"], [""])))["optional_field_agreements"]

    assert {each["constants"]["field"]: each["columns"]["agreed_on"] for each in found} == dict.fromkeys(
        ("street", "initials", "city"), title
    )
    assert all(each["skip_empty"] == ["agreed_on"] for each in found)


@pytest.mark.parametrize(
    ("titles", "cells"),
    [
        (["Straat en huisdier akkoord"], ["01-04-2025"]),  # a word that is no field
        (["Straat", "Telefoon"], ["Kade 1", "0201234567"]),  # where he lives himself
        (["Straat"], ["01-04-2025"]),  # one alone
        (["VeldStraat", "VeldMail"], ["WAAR", "ONWAAR"]),  # since when?
    ],
)
def test_an_owner_s_own_address_and_a_yes_without_a_day_are_no_agreement(titles, cells):
    assert "[[optional_field_agreements]]" not in said(owners(titles, cells, cells))


MANDATES = ["Bedrijf", "Statutaire naam", "Mandaatbesluit", "Verw.register", "Verwerkersovk. get.", "Geldig v.a."]


@pytest.mark.parametrize("is_each_once", [True, False])
def test_a_list_with_each_owner_once_and_what_he_signed_is_that_of_the_owners_too(is_each_once):
    rows = [
        [n, "Stichting Oost" if n == "010" else "Stichting West", "13-01-2025", "27-01-2025", "31-01-2025", "01-02-2025"]
        for n in ("010", "020")
    ]
    rows += [] if is_each_once else [["010", "Stichting Oost", "13-01-2026", "27-01-2026", "31-01-2026", "01-02-2026"]]
    found = tomllib.loads(said(Sheet("Bedrijven.csv", [MANDATES, *rows])))

    assert found["mandates"][0]["columns"]["landlord_id"] == "Bedrijf"
    assert ("landlords" in found) == is_each_once
    assert not is_each_once or found["landlords"][0]["columns"]["name"] == "Statutaire naam"


@pytest.mark.parametrize(("further", "number"), [([], "Volg"), (["Ref"], None)])
def test_the_only_number_that_each_mandate_has_for_itself_is_its_own_and_never_certain(further, number):
    rows = [[f"M{n}", "E1", "13-01-2025", "31-01-2025", *([f"R{n}"] if further else [])] for n in range(4)]
    head = ["Volg", "Eig.", "Clausule akk.", "Verwerkersovk. get.", *(["Zoekcode"] if further else [])]
    (found,) = (block for block in propose([Sheet("Volmachten.csv", [head, *rows])])[0] if block.table == "mandates")

    own = found.choices.get("mandate_id")
    assert (own and own.profile.title) == number and (own is None or own.certainty != SURE)


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Gemeente2026", {"municipality"}), ("Huur 2026", {"rent", "2026"}), ("BesluitBestuur", {"clause"}),
        ("NVVKGetekend", {"signed"}), ("SaldoHuurService", {"balance", "rent", "service"}),
        ("Crediteur (eigenaar)", {"landlord"}), ("Crediteurnr", {"creditor", "nr"}), ("Tweede huurder (contact)", {"co_tenant"}),
        ("Contact", {"action"}), ("Beperkt tot project", {"complex"}), ("Van kracht", {"in_force"}),
        ("Niet meer van kracht", {"withdrawn"}), ("Actual Rent", {"bare", "rent"}), ("Market Rent", {"worth"}),
        ("Reporting Vendor", {"agency"}),
    ],
)  # fmt: skip
def test_a_title_written_together_or_with_the_year_of_a_municipality_says_what_its_words_say(title, concepts):
    assert concepts_of(title) == concepts


def test_short_codes_of_fields_are_read_below_a_title_of_fields_and_asked():
    rows = [["E0", code, "20250501", "00000000"] for code in ("VL", "ST", "TV", "PL", "TF", "EM")]
    fields = Sheet("dbo_eig_veld.csv", [["eig_nr", "veld_cd", "dat_akk", "dat_stop"], *rows])
    text = said(owners([], [], []), fields)
    (found,) = tomllib.loads(text)["optional_field_agreements"]

    assert {"landlord_id": "eig_nr", "field": "veld_cd", "agreed_on": "dat_akk"}.items() <= found["columns"].items()
    assert "veld_cd" in asked_of(text, 'field = "veld_cd"')


def test_an_agreement_that_lapsed_ended_then():
    rows = [
        ["E1", "Straat", "15-02-2025", ""],
        ["E1", "Telefoon", "15-02-2025", "01-04-2026"],
        ["E1", "Plaats", "15-02-2025", ""],
    ]
    head = ["Eigenaar", "Gegevensveld", "Akkoord d.d.", "Akkoord vervallen d.d."]
    (found,) = tomllib.loads(said(Sheet("Velden.csv", [head, *rows])))["optional_field_agreements"]
    assert found["columns"]["ended_on"] == "Akkoord vervallen d.d." and found["columns"]["agreed_on"] == "Akkoord d.d."


@pytest.mark.parametrize(
    ("title", "kinds", "is_asked"),
    [
        ("Type eigenaar", ["Institutioneel", "Belegger", "Particulier"], True),
        ("Type eigenaar", ["Extern", "Intern", "Extern"], False),
        ("Rechtsvorm", ["Belegger", "Particulier", "BV"], False),
    ],
)
def test_of_a_kind_of_owners_a_person_says_which_are_small_before_all_are_taken_as_none(title, kinds, is_asked):
    rows = [["Eig.", "Naam eigenaar", title], *([f"E{n}", f"{'ABC'[n]} Vastgoed BV", kind] for n, kind in enumerate(kinds))]
    text = said(Sheet("Eigenaren.csv", rows))

    assert (f'is_small_landlord = "{title}"' in text) == is_asked
    assert ('constants = {is_small_landlord = "nee"}' in text) != is_asked
    if is_asked:
        assert '"Institutioneel" = "false"' in text and '"Particulier" = "true"' in text
        assert "zijn dat kleine verhuurders?" in asked_of(text, '# "Belegger" = ""')


def test_a_code_for_a_small_private_owner_beside_those_of_companies_is_small_and_what_nobody_knows_is_asked():
    rows = [
        ["Nr.", "Naam", "Eigenaarsgroep"],
        *([f"E{n}", f"{'ABC'[n]} Vastgoed", kind] for n, kind in enumerate(("INST", "PART-KL", "BV"))),
    ]
    text = said(Sheet("Eigenaren.csv", rows))

    said_of = tomllib.loads(text)["landlords"][0]["values"]["is_small_landlord"]
    assert said_of["PART-KL"] == "true" and said_of.get("BV") != "true" and '# "INST" = ""' in text


@pytest.mark.parametrize(
    ("number", "file", "is_theirs"),
    [
        ("Relatienummer", "Opdrachtgevers.csv", True), ("Klantnr.", "Eigenaren 2026.csv", True),
        ("Debiteurnr. huurder", "Opdrachtgevers.csv", False), ("Huurdernr.", "Opdrachtgevers.csv", False),
    ],
)  # fmt: skip
def test_in_a_list_of_owners_the_number_of_a_party_is_the_owners_and_it_says_who_is_small_though_contracts_name_owners_too(
    number, file, is_theirs
):
    firms = [("60011", "Randstad Fonds C.V.", "N"), ("60035", "Fam. Van Zuylen", "J"), ("60040", "Erven Bolhuis", "J")]
    leases = [[f"C{n}", f"H{n}", firms[n % 3][0], firms[n % 3][1], "01-02-2020", "1011AB", f"{n}"] for n in range(9)]
    head = ["Contractnr.", "Debiteurnr.", "Opdrachtgever nr.", "Opdrachtgever", "Ingangsdatum", "Postcode", "Huisnr."]
    listed = Sheet(file, [[number, "Bedrijfsnaam", "Kleine verhuurder", "Plaats"], *([*each, "Utrecht"] for each in firms)])
    found = tomllib.loads(said(Sheet("Contracten.csv", [head, *leases]), listed)).get("landlords", [])
    theirs = {"landlord_id": number, "name": "Bedrijfsnaam", "is_small_landlord": "Kleine verhuurder"}

    assert [each["columns"] for each in found if each["file"] == file] == ([theirs] if is_theirs else [])


@pytest.mark.parametrize(("whose", "is_mandate"), [("Eigenaar", True), ("Huurder", False)])
def test_what_an_owner_signs_is_a_mandate_though_the_list_is_called_after_arrangements(whose, is_mandate):
    titles = ["Nr", whose, "Pand", "Clausule akkoord", "Eigenaar ingelicht", "Verwerkersovereenkomst", "Geldt vanaf"]
    lines = [[str(n), f"E{n}", "", *[f"0{n}-10-2024"] * 3, f"1{n}-10-2024"] for n in range(1, 5)]
    found = tomllib.loads(said(Sheet("Administratie.xlsx", [titles, *lines], "Afspraken melden")))
    assert ("mandates" in found) == is_mandate


BY_NAME = ["Eigenaar", "Kleine verhuurder", "Clausule akkoord", "Verwerkersovereenkomst getekend", "Mandaat vanaf"]


def named(*names: str, marks: tuple[str, ...], titles: list[str] = BY_NAME) -> dict[str, Sheet]:
    """A list of mandates by the names of owners, and the contracts that name them so."""
    days = ["01-02-2025"] * 3
    mandates = Sheet("Eigenaren.csv", [titles, *([name, mark, *days] for name, mark in zip(names, marks, strict=True))])
    head = ["Contractnr", "Huurdernr", "Eigenaar", "Soort", "Postcode", "Ingangsdatum"]
    lines = [[f"C{at}", f"{at}0", names[at % len(names)], "Woning", "1011AB", "01-01-2020"] for at in range(6)]
    return {"mandates": mandates, "contracts": Sheet("Contracten.csv", [head, *lines])}


def test_owners_without_numbers_are_known_by_their_names_where_the_contracts_name_them_so():
    text = said(*named("Duinrand Beheer", "Mevrouw Verhoeven", "Groene Hofje", marks=("nee", "ja", "nee")).values())
    (found,) = tomllib.loads(text)["landlords"]

    assert found["columns"] == {"landlord_id": "Eigenaar", "name": "Eigenaar", "is_small_landlord": "Kleine verhuurder"}
    assert "zijn naam is ook zijn nummer" in text


def test_so_are_companies_of_which_one_has_contracts_and_no_mandate_yet():
    titles = ["BV", *BY_NAME[1:]]
    sheets = named("Duinrand B.V.", "Maatschap Dorst", "Duinrand Twee B.V.", marks=("n", "j", "n"), titles=titles)
    more = [[f"D{at}", f"{at}1", "Duinrand Parkeren B.V." if at == 0 else "Duinrand B.V.", *["Woning", "1011AB", "01-01-2020"]]
            for at in range(12)]  # fmt: skip
    contracts = replace(sheets["contracts"], rows=[*sheets["contracts"].rows, *more])
    (found,) = tomllib.loads(said(sheets["mandates"], contracts))["landlords"]

    assert found["columns"] == {"landlord_id": "BV", "name": "BV", "is_small_landlord": "Kleine verhuurder"}


@pytest.mark.parametrize(("days", "is_passed"), [(("", "", ""), True), (("", "01-02-2025", ""), False)])
def test_an_owner_who_gave_no_mandate_yet_has_no_line_of_mandates_and_one_whose_first_day_is_missing_has(days, is_passed):
    sheets = named("Duinrand Beheer", "Mevrouw Verhoeven", "Groene Hofje", marks=("nee", "ja", "nee"))
    rows = [*sheets["mandates"].rows, ["Duinrand Parkeren", "nee", *days]]
    found = tomllib.loads(said(replace(sheets["mandates"], rows=rows), sheets["contracts"]))

    assert found["mandates"][0].get("skip_empty") == (["valid_from"] if is_passed else None)


def test_what_an_empty_cell_says_beside_boxes_that_are_ticked_a_person_is_to_say():
    text = said(*named("Duinrand Beheer", "Mevrouw Verhoeven", "Groene Hofje", marks=("", "checked", "")).values())

    assert "" not in tomllib.loads(text)["landlords"][0].get("values", {}).get("is_small_landlord", {})
    assert "een lege cel naast aangevinkte" in text


def test_numbers_of_owners_are_no_names_of_them():
    text = said(*named("O1 Beheer", "O2 Beheer", "O3 Beheer", marks=("nee", "ja", "nee")).values())

    assert "landlords" not in tomllib.loads(text)


FIELDS_IN_ONE = [*BY_NAME, "Extra gegevens in melding", "Extra gegevens akkoord op"]


def listing(*cells: str) -> list[Sheet]:
    """Owners of whom one cell lists the fields that may go along."""
    sheets = named("Duinrand Beheer", "Mevrouw Verhoeven", "Groene Hofje", marks=("nee", "ja", "nee"), titles=FIELDS_IN_ONE)
    head, *lines = sheets["mandates"].rows
    lines = [[*line, cell, "29-01-2025" if cell else ""] for line, cell in zip(lines, cells, strict=True)]
    return [Sheet("Eigenaren.csv", [head, *lines]), sheets["contracts"]]


def test_fields_that_one_cell_lists_are_an_agreement_each_and_no_other_cell_is_taken():
    text = said(*listing("Voorletters, Plaats", "", "Voorletters, Telefoon"))
    found = tomllib.loads(text)["optional_field_agreements"]

    assert {each["constants"]["field"]: each["only"]["Extra gegevens in melding"] for each in found} == {
        "initials": ["Voorletters, Plaats", "Voorletters, Telefoon"],
        "city": ["Voorletters, Plaats"],
        "phone": ["Voorletters, Telefoon"],
    }
    assert "een cel noemt meer gegevens" in " ".join(text.replace("#", " ").split())


@pytest.mark.parametrize("titles", [FIELDS_IN_ONE[-2:], ["Extra velden", "Akkoord extra velden"]])
def test_where_one_owner_allows_one_field_the_others_lists_are_still_an_agreement_each_of_its_own_day(titles):
    mandates, contracts = listing("voorl., straat", "", "tel")
    mandates.rows[0][-2:] = titles
    found = tomllib.loads(said(mandates, contracts))["optional_field_agreements"]

    assert {each["constants"]["field"] for each in found} == {"initials", "street", "phone"}
    assert {each["columns"]["agreed_on"] for each in found} == {titles[1]}


def test_a_list_with_a_word_that_is_no_field_is_left_to_a_person():
    assert "optional_field_agreements" not in tomllib.loads(said(*listing("Voorletters, Plaats", "", "Alles, Telefoon")))


@pytest.mark.parametrize(("objects", "is_complex"), [(["OBJ-1,OBJ-2", "OBJ-3"], False), (["OBJ-1", "OBJ-3"], True)])
def test_the_objects_that_an_owner_has_are_no_complex_of_his_mandate(objects, is_complex):
    """A mandate for `OBJ-1,OBJ-2` would hold for no dwelling at all."""
    titles = ["Eigenaar", "Kleine verhuurder", "Objecten", "Clausule akkoord", "Verwerkersovereenkomst getekend", "Mandaat vanaf"]
    days = ["01-02-2025", "03-02-2025", "01-03-2025"]
    owned = Sheet("Eigenaren.csv", [titles, *([f"Eig {n} B.V.", "nee", each, *days] for n, each in enumerate(objects))])
    text = said(owned)
    [mandate] = tomllib.loads(text)["mandates"]

    assert ("complex_id" in mandate["columns"]) is is_complex


@pytest.mark.parametrize(("second", "is_owner_s"), [("A Vastgoed BV", True), ("C Vastgoed BV", False)])
def test_in_a_list_of_mandates_an_owner_is_whom_each_mandate_names_and_not_the_mandate_s_own_number(second, is_owner_s):
    """Unless one number there is that of two names: then it is not of an owner."""
    head = ["nr", "eigenaar", "naam eigenaar", "particulier klein", "complex", "clausule getekend", "geldig van"]
    rows = [
        ["1", "E01", "A Vastgoed BV", "nee", "", "15-1-2024", "1-2-2024"],
        ["2", "E01", second, "nee", "KAD", "4-3-2024", "1-4-2024"],
        ["3", "E02", "B Vastgoed BV", "ja", "", "4-3-2024", "1-4-2024"],
    ]
    text = said(Sheet("mandaten.csv", [head, *rows]))
    found = tomllib.loads(text)

    assert (found["mandates"][0]["columns"]["mandate_id"], found["mandates"][0]["columns"]["landlord_id"]) == ("nr", "eigenaar")
    assert (found["landlords"][0]["columns"]["landlord_id"] == "eigenaar") == is_owner_s
    assert asked_of(text, f'landlord_id = "{"eigenaar" if is_owner_s else "nr"}", name')


@pytest.mark.parametrize(("title", "is_asked"), [("Kleine verhuurder", False), ("Gevestigd", True)])
def test_a_list_that_says_who_is_a_small_landlord_is_of_nothing_else(title, is_asked):
    rows = [
        ["Code", "Naam", "Soort", title],
        ["HA", "Stichting Haard", "Corporatie", "Nee"],
        ["SW", "Stichting Wonen", "Derden", "Ja"],
    ]
    text = text_of(propose([Sheet("Bedrijven en mandaten.xlsx", rows, "Bedrijven")])[0])
    assert ("kunnen ook over iets anders gaan" in text or "[[landlords]]" not in text) == is_asked
