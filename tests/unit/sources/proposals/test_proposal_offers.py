"""The day that a table needs is offered by its title, a day that is to come never, and a list's own column is not looked up."""

import pytest

from sources.proposals.draft import drafts_of
from sources.recognition.sheets import Sheet, propose
from sources.words.step_days import is_closed, is_planned

LETTERS = [(f"C{n}", "Aanmaning" if n % 2 else "Herinnering", f"0{n}-09-2026", f"1{n}-09-2026") for n in range(1, 9)]


def asked_day(*titles):
    """(the title that stands ready for performed_on, whether it waits, what is asked) of a log with these two titles of days."""
    rows = [["Contractnr", "Soort brief", *titles, "Verzendwijze"], *([*each, "Post"] for each in LETTERS)]
    drafts = drafts_of(propose([Sheet("Verstuurde aanmaningen.csv", rows, delimiter=";")])[0])[0].drafts
    lines = [line for draft in drafts for each in draft.sections if each.name == "columns" for line in each.lines]
    line = next(each for each in lines if each.key == "performed_on")
    return line.value, line.waits, line.note.asked


def test_the_only_day_that_it_can_be_stands_ready():
    title, waits, asked = asked_day("Zusgemaand d.d.", "Vervaldatum factuur")
    assert (title, waits, "de enige dag" in asked) == ("Zusgemaand d.d.", True, True)


def test_of_two_days_a_person_chooses_by_their_titles():
    title, waits, asked = asked_day("Zusdag d.d.", "Zodag d.d.")
    assert (title, waits) == ("", True)
    assert 'is het "Zusdag d.d." of "Zodag d.d."' in asked


@pytest.mark.parametrize("title", ["Opvolgen op", "Vervolgactie op", "Terugbellen op"])
def test_a_day_that_is_to_come_is_never_proposed_as_the_day_on_which_it_was_done(title):
    assert is_planned(title)
    assert asked_day("Moment", title)[:2] == ("Moment", False)


@pytest.mark.parametrize(
    ("title", "closed"), [("Datum afgehandeld", True), ("Gereed op", True), ("Voltooid", True), ("Verzonden op", False)]
)
def test_a_day_on_which_a_matter_was_closed_is_known(title, closed):
    assert is_closed(title) is closed


def test_the_only_other_day_of_a_co_tenant_is_since_when_beside_until_when():
    rows = [["Contractnr", "Huurdernr medehuurder", "Toegetreden per", "Medehuurder tot"]]
    rows += [[f"C{n}", f"K{n}", f"0{n}-02-2019", "01-05-2025" if n == 1 else ""] for n in range(1, 6)]
    blocks, _ = propose([Sheet("Medehuurders.csv", rows, delimiter=";"), contracts()])
    block = next(each for each in blocks if each.table == "co_tenants")
    assert {name: block.choices[name].profile.title for name in ("from_on", "until_on")} == {
        "from_on": "Toegetreden per", "until_on": "Medehuurder tot",
    }  # fmt: skip


def contracts(*further):
    titles = ["Contractnr", "Huurdernr", "Verhuurder", "Begindatum", "Kale huur", "Postcode", "Huisnummer", *further]
    rows = [[f"C{n}", f"K{n}", f"V{n % 3}", "01-02-2019", "712,50", f"12{n}4 AB", f"{n}", *(["X1"] if further else [])]
            for n in range(1, 10)]  # fmt: skip
    return Sheet("Contracten.csv", [titles, *rows], delimiter=";")


def test_a_title_that_the_list_has_itself_is_not_looked_up():
    titles = ["Mandaatnr", "Verhuurder", "Beheercomplex", "Mandaat getekend op", "Geldig vanaf"]
    rows = [[f"M{n}", f"V{n}", f"X{n}", "01-02-2019", "01-02-2019"] for n in range(3)]
    mandates = Sheet("Mandaten.csv", [titles, *rows], delimiter=";")
    found = [{each.table: each for each in propose([mandates, sheet])[0]} for sheet in (contracts("Beheercomplex"), contracts())]
    own = found[0]["leases"]
    assert (own.choices["complex_id"].profile.title, dict(own.lookups)) == ("Beheercomplex", {})


@pytest.mark.parametrize(("kinds", "is_asked"), [(24, True), (3, False)])
def test_free_texts_that_mean_nothing_are_asked_only_after_a_column_of_few_words(kinds, is_asked):
    head = ["Regelnr", "Contractnr", "Boekdatum", "Vervaldatum", "Bedrag", "Omschrijving", "Zusgroep"]
    texts = ["huur mei", *(f"{chr(97 + n)}ab zus{chr(97 + n)}" for n in range(kinds))] * 8
    rows = [[f"R{n}", f"C{n % 9}", "01-05-2026", "01-05-2026", f"{n},50", text, "ABC"[n % 3]] for n, text in enumerate(texts)]
    blocks, _ = propose([Sheet("Vorderingen.csv", [head, *rows], delimiter=";"), contracts()])
    sections = [each for draft in drafts_of(blocks) for one in draft.drafts for each in one.sections]
    asked = " ".join(line.note.asked or "" for each in sections if each.name == "patterns.category" for line in each.lines)
    assert ('is het misschien "Zusgroep" (3 woorden)?' in asked) is is_asked
