"""What needs no question because nobody is reported by it, or because another list proves it; and what is asked however sure."""

import pytest

from sources.recognition.harmless import with_harmless
from sources.recognition.proved import WHO, with_proved
from sources.recognition.settled import OF_RECEIPTS
from sources.recognition.settled_totals import with_settled_totals
from sources.words.blocks import LIKELY, SURE, Block, Choice, Sheet
from sources.words.closed import is_closed, is_whole
from sources.words.evidence import EMPTY
from sources.words.notes import BY_CELLS, OF_ANOTHER, Evidence
from sources.words.profile import Layout, Profile, look_at

LINES = 6
NUMBERS = [f"A-{n:03}" for n in range(LINES)]


def layout_of(columns: dict[str, list[str]]) -> Layout:
    rows = [[*(cells[n % len(cells)] for cells in columns.values()), "1,50"] for n in range(LINES)]
    layout = look_at([[*columns, "Bedrag"], *rows], lambda _: True)
    assert layout is not None
    return layout


def block_of(table: str, file: str, columns: dict[str, list[str]], named: dict[str, str], *doubts: str, asked: str = "") -> Block:
    """A list in which our columns are `named` by titles that are likely, beside one that is certain."""
    layout = layout_of({"Contractnr": [f"C{n}" for n in range(LINES)], **columns})
    of = {each.title: each for each in layout.columns}
    choices = {name: Choice(name, of[title], LIKELY, Evidence(doubts)) for name, title in named.items()}
    sure = Choice("lease_id", of["Contractnr"], SURE, Evidence())
    sheet = Sheet(file, [])
    return Block(table, sheet, layout, {"lease_id": sure} | choices, asked=asked)


def is_certain(block: Block, column: str) -> bool:
    (found,) = with_harmless([block])
    return found.choices[column].certainty == SURE


@pytest.mark.parametrize(
    ("cells", "doubts", "is_sure"),
    [(NUMBERS, (), True), (NUMBERS[:3], (), False), ([*NUMBERS[:5], ""], (), False), (NUMBERS, (BY_CELLS,), False)],
)
def test_the_number_that_each_reminder_has_for_itself_needs_no_question(cells, doubts, is_sure):
    block = block_of(
        "collection_actions", "Aanmaningen.csv", {"Aanmaningnummer": cells}, {"action_id": "Aanmaningnummer"}, *doubts
    )

    assert is_certain(block, "action_id") == is_sure


def test_a_number_that_two_blocks_of_a_sheet_take_for_their_own_is_asked():
    letters = block_of("collection_actions", "Incasso.csv", {"Nr": NUMBERS}, {"action_id": "Nr"})
    cases = Block("collection_cases", letters.sheet, letters.layout, {"case_id": letters.choices["action_id"]})

    assert all(
        each.certainty != SURE
        for block in with_harmless([letters, cases])
        for name, each in block.choices.items()
        if name != "lease_id"
    )


@pytest.mark.parametrize("asked", ["", "geen naam of titel zegt welke lijst dit is"])
def test_of_a_list_that_is_asked_as_a_whole_nothing_becomes_certain(asked):
    block = block_of("collection_actions", "Aanmaningen.csv", {"Nr": NUMBERS}, {"action_id": "Nr"}, asked=asked)

    assert is_certain(block, "action_id") == (not asked)


@pytest.mark.parametrize(
    ("words", "is_sure"),
    [(["kantoor", "gemeente"], True), (["kantoor", "per mail"], False)],
)
def test_who_received_an_objection_needs_no_question_where_each_cell_says_it(words, is_sure):
    block = block_of("objections", "Bezwaren.csv", {"Ontvangen door": words}, {"received_by": "Ontvangen door"})

    assert is_certain(block, "received_by") == is_sure


@pytest.mark.parametrize(
    ("words", "further", "is_sure"),
    [
        (["xxllnc RIS Matching", "VPS van BKR"], {}, True),
        (["RIS", "VPS, tot 2025 RIS"], {}, False),
        (["R", "V"], {}, False),
        (["RIS", "VPS"], {"Vorig meldpunt": ["VPS", "RIS"]}, False),
    ],
)
def test_a_desk_is_certain_only_where_each_cell_is_one_whole_and_no_other_column_has_them(words, further, is_sure):
    block = block_of("municipality_agreements", "Overeenkomsten.csv", {"Meldpunt": words, **further}, {"system": "Meldpunt"})

    assert is_certain(block, "system") == is_sure


@pytest.mark.parametrize(
    ("column", "text", "is_known"),
    [
        ("field", "E-mailadres", True),
        ("field", "Huisnummer toevoeging", True),
        ("field", "Telefoon werkgever", False),
        ("field", "Huisnummer", False),
        ("system", "geen", False),
        ("system", "RIS en VPS", False),
    ],
)
def test_a_word_of_a_closed_list_is_known_whole_or_not_at_all(column, text, is_known):
    assert is_whole(column, text) == is_known


