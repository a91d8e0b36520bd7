"""Lists of which neither the name nor a title says what they are: known by what stands in them, and never for certain."""

from __future__ import annotations

import pytest

from sources.recognition.lookup import Seen
from sources.recognition.sheets import SURE, Block, Sheet, propose
from sources.recognition.structure_columns import firms_of, in_time
from sources.words.profile import Layout, look_at
from sources.words.ways import is_known
from tests.support.proposal import text_of

LINES = range(8)
CONTRACTS = [["Contract", "Huurder nr", "Eigenaar", "Ingangsdatum", "Soort", "Postcode", "Huisnr", "Gemeentecode"]]
CONTRACTS += [[f"HC-{n}", f"K{n}", f"E{n % 2}", "01-01-2020", "Woning", "1011AB", f"{n}", "0363"] for n in LINES]
CHARGES = [["Qa", "Qb", "Qc", "Qd"]] + [[f"V{n}00", f"HC-{n}", f"0{n + 1}-01-2026", f"90{n},50"] for n in LINES]
RECEIPTS = [["Qa", "Qb", "Qc", "Qd"]] + [[f"B{n}00", f"HC-{n}", f"1{n}-01-2026", f"90{n},50"] for n in LINES]
FIRM = "Fictief Gerechtsdeurwaarders"


def found(*sheets: tuple[str, list[list[str]]]) -> dict[str, list[Block]]:
    blocks, _ = propose([Sheet("Contracten.csv", CONTRACTS), *(Sheet(*each) for each in sheets)])
    return {table: [each for each in blocks if each.table == table] for table in {each.table for each in blocks}}


def titles(block: Block) -> dict[str, str]:
    assert all(choice.certainty != SURE for choice in block.choices.values())
    return {name: choice.profile.title for name, choice in block.choices.items()}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("demands", "charge"), ("storneringen", "reversal"), ("credits", "credit_note"), ("incasso_opdrachten", "payment")],
)
def test_a_contract_an_own_number_an_amount_and_a_day_are_entries_of_the_kind_that_the_name_says(name, kind):
    (block,) = found((f"{name}.csv", CHARGES))["ledger_entries"]

    assert titles(block) == {"lease_id": "Qb", "entry_id": "Qa", "amount": "Qd", "booked_on": "Qc"}
    assert f'entry_type = "{kind}"' in text_of([block])


@pytest.mark.parametrize("name", ["Blad4", "regelingen", "mandaten"])
def test_a_list_that_does_not_say_what_kind_of_entries_it_holds_or_is_named_otherwise_is_none(name):
    assert "ledger_entries" not in found((f"{name}.csv", CHARGES))


AGREED = [["Regeling ID", "Contract", "Regeling getroffen op", "Regeling niet nagekomen per", "Bedrag per maand"]]
AGREED += [[f"R{n}", f"HC-{n}", f"1{n}-10-2026", "", f"5{n},25"] for n in range(1, 5)]


def test_a_list_whose_titles_say_that_it_is_of_arrangements_is_no_list_of_entries_whatever_it_is_called():
    care = [["Clientnummer", "Arrangement", "Ingang"], *([f"40{n}", "Basis", f"0{n}-04-2024"] for n in range(1, 6))]
    blocks = found(("Betalingen.csv", AGREED), ("Woonarrangementen.csv", care))

    assert "ledger_entries" not in blocks
    assert [block.sheet.file for block in blocks["payment_arrangements"]] == ["Betalingen.csv"]


def test_amounts_of_nothing_but_whole_numbers_or_two_columns_of_them_make_no_entries():
    whole = [CHARGES[0], *([*line[:3], "12"] for line in CHARGES[1:])]
    double = [[*CHARGES[0], "Qe"], *([*line, f"{n},75"] for n, line in enumerate(CHARGES[1:]))]

    assert not any("ledger_entries" in found(("demands.csv", lines)) for lines in (whole, double))


def test_words_that_say_what_each_line_is_come_before_the_name_of_the_list():
    lines = [[*CHARGES[0], "Qe"], *([*line, ("Creditnota", "Afboeking")[n % 2]] for n, line in enumerate(CHARGES[1:]))]
    (block,) = found(("facturen.csv", lines))["ledger_entries"]

    assert titles(block)["entry_type"] == "Qe"
    assert not block.kind


