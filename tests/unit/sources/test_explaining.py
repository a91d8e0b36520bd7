"""A list of what codes or titles mean was of use, and is no list that nobody reads."""

import pytest

from sources.explaining import explains
from sources.files_looked_into import files_looked_into
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.words.blocks import Sheet

CODES = [["Code", "Betekenis"], ["PROL", "Huur"], ["SERV", "Servicekosten"], ["STO", "Storno"]]
FIELDS = [["Veld", "Omschrijving"], ["KTRNUM", "Contractnummer"], ["KTRBEG", "Ingangsdatum"], ["KTREND", "Einddatum"]]
REPAIRS = [["Bon", "Wat"], ["B1", "Kraan"], ["B2", "Deur"]]
KINDS = {"prol": "rent", "serv": "service_charges"}


def is_explained(rows, words=KINDS, title="Srt", titles=("contract",)):
    export = Export("ledger_entries", "boekingen.xlsx", {"category": title}, values={"category": words})
    shape = ExportShape("boekingen.xlsx", "Boekingen", titles)
    return explains(Sheet("boekingen.xlsx", rows, "Codes"), [export], [shape])


@pytest.mark.parametrize(
    ("words", "title", "is_of_use"),
    [
        (KINDS, "Srt", True),
        ({"prol": "other", "serv": "interest"}, "Srt", False),  # it says something else
        ({"prol": "other", "serv": "interest"}, "Code", True),  # the list of this title; what it says otherwise, is refused
        ({**KINDS, "div": "other"}, "Srt", False),  # it lacks one
        ({"prol": "rent"}, "Srt", False),
    ],
)
def test_a_list_that_has_the_codes_to_which_the_mapping_gives_a_meaning_was_of_use(words, title, is_of_use):
    assert is_explained(CODES, words, title) == is_of_use


@pytest.mark.parametrize(("titles", "is_of_use"), [(("ktrnum", "ktrbeg", "ktrend"), True), (("nr", "begin", "eind"), False)])
def test_a_list_that_says_what_the_titles_of_an_export_are_was_of_use(titles, is_of_use):
    assert is_explained(FIELDS, titles=titles) == is_of_use


@pytest.mark.parametrize(("rows", "is_of_use"), [(CODES, True), (REPAIRS, False)])
def test_so_was_a_file_of_which_that_is_all(tmp_path, rows, is_of_use):
    path = tmp_path / "lijst.csv"
    path.write_text("".join(";".join(row) + "\n" for row in rows))
    export = Export("ledger_entries", "boekingen.csv", {"category": "Srt"}, values={"category": KINDS})

    assert files_looked_into([path], [], (), {}, [export], []) == ([], {path} if is_of_use else set())


def test_a_list_of_something_else_was_of_no_use():
    assert not is_explained(REPAIRS)


@pytest.mark.parametrize("titles", [("rol", "geslacht", "betaalwijze", "srt"), ("contract", "bedrag")])
def test_one_list_of_many_kinds_of_codes_is_known_by_all_titles_of_the_exports(titles):
    head = ["Codesoort", "Code", "Omschrijving", "Vervallen", "Volgorde"]
    kinds = {"SRT": CODES[1:], "ROL": [["HH", "Hoofdhuurder"], ["MH", "Medehuurder"]], "GESLACHT": [["M", "Man"], ["V", "Vrouw"]]}
    kinds |= {"BETAALWIJZE": [["I", "Incasso"], ["O", "Overboeking"]]}
    lines = [[kind, *pair, "N"] for kind, pairs in kinds.items() for pair in pairs]
    listed = [head, *([*line, str(n)] for n, line in enumerate(lines, start=1))]

    assert is_explained(listed, titles=titles) == ("rol" in titles)


@pytest.mark.parametrize(
    ("name", "is_of_use"), [("tlkpRegSt", True), ("lkp_reg_st", True), ("tlkpUrgentie", False), ("RegSt", False)]
)
def test_a_table_that_a_database_calls_after_a_field_of_an_export_was_of_use_whether_a_block_reads_that_or_not(name, is_of_use):
    export = Export("payment_arrangements", "tblRegeling.csv", {"lease_id": "ctr_nr"})
    shape = ExportShape("tblRegeling.csv", None, ("ctr_nr", "reg_st"))
    rows = [["cd", "oms"], ["L", "Lopend"], ["V", "Verbroken"]]

    assert explains(Sheet(f"{name}.csv", rows), [export], [shape]) == is_of_use
