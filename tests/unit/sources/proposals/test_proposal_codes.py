"""Codes of which the ledger does not say what they mean: they are asked for, and a list beside it that says so is recognised."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from documents.proposal_waiting import lines_to_answer
from sources.proposals.codes import code_list
from sources.proposals.unknown import unknown_in
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, report_of, text_of
from tests.unit.sources.mapping.test_mapping import ENTRIES, prepared
from tests.unit.sources.mapping.test_mapping import rows as rows_of

CONTRACTS = Sheet(
    "Contracten.csv",
    [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C{n}", f"H{n}", "01-02-2020"] for n in range(10, 30)]],
)
CODES = Sheet("Codes.csv", [["Rekening", "Omschrijving"], ["8000", "Huuropbrengst"], ["8050", "Incassokosten"], ["1100", "Bank"]])


def ledger(*codes: str, title: str = "GBR") -> Sheet:
    rows = [["Boekingsnr", "Contractnr", "Boekdatum", "Vervaldatum", title, "Debet", "Credit"]]
    for n in range(1, 41):
        amounts = ["700,00", "0,00"] if n % 2 else ["0,00", "700,00"]
        rows.append([str(5000 + n), f"C{10 + n % 20}", "01-03-2026", "01-03-2026", codes[n % len(codes)], *amounts])
    return Sheet("Boekingen.csv", rows)


def test_what_charges_are_for_is_asked_once_where_no_title_says_it_and_never_of_receipts():
    text = text_of(propose([CONTRACTS, ledger("8000", "1100")])[0])
    waiting = [text.splitlines()[number - 1] for number in lines_to_answer(text)]
    lines = [line for line in waiting if "category" in line]
    assert [line.partition("  #")[0] for line in lines] == ['# category = ""']
    assert 'bij constants: category = "…"; kies uit other, interest' in asked_of(text, '# category = ""')


def entries_of_accounts() -> Sheet:
    """Invoices on one account, receipts on the bank's, and the journal that says which is which."""
    rows = [["Mutatienr", "Contractnr", "Boekdatum", "Vervaldatum", "Dagboek", "Tegenrekening", "Debet", "Credit"]]
    for n in range(1, 41):
        is_charge = n % 2
        said = ["Verkoop", "8000 Huuropbrengst", "700,00", ""] if is_charge else ["Bank", "1010 Bank", "", "700,00"]
        rows.append([str(5000 + n), f"C{10 + n % 20}", "01-03-2026", "01-03-2026", *said])
    return Sheet("Mutaties.csv", rows)


def test_of_charges_only_the_accounts_are_given_a_purpose_on_which_they_stand():
    text = text_of(propose([CONTRACTS, entries_of_accounts()])[0])
    assert '"8000 Huuropbrengst" = "rent"' in text
    assert "1010 Bank" not in text


def test_the_bureau_of_a_list_of_cases_is_asked_in_the_line_where_its_name_belongs():
    rows = [["Zaaknr", "Contractnr", "Overgedragen op", "Einddatum zaak"]]
    cases = Sheet("Deurwaarderszaken.csv", [*rows, *[[f"Z{n}", f"C{n}", "03-02-2026", ""] for n in range(10, 14)]])
    text = text_of(propose([CONTRACTS, cases])[0])
    assert '# constants = {agency_id = ""}' in text or '.constants]\n# agency_id = ""' in text
    assert "zet zijn naam tussen de aanhalingstekens" in asked_of(text, 'agency_id = ""')


def test_where_a_title_says_it_nothing_is_asked():
    text = text_of(propose([CONTRACTS, ledger("Huur maart", "Bank", title="Omschrijving")])[0])
    assert "# category" not in text and 'category = "Omschrijving"' in text


@pytest.mark.parametrize(
    ("title", "codes", "is_said", "is_used"),
    [
        ("Kostencode", ("8000", "1100"), True, False),
        ("GBR", ("8000", "1100"), False, True),
        ("GBR", ("9000", "7000"), False, False),
    ],
)
def test_a_sheet_that_says_what_codes_mean_is_pointed_out_with_the_line_that_looks_them_up_unless_they_were_read_by_it(
    title, codes, is_said, is_used
):
    blocks, unread = propose([CONTRACTS, ledger(*codes, title=title), CODES])
    text = report_of(blocks, unread, [], "landing/mapping.toml")
    assert (f'lookup = {{"Omschrijving" = ["{title}", "Codes.csv", "Rekening", "Omschrijving"]}}' in text) == is_said
    assert ('Codes.csv: zegt wat de codes in "GBR" van Boekingen.csv betekenen: zo zijn zij gelezen' in text) == is_used
    assert [each.file for each in unknown_in(unread, blocks)] == ([] if is_used else ["Codes.csv"])  # a person may set it aside