def test_what_settled_what_and_which_receipt_went_back_follow_from_lists_of_entries_that_nobody_named():
    went_back = [["Qx", "Qy", "Qb", "Qc", "Qd"], *([f"R{n}", f"B{n}00", f"HC-{n}", "28-01-2026", f"90{n},50"] for n in (1, 2))]
    settled = [["Qk", "Ql", "Qm", "Qn"], *([f"B{n}00", f"V{n}00", f"90{n},50", "29-01-2026"] for n in LINES)]
    lists = [
        ("a storneringen.csv", went_back),
        ("demands.csv", CHARGES),
        ("receipts.csv", [["Qe", "Qf", "Qg", "Qh"], *RECEIPTS[1:]]),
        ("m.csv", settled),
    ]
    blocks = found(*lists)

    (reversals,) = (each for each in blocks["ledger_entries"] if each.kind == "reversal")
    assert titles(reversals)["reverses_entry_id"] == "Qy"
    assert titles(blocks["allocations"][0]) == {
        "credit_entry_id": "Qk",
        "charge_entry_id": "Ql",
        "amount": "Qm",
        "allocated_on": "Qn",
    }


@pytest.mark.parametrize("is_known", [True, False])
def test_the_number_of_the_payment_that_went_back_is_not_the_reversals_own(is_known):
    went_back = [["Stornering ID", "Qb", "Betaling ID", "Qc", "Qd"]]
    went_back += [[f"R{n}00", f"HC-{n}", f"B{n}00", "28-01-2026", f"90{n},50"] for n in LINES[:4]]
    receipts = [["Betaling ID", "Contract", "Betaald op", "Betaald bedrag"] if is_known else RECEIPTS[0], *RECEIPTS[1:]]
    blocks = found(("a storneringen.csv", went_back), ("betalingen.csv", receipts))["ledger_entries"]

    assert [titles(block)["entry_id"] for block in blocks if block.kind == "reversal"] == ["Stornering ID"]
    assert len(blocks) == 2
    assert titles(blocks[0])["reverses_entry_id"] == "Betaling ID"


@pytest.mark.parametrize(
    ("name", "titles_of", "given"),
    [
        ("storneringen", "Stornering ID|Contract|Betaling ID|Datum|Bedrag", ("Stornering ID", "Betaling ID")),
        ("storneringen", "Nr|Contract|Betaling ID|Datum|Bedrag", ("Nr", "Betaling ID")),
        ("storneringen", "|Contract|Betaling ID|Datum|Bedrag", (None, "Betaling ID")),
        ("storneringen", "Storno nr|Contract|Qx|Datum|Bedrag", ("Storno nr", "Qx")),  # its cells are numbers of receipts
        ("storneringen", "Storno nr|Contract||Datum|Bedrag", ("Storno nr", None)),
        ("storneringen", "Boeking|Contract|Storno van|Datum|Bedrag", ("Boeking", "Storno van")),
        ("ontvangsten en stornos", "Boeking|Contract||Datum|Bedrag", None),  # both, perhaps
        ("stornokosten", "Boeking|Contract||Datum|Bedrag", None),
    ],
)
def test_a_list_that_its_name_says_is_of_reversals_gives_none_but_these(name, titles_of, given):
    lines = [titles_of.split("|"), *([f"R{n}00", f"HC-{n}", f"B{n}00", "28-01-2026", f"90{n},50"] for n in LINES[:4])]
    lines = [[cell for cell, title in zip(line, lines[0], strict=True) if title] for line in lines]
    receipts = [["Betaling ID", "Contract", "Betaald op", "Betaald bedrag"], *RECEIPTS[1:]]
    blocks = found(("betalingen.csv", receipts), (f"{name}.csv", lines))["ledger_entries"]
    choices = [{of: each.profile.title for of, each in block.choices.items()} for block in blocks if block.kind == "reversal"]

    assert [(each.get("entry_id"), each.get("reverses_entry_id")) for each in choices] == ([given] if given else [])
    assert blocks[0].sheet.file == "betalingen.csv"  # whose numbers are no copies of these
    assert not given or 'constants = {entry_type = "reversal"' in text_of(blocks[1:])
    assert not given or ("storno = true" in text_of(blocks[1:])) == (given[1] is None)


