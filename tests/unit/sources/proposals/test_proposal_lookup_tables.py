"""Tables of codes that a database calls after a field: `tlkpCmsrt` of `cm_srt`."""

from __future__ import annotations

import pytest

from sources.proposals.unknown import unknown_in
from sources.recognition.meanings import with_meanings
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.excel_days import layout_of
from tests.support.proposal import report_of

CONTACTS = {"T": "Telefonisch gesproken", "HB": "Huisbezoek", "BI": "Balie inloop"}
UNITS = {"T": "Tuinhuis", "HB": "Herenhuis", "BI": "Bedrijfsruimte"}
OBJECTIONS = {"VS": "Delen gegevens", "HV": "Huurverhoging"}


def of(title, *codes, file="tblContact.csv"):
    """A list whose lines have these codes."""
    return Sheet(file, [["ctr_nr", title, "opm"], *([f"C{n}", code, ""] for n, code in enumerate(codes))])


def table(pairs, file, titles=("cd", "oms"), sheet=None):
    return Sheet(file, [[*titles], *map(list, pairs.items())], sheet)


def means(*sheets):
    """What the codes of the first sheet are read as."""
    seen = with_meanings([(each, layout) for each in sheets if (layout := layout_of(each.rows))])
    return {**seen[0][1].columns[1].means}


@pytest.mark.parametrize(
    ("name", "title", "is_said"),
    [
        ("tlkpCmsrt.csv", "cm_srt", True),
        ("tlkpContactSoort.csv", "cont_srt", True),
        ("dbo.tlkpCmSrt.csv", "CmSrt", True),
        ("lkp_cm_srt.csv", "cm_srt", True),
        ("codes_cm_srt.csv", "cm_srt", True),
        ("tbl_cm_srt_codes.csv", "cm_srt", True),
        ("tlkpContSoort.csv", "soort", True),  # of the table's own name
        ("tlkpEenhsrt.csv", "cm_srt", False),
        ("tblCmsrt.csv", "cm_srt", False),  # any table may be called so
        ("codering_cm_srt.csv", "cm_srt", False),
    ],
)
def test_a_table_of_codes_explains_the_field_that_it_is_called_after(name, title, is_said):
    assert means(of(title, "T", "HB", "BI"), table(CONTACTS, name)) == (CONTACTS if is_said else {})


def test_of_several_tables_with_the_same_codes_each_explains_its_own_field():
    tables = (table(CONTACTS, "tlkpCmsrt.csv"), table(UNITS, "tlkpEenhsrt.csv"))

    assert means(of("cm_srt", "T", "HB", "BI"), *tables) == CONTACTS
    assert means(of("eenh_srt", "T", "HB", "BI", file="tblEenheid.csv"), *tables) == UNITS


def test_a_table_called_after_another_and_its_field_is_of_that_table():
    codes = table(OBJECTIONS, "tlkpBezwOnd.csv")

    assert means(of("onderw", "VS", "HV", "VS", file="tblBezwaar.csv"), codes) == OBJECTIONS
    assert means(of("onderw", "VS", "HV", "VS", file="tblTaak.csv"), codes) == {}


@pytest.mark.parametrize(
    "codes",
    [
        table({"T": "Telefonisch gesproken", "HB": "Huisbezoek"}, "tlkpCmsrt.csv"),  # it lacks a code
        table({"T": "Jansen", "HB": "De Boer", "BI": "El Idrissi"}, "tlkpCmsrt.csv", ("cd", "naam")),  # names
    ],
)
def test_a_table_that_lacks_a_code_or_has_names_explains_nothing(codes):
    assert means(of("cm_srt", "T", "HB", "BI"), codes) == {}


def test_the_key_of_somebody_is_no_code():
    owners = table({"KAD": "Kade B.V.", "VRI": "Mevr. De Vries"}, "tlkpEigcd.csv")

    assert means(of("eig_cd", "KAD", "VRI", "KAD", file="tblComplex.csv"), owners) == {}


def test_two_tables_called_after_one_field_say_nothing_of_it():
    assert means(of("cm_srt", "T", "HB"), table(CONTACTS, "tlkpCmsrt.csv"), table(UNITS, "tlkpCommsrt.csv")) == {}


def test_a_table_of_codes_of_a_column_that_no_block_takes_is_named_for_what_it_is_and_asked_of_nobody():
    rows = [[f"4{n}", f"C{n}", "01-09-2026", "01-10-2026" if n % 2 else "", "LV"[n % 2]] for n in range(6)]
    plans = Sheet("tblRegeling.csv", [["reg_nr", "ctr_nr", "d_afspr", "d_verbr", "reg_st"], *rows])
    leases = Sheet("tblContract.csv", [["ctr_nr", "hrd_nr", "dat_ing", "pc"], *([f"C{n}", f"H{n}", "01-02-2020", "1234AB"]
                                                                                for n in range(9))])  # fmt: skip
    blocks, unread = propose([leases, plans, table({"L": "Lopend", "V": "Verbroken"}, "tlkpRegSt.csv")])

    said = report_of(blocks, unread, [], "landing/mapping.toml")
    assert 'tlkpRegSt.csv: zegt wat de codes in "reg_st" van tblRegeling.csv betekenen\n' in said
    assert unknown_in(unread, blocks) == ()
