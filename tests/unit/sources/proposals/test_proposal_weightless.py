"""What no decision depends on, and what lists prove by each other, needs no question; a day or name that lets somebody be
reported does.
"""

import pytest

from sources.recognition.sheets import propose
from sources.recognition.weightless import EMPTY, with_weightless
from sources.words.blocks import LIKELY, SURE, Block, Choice, Sheet
from sources.words.evidence import BUILDINGS
from sources.words.notes import BY_CELLS, OF_ANOTHER, Evidence
from sources.words.owed import TWO_OWED
from tests.unit.sources.proposals.test_proposal_harmless import block_of

DAYS = [f"{day:02}-02-2026" for day in range(1, 7)]
RENT = ["612,50", "700,10", "801,20"]
OTHER_SAYS = TWO_OWED


def certain(*blocks: Block) -> list[set[str]]:
    """What is certain of each of these beside what was."""
    found = with_weightless(blocks)
    return [
        {name for name, each in after.choices.items() if each.certainty == SURE and before.choices[name].certainty != SURE}
        for before, after in zip(blocks, found, strict=True)
    ]


@pytest.mark.parametrize(("title", "is_sure"), [("Huur vervallen", True), ("Totaal vervallen", False), ("Saldo", False)])
def test_a_balance_is_only_compared_and_is_certain_where_its_title_says_that_it_is_rent(title, is_sure):
    block = block_of("stated_balances", "S.csv", {title: RENT}, {"open_rent": title}, OTHER_SAYS)
    assert certain(block) == [{"open_rent"} if is_sure else set()]
    doubted = block_of("stated_balances", "S.csv", {title: RENT}, {"open_rent": title}, BY_CELLS)
    assert certain(doubted) == [set()]


@pytest.mark.parametrize(
    ("columns", "doubts", "is_sure"),
    [
        ({"Einddatum": DAYS}, (), True),
        ({"Einddatum": [""]}, (EMPTY,), True),
        ({"Einddatum": DAYS, "Per": DAYS}, (), False),  # which may be the last day too
        ({"Einddatum": DAYS}, (BY_CELLS,), False),
        ({"Einddatum": DAYS}, (OF_ANOTHER,), False),
    ],
)
def test_until_when_an_owner_permits_it_only_holds_back_where_no_other_day_of_the_list_can_be_it(columns, doubts, is_sure):
    for table, name in (("mandates", "valid_until"), ("municipality_agreements", "ended_on")):
        block = block_of(table, "M.csv", columns, {name: "Einddatum"}, *doubts)
        assert certain(block) == [{name} if is_sure else set()]


@pytest.mark.parametrize(
    ("table", "name", "title"),
    [("mandates", "valid_from", "Ingangsdatum"), ("municipality_agreements", "signed_on", "Getekend"),
     ("leases", "ended_on", "Einddatum"), ("objections", "withdrawn_on", "Ingetrokken op"),
     ("payment_arrangements", "ended_on", "Einddatum"), ("co_tenants", "until_on", "Einddatum")],
)  # fmt: skip
def test_a_day_by_which_somebody_may_be_reported_is_asked(table, name, title):
    assert certain(block_of(table, "L.csv", {title: DAYS}, {name: title})) == [set()]


@pytest.mark.parametrize(
    ("columns", "doubts", "is_sure"),
    [({"Datum": DAYS}, (), True), ({"Datum": DAYS, "Vervaldatum": DAYS}, (), False), ({"Datum": DAYS}, (BY_CELLS,), False),
     ({"Datum xyz": DAYS}, (), False), ({"Aanmaakdatum": DAYS}, (), False), ({"Exportdatum": DAYS[:1]}, (), False),
     ({"Datum": [*DAYS[:5], "half mei"]}, (), False)],
)  # fmt: skip
def test_the_only_day_of_a_list_of_letters_is_theirs(columns, doubts, is_sure):
    title = next(iter(columns))
    block = block_of("collection_actions", "Brieven.csv", columns, {"performed_on": title}, *doubts)
    choice = block.choices["performed_on"]
    fit = len([each for each in columns[title] if each in DAYS])
    choice = Choice("performed_on", choice.profile, LIKELY, Evidence(doubts, fit, 6))
    assert certain(Block(block.table, block.sheet, block.layout, {"performed_on": choice})) == [
        {"performed_on"} if is_sure else set()
    ]


