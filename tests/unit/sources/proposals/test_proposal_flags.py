"""Characteristics of relations of any kind, a line each, among which an objection is one: by its code or by what that means."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import asked_of, questions, text_of

CONTRACTS = [["Contract", "Huurder nr", "Ingangsdatum", "Soort", "Postcode"]]
CONTRACTS += [[f"0200{n}.01", f"5000{n}", "01-01-2020", "Woning", "1011AB"] for n in range(8)]
LETTERS = [["Contract", "Soort brief", "Verzonden op"], *([f"0200{n}.01", "Aanmaning", f"0{n + 1}-09-2026"] for n in range(8))]
HEAD = ["Kenmerknummer", "Relatienummer", "Kenmerk", "Kenmerk omschrijving", "Datum vanaf", "Datum tot", "Herkomst"]
HEAD += ["Herkomst omschrijving", "Toelichting"]
OBJECTION = ("BZW", "Bezwaar gegevensdeling gemeente")


def proposed(objection=OBJECTION, source=("H", "Huurder rechtstreeks"), remark=""):
    """A list of characteristics: two objections and six lines of other kinds, written down by the office."""
    kinds = [objection, ("TLK", "Tolk nodig"), ("AGR", "Agressieprotocol"), ("BWV", "Onder bewind")]
    lines = []
    for n in range(8):
        kind, of = kinds[n % 4], (source if not n else ("G", "Via gemeente")) if n % 4 == 0 else ("I", "Intern")
        lines.append([f"K{n}", f"5000{n}", *kind, f"0{n + 1}-09-2026", "30-10-2026" if n == 4 else "", *of, remark])
    sheets = [Sheet("Contracten.csv", CONTRACTS), Sheet("Brieven.csv", LETTERS), Sheet("relatiekenmerken.csv", [HEAD, *lines])]
    text = text_of(propose(sheets)[0])
    return tomllib.loads(text).get("objections", []), text


@pytest.mark.parametrize("remark", ["", "spreekt alleen Spaans"])
@pytest.mark.parametrize("source", [("H", "Huurder rechtstreeks"), ("T", "Telefonisch")])
def test_an_objection_among_characteristics_is_read_whatever_a_remark_beside_it_says(remark, source):
    (block,), text = proposed(remark=remark, source=source)

    assert block["columns"].items() >= {
        "objection_id": "Kenmerknummer", "tenant_id": "Relatienummer", "received_on": "Datum vanaf", "withdrawn_on": "Datum tot",
    }.items()  # fmt: skip
    assert [*block["only"].values()] in (["BZW"], [["BZW"]])
    assert asked_of(text, "only = ")


def test_the_code_of_an_objection_may_say_nothing_where_its_description_does():
    (block,), _ = proposed(objection=("14", "Bezwaar gegevensdeling gemeente"))

    assert [word for words in block["only"].values() for word in words] in (["14"], ["Bezwaar gegevensdeling gemeente"])


@pytest.mark.parametrize("said", ["Bezwaar huurverhoging", "Bezwaarschrift huurcommissie", "Bezwaar servicekosten"])
def test_an_objection_to_what_is_to_be_paid_is_none_to_passing_data_on(said):
    assert not proposed(objection=("14", said))[0]


def test_words_that_stand_only_on_lines_of_other_kinds_are_asked_of_nobody():
    (block,), text = proposed()

    assert [*block["values"]["received_by"].values()] == ["landlord", "municipality"]
    assert not any('"Intern"' in each or '"I"' in each for each in questions(text))


@pytest.mark.parametrize("said", ["Huurder rechtstreeks", "Rechtstreeks van huurder", "Via de huurder", "Door bewoner zelf"])
def test_what_came_from_the_tenant_straight_came_in_at_the_landlord_and_is_asked(said):
    (block,), text = proposed(source=("X", said))

    assert block["values"]["received_by"]["X"] == "landlord"
    assert "van de huurder zelf" in asked_of(text, "values.received_by")


def test_characteristics_that_are_said_to_be_something_else_are_passed_over_and_asked():
    (block,), text = proposed()

    assert block["skip_lines"] == {"Kenmerk": ["^tlk$", "^agr$", "^bwv$"]}
    assert "geen bezwaar en geen regeling" in asked_of(text, "skip_lines")


def test_of_codes_of_which_nothing_says_what_they_are_it_is_asked_whether_they_are_objections_too():
    rows = [[f"K{n}", f"5000{n}", ("BZW", "X7", "Q2")[n % 3], f"0{n + 1}-09-2026"] for n in range(8)]
    sheet = Sheet("relatiekenmerken.csv", [["Kenmerknummer", "Relatienummer", "Kenmerk", "Datum vanaf"], *rows])
    text = text_of(propose([Sheet("Contracten.csv", CONTRACTS), sheet])[0])
    (block,) = tomllib.loads(text)["objections"]

    assert block["only"] == {"Kenmerk": ["BZW"]} and "skip_lines" not in block
    assert any('onder only: "X7", "Q2"' in each for each in questions(text))


def test_how_arrangements_stand_passes_none_of_them_over():
    rows = [
        [f"R{n}", f"0200{n}.01", f"0{n + 1}-09-2026", said, "30-10-2026"]
        for n, said in enumerate(("Nagekomen", "Vervallen", "Lopend"))
    ]
    sheet = Sheet(
        "Betalingsregelingen.csv",
        [["Regelingnummer", "Contract", "Datum overeengekomen", "Status regeling", "Datum einde"], *rows],
    )
    blocks = tomllib.loads(text_of(propose([Sheet("Contracten.csv", CONTRACTS), sheet])[0]))["payment_arrangements"]

    assert not any("skip_lines" in each for each in blocks)


@pytest.mark.parametrize(
    "title", ["Aandachtspunt", "Label", "Soort signalering", "Relatiekenmerk", "Kenmerk omschrijving", "Alert type"]
)
@pytest.mark.parametrize("is_one", [True, False])
def test_a_characteristic_goes_by_many_names_and_an_objection_among_them_is_one_wherever_it_is_called_so(title, is_one):
    kinds = ("Bezwaar gegevensdeling" if is_one else "Rolstoel", "Tolk nodig", "Agressieprotocol")
    rows = [[f"K{n}", f"5000{n}", kinds[n % 3], f"0{n + 1}-09-2026"] for n in range(8)]
    sheet = Sheet("Bijzonderheden relaties.csv", [["Volgnr", "Relatienummer", title, "Datum vanaf"], *rows])
    found = tomllib.loads(text_of(propose([Sheet("Contracten.csv", CONTRACTS), sheet])[0])).get("objections", [])

    assert [each["only"] for each in found] == ([{title: ["Bezwaar gegevensdeling"]}] if is_one else [])


def marked(who="Relatienummer", day="Datum vanaf", end="Datum tot", of="5000{}"):
    """What is read of a list of characteristics by these titles."""
    kinds = ("Bezwaar gegevensdeling", "Tolk nodig", "Agressieprotocol")
    rows = [[f"K{n}", of.format(n), kinds[n % 3], f"0{n + 1}-09-2026", "01-11-2026" if n == 3 else ""] for n in range(8)]
    sheet = Sheet("Kenmerken.csv", [["Volgnr", who, "Kenmerk", day, end], *rows])
    return tomllib.loads(text_of(propose([Sheet("Contracten.csv", CONTRACTS), sheet])[0]))


@pytest.mark.parametrize(
    "day", ["Geldig vanaf", "Registratiedatum", "Ingevoerd", "Created on", "Per", "Sinds", "Datum toegevoegd"]
)
@pytest.mark.parametrize("end", ["Geldig tot", "Einddatum", "Actief tot"])
def test_the_first_and_last_day_of_a_characteristic_have_many_names(day, end):
    (block,) = marked(day=day, end=end)["objections"]
    assert (block["columns"]["received_on"], block["columns"]["withdrawn_on"]) == (day, end)


@pytest.mark.parametrize("day", ["Laatst gewijzigd", "Geboortedatum", "Einddatum kenmerk"])
def test_a_day_that_is_another_one_is_not_that_of_an_objection(day):
    assert "objections" not in marked(day=day)


@pytest.mark.parametrize("who", ["Contract", "Contractnummer", "Huurovereenkomst"])
def test_a_characteristic_of_a_contract_is_one_of_its_tenant(who):
    (block,) = marked(who=who, of="0200{}.01")["objections"]
    assert block["lookup"] == {"Huurder nr": [who, "Contracten.csv", "Contract", "Huurder nr"]}


def test_who_rents_by_the_same_number_is_no_co_tenant():
    assert "co_tenants" not in marked(who="Partner")


def disputes(name="payt_geschillen.csv", number="Geschil-ID", kind="Categorie"):
    """What is read of the disputes that a package for dunning keeps, each with the name of the debtor beside his number."""
    kinds = ("Bezwaar vroegsignaal", "Onderhoudsgebrek", "Servicekosten onjuist")
    head = [number, "Relatienummer", "Debiteur", "Factuur", kind, "Ingediend op", "Ingediend via", "Gesloten op"]
    rows = [
        [f"80{n}", f"5000{n}", "A. Bos", "", kinds[n % 3], f"0{n + 1}-09-2026", "Huurder", "01-11-2026" if n == 3 else ""]
        for n in range(8)
    ]
    return tomllib.loads(text_of(propose([Sheet("Contracten.csv", CONTRACTS), Sheet(name, [head, *rows])])[0]))


@pytest.mark.parametrize("kind", ["Categorie", "Soort geschil", "Reden", "Onderwerp"])
@pytest.mark.parametrize(("name", "number"), [("payt_geschillen.csv", "Geschil-ID"), ("Disputes.csv", "Dispute ID")])
def test_an_objection_among_disputes_of_which_each_line_names_the_debtor_too_is_one_with_the_number_of_its_line(
    name, number, kind
):
    found = disputes(name, number, kind)
    (block,) = found["objections"]

    assert block["only"] == {kind: ["Bezwaar vroegsignaal"]}
    assert [*block["skip_lines"]] == [kind] and len(block["skip_lines"][kind]) == 2  # as a check would ask
    assert block["columns"] == {
        "objection_id": number, "tenant_id": "Relatienummer", "received_on": "Ingediend op", "withdrawn_on": "Gesloten op",
        "received_by": "Ingediend via",
    }  # fmt: skip


def test_a_list_named_after_people_stays_one_whatever_it_keeps_of_them():
    assert "tenants" in disputes("Huurders.csv")
