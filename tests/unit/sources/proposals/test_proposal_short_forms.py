"""Names of database fields whose short forms may stand for two words are read as their list shows, and asked."""

from __future__ import annotations

import tomllib

import pytest

from sources.proposals.reasons import why_not
from sources.recognition.abbreviated import with_names_spelled_out
from sources.recognition.bank import is_of_the_bank
from sources.recognition.sheets import LIKELY, Block, Sheet, propose
from sources.words.parts import pieces
from sources.words.titles import concepts_of
from tests.support.proposal import asked_of, questions, text_of

LINES = 12


def fields(file: str, **columns: str) -> Sheet:
    """A list with these names of fields, each with a cell per line in which `{n}` counts."""
    rows = [[cell.format(n=n, two=f"{n + 10}") for cell in columns.values()] for n in range(LINES)]
    return Sheet(file, [[*columns], *rows])


def read_as(*sheets: Sheet) -> dict[str, str]:
    """What each name of the first list is read as."""
    return {each.in_file: title for title, each in with_names_spelled_out(sheets)[0].described.items()}


def block(table: str, *sheets: Sheet) -> Block:
    return next(each for each in propose(sheets)[0] if each.table == table)


def contracts(**columns: str) -> Sheet:
    shown = {"cnt_nr": "3004{two}", "hrd_nr": "2004{two}", "bdr_nr": "{n}", "str_nm": "Kade", "hs_nr": "{n}", "pc": "12{two}AB"}
    return fields("q_cnt.csv", **shown, dat_ing="01/02/2020", **columns)


def booked(**columns: str) -> Sheet:
    return fields("boek.csv", bk_nr="85{two}", bk_dat="01/02/2026", cnt_nr="3004{two}", **columns)


@pytest.mark.parametrize("name", ["bdr_nr", "BDR_NR", "BdrNr", "BDRNR"])
def test_a_name_is_taken_to_pieces_however_it_is_written(name):
    assert pieces(name) == ("bdr", "nr")


def test_what_has_a_number_or_a_name_is_no_amount():
    assert read_as(contracts())["bdr_nr"] == "bedrijf nr"
    assert "bdr" not in read_as(booked(bdr="12,50", dc="D"))  # an amount, as its cells say
    assert read_as(fields("tbl.csv", bdr_nr="{n}", bdr_nm="Stichting {n}", klein_jn="N"))["bdr_nm"] == "bedrijf nm"


def test_an_owner_by_such_a_name_is_proposed_and_asked_by_the_name_as_it_stands():
    found = block("leases", contracts())
    assert found.choices["landlord_id"].certainty == LIKELY

    text = text_of(propose([contracts()])[0])
    assert tomllib.loads(text)["leases"][0]["columns"]["landlord_id"] == "bdr_nr"
    assert any('"bdr_nr" (bedrijf nr) = nummer van de opdrachtgever' in each for each in questions(text))


@pytest.mark.parametrize(("cell", "said"), [("{two}0,25", "saldo huur"), ("20/11/2026", None)])
def test_the_same_letters_are_rent_above_amounts_only(cell, said):
    balances = fields("saldi.csv", cnt_nr="3004{two}", peil_dat="20/11/2026", sal_hr=cell)
    assert read_as(balances).get("sal_hr") == said


def test_a_balance_of_the_rent_is_proposed():
    balances = fields("saldi.csv", cnt_nr="3004{two}", peil_dat="20/11/2026", sal_hr="{two}0,25", sal_tot="{two}1,25")
    assert block("stated_balances", contracts(), balances).choices["open_rent"].profile.title == "saldo huur"


def test_two_names_that_end_in_c_and_d_are_the_two_sides_and_one_alone_is_none():
    both = fields("aflet.csv", bk_nr_c="85{two}", bk_nr_d="84{two}", bdrg="{two}0,25")
    assert read_as(both) | {"bdrg": ""} == {"bk_nr_c": "boeking nr credit", "bk_nr_d": "boeking nr debet", "bdrg": ""}
    assert block("allocations", both).choices["credit_entry_id"].profile.title == "boeking nr credit"
    assert "credit" not in read_as(fields("boek.csv", bk_nr_c="85{two}", bk_dat="01/02/2026")).get("bk_nr_c", "")


