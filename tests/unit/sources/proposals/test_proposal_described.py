"""Lists whose titles a dictionary of fields explains are read by its descriptions, and proposed by the titles of the files."""

from __future__ import annotations

from sources.recognition.described import with_descriptions
from sources.recognition.sheets import LIKELY, SURE, Sheet, propose
from tests.support.proposal import questions, report_of, text_of

FIELDS = [
    ("KTRACT", "KTRNUM", "Huurovereenkomstnummer"),
    ("KTRACT", "KTRREL", "Relatienummer contractant"),
    ("KTRACT", "KTRSRT", "Soort object (tabel SRTOBJ)"),
    ("KTRACT", "KTRDTI", "Datum ingang huurovereenkomst"),
    ("KTRACT", "KTRDTE", "Datum einde huurovereenkomst, laatste dag"),
    ("KTRACT", "KTRPCD", "Postcode object"),
    ("RELATI", "RELNUM", "Relatienummer"),
    ("RELATI", "RELNAM", "Achternaam"),
    ("RELATI", "RELKLS", "Soort relatie N=natuurlijk R=rechtspersoon"),
]
CODES = [
    ["TAB", "WRD", "OMS"],
    ["SRTOBJ", "10", "Woning"],
    ["SRTOBJ", "40", "Garage"],
    ["SRTREL", "X", "Onbekend"],
    ["SRTREL", "Y", "Bekend"],
]


def contracts() -> Sheet:
    rows = [["KTRNUM", "KTRREL", "KTRSRT", "KTRDTI", "KTRDTE", "KTRPCD"]]
    rows += [
        [f"{21000 + n}", f"{8100 + n}", "40" if n % 5 == 0 else "10", "20200101", "20261231" if n == 3 else "0", "1234AB"]
        for n in range(20)
    ]
    return Sheet("KTRACT.csv", rows)


def people() -> Sheet:
    return Sheet(
        "RELATI.csv", [["RELNUM", "RELNAM", "RELKLS"], *[[f"{8100 + n}", "Veen", "R" if n == 4 else "N"] for n in range(20)]]
    )


def dictionary(fields=FIELDS, *, sheet: str | None = None) -> Sheet:
    return Sheet("VELDEN.csv", [["BST", "VLD", "OMS"], *map(list, fields)], sheet)


def test_a_list_of_codes_only_is_read_by_the_descriptions_of_its_fields():
    text = text_of(propose([contracts(), people(), dictionary(), Sheet("CODE.csv", CODES)])[0])
    for line in (
        'lease_id = "KTRNUM"',
        'tenant_id = "KTRREL"',
        'started_on = "KTRDTI"',
        'ended_on = "KTRDTE"',
        'last_name = "RELNAM"',
    ):
        assert line in text
    assert '"10" = "dwelling"' in text and '"40" = "parking"' in text
    assert "Huurovereenkomstnummer" not in text.partition("\nconfirmed")[2]


def test_without_a_dictionary_nothing_is_made_of_such_a_list():
    blocks, _ = propose([contracts(), people()])
    assert not any(each.table == "leases" and "started_on" in each.choices for each in blocks)


def test_a_question_shows_what_the_dictionary_says_of_the_title():
    text = text_of(propose([contracts(), people(), dictionary()])[0])
    asked = [each for each in questions(text) if "KTRDTE" in each]
    assert asked and '"KTRDTE" (Datum einde huurovereenkomst, laatste dag)' in asked[0]


def test_a_description_is_certain_as_a_title_is_unless_it_says_more_than_a_title():
    leases = next(each for each in propose([contracts(), people(), dictionary()])[0] if each.table == "leases")
    assert leases.choices["started_on"].certainty == SURE
    assert leases.choices["ended_on"].certainty == LIKELY


def test_codes_that_a_description_explains_itself_are_what_it_says():
    text = text_of(propose([contracts(), people(), dictionary()])[0])
    assert '"N" = "person"' in text and '"R" = "organisation"' in text


def test_a_dictionary_is_found_as_a_sheet_of_the_workbook_whose_sheets_it_names():
    book = [Sheet("Export.xlsx", each.rows, each.file.removesuffix(".csv")) for each in (contracts(), people())]
    fields = Sheet("Export.xlsx", dictionary().rows, "Velden")
    leases = next(each for each in propose([*book, fields])[0] if each.table == "leases")
    assert leases.choices["lease_id"].profile.title == "Huurovereenkomstnummer"


def test_a_name_of_the_file_stands_once_for_all_its_fields():
    fields = [(file if at in (0, 6) else "", name, text) for at, (file, name, text) in enumerate(FIELDS)]
    described = with_descriptions([contracts(), people(), dictionary(fields)])
    assert described[1].rows[0][:2] == ["Relatienummer", "Achternaam"]


def test_a_field_that_two_files_have_and_no_file_is_named_for_is_left_as_it_is():
    fields = [("", name, text) for _, name, text in FIELDS] + [("", "KTRNUM", "Complexnummer")]
    described = with_descriptions([contracts(), dictionary(fields)])
    assert described[0].rows[0][:2] == ["KTRNUM", "Relatienummer contractant"]


def test_titles_that_say_it_themselves_are_kept_whatever_a_dictionary_adds():
    rows = [["Contractnummer", "Huurdernummer", "Ingangsdatum"], ["C1", "H1", "01-01-2020"]]
    said = [
        ["Veld", "Uitleg"],
        ["Contractnummer", "Nummer bij de eigenaar"],
        ["Huurdernummer", "Nummer van de debiteur"],
        ["Ingangsdatum", "Eerste dag"],
    ]
    assert with_descriptions([Sheet("Contracten.csv", rows), Sheet("Uitleg.csv", said)])[0].rows == rows


def test_a_list_of_codes_is_no_dictionary():
    sheets = [contracts(), Sheet("CODE.csv", CODES)]
    assert with_descriptions(sheets) == sheets


def test_a_field_written_behind_its_file_is_that_field_of_that_file():
    rows = [["VELD", "OMS"], *[[f"{file}.{name}", text] for file, name, text in FIELDS]]
    described = with_descriptions([contracts(), people(), Sheet("VELDEN.csv", rows)])
    assert described[1].rows[0][:2] == ["Relatienummer", "Achternaam"]


def test_the_dictionary_is_said_to_be_one_and_no_list_that_was_not_recognised():
    blocks, unread = propose([contracts(), people(), dictionary()])
    said = report_of(blocks, unread)
    assert "zegt wat de titels van andere lijsten betekenen: zo zijn zij gelezen" in said
    assert "niet herkend: VELDEN.csv" not in said