@pytest.mark.parametrize(
    ("table", "column", "title", "cells", "is_sure"),
    [
        ("collection_actions", "document_ref", "Naam bijlage", NUMBERS, True),
        ("collection_actions", "document_ref", "Referentie huurder", NUMBERS, False),
        ("municipality_agreements", "agreement_id", "Contract gemeente", NUMBERS, True),
        ("mandates", "mandate_id", "Contract", NUMBERS, False),
    ],
)
def test_what_names_nobody_is_certain_where_title_and_cells_say_it(table, column, title, cells, is_sure):
    assert is_certain(block_of(table, "Lijst.csv", {title: cells}, {column: title}), column) == is_sure


def test_only_lists_that_are_closed_are_known_whole():
    profile = layout_of({"Soort": ["herinnering"]}).columns[0]

    assert not is_closed("action_type", profile)


@pytest.mark.parametrize(
    ("title", "named", "is_sure"),
    [
        ("Kenmerk gerechtsdeurwaarder", {"case_id": "Dossiernr"}, True),
        ("Kenmerk gerechtsdeurwaarder", {}, False),
        ("Kenmerk", {"case_id": "Dossiernr"}, False),
    ],
)
def test_the_agency_s_number_is_certain_where_its_title_says_whose_and_ours_has_another(title, named, is_sure):
    columns = {"Dossiernr": NUMBERS, title: NUMBERS[::-1]}
    block = block_of("collection_cases", "Deurwaarder.csv", columns, {"agency_reference": title, **named})

    assert is_certain(block, "agency_reference") == is_sure


@pytest.mark.parametrize(
    "column",
    [
        "withdrawn_on",
        "received_on",
        "performed_on",
        "action_type",
        "ended_on",
        "valid_from",
        "until_on",
        "entry_type",
        "due_on",
        "signed_on",
    ],
)
def test_what_decides_whether_somebody_is_reported_is_never_harmless(column):
    days = [f"0{n + 1}-03-2026" for n in range(LINES)]
    for table in ("objections", "collection_actions", "payment_arrangements", "mandates", "co_tenants", "ledger_entries"):
        assert not is_certain(block_of(table, "Lijst.csv", {"Dag": days}, {column: "Dag"}), column)


CONTRACTS = [f"C{n}00" for n in range(LINES)]


def keys_of(numbers: list[str]) -> Block:
    layout = layout_of({"Contractnr": numbers})
    return Block(
        "leases", Sheet("Contracten.csv", []), layout, {"lease_id": Choice("lease_id", layout.columns[0], SURE, Evidence())}
    )


def lease_of(columns: dict[str, list[str]], title: str, *doubts: str) -> str:
    """How certain a list of balances is of its number of contract, beside the list of contracts."""
    layout = layout_of(columns)
    profile: Profile = next(each for each in layout.columns if each.title == title)
    block = Block(
        "stated_balances", Sheet("Saldi.csv", []), layout, {"lease_id": Choice("lease_id", profile, LIKELY, Evidence(doubts))}
    )
    _, found = with_proved([keys_of(CONTRACTS), block])
    return found.choices["lease_id"].certainty


@pytest.mark.parametrize(
    ("columns", "title", "is_sure"),
    [
        ({"Contractcode": CONTRACTS}, "Contractcode", True),
        ({"Contractcode": [*CONTRACTS[:5], "C999"]}, "Contractcode", False),
        ({"Contractcode": CONTRACTS, "Vorig contract": CONTRACTS[::-1]}, "Contractcode", False),
        ({"Sleutel": CONTRACTS}, "Sleutel", False),
    ],
)
def test_a_number_is_proved_where_each_is_one_of_the_contracts_below_a_title_that_says_so(columns, title, is_sure):
    assert (lease_of(columns, title) == SURE) == is_sure


def test_whose_contract_it_is_no_other_list_proves():
    assert {("leases", "tenant_id"), ("co_tenants", "tenant_id")} <= WHO


@pytest.mark.parametrize("codes", [["0344", "0363"], ["0344", "9999"]])
def test_a_list_of_postcodes_is_nothing_else_where_all_its_municipalities_are_known(codes):
    places = layout_of(
        {
            "Gemeentecode": [f"0{340 + n}" if n != 5 else "0363" for n in range(LINES)],
            "Gemeente": [f"Plaats {'abcdef'[n]}" for n in range(LINES)],
        }
    )
    known = {
        name: Choice(name, each, SURE, Evidence())
        for name, each in zip(("municipality_code", "name"), places.columns[:2], strict=True)
    }
    layout = layout_of({"Postcode": [f"10{n} AB" for n in range(10, 16)], "Gemeentecode": codes})
    doubted = Evidence((OF_ANOTHER,))
    own = {
        name: Choice(name, each, LIKELY, doubted)
        for name, each in zip(("postcode", "municipality_code"), layout.columns[:2], strict=True)
    }
    blocks = [
        Block("municipalities", Sheet("Gemeenten.csv", []), places, known),
        Block("postcodes", Sheet("Wie waar.csv", []), layout, own),
    ]

    asked = {doubt for each in with_proved(blocks)[1].choices.values() for doubt in each.why.doubts}
    assert (OF_ANOTHER in asked) == ("9999" in codes)