def test_bk_is_a_booking_where_other_names_begin_with_it_and_else_the_key_of_a_warehouse():
    assert read_as(booked(srt_bk="PRL", bdrg="12,50"))["srt_bk"] == "srt boeking"
    assert "srt_bk" not in read_as(fields("dim.csv", contract_nr="{n}", srt_bk="PRL", rel_bk="{n}"))


def test_a_code_beside_amounts_is_a_component_and_beside_contracts_that_of_a_company():
    ledger = booked(cmp_cd="010", bdrg="12,50")
    ledger = Sheet(ledger.file, [*ledger.rows, *[[*row[:3], "020", row[4]] for row in ledger.rows[1:]]])
    assert read_as(ledger)["cmp_cd"] == "component cd"
    assert "cmp_cd" not in read_as(contracts(cmp_cd="010"))


def test_a_name_that_one_list_decides_says_the_same_in_another_with_the_same_cells_and_not_with_other_cells():
    ledger = booked(cmp_cd="010", bdrg="12,50")
    ledger = Sheet(ledger.file, [*ledger.rows, *[[*row[:3], "020", row[4]] for row in ledger.rows[1:]]])
    codes = Sheet("tbl_cmp.csv", [["cmp_cd", "oms"], ["010", "Netto huur"], ["020", "Servicekosten"]])
    others = Sheet("tbl_mij.csv", [["cmp_cd", "oms"], ["A", "Wonen Noord"], ["B", "Wonen Zuid"]])

    assert read_as(codes, ledger) == {"cmp_cd": "component cd"}
    assert read_as(others, ledger) == {}
    assert "cmp_cd" in block("ledger_entries", ledger, codes).sheet.in_file("component cd")


def test_a_list_kept_by_hand_has_no_names_of_fields():
    rows = [["Naam huurder", "Huur per maand", "Tot", "Nog open"], *[["Dorp", "100,25", "200,25", "0,00"]] * 4]
    assert read_as(Sheet("lijst.xlsx", rows)) == {}


def test_a_list_that_gives_nothing_is_named_by_its_fields_as_they_stand():
    lost = fields("tbl_x.csv", bdr_nr="{n}", vld_cd="X{n}", zzq="{n}")
    _, unread = propose([lost])
    assert unread == [lost]
    assert why_not(lost).titles == ("bdr_nr", "vld_cd", "zzq")


@pytest.mark.parametrize(("names", "places"), [(("hs_ltr", "hs_tvg"), (0, 1)), (("hs_tvg", "hs_ltr"), (1, 0))])
def test_a_letter_and_what_is_added_behind_it_are_both_the_suffix(names, places):
    found = block("leases", contracts(**{names[0]: "A", names[1]: "2"}))
    assert found.choices["house_number_suffix"].profile.title == names[places[0]]
    assert found.further == {"house_number_suffix": names[places[1]]}


def test_property_with_a_social_purpose_is_let_to_organisations():
    sheet = contracts(vhe_srt="MOG")
    rows = [[*row[:-1], "EGW"] if n % 2 else row for n, row in enumerate(sheet.rows[1:])]
    text = text_of(propose([Sheet(sheet.file, [sheet.rows[0], *rows])])[0])
    assert tomllib.loads(text)["leases"][0]["values"]["unit_type"] == {"MOG": "commercial", "EGW": "dwelling"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hk_nr", "contract"), ("psc", "postcode"), ("tel_wrk", "phone work"), ("vval_dat", "date due"), ("sld", "balance"),
        ("sto_nr", "reversal"), ("opdg_nr", "landlord nr"), ("mij_cd", "landlord"), ("meldpt", "desk"), ("uh_dat", "handed_over"),
        ("ret_dat", "closed"), ("vreg_dat", "date register"), ("verz_wz", "channel"), ("btreg_nr", "arrangement nr"),
    ],
)  # fmt: skip
def test_short_forms_with_one_meaning_are_known_wherever_they_stand(name, said):
    assert concepts_of(name) == frozenset(said.split())


