"""Codes that a list beside the exports explains: what a first mapping makes of them."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.meanings import lists_of_codes, with_meanings
from sources.recognition.sheets import propose
from sources.recognition.values import by_values
from sources.words.blocks import Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of
from tests.support.proposal import asked_of, report_of, text_of

KINDS = {"V": "vordering", "O": "ontvangst", "S": "storno ontvangst", "X": "onbekend soort"}
LETTERS = {"41": "herinnering", "43": "5-dagensommatie", "51": "uitgaand gesprek", "60": "huurverhoging"}


def ledger(*codes):
    rows = [[f"M{n}", f"C{n % 3}", codes[n % len(codes)], "01-02-2026", "01-03-2026", "700,00"] for n in range(24)]
    return Sheet("Mutaties.csv", [["mut_nr", "ctr_nr", "mut_srt", "Boekdatum", "Vervaldatum", "Bedrag"], *rows])


def letters():
    rows = [[f"A{n}", f"C{n}", [*LETTERS][n % 4], "post", "01-02-2026"] for n in range(24)]
    return Sheet("Correspondentie.csv", [["corr_nr", "ctr_nr", "corr_srt", "kanaal", "dat_verz"], *rows])


def codes():
    rows = [["mut_srt", *each] for each in KINDS.items()] + [["corr_srt", *each] for each in LETTERS.items()]
    return Sheet("dbo_code.csv", [["veld", "code", "oms"], *rows])


def text(*sheets):
    return text_of(propose(sheets)[0])


def test_one_list_of_codes_with_the_titles_whose_they_are_gives_each_its_meaning_and_asks():
    said = text(ledger(*KINDS), letters(), codes())

    assert "zo zegt de omschrijving van de code" in asked_of(said, '"V" = "charge"')
    assert '"S" = "reversal"' in said and '"X" ("onbekend soort", 6 keer): kies uit' in asked_of(said, '# "X" = ""')
    (actions,) = tomllib.loads(said)["collection_actions"]
    assert actions["values"]["action_type"] == {"41": "reminder_letter", "43": "summons_letter", "51": "phone_call"}
    assert actions["skip_lines"] == {"corr_srt": ["^60$"]}


def test_a_code_of_a_plain_reminder_is_not_asked_beside_a_later_letter_that_is():
    said = text(ledger(*KINDS), letters(), codes())

    asked = asked_of(said, '"43" = "summons_letter"')
    assert "biedt deze brief aan" in asked and '"51"' in asked and '"41"' not in asked


def test_a_list_of_its_own_counts_for_the_title_that_its_codes_have_and_for_no_other():
    own = Sheet("Soorten.csv", [["mut_srt", "Omschrijving"], *map(list, KINDS.items())])
    other = Sheet("Soorten.csv", [["code", "Omschrijving"], *map(list, KINDS.items())])

    assert '"O" = "payment"' in text(ledger(*KINDS), own)
    assert '"O" = "payment"' not in text(ledger(*KINDS), other)


def in_short(name: str, kinds: dict[str, str] = KINDS, **others: dict[str, str]) -> Sheet:
    """A list of the codes of several kinds, each kind by a name of its own."""
    rows = [[each, *pair, "J"] for each, pairs in {name: kinds, "LND": {"1": "land"}, **others}.items() for pair in pairs.items()]
    return Sheet("Codetabel.csv", [["Tabel", "Code", "Omschrijving", "Actief"], *rows])


@pytest.mark.parametrize(
    ("name", "others", "is_said"),
    [
        ("MSRT", {}, True),
        ("SRT", {}, False),  # does not begin as the title does
        ("MSXT", {}, False),  # has a letter that the title has not
        ("MUTSRTEN", {}, True),  # of which the title is the beginning
        ("MS", {}, False),  # two letters are of many titles
        ("MSRT", {"MUTA": {**KINDS, "Y": "iets"}}, True),  # of two that know all codes that with no more than these
        ("MSRT", {"MUTA": KINDS}, False),  # nobody knows which of the two
        ("MSRT", {"MUTA": {"V": "vordering"}}, True),
    ],
)
def test_a_kind_whose_name_is_a_title_cut_short_and_that_alone_has_its_codes_says_what_they_mean(name, others, is_said):
    said = text(ledger(*KINDS), in_short(name, **others))
    assert ('"O" = "payment"' in said) == is_said
    assert not is_said or '"V" ("vordering") = vordering (charge)' in asked_of(said, '"V" = "charge"')


def wide(named: str, kinds=KINDS):
    """A list of codes with what a database adds: an order, a second language, and whether each is in use."""
    rows = [[each, code, said, said.upper(), f"{3 * at}", "1"] for each in (named, "corr_srt", "land") for at, (code, said) in
            enumerate((LETTERS if each == "corr_srt" else kinds).items())]  # fmt: skip
    return Sheet("tbl_keuzes.csv", [["rubriek", "waarde", "tekst_nl", "tekst_en", "volgorde", "in_gebruik"], *rows])


@pytest.mark.parametrize(
    ("title", "is_said"),
    [("mut_srt", True), ("MUT-SRT", True), ("MutSrt", True), ("mut_srt_cd", False), ("soort_van_iets", False)],
)
def test_a_wide_list_counts_where_it_names_the_titles_of_others_however_these_are_spelt(title, is_said):
    assert ('"O" = "payment"' in text(ledger(*KINDS), letters(), wide(title))) == is_said


def test_a_wide_list_that_names_no_titles_is_none_of_codes():
    assert '"O" = "payment"' not in text(ledger(*KINDS), wide("Soorten"))


def test_what_a_list_says_of_a_code_counts_where_the_export_has_few_lines_too():
    fields = Sheet("keuzes.csv", [["veld", "code", "oms"], ["via_cd", "1", "gemeente"], ["via_cd", "2", "verhuurder"]])
    lines = [["B1", "H1", "01-03-2026", "2"], ["B2", "H2", "02-03-2026", "1"]]
    objections = Sheet("Bezwaren.csv", [["Bezwaarnr", "Huurdernr", "Bezwaar ontvangen", "via_cd"], *lines])
    contracts = [
        ["Contractnr", "Huurdernr", "Ingangsdatum", "Postcode"],
        *([f"C{n}", f"H{n}", "01-01-2020", "1011AB"] for n in range(9)),
    ]
    (block,) = tomllib.loads(text(Sheet("Contracten.csv", contracts), objections, fields))["objections"]

    assert block["values"]["received_by"] == {"2": "landlord", "1": "municipality"}


KINDS_OF_CODES = [
    ["soort", "id", "omschrijving"], ["veld", "31", "Voorletters"], ["veld", "36", "E-mail"], ["partij", "29", "Beheerder"],
    ["partij", "30", "Gemeente"], ["meldpunt", "37", "RIS"], ["meldpunt", "38", "VPS"],
]  # fmt: skip
FEW_LINES: dict[str, list[str]] = {
    "optional_field_agreements": ["eigenaar_id;veld_id;akkoord_op", "31;31;2025-01-01", "31;36;2025-01-01"],
    "objections": ["id;huurder_id;ontvangen_op;partij_id", "1;H1;2026-09-08;30", "2;H2;2026-09-09;29"],
    "municipality_agreements": ["cbs_code;getekend_op;meldpunt_id", "0546;2025-02-10;37", "0547;2025-02-10;38"],
}


@pytest.mark.parametrize(("kinds", "is_said"), [(3, True), (1, False)])
def test_a_list_of_several_kinds_of_codes_says_what_they_mean_however_few_lines_have_them(kinds, is_said):
    lists = [Sheet(table, [line.split(";") for line in lines]) for table, lines in FEW_LINES.items()]
    sheets = [*lists, Sheet("keuzelijst.csv", KINDS_OF_CODES[: 1 + 2 * kinds])]
    seen = with_meanings([(each, layout) for each in sheets if (layout := layout_of(each.rows))])
    found = {sheet.file: choices_of(sheet.file, layout) for sheet, layout in seen[:3]}
    shown = {sheet.file: by_values(sheet.file, layout, found[sheet.file], is_pointed=True) for sheet, layout in seen[:3]}

    assert ("field" in found["optional_field_agreements"], "system" in found["municipality_agreements"]) == (is_said, is_said)
    assert ("received_by" in shown["objections"]) == is_said and found["objections"]["tenant_id"].profile.title == "huurder_id"


@pytest.mark.parametrize(("long", "is_said"), [("BRF_AANMANING", True), ("Brief aan derden", False)])
def test_long_codes_are_codes_where_they_are_written_as_no_word_is(long, is_said):
    kinds = {"BRF_HER": "herinnering", long: "aanmaning", "BRF_SOM": "sommatie"}
    rows = [["domein", "code", "oms"], *(["CM_SOORT", code, said] for code, said in kinds.items())]
    assert (
        bool([*lists_of_codes(Sheet("ref_code.csv", [*rows, ["KANAAL", "P", "post"], ["KANAAL", "E", "mail"]]), ())]) == is_said
    )


def test_a_list_that_lacks_one_of_the_codes_says_nothing():
    own = Sheet("Soorten.csv", [["mut_srt", "Omschrijving"], ["V", "vordering"], ["S", "storno ontvangst"]])

    assert "omschrijving van de code" not in text(ledger(*KINDS), own)


@pytest.mark.parametrize("is_said", [True, False])
def test_a_word_whose_lines_all_say_which_receipt_they_take_back_is_that_of_reversals(is_said):
    rows = [[f"26{n}", f"C{n % 3}", "F", "01-02-2026", "01-03-2026", "700,00", "", ""] for n in range(24)]
    rows += [[f"27{n}", f"C{n % 3}", "O", "01-03-2026", "", "", "700,00", ""] for n in range(12)]
    rows += [[f"28{n}", f"C{n % 3}", "T", "02-03-2026", "", "700,00", "", f"27{n}" if n or is_said else ""] for n in range(6)]
    head = ["Boeknr", "Contractnr", "Soort boeking", "Boekdatum", "Vervaldatum", "Debet", "Credit", "Storno van nr"]
    found = tomllib.loads(text(Sheet("Mutaties.csv", [head, *rows])))["ledger_entries"]
    reversals = [each for each in found if "reverses_entry_id" in each["columns"]]

    assert [each["only"] for each in reversals] == ([{"Soort boeking": ["T"]}] if is_said else [])
    assert not is_said or reversals[0]["constants"]["entry_type"] == "reversal"


@pytest.mark.parametrize(
    ("title", "texts", "is_said"),
    [
        ("Omschrijving", ("Huurprolongatie", "Ontvangst debiteur", "Storno incasso"), True),
        ("Omschrijving", ("Huurprolongatie", "Ontvangst debiteur", "Ontvangst debiteur"), False),  # of which of the two?
        ("Naam huurder", ("Huurprolongatie", "Ontvangst debiteur", "Storno incasso"), False),  # of something else
    ],
)
def test_the_text_beside_each_code_gives_it_its_meaning_where_each_code_has_one_of_its_own(title, texts, is_said):
    codes = dict(zip(("RV", "DZ", "ZR"), texts, strict=True))
    rows = [[f"M{n}", f"C{n % 4}", code, codes[code], "01-02-2026", "01-03-2026", "700,00"] for n in range(8) for code in codes]
    said = text(Sheet("Posten.csv", [["Documentnr.", "Contract", "Docsrt.", title, "Boekdatum", "Vervaldatum", "Bedrag"], *rows]))

    assert ('"RV" = "charge"' in said) == ('"DZ" = "payment"' in said) == is_said
    assert not is_said or "zo zegt de omschrijving van de code" in asked_of(said, '"ZR" = "reversal"')


@pytest.mark.parametrize(("title", "is_said"), [("Bezwaar via oms.", True), ("Toelichting", False)])
def test_a_text_named_after_its_code_says_what_it_means_where_few_lines_have_one(title, is_said):
    objects = {2: ["01-03-2026", "1", "Verhuurder"], 5: ["02-04-2026", "2", "Gemeente"]}
    rows = [[f"10{n}", f"Jansen{n}", "P", *objects.get(n, ["", "", ""])] for n in range(9)]
    said = text(Sheet("Relaties.csv", [["Relatienr", "Naam", "Soort", "Bezwaar d.d.", "Bezwaar via", title], *rows]))
    (block,) = tomllib.loads(said)["objections"]

    assert (block.get("values", {}).get("received_by") == {"1": "landlord", "2": "municipality"}) == is_said
    assert "van de huurder zelf" not in said


def test_the_kind_of_a_contract_says_what_is_let_where_its_text_does():
    kinds = {"Z100": "Huurcontract woonruimte", "Z200": "Huurcontract parkeren", "Z300": "Huurcontract bedrijfsruimte"}
    rows = [[f"C{n}", f"H{n}", *[*kinds.items()][n % 3], "E1", "01-01-2020", "1011AB"] for n in range(12)]
    head = ["Contract", "Huurder nr", "Contractsoort", "Omschrijving contractsoort", "Eigenaar", "Begin contract", "Postcode"]
    (leases,) = tomllib.loads(text(Sheet("Contracten.csv", [head, *rows])))["leases"]

    assert leases["columns"]["unit_type"] == "Omschrijving contractsoort"  # which says of each code what it is
    assert leases["values"]["unit_type"] == {kinds["Z100"]: "dwelling", kinds["Z200"]: "parking", kinds["Z300"]: "commercial"}


@pytest.mark.parametrize(("other", "ours"), [("Email", "post"), ("Brief per post", "email"), ("Phone", None)])
def test_mail_is_what_the_other_of_its_list_is_not(other, ours):
    rows = [[f"A{n}", f"C{n}", "herinnering", "Mail" if n % 2 else other, "01-02-2026"] for n in range(12)]
    (actions,) = tomllib.loads(text(Sheet("Brieven.csv", [["corr_nr", "ctr_nr", "corr_srt", "kanaal", "dat_verz"], *rows])))[
        "collection_actions"
    ]

    assert actions["values"]["channel"].get("Mail") == ours


@pytest.mark.parametrize(("title", "is_said"), [("EL1 omschrijving", True), ("EL2 omschrijving", False)])
def test_a_text_belongs_to_the_code_whose_title_begins_as_its_own(title, is_said):
    accounts = [("80100", "Huuropbrengst"), ("80200", "Voorschot servicekosten"), ("81900", "Wettelijke rente")]
    rows = [[f"2{n:03}", f"C{n % 3}", "01-02-2026", "01-03-2026", *accounts[n % 3], "700,00"] for n in range(24)]
    head = ["Docnr", "Contract", "Docdatum", "Vervaldatum", "EL1 rekening", title, "Waarde"]
    (block,) = tomllib.loads(text(Sheet("Documenten.csv", [head, *rows])))["ledger_entries"]
    said = block.get("values", {}).get("category", {})
    assert (
        said.get("Huuropbrengst") == "rent"
    ) == is_said and "80100" not in said  # the text is read, or nothing says what it is


@pytest.mark.parametrize("lists", [[], [Sheet("Codes.csv", [["Component", "oms"], ["HUUR", "Kale huur"], ["RENT", "Rente"]])]])
def test_rent_beside_huur_is_interest_whether_or_not_a_list_says_so(lists):
    rows = [[f"M{n}", f"C{n % 3}", "vordering", ("HUUR", "RENT")[n % 2], "01-02-2026", "01-03-2026", "70,12"] for n in range(12)]
    titles = ["Boekingnr", "Contractnr", "Soort boeking", "Component", "Boekdatum", "Vervaldatum", "Bedrag"]

    assert '"RENT" = "interest"' in text(Sheet("Mutaties.csv", [titles, *rows]), *lists)


def journal(file: str, title: str, codes: list[str]) -> Sheet:
    rows = [[f"{file[-8:-4]}{n}", f"C{n % 3}", codes[n % len(codes)], "01-02-2026", "01-03-2026", "700,00"] for n in range(24)]
    return Sheet(file, [["Boekingsnr", "Contractnr", title, "Boekdatum", "Vervaldatum", "Bedrag"], *rows])


def test_files_of_one_shape_have_the_meanings_of_their_codes_too():
    own = Sheet("Soorten.csv", [["Mutatiesoort", "Betekenis"], *map(list, KINDS.items())])
    said = text(
        journal("Boekingen_2025.csv", "Mutatiesoort", ["V", "O"]), journal("Boekingen_2026.csv", "Mutatiesoort", [*KINDS]), own
    )
    assert 'file = "Boekingen_*.csv"' in said and '"V" = "charge"' in said and '"S" = "reversal"' in said


ACCOUNTS = [["Rek", "Naam"], ["8000", "Netto huuropbrengst"], ["8400", "Doorbelaste incassokosten"], ["1100", "Rabobank"]]


@pytest.mark.parametrize(("title", "is_said"), [("Tegenrek", True), ("Grootboekrekening", True), ("Projectnr", False)])
def test_a_list_of_accounts_says_what_each_account_is_whatever_a_ledger_calls_them(title, is_said):
    rows = journal("Boekingen.csv", title, ["8000", "8400", "1100"])
    seen = [(each, layout_of(each.rows)) for each in (rows, Sheet("Rekeningen.csv", ACCOUNTS))]
    assert with_meanings(seen)[0][1].columns[2].means.get("8400") == ("Doorbelaste incassokosten" if is_said else None)


def test_a_code_of_zeros_stands_for_none_where_a_list_explains_all_others():
    rows = journal("Boekingen.csv", "mut_srt", ["V", "O", "00"])
    own = Sheet("Soorten.csv", [["mut_srt", "Omschrijving"], *map(list, KINDS.items())])
    layout = with_meanings([(each, layout_of(each.rows)) for each in (rows, own)])[0][1]
    assert layout.columns[2].means == {"V": "vordering", "O": "ontvangst"}


def test_a_field_that_no_word_knows_is_shown_once_it_stands_there_and_the_kind_of_a_letter_is_not():
    owners = Sheet("Eigenaren.csv", [["Eigenaarnr", "Naam eigenaar"], ["E1", "Bezit BV"], ["E2", "Fonds NV"]])
    fields = [["E1", "telefoon", "01-02-2025"], ["E1", "kluisnummer", "01-02-2025"], ["E2", "e-mail", "01-03-2025"]]
    agreed = Sheet("Toegestane gegevens.csv", [["Eigenaarnr", "Gegeven", "Toegestaan sinds"], *fields])
    kinds = ["herinnering"] * 3 + ["aan de heer Jansen"]  # a text may name somebody
    letters = [[f"B{n}", f"C{n}", kind, "01-02-2026", "post"] for n, kind in enumerate(kinds)]
    proposed = text(
        owners, agreed, Sheet("Brieven.csv", [["Briefnr", "Contractnr", "Soort brief", "Verzonden op", "Kanaal"], *letters])
    )

    assert '"kluisnummer" (1 keer): kies uit initials' in asked_of(proposed, "kluisnummer")
    assert "[[collection_actions]]" in proposed and "Jansen" not in proposed


def charges(title: str = "Charge Code"):
    rows = [
        [f"E{n}", f"C{n % 9}", "Charge", ("rentnl", "svcnl", "depnl")[n % 3], "01-02-2026", "01-03-2026", "700,00"]
        for n in range(30)
    ]
    return Sheet("Ledger.csv", [["Ctrl#", "Lease", "Tran Type", title, "Tran Date", "Due Date", "Amount"], *rows])


@pytest.mark.parametrize(
    ("code", "text_title", "is_said"),
    [
        ("Charge Code", "Description", True), ("ChargeCode", "Omschrijving", True),
        ("Charge Code", "Remark", False),  # none says that it describes the codes
    ],
)  # fmt: skip
def test_a_list_of_codes_with_accounts_and_rates_beside_them_says_what_they_mean(code, text_title, is_said):
    rows = [
        ["rentnl", "Huur", "8000", "Rent", "V"],
        ["svcnl", "Servicekosten", "8040", "Recov", "V"],
        ["depnl", "Waarborgsom", "80", "D", "V"],
    ]
    found = text(charges(), Sheet("Codes.csv", [[code, text_title, "GL Account", "Type", "VAT"], *rows]))

    assert ('"rentnl" = "rent"' in found and '"depnl" = "other"' in found) == is_said
    assert not is_said or "zo zegt de omschrijving van de code" in asked_of(found, '"rentnl" = "rent"')


def choices(codes: dict[str, str], *, title: str = "Briefcodes") -> Sheet:
    """A sheet of lists to choose from, beside each other and each as long as it is."""
    kinds = ["Kamer", "Studio", "App.", "Parkeerplaats", "Bedrijfsruimte", "Berging"]
    pairs = [*codes.items(), *[("", "")] * len(kinds)]
    rows = [[kind, *pairs[n], ""] for n, kind in enumerate(kinds)]
    return Sheet("Werkmap.xlsx", [["Soorten", title, "Betekenis", "Wie"], *rows], "Keuzelijsten")


def test_of_lists_of_choices_beside_each_other_the_codes_have_the_texts_behind_them_and_no_other_list_has():
    codes = {"HER": "betalingsherinnering", "AAN": "aanmaning", "5DS": "5-dagen sommatie", "BR": "bevestiging regeling"}
    rows = [[f"{n % 28 + 1:02}-05-2026", f"C{n}", [*codes][n % 4], "post"] for n in range(24)]
    sheets = [Sheet("Werkmap.xlsx", [["Datum", "Contract", "Brief", "Per"], *rows], "Brieven"), choices(codes)]
    lets = [[f"C{n}", ("Kamer", "Studio", "App.")[n % 3], f"H{n}", "01-01-2020", "1011AB"] for n in range(9)]
    sheets.append(Sheet("Werkmap.xlsx", [["Contract", "Soort", "Huurdernr", "Ingangsdatum", "Postcode"], *lets], "Kamers"))
    blocks, unread = propose(sheets)

    (actions,) = tomllib.loads(text_of(blocks))["collection_actions"]
    assert actions["values"]["action_type"] == {"HER": "reminder_letter", "AAN": "demand_letter", "5DS": "summons_letter"}
    assert actions["skip_lines"] == {"Brief": ["^br$"]}  # what confirms an arrangement asks for nothing
    said = report_of(blocks, unread)
    assert 'zegt wat de codes in "Brief"' in said and '"Soorten"' not in said


def test_a_list_of_choices_does_not_explain_codes_by_the_texts_of_its_neighbour():
    assert [*lists_of_codes(choices({}), {"soorten", "soort"})] == []
    assert [title for title, _ in lists_of_codes(choices({"A1": "aanmaning", "B2": "herinnering"}), {"soort"})] == ["briefcodes"]
