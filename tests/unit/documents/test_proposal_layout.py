"""A proposed mapping file as a person reads it: every doubt is asked once on top, nothing is asked that is certain."""

from __future__ import annotations

import re
import tomllib

import pytest

from documents.column_words import COLUMNS, OF_TABLE
from documents.proposal_layout import laid_out
from documents.proposal_steps import lines_of
from documents.proposal_text import HEAD
from validations.landing import LANDING_TABLES

LETTERS = """
# --- Brieven.xlsx, blad Blad1: titels op regel 1, 20 regels

[[collection_actions]]
file = "Brieven.xlsx"
sheet = "Blad1"
made_ids = {action_id = ["lease_id", "action_type", "performed_on"]}  # er is geen nummer: het wordt hiervan gemaakt
[collection_actions.columns]
lease_id = "Contract"  # zeker: 20 van 20 cellen zijn een nummer of code
performed_on = "ACTDAT"  # waarschijnlijk, kijk na: deel 'act' + 'dat', 19 van 20 cellen zijn een datum
action_type = "Brief"  # waarschijnlijk, kijk na: van 20 van 20 cellen is het woord bekend
[collection_actions.constants]
channel = "post"  # kijk na: geen titel gevonden
[collection_actions.values.action_type]
"Herinnering" = "reminder_letter"  # 9 keer
"Aanmaning" = "demand_letter"  # 9 keer; kijk na: wijst deze brief op schuldhulp? zo niet: reminder_letter
# "HRN" = ""  # 2 keer; kies uit reminder_letter, demand_letter

# niet gebruikt: 'Medewerker' (vorm: AA)
# niet gebruikt: 'Geboren' (vorm: 99-99-9999)
"""
LEASES = """
# --- Verhuur.csv: titels op regel 1, 60 regels

[[leases]]
file = "Verhuur.csv"
lookup = {"Eigenaar" = ["Complex", "Complexen.csv", "Nr", "Eigenaar"]}  # kijk na: een nieuwe titel, opgezocht
[leases.columns]
lease_id = "Contract"  # zeker: 60 van 60 cellen zijn een nummer of code
landlord_id = "Eigenaar"  # waarschijnlijk, kijk na: 60 van 60 cellen zijn een nummer of code
# tenant_id = ""  # verplicht (tekst); geen titel gevonden
[leases.split]
street = ["Adres", "street"]  # waarschijnlijk, kijk na: 60 van 60 cellen zijn zo te splitsen
house_number = ["Adres", "house_number"]  # waarschijnlijk, kijk na: 60 van 60 cellen zijn zo te splitsen
[leases.constants]
# tenant_id = ""  # of hier, als het voor elke regel hetzelfde is
# unit_type = "dwelling"  # wat wordt er verhuurd? haal het hekje weg als het woningen zijn
[leases.values.unit_type]
"Woning" = "dwelling"  # 54 keer
"Garage" = "parking"  # 6 keer

"""


def written(*sheets: str) -> str:
    return laid_out(HEAD + "".join(sheets))


def asked(text: str) -> list[str]:
    """The questions on top, each on one line."""
    head = re.sub(r"\n#     +", " ", text.partition("\nconfirmed")[0])
    return re.findall(r"^# +\d+\. (.*)", head, re.MULTILINE)


def lines_named(question: str) -> list[int]:
    runs = re.match(r"regel ([\d, -]+):", question)[1].split(", ")
    return [number for run in runs for number in range(int(run.split("-")[0]), int(run.split("-")[-1]) + 1)]


def test_it_says_to_a_run_what_the_proposal_says():
    assert tomllib.loads(written(LETTERS, LEASES)) == tomllib.loads(HEAD + LETTERS + LEASES)


def test_each_question_names_the_very_lines_that_carry_its_number_and_no_line_waits_without_one():
    text = written(LETTERS, LEASES)
    lines = text.splitlines()
    for number, question in enumerate(asked(text), start=1):
        assert [at for at, line in enumerate(lines, start=1) if re.search(rf"# vraag {number}(:|$)", line)] == lines_named(
            question
        )
    found = lines_of(text)
    assert [lines[at - 1].split(" = ")[0] for at in found.to_answer] == ['# "HRN"', "# tenant_id", "# tenant_id", "# unit_type"]
    assert (found.answers, found.looks) == ([1, 2, 3], [4, 5, 6, 7, 8])
    assert lines[found.confirm - 1].startswith("confirmed = false")


