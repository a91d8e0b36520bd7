"""Evictions among the cases of one list are evictions: a signal about one is answered sooner."""

import tomllib

import pytest

from sources.proposals.part import Part
from sources.recognition.evictions import with_evictions
from sources.recognition.sheets import propose
from sources.words.blocks import SURE, Block, Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of
from tests.support.proposal import report_of, text_of

TITLES = ["Dossiernr", "Contractnr", "Dossiersoort", "Deurwaarder", "Overgedragen op", "Datum ontruiming gepland", "Gesloten op"]


def found(*kinds, titles=TITLES):
    days = [("01-10-2026", "09-12-2026" if "ont" in kind.lower() else "", "") for kind in kinds]
    rows = [[f"D{n}", f"C{n}", kind, "7001", *each] for n, (kind, each) in enumerate(zip(kinds, days, strict=True), 10)]
    layout = layout_of([titles, *rows])
    block = Block("collection_cases", Sheet("Dossiers.csv", [titles, *rows]), layout, choices_of("collection_cases", layout))
    return with_evictions([block])


@pytest.mark.parametrize(
    ("case", "eviction"), [("Incasso deurwaarder", "Ontruiming"), ("INC", "ONT"), ("Overig", "Ontruimingszaak")]
)
def test_the_lines_that_are_called_an_eviction_are_read_as_one_and_no_longer_as_a_case(case, eviction):
    cases, evictions = found(case, eviction, case, "Overlast", case)

    assert (cases.only, evictions.only) == ({"Dossiersoort": (case,)}, {"Dossiersoort": (eviction,)})
    assert {name: each.profile.title for name, each in evictions.choices.items()} == {
        "notice_id": "Dossiernr", "lease_id": "Contractnr", "announced_on": "Overgedragen op",
        "eviction_on": "Datum ontruiming gepland", "cancelled_on": "Gesloten op",
    }  # fmt: skip
    assert all(each.certainty != SURE for each in evictions.choices.values())


@pytest.mark.parametrize("kinds", [("Incasso", "Incasso", "Minnelijk"), ("Ontruiming", "Ontruiming")])
def test_a_list_of_one_of_them_stays_whole(kinds):
    assert [(each.table, each.only) for each in found(*kinds)] == [("collection_cases", {})]


def test_a_case_about_something_else_is_passed_over_and_one_that_no_word_says_is_asked():
    part = Part(found("Incasso", "Ontruiming", "Incasso", "Overlast", "Bijzonder")[0])
    part.take_only()

    assert part.skipped == {"Dossiersoort": ["^overlast$"]}
    assert any(line.waits and '"Bijzonder"' in (line.note.asked or "") for line in part.settings)


@pytest.mark.parametrize(("name", "is_passed"), [("incassodossiers.csv", True), ("ontruimingen.csv", False)])
def test_cases_without_an_eviction_are_passed_over_however_many_have_one_and_in_a_list_of_evictions_are_refused(name, is_passed):
    head = ["Dossiernr", "Contractnr", "Deurwaarder", "Overgedragen op", "Ontruiming aangezegd", "Ontruimingsdatum"]
    days = [("09-11-2026", "08-12-2026"), ("20-04-2026", "19-05-2026"), ("01-04-2026", "01-05-2026"), ("", "")]
    rows = [[f"D{n}", f"C{n}", "Fictief GDW", "01-02-2026", *each] for n, each in enumerate(days)]
    contracts = [["Contractnr", "Huurdernr", "Ingangsdatum"], *([f"C{n}", f"H{n}", "01-02-2020"] for n in range(9))]
    blocks, _ = propose([Sheet("Contracten.csv", contracts), Sheet(name, [head, *rows])])
    (notices,) = tomllib.loads(text_of(blocks))["eviction_notices"]

    assert (notices.get("skip_empty") == ["announced_on"]) == is_passed


MATTERS = [
    "Matter No.",
    "Lease Code",
    "Matter Type",
    "Agency (Vendor)",
    "Agency Ref.",
    "Start Date",
    "Closed Date",
    "Eviction Date",
]


def matters(name: str, *kinds: str) -> list[Block]:
    rows = [
        [f"LM{n}", f"t{n}", kind, "v1", f"D{n}", "01-10-2026", "", "09-12-2026" if kind == "Eviction" else ""]
        for n, kind in enumerate(kinds, 10)
    ]
    return propose([Sheet(name, [MATTERS, *rows])])