def test_reversals_that_stand_among_the_entries_are_not_read_from_a_list_of_their_own_too():
    words = ["Factuur", "Incasso", "Storno", *["Incasso"] * 5]
    ledger = [
        [*CHARGES[0][:3], "Bedrag", "Soort boeking"],
        *([*line, word] for line, word in zip(CHARGES[1:], words, strict=True)),
    ]
    went_back = [["Qx", "Qb", "Qc", "Qd"], *([f"R{n}00", f"HC-{n}", "28-01-2026", f"90{n},50"] for n in LINES[:4])]
    blocks = found(("boekingen.csv", ledger), ("storneringen.csv", went_back))["ledger_entries"]

    assert [block.sheet.file for block in blocks] == ["boekingen.csv"]


def test_the_same_entries_again_are_read_once():
    assert len(found(("demands.csv", CHARGES), ("vorderingen oud.csv", CHARGES))["ledger_entries"]) == 1


def cases(*days: tuple[str, str], firm: str = FIRM) -> list[list[str]]:
    titles = ["Qa", "Qb", "Qc", *("Qd", "Qe", "Qf")[: len(days[0])]]
    return [titles, *([f"D{n}", f"HC-{n}", firm, *each] for n, each in enumerate(days))]


@pytest.mark.parametrize("name", ["Blad4", "uit_handen_gegeven"])
def test_a_contract_a_firm_that_collects_and_one_or_two_days_is_a_case(name):
    (block,) = found((f"{name}.csv", cases(("01-02-2026", "03-03-2026"), ("05-02-2026", ""))))["collection_cases"]

    assert titles(block) == {
        "case_id": "Qa",
        "lease_id": "Qb",
        "agency_id": "Qc",
        "handed_over_on": "Qd",
        "ended_on": "Qe",
    }
    assert "haal dit blok anders weg" in text_of([block])


@pytest.mark.parametrize(
    "lines",
    [
        cases(("01-02-2026",), ("05-02-2026",), firm="J. de Vries"),
        cases(("01-02-2026", "01-01-2026"), ("05-02-2026", "06-02-2026")),
        cases(("01-02-2026", "02-02-2026", "03-02-2026"), ("05-02-2026", "06-02-2026", "07-02-2026")),
    ],
)
def test_people_days_in_no_order_or_too_many_days_are_no_case(lines):
    assert "collection_cases" not in found(("Blad4.csv", lines))


def test_an_owner_beside_names_of_fields_and_a_day_allowed_that_the_fields_go_along():
    lines = [["Qa", "Qb", "Qc", "Qd"], *([f"E{n}", each, "01-01-2026", ""] for n in (0, 1) for each in ("E-mail", "Straat"))]
    lines[1][3] = "01-06-2026"
    (block,) = found(("Blad4.csv", lines))["optional_field_agreements"]

    assert titles(block) == {"landlord_id": "Qa", "field": "Qb", "agreed_on": "Qc", "ended_on": "Qd"}


@pytest.mark.parametrize(("words", "times"), [(("Brand", "Opstal"), 1), (("Appartement", "Straat"), 2)])
def test_an_owner_beside_other_words_or_twice_beside_the_same_did_not(words, times):
    lines = [["Qa", "Qb", "Qc"], *([f"E{n}", each, "01-01-2026"] for n in (0, 1) for each in words * times)]

    assert "optional_field_agreements" not in found(("Blad4.csv", lines))


