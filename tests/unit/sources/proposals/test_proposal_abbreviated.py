"""Abbreviations of Dutch books: a bureau's reference, a plan declared void, keys cut short, one letter of two channels."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import LIKELY, propose
from sources.words.blocks import Sheet
from sources.words.titles import concepts_of
from tests.support.proposal import asked_of, text_of

LINES = range(1, 13)
CONTRACTS = [["Contractnr", "Huurdernr", "Ingangsdatum", "Soort", "Postcode"]]
CONTRACTS += [[f"C{100 + n}", f"H{200 + n}", "01-01-2020", "Woning", "3512 JE"] for n in LINES]


def chosen(table: str, *sheets: Sheet) -> dict[str, tuple[str, str]]:
    """Our column -> the title that is taken for it, and how surely."""
    blocks, _ = propose(list(sheets))
    found = next((block for block in blocks if block.table == table), None)
    return {name: (each.profile.title, each.certainty) for name, each in found.choices.items()} if found else {}


def of_contracts(table: str, name: str, rows: list[list[str]]) -> dict[str, tuple[str, str]]:
    return chosen(table, Sheet("Contracten.csv", CONTRACTS), Sheet(f"{name}.csv", rows))


@pytest.mark.parametrize("title", ["Ref bur", "Ref. bur.", "Bur. ref.", "Kenmerk bur", "Dossiernr bij bur.", "Hun kenmerk"])
def test_the_reference_of_a_bureau_is_that_of_the_case(title):
    rows = [["Dossier", "Contractnr", "Bureau", title, "Uit handen op"]]
    rows += [[f"D{n}", f"C{100 + n}", "Bos GDW", f"BG-{n}88", "01-10-2026"] for n in (2, 4, 6, 8)]

    assert of_contracts("collection_cases", "Uit handen", rows)["agency_reference"][0] == title


@pytest.mark.parametrize("title", ["Buren", "Burgerlijke staat", "Buurt", "Ref", "Kenmerk"])
def test_what_begins_alike_is_no_bureau(title):
    assert "agency" not in concepts_of(title)


@pytest.mark.parametrize("title", ["Vervallen verkl.", "Vervallen verkl. d.d.", "Verv. verkl.", "Vervallenverklaring"])
def test_a_plan_that_was_declared_void_is_broken(title):
    rows = [["Regeling", "Contractnr", "Afgesproken", title]]
    rows += [[f"R{n}", f"C{100 + n}", "01-08-2026", "01-10-2026" if n % 4 == 0 else ""] for n in (2, 4, 6, 8)]

    assert of_contracts("payment_arrangements", "Regelingen", rows)["broken_on"] == (title, LIKELY)


@pytest.mark.parametrize("title", ["Vervallen", "Vervaldatum", "Verv.datum"])
def test_a_day_on_which_something_is_due_stays_that(title):
    assert "due" in concepts_of(title) and "broken" not in concepts_of(title)


@pytest.mark.parametrize("key", ["brg_id", "BRG_ID", "brg_nr"])
@pytest.mark.parametrize("name", ["bewoners", "personen"])
def test_a_key_cut_short_that_other_lists_name_people_by_is_theirs(key, name):
    people = [[key, "naam", "vl"], *([f"{7000 + n}", f"Voorbeeld{'abcdefghijklm'[n]}", "A."] for n in LINES)]
    contracts = [["ctr_id", key, "ingang", "pc", "srt"]]
    contracts += [[f"{100 + n}", f"{7000 + n}", "01-01-2020", "3512 JE", "Woning"] for n in LINES]
    sheets = Sheet(f"{name}.csv", people), Sheet("contracten.csv", contracts)

    assert chosen("tenants", *sheets)["tenant_id"][0] == key
    assert chosen("leases", *sheets)["tenant_id"][0] == key


@pytest.mark.parametrize(("title", "said"), [("borg_nr", "worth"), ("WOZ nr", "worth"), ("brg", "worth"), ("burger_id", "never")])
def test_a_deposit_a_value_or_a_number_of_a_citizen_is_no_key(title, said):
    assert said in concepts_of(title)


def letters(*lines: tuple[str, str], title: str = "Kanaal") -> str:
    """What is proposed for a list with these kinds of action and codes of channels."""
    rows = [["Contractnr", "Datum", "Soort", title]]
    rows += [[f"C{100 + n}", f"{n:02}-10-2026", kind, code] for n in LINES for kind, code in lines]
    return text_of(propose([Sheet("Contracten.csv", CONTRACTS), Sheet("Brieven.csv", rows)])[0])


@pytest.mark.parametrize(
    ("lines", "ours"),
    [
        ([("Aanmaning", "B"), ("Belpoging", "T"), ("Herinnering", "E")], "post"),
        ([("Huisbezoek", "B"), ("Aanmaning", "P"), ("Belpoging", "T")], "visit"),
    ],
)
def test_the_letter_of_brief_and_bezoek_is_what_stands_beside_it_and_is_asked(lines, ours):
    text = letters(*lines)

    assert f'"B" = "{ours}"' in text and "staat alleen bij" in asked_of(text, f'"B" = "{ours}"')


@pytest.mark.parametrize(
    "lines",
    [
        [("Aanmaning", "B"), ("Huisbezoek", "B"), ("Belpoging", "T")],
        [("Aanmaning", "B"), ("Belpoging", "B"), ("Herinnering", "E")],
    ],
)
def test_beside_letters_and_visits_it_waits_for_an_answer(lines):
    assert '# "B" = ""' in letters(*lines)


@pytest.mark.parametrize("code", ["M", "S"])
def test_another_letter_that_may_be_two_channels_waits_too(code):
    assert f'# "{code}" = ""' in letters(("Aanmaning", "P"), ("Belpoging", "T"), ("Herinnering", code))


def test_a_list_that_says_what_the_letters_mean_goes_first():
    codes = [["Kanaal", "Omschrijving"], ["B", "Bezoek aan huis"], ["T", "Telefoon"], ["E", "E-mail"]]
    rows = [["Contractnr", "Datum", "Soort", "Kanaal"]]
    rows += [[f"C{100 + n}", f"{n:02}-10-2026", kind, code] for n in LINES
             for kind, code in (("Aanmaning", "B"), ("Belpoging", "T"), ("Herinnering", "E"))]  # fmt: skip
    sheets = [Sheet("Contracten.csv", CONTRACTS), Sheet("Brieven.csv", rows), Sheet("Kanalen.csv", codes)]
    text = text_of(propose(sheets)[0])

    assert '"B" = "visit"' in text and "staat alleen bij" not in text


@pytest.mark.parametrize("title", ["Kanaal", "Drager"])
def test_how_a_letter_went_is_said_below_a_carrier_too(title):
    text = letters(("Aanmaning", "Post"), ("Herinnering", "E-mail"), title=title)

    assert f'channel = "{title}"' in text


@pytest.mark.parametrize("title", ["Kostendrager", "Gegevensdrager nr"])
def test_a_carrier_of_costs_is_no_channel(title):
    assert 'channel = "' + title not in letters(("Aanmaning", "K1"), ("Herinnering", "K2"), title=title)