@pytest.mark.parametrize("name", ["LegalMatters.csv", "Juridische zaken.csv", "Legal cases 2026.csv"])
def test_legal_matters_are_cases_and_evictions_by_their_kind(name):
    blocks, _ = matters(name, "Collection", "Eviction", "Collection")
    found = {each.table: each for each in blocks if each.table in ("collection_cases", "eviction_notices")}

    assert {table: each.only["Matter Type"] for table, each in found.items()} == {
        "collection_cases": ("Collection",), "eviction_notices": ("Eviction",),
    }  # fmt: skip
    assert found["collection_cases"].choices["case_id"].profile.title == "Matter No."


def test_a_list_that_looks_like_a_table_which_no_other_list_gives_is_not_said_to_be_given_already():
    blocks, unread = matters("Overzicht.csv", "Collection", "Eviction", "Collection")
    said = report_of(blocks, unread)

    assert "een andere lijst geeft die al" not in said
    assert not unread or "vroegsignaal map --ask` vraagt wat deze lijst is" in said


CONTRACTS = [["Contractnr", "Huurder nr", "Ingangsdatum", "Soort", "Postcode"]]
CONTRACTS += [[f"C{n}", f"H{n}", "01-01-2020", "Woning", "1011AB"] for n in range(10, 20)]
CASES = [
    "Dossiernr",
    "Contractnr",
    "Deurwaarder",
    "Kenmerk deurwaarder",
    "Overgedragen op",
    "Ontruiming aangezegd",
    "Ontruiming op",
]


def notice_of(cases: list[list[str]], *sheets: Sheet) -> dict[str, object]:
    listed = [Sheet("Contracten.csv", CONTRACTS), Sheet("Incassodossiers.csv", cases), *sheets]
    (notice,) = tomllib.loads(text_of(propose(listed)[0]))["eviction_notices"]
    return notice


def cases(*without: str) -> list[list[str]]:
    days = [("01-10-2026", "10-11-2026" if n % 2 else "", "03-12-2026" if n % 2 else "") for n in range(8)]
    rows = [CASES, *[[f"D-{n}", f"C1{n}", "DW01", f"K{n}7", *each] for n, each in enumerate(days)]]
    return [[cell for title, cell in zip(CASES, row, strict=True) if title not in without] for row in rows]


def test_a_notice_on_the_line_of_a_case_has_a_number_made_of_that_of_the_case():
    notice = notice_of(cases())

    assert notice["made_ids"] == {"notice_id": ["=Dossiernr"]}  # a second notice of the case gets another
    assert notice["columns"].items() >= {"lease_id": "Contractnr", "announced_on": "Ontruiming aangezegd"}.items()


def test_a_reference_of_the_agency_is_no_number_of_a_notice():
    assert notice_of(cases("Dossiernr"))["made_ids"] == {"notice_id": ["lease_id", "announced_on"]}


@pytest.mark.parametrize(
    ("title", "first", "is_own"), [("Dossiernr", "D-", False), ("Zaaknr", "Z-", True), ("Ontruimingsnr", "D-", True)]
)
def test_a_list_of_notices_has_its_own_numbers_or_names_cases_by_theirs(title, first, is_own):
    rows = [[f"{first}{n}", f"C1{n}", f"0{n + 1}-11-2026", "03-12-2026"] for n in range(6)]
    listed = Sheet("Ontruimingen.csv", [[title, "Contractnr", "Datum aanzegging", "Datum ontruiming"], *rows])
    notice = notice_of(cases("Ontruiming aangezegd", "Ontruiming op"), listed)

    assert notice["columns"].get("notice_id") == (title if is_own else None)
    assert notice.get("made_ids") == (None if is_own else {"notice_id": [f"={title}"]})


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        (("Overdracht deurwaarder", "Bezwaar gegevensdeling"), "Overdracht deurwaarder"),
        (("Deurwaarder", "Vroegsignaal deurwaarder"), "Deurwaarder"),
        (("DWR", "Betalingsregeling"), "DWR"),
    ],
)
def test_a_word_of_another_table_is_no_case_and_a_person_says_where_it_belongs(words, taken):
    kinds = [*words, "Ontruiming"]
    rows = [[f"D-{n}", kinds[n % 3], f"C1{n % 8}", f"0{n % 9 + 1}-10-2026", "DW01" if n % 3 != 1 else ""] for n in range(24)]
    listed = Sheet("dossier.csv", [["Dossiernr", "Dossiersoort", "Contractnr", "Openingsdatum", "Externe partij"], *rows])
    text = text_of(propose([Sheet("Contracten.csv", CONTRACTS), listed])[0])
    [block] = tomllib.loads(text)["collection_cases"]

    assert block["only"] == {"Dossiersoort": [taken]} and "skip_lines" not in block
    assert any(line.startswith("# welke dossiers zijn dit?") and f'"{words[1]}"' in line for line in text.splitlines())