def test_the_number_of_an_agency_reports_nobody_and_is_asked_where_it_is_that_of_the_case_too():
    numbers = {"Dossier": [f"D-{n}" for n in range(6)], "Kenmerk bureau": [f"{n}/26" for n in range(6)]}
    block = block_of("collection_cases", "Incasso.csv", numbers, {"case_id": "Dossier", "agency_reference": "Kenmerk bureau"})
    assert "agency_reference" in certain(block)[0]
    one = block_of("collection_cases", "Incasso.csv", numbers, {"case_id": "Dossier", "agency_reference": "Dossier"})
    alone = block_of("collection_cases", "Incasso.csv", numbers, {"agency_reference": "Kenmerk bureau"})
    doubted = block_of(
        "collection_cases", "Incasso.csv", numbers, {"case_id": "Dossier", "agency_reference": "Kenmerk bureau"}, OF_ANOTHER
    )
    assert certain(one, alone, doubted) == [set(), set(), set()]


def complexes(of_mandates: list[str], beside: list[str], *doubts: str) -> tuple[Block, Block]:
    names = ["KRO-01", "KRO-02", "KRO-03"]
    contracts = block_of("leases", "C.csv", {"Complexnr": names, "Wijk": beside}, {"complex_id": "Complexnr"}, *doubts)
    return contracts, block_of("mandates", "M.csv", {"Complex": of_mandates}, {"complex_id": "Complex"})


def test_complexes_are_proved_where_contracts_have_every_one_that_a_mandate_names_and_nothing_else_has_them():
    both = [{"complex_id"}, {"complex_id"}]
    assert certain(*complexes(["KRO-03", ""], ["Noord"])) == both
    assert certain(*complexes(["KRO-03", ""], ["Noord"], BUILDINGS.format(3, 6))) == both
    assert certain(*complexes(["KRO-03", "DOK-01"], ["Noord"])) == [set(), set()]
    assert certain(*complexes(["KRO-03", ""], ["KRO-01", "KRO-03"])) == [set(), set()]  # two columns have them
    assert certain(*complexes(["1", ""], ["Noord"])) == [set(), set()]
    assert certain(*complexes(["KRO-03", ""], ["Noord"], BY_CELLS)) == [set(), {"complex_id"}]
    assert certain(complexes(["KRO-03"], ["Noord"])[1]) == [set()]


def test_a_list_of_what_municipalities_agreed_to_names_them_too_and_is_asked_where_that_is_doubted():
    agreed = block_of("municipality_agreements", "Convenanten.csv", {"Code": ["0363"], "Op": DAYS}, {"signed_on": "Op"})
    code = Choice("municipality_code", agreed.layout.columns[1], SURE, Evidence())
    agreed = Block(agreed.table, agreed.sheet, agreed.layout, {**agreed.choices, "municipality_code": code})
    doubted = Choice("municipality_code", code.profile, LIKELY, Evidence((OF_ANOTHER,)))
    places = Block("municipalities", agreed.sheet, agreed.layout, {"municipality_code": doubted})
    assert certain(agreed, places) == [set(), {"municipality_code"}]
    assert certain(places) == [set()]
    unsure = Choice("signed_on", agreed.choices["signed_on"].profile, LIKELY, Evidence((OF_ANOTHER,)))
    assert certain(Block(agreed.table, agreed.sheet, agreed.layout, {**agreed.choices, "signed_on": unsure}), places) == [
        set(),
        set(),
    ]


def test_a_part_of_a_cell_is_asked():
    block = block_of("stated_balances", "S.csv", {"Huur vervallen": RENT}, {"open_rent": "Huur vervallen"})
    choice = Choice("open_rent", block.choices["open_rent"].profile, LIKELY, Evidence(), "eerste")
    assert certain(Block(block.table, block.sheet, block.layout, {"open_rent": choice})) == [set()]


def test_of_a_whole_export_the_list_of_mandates_asks_for_its_first_day_and_not_for_its_last():
    titles = ["Opdrachtgever", "Mandaat geaccepteerd", "Mandaat vanaf", "Mandaat tot"]
    rows = [titles, *([f"V{n}", "01-02-2024", "01-02-2024", "01-02-2027" if n == 2 else ""] for n in range(1, 5))]
    [block] = [each for each in propose([Sheet("Mandaten.xlsx", rows)])[0] if each.table == "mandates"]
    assert block.choices["valid_until"].certainty == SURE