@pytest.mark.parametrize(
    ("name", "table", "given"),
    [
        ("bezwaren", "objections", {"objection_id": "Qa", "tenant_id": "Qc", "received_on": "Qd"}),
        ("regelingen", "payment_arrangements", {"arrangement_id": "Qa", "lease_id": "Qb", "agreed_on": "Qd"}),
        ("ontruimingen", "eviction_notices", {"notice_id": "Qa", "lease_id": "Qb", "announced_on": "Qd"}),
        ("Blad4", "objections", None),
    ],
)
def test_of_a_list_that_its_name_alone_says_whose_and_when_is_taken_and_never_what_happened_later(name, table, given):
    lines = [["Qa", "Qb", "Qc", "Qd", "Qe"], *([f"N{n}", f"HC-{n}", f"K{n}", f"0{n}-02-2026", ""] for n in (1, 2, 3))]
    lines[1][4] = "01-05-2026"
    blocks = found((f"{name}.csv", lines)).get(table, [])

    assert [titles(block) for block in blocks] == ([given] if given else [])


@pytest.mark.parametrize(("day", "is_stated"), [("20-11-2026", True), ("", False)])
def test_a_contract_once_with_an_amount_and_one_day_on_all_lines_is_what_stood_open(day, is_stated):
    lines = [["Qa", "Qb", "Qc"], *([f"HC-{n}", day or f"1{n}-11-2026", f"20{n},40"] for n in LINES)]

    assert ("stated_balances" in found(("Blad4.csv", lines))) == is_stated


def test_a_list_of_people_that_has_all_tenants_of_the_contracts_is_that_of_tenants():
    lines = [["Qa", "Qb"], *([f"K{n}", f"Achternaam{'abcdefghijk'[n]}"] for n in range(11))]

    assert titles(found(("Blad4.csv", lines))["tenants"][0]) == {"tenant_id": "Qa", "last_name": "Qb"}
    assert "tenants" not in found(("Blad4.csv", lines[:-4]))


def test_who_shares_a_contract_may_be_known_from_the_list_of_people_only_and_the_first_of_two_days_is_the_begin():
    people = [["Huurdernummer", "Achternaam"], *([f"K{n}", f"Achternaam{'abcdefghijk'[n]}"] for n in range(11))]
    shared = [["Qa", "Qb", "Qc", "Qd"], *([f"HC-{n}", f"K{n + 8}", "", "01-01-2021"] for n in range(3))]
    shared[1][2] = "31-01-2026"
    (block,) = found(("Huurders.csv", people), ("Blad4.csv", shared))["co_tenants"]

    assert titles(block) == {"lease_id": "Qa", "tenant_id": "Qb", "from_on": "Qd", "until_on": "Qc"}


def test_the_contract_list_says_the_municipality_of_each_address_unless_another_list_does():
    own = [["Postcode", "Huisnummer", "Gemeentecode"], ["1011AB", "1", "0363"], ["1011AC", "2", "0363"]]
    (block,) = found()["postcodes"]

    assert titles(block) == {"postcode": "Postcode", "house_number": "Huisnr", "municipality_code": "Gemeentecode"}
    assert [each.sheet.file for each in found(("Postcodes.csv", own))["postcodes"]] == ["Postcodes.csv"]


def layout_of(rows: list[list[str]]) -> Layout:
    layout = look_at(rows, is_known)
    assert layout is not None
    return layout


@pytest.mark.parametrize(
    ("days", "ordered"),
    [
        ([("20260101", "20260301"), ("20260201", "00000000")], ["Qa", "Qb"]),
        ([("01-02-2026", "01-12-2025"), ("", "05-01-2026")], ["Qb", "Qa"]),
        ([("01-02-2026", "01-12-2025"), ("01-02-2026", "05-03-2026")], []),
    ],
)
def test_of_two_days_the_first_in_time_comes_first_unless_neither_always_does(days, ordered):
    rows = [["Qa", "Qb"], *map(list, days)]
    layout = layout_of(rows)

    assert [each.title for each in in_time(layout.columns, Seen((Sheet("a.csv", rows),), layout))] == ordered


def test_a_firm_is_said_by_its_name_or_its_title_and_a_colleague_is_none():
    rows = [
        ["Contract", "Medewerker", "Kantoor"],
        ["HC-1", "Jan Incasso", "Bureau Noord"],
        ["HC-2", "Jan Incasso", "Bureau Noord"],
    ]
    layout = layout_of(rows)

    assert [each.title for each in firms_of(Seen((Sheet("a.csv", rows),), layout))] == ["Kantoor"]