def test_what_codes_mean_is_looked_up_where_each_has_its_own_words_and_not_the_name_of_their_list():
    rows = [["Tabel", "Code", "Omschrijving"], *[["SOORT", *row[:2]] for row in CODES.rows[1:]]]
    blocks, unread = propose([CONTRACTS, ledger("8000", "1100"), Sheet("Codetabel.csv", rows)])
    text = report_of(blocks, unread, [], "landing/mapping.toml")
    assert 'lookup = {"Omschrijving" = ["GBR", "Codetabel.csv", "Code", "Omschrijving"]}' in text


COLOURS = ["Rood", "Geel", "Blauw", "Wit"]


@pytest.mark.parametrize(
    ("codes", "title", "keys", "key", "file", "is_said"),
    [
        (("1", "2", "3"), "Kamers", ("1", "2", "3", "4"), "Bezichtiging", "Lijst.csv", False),  # any list counts its lines
        (("1", "3"), "Kamers", ("1", "3", "7", "9"), "Bezichtiging", "Lijst.csv", False),  # nor are few figures any proof
        (("1001", "1002"), "Bron", ("1001", "1002", "1003", "1004"), "Klus", "Lijst.csv", False),
        (("J", "N"), "Actief", ("J", "N", "O", "P"), "Vak", "Lijst.csv", False),
        (("1001", "1003"), "Bron", ("1001", "1003", "1007", "1009"), "Klus", "Lijst.csv", True),
        (("20", "70"), "Dagboek", ("20", "70", "71", "90"), "Dagboek nr", "Lijst.csv", True),
        (("20", "70"), "Dagboek", ("20", "70", "71", "90"), "Nr", "Dagboeken.csv", True),
        (("C10", "C11"), "Contractnummer", ("C10", "C11", "C12", "C13"), "Contractnummer", "Lijst.csv", False),
    ],
)  # fmt: skip
def test_a_list_is_one_of_codes_only_where_that_is_no_accident(codes, title, keys, key, file, is_said):
    rows = [[key, "Kleur"], *[list(each) for each in zip(keys, COLOURS, strict=True)]]
    entries = ledger(*codes, title=title)
    if title == "Contractnummer":
        entries = replace(entries, rows=[[cell for at, cell in enumerate(row) if at != 1] for row in entries.rows])
    blocks, _ = propose([CONTRACTS, entries])
    assert bool(code_list(Sheet(file, rows), blocks)) == is_said


@pytest.mark.parametrize("above", [0, 2])
@pytest.mark.parametrize("own", ["Soort post", "Opmerking"])  # of a title that the entries have too, another is made
def test_the_line_that_looks_codes_up_is_read_as_it_is_printed(tmp_path, above, own):
    rows = [*[["Codes van de administratie", ""]] * above, ["Post", own], ["8000", "Huur"], ["8050", "Kosten"], ["1100", "Bank"]]
    entries = [["Boeking nr", "Contract", "Post", "Soort", "Boekdatum", "Vervaldatum", "Bedrag", "Opmerking"]]
    entries += [
        [f"{n}", f"C{n % 4}", ("8000", "8050")[n % 2], "Factuur", "20-02-2026", "01-03-2026", "5,00", "x"] for n in range(8)
    ]
    sheets = [Sheet("boekingen.csv", entries, delimiter=";"), Sheet("Codes.csv", rows, delimiter=";")]
    blocks, unread = propose([CONTRACTS, *sheets])
    [printed] = re.findall(r"boven columns, (lookup = .*), en lees (.*) bij columns", report_of(blocks, unread))

    mapping = ENTRIES.replace("[ledger_entries.columns]", f"{printed[0]}\n[ledger_entries.columns]", 1)
    mapping = mapping.replace('"Rubriek"', printed[1]).replace("boekingen*", "boekingen")
    files = {each.file.replace(".", "__"): "\n".join(map(";".join, each.rows)) for each in sheets}
    report = prepared(tmp_path, f'{mapping}Kosten = "collection_costs"\n', **files)
    assert {row[3] for row in rows_of(report, "ledger_entries")} == {"rent", "collection_costs"}, list(map(str, report.findings))


def objections(*lines: tuple[str, str], titles: tuple[str, str]) -> Sheet:
    rows = [[f"B{n}", f"H{10 + n}", "02-03-2026", *each] for n, each in enumerate(lines)]
    return Sheet("Bezwaren.csv", [["Bezwaarnr", "Huurdernr", "Bezwaar ontvangen", *titles], *rows])