SETTLED = {"Vordering": [f"V{n}" for n in range(LINES)], "Ontvangst": [f"O{n}" for n in range(LINES)]}


def settled(
    amounts: list[str], ledger: list[str], titles: tuple[str, str] = ("Vordering", "Ontvangst"), *doubts: str
) -> set[str]:
    """Our columns that are certain of a list of settlements, beside a ledger with these amounts of charges and receipts.
    `doubts`: of its numbers.
    """
    names = {"charge_entry_id": titles[0], "credit_entry_id": titles[1], "amount": "Afgeletterd"}
    rows = [[*titles, "Afgeletterd"], *map(list, zip(*SETTLED.values(), amounts, strict=True))]
    own = look_at(rows, lambda _: True)
    assert own is not None
    choices = {
        name: Choice(
            name, next(each for each in own.columns if each.title == title), LIKELY, Evidence(doubts * (name != "amount"))
        )
        for name, title in names.items()
    }
    lines = [["Nummer", "Soort", "Bedrag"]]
    lines += [[f"V{n}", "Factuur", amount] for n, amount in enumerate(ledger)]
    lines += [[f"O{n}", "Betaling", amount] for n, amount in enumerate(ledger)]
    entries = look_at(lines, lambda _: True)
    assert entries is not None
    number, kind, amount = entries.columns
    booked = {
        "entry_id": Choice("entry_id", number, SURE, Evidence()),
        "entry_type": Choice("entry_type", kind, SURE, Evidence()),
    }
    blocks = [
        Block("ledger_entries", Sheet("Boekingen.csv", lines), entries, booked, amounts={"amount": amount}),
        Block("allocations", Sheet("Aflettering.csv", rows), own, choices),
    ]
    return {name for name, each in with_settled_totals(blocks)[1].choices.items() if each.certainty == SURE}


DUE = [f"70{n},50" for n in range(LINES)]


def test_settlements_that_add_up_to_what_was_owed_and_paid_need_no_question_and_others_do():
    assert settled(DUE, DUE) == {"charge_entry_id", "credit_entry_id", "amount"}
    assert settled(["1,00"] * LINES, DUE) == set()  # of another amount
    assert settled(DUE[::-1], DUE) == set()  # of other numbers


@pytest.mark.parametrize(
    ("titles", "is_sure"), [(("Trx No", "Receipt No"), True), (("Trx No", "Ontvangstnr"), True), (("Nr 1", "Nr 2"), False)]
)
def test_numbers_of_receipts_that_were_found_as_such_are_certain_where_a_title_says_so_too(titles, is_sure):
    assert ("credit_entry_id" in settled(DUE, DUE, titles, OF_RECEIPTS)) is is_sure


@pytest.mark.parametrize(("day", "is_doubted"), [("Akkoord eigenaar d.d.", False), ("Datum", True)])
def test_a_list_of_fields_that_owners_agreed_to_is_nothing_else_where_its_title_says_that_they_did(day, is_doubted):
    days = [f"0{n + 1}-03-2026" for n in range(LINES)]
    layout = layout_of({"Eigenaar": CONTRACTS, "Gegeven": ["Voorletters", "E-mail"], day: days})
    names = zip(("landlord_id", "field", "agreed_on"), layout.columns[:3], strict=True)
    choices = {name: Choice(name, each, SURE if name != "agreed_on" else LIKELY, Evidence((OF_ANOTHER,))) for name, each in names}
    (found,) = with_proved([Block("optional_field_agreements", Sheet("Extra.csv", []), layout, choices)])

    assert any(OF_ANOTHER in each.why.doubts for each in found.choices.values()) == is_doubted


def test_one_number_of_two_blocks_of_a_sheet_that_give_the_same_table_is_that_of_their_lines():
    letters = block_of("collection_actions", "Incasso.csv", {"Nr": NUMBERS}, {"action_id": "Nr"})
    calls = Block("collection_actions", letters.sheet, letters.layout, dict(letters.choices))

    assert all(block.choices["action_id"].certainty == SURE for block in with_harmless([letters, calls]))


@pytest.mark.parametrize(("title", "column", "is_sure"), [
    ("Telefoon werk", "phone_3", True), ("E-mail", "email", True), ("Extra", "phone_3", False),
    ("Datum overlijden", "deceased_on", False),
])  # fmt: skip
def test_an_empty_column_by_which_a_tenant_may_be_reached_one_day_is_not_asked(title, column, is_sure):
    block = block_of("tenants", "Huurders.csv", {title: [""]}, {column: title}, EMPTY)
    assert is_certain(block, column) == is_sure
