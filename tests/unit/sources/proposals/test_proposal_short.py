"""Exports with titles of at most ten letters: what their own file and its table tell apart."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.choices import choices_of
from sources.words.profile import look_at
from sources.words.short import written_out
from sources.words.ways import is_known
from tests.support.proposal import asked_of, text_of

CONTRACTS = Sheet(
    "CONTRACT.CSV",
    [["HUURNR", "PERSNR", "INGDAT", "POSTCODE"], *[[f"00{n}", f"08{n}", "01/02/2020", f"10{n} AB"] for n in range(10, 30)]],
)


def mapping(*sheets):
    text = text_of(propose([CONTRACTS, *sheets])[0])
    return tomllib.loads(text), text


def contacts(name="CONTACT.CSV", title="CONTNR"):
    rows = [[f"06{n}", f"00{n}", "bezoek" if n % 2 else "telefonisch", "11/07/2026", "geen gehoor"] for n in range(10, 30)]
    return Sheet(name, [[title, "HUURNR", "CONTSRT", "CONTDAT", "OPMERK"], *rows])


def test_a_title_that_begins_as_its_file_is_called_speaks_of_what_the_file_is_of_and_is_asked():
    said, text = mapping(contacts())
    (actions,) = said["collection_actions"]

    assert actions["columns"] | {"channel": ""} == {
        "action_id": "CONTNR", "lease_id": "HUURNR", "action_type": "CONTSRT", "channel": "", "performed_on": "CONTDAT",
    }  # fmt: skip
    assert "naam van het bestand" in asked_of(text, 'action_id = "CONTNR"')


def test_in_a_file_of_another_name_the_title_keeps_its_own_meaning():
    said, _ = mapping(contacts("BELLIJST.CSV"))
    assert all("CONTNR" not in each["columns"].get("action_id", "") for each in said.get("collection_actions", ()))


@pytest.mark.parametrize(
    ("file", "title", "read"),
    [
        ("CONTACT.CSV", "CONTDAT", "contact dat"),
        ("HUURDERS.CSV", "HUURNR", "HUURNR"),  # a word of its own, and no short form
        ("CONTRACT.CSV", "CONTNR", "CONTNR"),  # which it says already
        ("CONTACT.CSV", "CONTROLE", "CONTROLE"),  # with a rest that is more than a number, kind or day
    ],
)
def test_only_a_short_form_with_a_number_kind_or_day_is_written_out(file, title, read):
    layout = look_at([[title, "HUURNR"], ["1", "2"]], lambda text: True)
    assert layout is not None and written_out(Sheet(file, []), layout).columns[0].title == read


def titles_of(file, *titles, rows=()):
    layout = look_at([list(titles), *(rows or [["1", *["20260101"] * (len(titles) - 1)]] * 3)], lambda text: True)
    assert layout is not None
    return [each.title for each in written_out(Sheet(file, []), layout).columns]


@pytest.mark.parametrize(
    ("titles", "read"),
    [
        (["DATGELV", "DATGELT"], ["datum van", "datum tot"]),
        (["DATAKK", "DATAKKE"], ["DATAKK", "DATAKK tot"]),
        (["DATGELT"], ["DATGELT"]),  # alone it says nothing
        (["DATGETEK", "DATGETEKR"], ["DATGETEK", "DATGETEKR"]),
        (["DATEIND", "DATEINDE"], ["DATEIND", "DATEINDE"]),  # each a word of its own
    ],
)
def test_two_days_alike_but_for_their_last_letter_are_from_when_and_until_when(titles, read):
    assert titles_of("MANDAAT.CSV", "MNDNR", *titles)[1:] == read


@pytest.mark.parametrize(
    ("titles", "read"),
    [
        (["dat_in", "dat_uit"], ["dat vanaf", "dat tot"]),
        (["InDt", "UitDt"], ["dt vanaf", "dt tot"]),
        (["d_in", "d_uit"], ["datum vanaf", "datum tot"]),
        (["Datum in", "Datum klaar"], ["Datum in", "Datum klaar"]),  # of something that came in
        (["dat_mede", "dat_mede_tm"], ["dat_mede vanaf", "dat_mede_tm"]),
        (["Geldig", "Geldig tot"], ["Geldig vanaf", "Geldig tot"]),
        (["d_afspr", "d_afspr_tm"], ["d_afspr", "d_afspr_tm"]),  # the day on which it was made
    ],
)
def test_a_day_in_or_of_whom_alone_is_the_first_beside_that_of_the_end(titles, read):
    assert titles_of("lijst.csv", "nr", *titles)[1:] == read


def test_who_shares_a_contract_does_so_from_his_own_day_and_not_from_that_of_the_contract():
    head = ["ctr_nr", "hrd_nr", "hrd_nr2", "dat_mede", "dat_mede_tm", "dat_in", "dat_uit", "pc", "hnr"]
    rows = [[f"C{n}", f"H{n}", "", "", "", f"0{n % 9 + 1}-02-2020", "", f"12{n}AB", f"{n}"] for n in range(10, 30)]
    rows += [[f"C{n}", f"H{n}", f"H{n + 50}", "01-03-2021", "01-09-2026" if n > 41 else "", "01-02-2020", "01-10-2026",
              f"12{n}AB", f"{n}"] for n in range(40, 43)]  # fmt: skip
    said, text = mapping(Sheet("tblContract.csv", [head, *rows]))

    assert said["co_tenants"][0]["columns"]["from_on"] == "dat_mede" and asked_of(text, 'from_on = "dat_mede"')
    assert said["leases"][0]["columns"]["started_on"] == "dat_in"


def test_a_pair_is_asked():
    rows = [[f"00{n}", "01", "20240916", "20240917", "20240930", "20250101", "20260915"] for n in (1, 2)]
    titles = ["MNDNR", "EIGCD", "DATCLAUS", "DATVWREG", "DATVWOVK", "DATGELV", "DATGELT"]
    said, text = mapping(Sheet("MANDAAT.CSV", [titles, *rows]))
    assert said["mandates"][0]["columns"]["valid_from"] == "DATGELV" and asked_of(text, 'valid_until = "DATGELT"')


@pytest.mark.parametrize(
    ("file", "titles", "read"),
    [
        ("CONTACT.CSV", ["CNTNR", "CNTSRT", "CNTRES"], ["contact nr", "contact srt", "CNTRES"]),
        ("AFLETTER.CSV", ["AFLBDR", "AFLDAT", "AFLWYZ"], ["afletter bdr", "afletter dat", "AFLWYZ"]),
        ("CONTACT.CSV", ["CNTNR", "OVKNR", "BRFNR"], ["CNTNR", "OVKNR", "BRFNR"]),  # too few to be the file's own
    ],
)
def test_letters_that_titles_of_a_file_share_with_its_name_are_that_name(file, titles, read):
    assert titles_of(file, *titles) == read


def test_a_line_with_a_long_number_is_never_that_of_the_titles_and_a_month_may_be_one():
    known = {"OVKNR", "SYSTEEM", "brief", "Huurder", "202601"}.__contains__
    of_nobody = look_at(
        [["CNTNR", "OVKNR", "CNTBY", "CNTTXT"], ["850103", "4100548", "SYSTEEM", "brief"], ["850104", "7", "A", "b"]], known
    )
    months = look_at([["Lijst"], ["Huurder", "202601"], ["Jansen", "700,00"], ["Bos", "650,00"]], known)
    assert of_nobody is not None and months is not None and (of_nobody.title_row, months.title_row) == (1, 2)


@pytest.mark.parametrize(("title", "is_taken"), [("AFGELDAT", True), ("AFGESDAT", False), ("MUTDAT", False)])
def test_a_day_of_a_list_is_the_only_one_of_its_table_whose_word_begins_so(title, is_taken):
    rows = [[f"{n}", f"00{n}", "10/11/2026", "09/12/2026", "09/12/2026" if n == 11 else ""] for n in range(10, 13)]
    said, text = mapping(Sheet("ONTRUIM.CSV", [["ONTRNR", "HUURNR", "AANZEGDAT", "ONTRDAT", title], *rows]))
    (notices,) = said["eviction_notices"]

    assert (notices["columns"].get("cancelled_on") == title) == is_taken
    assert not is_taken or asked_of(text, f'cancelled_on = "{title}"')


@pytest.mark.parametrize("is_last_without_code", [True, False])
def test_a_list_of_codes_for_many_titles_counts_though_one_of_its_lines_has_no_code(is_last_without_code):
    codes = [["BRIEFSRT", "H", "herinnering"], ["BRIEFSRT", "A", "aanmaning"], ["BRIEFSRT", "S", "sommatie"]]
    codes += [
        ["KOSTSRT", "HU", "huur"],
        ["KOSTSRT", "SK", "servicekosten"],
        ["KOSTSRT", "RE", "rente"],
        ["NATPERS", "T", "natuurlijk persoon"],
    ]
    codes += [["NATPERS", "F", "rechtspersoon"], ["VERZ", "P", "post"], ["VERZ", "E", "e-mail"]]
    codes.append(["MELDDATDW", "" if is_last_without_code else "X", "dag waarop de deurwaarder meldde"])
    letters = [[f"6{n}", f"00{n}", "HAS"[n % 3], "09/03/2026"] for n in range(10, 30)]
    said, _ = mapping(
        Sheet("BRIEVEN.CSV", [["BRIEFNR", "HUURNR", "BRIEFSRT", "BRIEFDAT"], *letters]),
        Sheet("CODES.CSV", [["RUBRIEK", "CODE", "OMSCHR"], *codes]),
    )
    (actions,) = said["collection_actions"]

    assert actions["values"]["action_type"] == {"H": "reminder_letter", "A": "demand_letter", "S": "summons_letter"}


def test_yes_and_no_of_a_database_in_one_letter():
    owners = Sheet("EIGENAAR.CSV", [["EIGNR", "EIGNAAM", "KLEINVERH"], ["01", "Kade B.V.", "F"], ["02", "Dorp", "T"]])
    said, text = mapping(owners)
    assert said["landlords"][0]["values"]["is_small_landlord"] == {"F": "false", "T": "true"}
    assert asked_of(text, 'is_small_landlord = "KLEINVERH"')


def test_of_net_and_gross_in_two_letters_the_net_rent_is_that_of_the_contract():
    rows = [["OVKNR", "HRDNR", "BRHUUR", "NTHUUR"], *([f"41{n}", f"22{n}", f"6{n},87", f"5{n},62"] for n in range(10, 20))]
    layout = look_at(rows, is_known)
    assert layout is not None and choices_of("leases", layout)["monthly_rent"].profile.title == "NTHUUR"