@pytest.mark.parametrize(
    ("titles", "lines", "taken"),
    [
        (("ontvangen_door.code", "ontvangen_door.naam"), [("GEM", "Gemeente"), ("VHR", "Verhuurder")], "ontvangen_door.code"),
        (("ontvangen_door.code", "ontvangen_door.naam"), [("07", "Gemeente"), ("08", "Verhuurder")], "ontvangen_door.naam"),
        (("ontvangen_door_cd", "gezien_door"), [("GEM", "AB"), ("VHR", "CD")], "ontvangen_door_cd"),
        (("ontvangen_door_omschrijving", "status"), [("AB", "GEM"), ("CD", "VHR")], None),  # a text, and no code of who
    ],
)
def test_a_code_of_something_says_it_and_its_name_does_where_nobody_knows_the_code(titles, lines, taken):
    block = next(
        each for each in propose([CONTRACTS, objections(*lines, *lines, titles=titles)])[0] if each.table == "objections"
    )
    chosen = block.choices.get("received_by")

    assert (chosen.profile.title if chosen else None) == taken


@pytest.mark.parametrize(("code", "ours"), [("RNT", ""), ("HUUR", "rent"), ("RENTE", "interest")])
def test_a_short_form_that_is_rent_in_one_language_and_interest_in_the_other_is_asked(code, ours):
    text = text_of(propose([CONTRACTS, ledger(code, "BNK", title="Component")])[0])
    assert f'"{code}" = "{ours}"' in text


@pytest.mark.parametrize(
    ("beside", "ours", "asked"),
    [("PROL", "interest", "naast huur is RENT rente"), ("INTEREST", "rent", ""), ("BNK", "rent", "is RENT huur")],
)
def test_rent_is_english_only_where_interest_has_a_word_of_its_own_and_is_asked_elsewhere(beside, ours, asked):
    text = text_of(propose([CONTRACTS, ledger("BNK", "RENT", "BNK", beside, title="Component")])[0])
    said = asked_of(text, f'"RENT" = "{ours}"')
    assert f'"RENT" = "{ours}"' in text and (asked in said if asked else "RENT" not in said)


@pytest.mark.parametrize(("way", "is_asked"), [("App", True), ("via app", True), ("WhatsApp", False)])
def test_an_app_may_be_the_landlords_own_and_is_asked(way, is_asked):
    rows = [["Brief ID", "Contractnr", "Soort brief", "Verzonden op", "Kanaal"]]
    for n in range(10, 30):
        rows.append([f"B{n}", f"C{n}", "Herinnering", f"{n - 5:02}-03-2026", ["Post", way][n % 2]])
    text = text_of(propose([CONTRACTS, Sheet("Brieven.csv", rows)])[0])
    assert f'"{way}" = "sms"' in text
    assert ("eigen app of portaal" in asked_of(text, f'"{way}" = "sms"')) == is_asked


def test_a_list_of_people_says_of_no_code_what_it_means():
    names = [f"Voorbeeld{letter}" for letter in "abcdefghijkl"]
    contracts = [[f"21{n:02}", f"1000{n}", "Woning", f"Kerkstraat {n + 1}", "01-01-2020", ""] for n in range(12)]
    people = [[f"1000{n}", "P", "A.", "", name, f"06-5924890{n}", "", ""] for n, name in enumerate(names)]
    again = [[f"1000{n}", "Klant", f"A. {name}", f"Kerkstraat {n + 1}"] for n, name in enumerate(names)]
    booked = [
        [f"B{n}", f"21{n % 12:02}", f"1000{n % 12}", f"Kerkstraat {n % 12 + 1}", "Huur", "01-02-2026", "01-02-2026", "700,00"]
        for n in range(60)
    ]
    titles = [
        "Boekstuk",
        "Contractnr",
        "Relatiecode",
        "Kostenplaats omschrijving",
        "Omschrijving",
        "Datum",
        "Vervaldatum",
        "Bedrag",
    ]
    blocks, unread = propose(
        [
            Sheet("Contracten.csv", [["Contractnr", "Huurdernr", "Soort", "Adres", "Ingang", "Einde"], *contracts]),
            Sheet(
                "Huurders.csv", [["Huurdernr", "P/Z", "Voorl.", "Tussenv.", "Achternaam", "Mobiel", "Mail", "Overleden"], *people]
            ),
            Sheet("Mutaties.csv", [titles, *booked]),
            Sheet("Relaties.csv", [["Relatiecode", "Relatiesoort", "Naam", "Adres"], *again]),
        ]
    )

    assert [each.file for each in unread] == ["Relaties.csv"]
    assert "zegt wat de codes in" not in report_of(blocks, unread, [], "landing/mapping.toml")