def test_what_is_certain_stands_without_a_word_and_is_not_asked():
    text = written(LETTERS, LEASES)
    assert '\nlease_id = "Contract"\n' in text and "zeker:" not in text and "9 keer" not in text
    assert not any("Herinnering" in question for question in asked(text))


def test_titles_of_one_sheet_are_one_question_in_dutch_with_what_does_not_fit():
    (question,) = [each for each in asked(written(LETTERS)) if "ACTDAT" in each]
    assert "\"ACTDAT\" = dag van verzenden of van het gesprek (deel 'act' + 'dat') (19 van 20 cellen)" in question
    assert '"Brief" = soort brief of gesprek' in question


def test_one_title_for_several_columns_and_a_title_that_is_looked_up_are_asked_once():
    questions = asked(written(LEASES))
    assert any('"Adres" = straat, huisnummer' in each for each in questions)
    (looked_up,) = [each for each in questions if "Eigenaar" in each]
    assert 'wordt opgezocht in Complexen.csv: van "Complex" hier naar "Nr" daar' in looked_up and len(lines_named(looked_up)) == 2


def test_a_letter_of_a_column_of_its_own_is_asked_by_the_title_of_that_column_and_a_text_without_its_pattern():
    block = (
        LETTERS.partition("action_type = ")[0]
        + """[collection_actions.constants]
action_type = "demand_letter"  # kijk na: wijst deze brief op schuldhulp? zo niet: reminder_letter
[collection_actions.patterns]
channel = [
  # ['^per\\s+post$', ""],  # 2 keer; kies uit post, email
]
"""
    )
    questions = asked(written(block))
    assert any('"ACTDAT" = "demand_letter": wijst deze brief op schuldhulp?' in each for each in questions)
    assert any('"per post": kies uit post, email' in each for each in questions)


def test_a_title_with_a_comma_is_named_whole_where_it_is_split():
    text = written(LEASES.replace('"Adres"', '"Straat, nr"'))
    assert any('"Straat, nr" = straat, huisnummer' in each for each in asked(text))


def test_what_a_letter_proves_is_asked_for_each_word():
    assert any("wijst deze brief op schuldhulp?" in each and '"Aanmaning"' in each for each in asked(written(LETTERS)))


def test_titles_that_nothing_reads_stand_on_one_line_and_days_are_marked():
    text = written(LETTERS)
    line = '# niet gebruikt: "Medewerker", "Geboren" (datums)'
    assert f"# NIET GEBRUIKT op regel {text.splitlines().index(line) + 1}:" in text


def test_sheets_of_one_name_are_called_by_their_files():
    questions = asked(written(LETTERS, LETTERS.replace("Brieven.xlsx", "Oud.xlsx")))
    assert sum("Brieven.xlsx: " in each for each in questions) == sum("Oud.xlsx: " in each for each in questions) == 2


@pytest.mark.parametrize("title", ["a  # b", "it's", 'Een \\"klant\\"', "C:\\\\", "50% 's"])
def test_a_title_with_signs_of_toml_in_it_is_asked_like_any_other(title):
    sheet = LETTERS.replace('"ACTDAT"', f'"{title}"')
    text = written(sheet)
    assert tomllib.loads(text) == tomllib.loads(HEAD + sheet)
    assert f'performed_on = "{title}"  # vraag' in text and any(f'"{title}" = dag van verzenden' in each for each in asked(text))


def test_a_proposal_without_a_doubt_asks_nothing():
    sure = "\n".join(line for line in LEASES.splitlines() if "kijk na" not in line and not line.startswith("# ")) + "\n"
    assert asked(written(sure)) == [] and "VUL IN" not in written(sure)


def test_every_column_of_ours_has_dutch_words():
    ours = {column.name for table in LANDING_TABLES for column in table.columns}
    assert ours == set(COLUMNS)
    assert {tuple(each.split(".")) for each in OF_TABLE} <= {(t.name, c.name) for t in LANDING_TABLES for c in t.columns}