@pytest.mark.parametrize("title", ["BANKTM", "bank_tm", "BankTmDatum"])
def test_until_which_day_the_bank_is_in_is_seen_where_it_is_written_as_one_word(title):
    assert is_of_the_bank(title)
    assert not is_of_the_bank("BANKREKTM")


def test_anm_is_a_surname_beside_initials_and_a_reminder_elsewhere_and_tvg_a_prefix_where_no_house_is():
    names = {"hrd_nr": "H{two}", "anm": "Jansen{n}", "tvg": "van", "vl": "A.B."}

    assert read_as(fields("tblHuurder.csv", **names))["anm"] == "achternaam"
    assert read_as(fields("tblHuurder.csv", **names))["tvg"] == "tussenvoegsel"
    assert "tvg" not in read_as(fields("tblHuurder.csv", **names, hnr="{n}", str="Kade"))
    assert read_as(fields("tblBrief.csv", ctr_nr="C{two}", anm="J")) == {}


CASES = {"dos_nr": "{two}", "ctr_nr": "C{two}", "ink_cd": "BOS", "ink_ref": "2026{two}", "d_over": "01-10-2026"}


def test_in_a_list_of_cases_ink_is_an_agency_over_handed_over_and_vsgem_reported_to_the_municipality():
    said = read_as(fields("tblIncasso.csv", **CASES, d_ret="01-11-2026", d_vsgem="20-10-2026"))

    assert said["ink_cd"] == "incassobureau cd" and said["ink_ref"] == "incassobureau ref"
    assert said["d_over"] == "d overgedragen" and said["d_ret"] == "d retour" and said["d_vsgem"] == "d melding gemeente"
    assert not read_as(fields("tblInkoop.csv", ink_cd="K{two}", ink_ref="2026{two}", d_over="01-10-2026")).keys()


def test_a_list_of_cases_gives_its_evictions_and_reports_too():
    days = {"d_vsgem": "20-10-2026", "d_ontr_aanz": "01-11-2026", "d_ontr": "01-12-2026", "d_ontr_afg": "05-11-2026"}
    leases = Sheet("tblContract.csv", [["ctr_nr", "hrd_nr", "dat_in", "pc"], *([f"C{n}", f"H{n}", "01-02-2020", "1234AB"]
                                                                               for n in range(10, 30))])  # fmt: skip
    found = propose([leases, fields("tblIncasso.csv", **CASES, **days)])[0]
    text = text_of(found)
    said = tomllib.loads(text)

    assert said["collection_cases"][0]["columns"]["agency_id"] == "ink_cd"
    assert said["eviction_notices"][0]["columns"]["cancelled_on"] == "d_ontr_afg"
    assert said["reported_elsewhere"][0]["columns"]["reported_on"] == "d_vsgem"
    assert asked_of(text, 'reported_on = "d_vsgem"')


def test_a_day_below_vv_or_ed_is_no_part_of_a_name():
    names = read_as(booked(vv="01/03/2026", ed_dat="01/03/2026", reg_nr="{n}", dc="D", bdrg="12,50"))
    assert names == names | {"vv": "verval", "ed_dat": "eind dat"}
    assert read_as(fields("rel.csv", rel_nr="{n}", nm="Dorp", vv="van")) == {}


def beside(title: str, *kinds: str) -> Sheet:
    names = ["Leusink", "Yildiz", "Terpstra", "Zijlstra", "Noordpool"]
    rows = [[f"3004{n + 10}", f"2009{n}", kinds[n % len(kinds)], names[n % 5], "16/07/2009", ""] for n in range(6)]
    return Sheet("q_mede.csv", [["cnt_nr", "rel_nr", title, "nm", "dat_van", "dat_tm"], *rows])


@pytest.mark.parametrize("title", ["rel_tp", "rel_srt"])
def test_codes_below_a_type_part_who_shares_a_contract_from_guardians_and_contacts_and_are_no_kind_of_person(title):
    found = propose([contracts(), beside(title, "MH", "ECH", "BEW", "CP")])[0]
    text = tomllib.loads(text_of(found))

    assert text["co_tenants"][0]["only"] == {title: ["MH", "ECH"]}
    people = next(each for each in text["tenants"] if each["file"] == "q_mede.csv")
    assert people["constants"] == {"tenant_type": "person"}
