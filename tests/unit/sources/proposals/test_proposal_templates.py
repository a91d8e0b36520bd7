"""The export of a CRM: contacts by their way, letters by their template, and columns by which it knows its lines again."""

from __future__ import annotations

import tomllib
from uuid import UUID

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.names import pattern_of
from sources.words.titles import concepts_of
from tests.support.proposal import asked_of, questions, text_of

CONTRACTS = [["Contractnr.", "Klantnr.", "Eigenaar", "Soort", "Postcode", "Ingangsdatum"]]
CONTRACTS += [[f"HC{n}", f"K{n}", "O1", "Woning", "1011AB", "01-02-2020"] for n in range(10, 30)]
TITLES = [
    "(Niet wijzigen) Activiteit", "(Niet wijzigen) Rijcontrolesom", "(Niet wijzigen) Gewijzigd op", "Onderwerp",
    "Activiteitstype", "Categorie", "Sjablooncode", "Betreft contract", "Werkelijk einde", "Reden van status",
]  # fmt: skip
LETTERS = {
    "HA10": "Herinnering huur", "HA20": "Aanmaning huurachterstand", "HA30": "Laatste sommatie (5 dagen)",
    "AL02": "Uitnodiging bewonersavond",
}  # fmt: skip


def contacts(*, titles=TITLES, letters=LETTERS, ways=("E-mail", "Brief"), template: bool = True, further=()) -> list[list[str]]:
    lines = []
    for n in range(24):
        code = [*letters][n % len(letters)]
        lines.append([letters[code], ways[n // 4 % 2], "Huurachterstand", code if template else ""])
    lines += [*further]
    lines += [["Bellen over huurachterstand", "Telefoongesprek", "Huurachterstand", ""] for _ in range(6)]
    lines += [["Reparatieverzoek Violierstraat", "Telefoongesprek", "Reparatieverzoek", ""] for _ in range(3)]
    lines += [[f"Huurachterstand Kerkstraat {n}", "Huisbezoek", "Huurachterstand", ""] for n in range(6)]
    found = [titles]
    for n, line in enumerate(lines, 1):
        row = [str(UUID(int=7**44 * n % 2**128)), f"{n}a==", f"{n % 27 + 1:02}-10-2026 10:00", *line, f"HC{n % 20 + 10}"]
        found.append([*row, f"{n % 28 + 1:02}-09-2026 11:02", "Voltooid"])
    return found


def proposed(**said) -> str:
    name = "Contactmomenten 20-11-2026 09-02-11.xlsx"
    blocks, _ = propose([Sheet("Contracten.csv", CONTRACTS), Sheet(name, contacts(**said), "Alle contactmomenten")])
    return text_of(blocks)


def test_letters_are_read_by_their_template_and_contacts_by_their_kind():
    letters, calls = tomllib.loads(text := proposed())["collection_actions"]

    assert letters["only"] == {"Activiteitstype": ["Brief", "E-mail"]}
    assert calls["only"] == {"Activiteitstype": ["Huisbezoek", "Telefoongesprek"]}
    assert letters["columns"] == {
        "action_id": TITLES[0], "lease_id": "Betreft contract", "action_type": "Sjablooncode", "channel": "Activiteitstype",
        "performed_on": "Werkelijk einde",
    }  # fmt: skip
    assert letters["values"]["action_type"] == {"HA10": "reminder_letter", "HA20": "demand_letter", "HA30": "summons_letter"}
    assert letters["values"]["channel"] == {"E-mail": "email", "Brief": "post"}
    assert calls["values"]["action_type"] == {"Telefoongesprek": "phone_call", "Huisbezoek": "home_visit"}
    assert letters["skip_lines"]["Sjablooncode"] == ["^al02$"] and calls["skip_lines"]["Categorie"] == ["^reparatieverzoek$"]
    assert '"HA20" ("Aanmaning huurachterstand")' in " ".join(questions(text)) and "VUL IN" not in text


def test_where_nothing_says_what_a_template_is_the_template_is_asked_and_never_what_an_email_is():
    text = proposed(letters={"HA10": "Huur", "HA20": "Uw huur", "HA30": "De huur"})
    letters, _ = tomllib.loads(text)["collection_actions"]

    assert letters["columns"]["action_type"] == "Sjablooncode" and not letters["values"]["action_type"]
    assert '"HA10" ("Huur")' in text or '"HA10"' in " ".join(questions(text))
    assert '"E-mail"' not in asked_of(text, '# "HA10"')


def test_without_a_template_the_subject_says_which_letter_it_was():
    letters, _ = tomllib.loads(proposed(template=False))["collection_actions"]
    assert letters["columns"]["action_type"] == "Onderwerp"


def test_a_log_whose_kinds_say_each_letter_stays_whole():
    text = proposed(ways=("Aanmaning", "Herinnering"))
    (block,) = tomllib.loads(text)["collection_actions"]
    assert "only" not in block or "Activiteitstype" not in block["only"]


@pytest.mark.parametrize(("title", "said"), [
    ("(Niet wijzigen) Activiteit", {"action", "nr"}), ("(Do Not Modify) Activity", {"action", "nr"}),
    ("(Niet wijzigen) Gewijzigd op", {"?gewijzigd"}), ("Betreft contract", {"contract"}), ("Betreft", {"subject"}),
    ("Werkelijk einde", {"end"}), ("Actual End", {"end"}), ("Feitelijke einddatum", {"end"}),
])  # fmt: skip
def test_what_a_title_of_a_crm_says(title, said):
    assert concepts_of(title) == said


@pytest.mark.parametrize(("file", "pattern"), [
    ("Contactmomenten 20-11-2026 09-02-11.xlsx", "Contactmomenten *.xlsx"), ("export_20261120_090211.csv", "export_*.csv"),
    ("export_20261120T0902.csv", "export_*.csv"), ("Boekingen 20-11-2026 1001.csv", "Boekingen * 1001.csv"),
    ("Boekingen 20-11-2026.csv", "Boekingen *.csv"), ("20261120 99-88 lijst.csv", "* 99-88 lijst.csv"),
])  # fmt: skip
def test_the_time_behind_the_day_in_a_name_is_another_next_month_too(file, pattern):
    assert pattern_of(file) == pattern


def test_a_message_without_a_template_is_none_of_the_letters_and_one_that_came_in_does_not_count():
    own = [["Re: uw huur", "E-mail", "Huurachterstand", ""] for _ in range(3)]
    incoming = [["Vraag van de huurder", "E-mail", "Reparatieverzoek", ""] for _ in range(30)]
    letters, _ = tomllib.loads(text := proposed(further=own + incoming))["collection_actions"]

    assert letters["columns"]["action_type"] == "Sjablooncode" and "^$" in letters["skip_lines"]["Sjablooncode"]
    assert letters["skip_lines"]["Categorie"] == ["^reparatieverzoek$"]
    assert "zonder sjabloon" in " ".join(questions(text))
