"""Workbooks that a small landlord keeps himself: who stays on one tab and who left on another, and his own words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from sources.recognition.elsewhere import with_columns_elsewhere
from sources.recognition.further import with_further_lists
from sources.recognition.lookup import Seen
from sources.recognition.rivals import without_rivals
from sources.recognition.word_lists import codes_shown, is_of_unknown_words
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.choices import choices_of
from sources.words.evidence import meaning_of
from sources.words.needs import points_to
from sources.words.notes import Evidence
from sources.words.profile import look_at
from sources.words.titles import concepts_of
from sources.words.ways import is_known

TITLES = ["Huurnr", "Kaartnr huurder", "Eigendom", "Wat verhuurd", "Laan of weg", "Nr", "Postc.", "Plaats", "Erin gekomen"]


def contracts(sheet, numbers, end, title="Opgezegd tegen"):
    """Contracts `H.10` and on, of tenants `4010` and on."""
    lines = [
        [f"H.{n}", f"40{n}", "Landgoed" if n % 3 else "Kerk", "garage" if n % 10 == 2 else "woonhuis", "Kade",
         f"{n}{'-a' * (n % 2)}", "3882 HZ", "Putten", "01-02-2020", end] for n in numbers
    ]  # fmt: skip
    return Sheet("Verhuur.xlsx", [[*TITLES, title], *lines], sheet)


def seen_of(sheet):
    layout = look_at(sheet.rows, is_known)
    assert layout is not None
    return sheet, layout


@cache
def stay():
    """Who stays: the sheet with its layout, and its block."""
    sheet, layout = seen_of(contracts("Verhuurd", range(10, 30), ""))
    kind = next(each for each in layout.columns if each.title == "Wat verhuurd")
    choices = {**choices_of("leases", layout), "unit_type": Choice("unit_type", kind, LIKELY, Evidence())}
    return (sheet, layout), Block("leases", sheet, layout, choices)


def further(sheet):
    seen, first = stay()
    return with_further_lists([first], [seen, seen_of(sheet)])[1:]


def test_who_left_stands_on_a_tab_of_his_own_and_is_read_beside_who_stays():
    (left,) = further(contracts("Weg", [60], "30-09-2026", "Eruit per"))

    first = {name: each.profile.title for name, each in stay()[1].choices.items()}
    assert {name: each.profile.title for name, each in left.choices.items()} == {**first, "ended_on": "Eruit per"}
    assert {name for name, each in left.choices.items() if each.part} == {"house_number", "house_number_suffix"}
    assert left.choices["unit_type"].profile.words["garage"]  # which none of those who left lets
    assert left.asked
    assert without_rivals([stay()[1], left]) == [stay()[1], left]


@pytest.mark.parametrize("case", ["the same number", "another kind of number", "other titles", "no days", "an unread end"])
def test_a_list_that_does_not_go_on_where_another_ends_is_not_read_beside_it(case):
    other = contracts("Weg", [29 if case == "the same number" else 60], "30-09-2026", "Eruit per")
    if case == "another kind of number":
        other.rows[1][0] = "2019/7"
    if case == "other titles":
        other.rows[0][1:5] = ["Wie", "Wat", "Waarom", "Waar"]
    if case == "an unread end":  # who left would be taken for one who stays
        other.rows[0][9] = "Zwaluw"
    if case == "no days":
        other.rows[1][8:] = ["ja", "nee"]

    assert not further(other)


@pytest.mark.parametrize("role", ["Eigendom", "Complex"])
def test_the_complex_of_a_contract_is_never_that_of_its_owners_mandate(role):
    seen, first = stay()
    choices = {name: each for name, each in first.choices.items() if name != "complex_id"}
    if role == "Complex":  # what is in the same column, but no owner
        choices.pop("landlord_id")
    first = replace(first, choices=choices)
    head = ["Macht.", "Eigendom", "Enkel gebied", "Akkoord met bepaling vroegsignalering"]
    sheet, layout = seen_of(
        Sheet("Macht.xlsx", [head, ["m1", "Landgoed", "Hof", "01-02-2025"], ["m2", "Kerk", "Dorp", "02-02-2025"]])
    )
    mandate = Block("mandates", sheet, layout, choices_of("mandates", layout) if role == "Eigendom" else {})
    lists = [Seen((sheet,), layout), Seen((seen[0],), seen[1])]
    filled = with_columns_elsewhere([first, mandate], lists, choices_of, Evidence(("none",)))[0]

    assert ("complex_id" in filled.choices) == (role == "Complex")


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Laan of weg", {"street"}), ("Enkel gebied", {"complex"}), ("Mede sedert", {"co_tenant", "start"}),
        ("Accoord met bepaling vroegsignalering", {"clause"}), ("Komt erop terug", {"withdrawn"}), ("Zijn nummer", {"reference"}),
        ("Heen d.d.", {"handed_over", "date"}), ("Sleutels", {"lock_key"}), ("Opgezegd tegen", {"end"}), ("Voluit", {"name"}),
        ("Behoort aan", {"landlord"}), ("Betrokken per", {"start"}), ("Leeg per", {"end"}), ("Mailt met", {"email"}),
        ("Eigenaar verwittigd", {"informed"}), ("Bij de deurwaarder sedert", {"handed_over"}), ("Brief ligt in", {"reference"}),
        ("Eigenaar op de hoogte gebracht", {"landlord", "informed"}), ("Fichenr", {"person", "nr"}), ("Hofje", {"complex"}),
        ("Van wie is het pand?", {"landlord"}), ("Gemeld dr", {"agency"}), ("Uitg.stuk", {"reference"}), ("Left", {"end"}),
        ("Bestemming contract", {"contract"}), ("Erbij", {"debit"}), ("Erbij sinds", {"start"}),
    ],
)  # fmt: skip
def test_words_of_who_keeps_his_own_books(title, concepts):
    assert concepts_of(title) == concepts


@pytest.mark.parametrize(
    ("column", "text", "meaning"),
    [
        ("entry_type", "gevraagd", "charge"), ("entry_type", "binnen", "payment"), ("category", "bijkomend", "service_charges"),
        ("category", "afrekening bijkomend", "service_charges"), ("tenant_type", "fam.", "person"),
        ("tenant_type", "bestuur/firma", "organisation"), ("received_by", "rentmeester", "landlord"),
        ("is_small_landlord", "-", "false"), ("field", "letter bij huisnummer", "house_number_suffix"),
        ("field", "laan of weg", "street"), ("entry_type", "binnenkort", None),
        ("action_type", "Persoonlijk appbericht gestuurd", "personal_message"), ("channel", "appbericht", "sms"),
        ("channel", "via de huurdersapp", "portal"), ("channel", "Resident app", "portal"), ("channel", "via de app", None),
        ("entry_type", "huur binnen", "payment"), ("entry_type", "huur nog niet binnen", None),
        ("entry_type", "teruggehaald door de bank", "reversal"), ("entry_type", "teruggegeven servicekosten", "credit_note"),
        ("entry_type", "Verkoopcreditnota", "credit_note"), ("entry_type", "Recovery Costs", "charge"),
        ("entry_type", "Refund costs", None), ("category", "reparatie voor rekening huurder", "other"),
        ("category", "bijdrage huurder", None), ("category", "huur mei", "rent"), ("unit_type", "Berging los", "other"),
        ("unit_type", "Room with own bathroom", "dwelling"), ("unit_type", "Store room", "other"),
        ("unit_type", "Berging/garage", "parking"), ("unit_type", "woning met berging", None),
        ("category", "Huurwaarborg", None), ("category", "Verwijlintresten", "interest"), ("category", "Diversen", "other"),
        ("category", "Gemene kosten", "service_charges"), ("category", "Late payment fee", "collection_costs"),
        ("unit_type", "Vakantiewoning", None), ("unit_type", "Handelspand", "commercial"),
        ("unit_type", "Kelderwoning", "dwelling"),
        ("unit_type", "Autostaanplaats", "parking"), ("unit_type", "Kelderbox", "other"), ("unit_type", "Villa", "dwelling"),
        ("entry_type", "SEPA teruggestort", "reversal"), ("entry_type", "Kredietnota", "credit_note"),
        ("entry_type", "Domiciliëring", "payment"), ("entry_type", "Geweigerde domiciliëring", "reversal"),
        ("entry_type", "Debiteurenfactuur", "charge"), ("channel", "Digitale post", None), ("channel", "E-brief", None),
        ("channel", "Aangetekende brief", "post"), ("action_type", "14-dagenbrief", "demand_letter"),
        ("action_type", "3de aanmaning", "summons_letter"), ("action_type", "Eerste rappel", "reminder_letter"),
        ("tenant_type", "BVBA", "organisation"),
    ],
)  # fmt: skip
def test_what_the_cells_of_such_books_mean(column, text, meaning):
    assert meaning_of(column, text) == meaning


@pytest.mark.parametrize(("table", "name"), [("leases", "Verhuurd"), ("reported_elsewhere", "Deurwaarder meldde zelf")])
def test_names_of_tabs(table, name):
    assert points_to(table, Sheet("Boek.xlsx", [], name))


def columns_of(table, *rows):
    layout = look_at(rows, is_known)
    return {name: each.profile.title for name, each in choices_of(table, layout).items()} if layout else {}


def test_a_number_right_behind_a_street_is_no_number_of_a_contract():
    lines = [[f"H.{n}", "Kade", f"{n}", "01-02-2020", "3882 HZ"] for n in range(10, 30)]

    assert columns_of("leases", ["Hoeve-/huurnr", "Straat", "Nr", "Ingang", "Postcode"], *lines)["lease_id"] == "Hoeve-/huurnr"
    moved = [[number, house, *rest, street] for number, street, house, *rest in lines]
    assert columns_of("leases", ["Hoeve-/huurnr", "Nr", "Ingang", "Postcode", "Straat"], *moved)["lease_id"] == "Nr"


@pytest.mark.parametrize(("account", "said"), [("83", True), ("kale huur", False)])
def test_what_a_charge_is_for_is_said_in_words_before_numbers_of_accounts(account, said):
    lines = [[f"{n}", account, "kale huur" if n % 2 else "bijkomend"] for n in range(20)]
    _, layout = seen_of(Sheet("Boekingen.csv", [["Volgnr", "Grootboek", "Post"], *lines]))
    numbers, post = layout.columns[1:]

    assert is_of_unknown_words(Choice("category", numbers, LIKELY, Evidence())) == said
    assert [column for column, profile, _ in codes_shown("ledger_entries", [post])] == ["category"]


@pytest.mark.parametrize(("third", "shown"), [("bestuur", True), ("mw.", False)])
def test_a_salutation_says_who_is_a_company_where_it_tells_one(third, shown):
    lines = [[f"{n}", ("dhr.", "mw.", third)[n % 3], f"Jansen{n}"] for n in range(20)]
    _, layout = seen_of(Sheet("Huurders.csv", [["Huurder", "Aanhef", "Achternaam"], *lines]))

    assert ("tenant_type" in [column for column, *_ in codes_shown("tenants", layout.columns[1:2])]) == shown
