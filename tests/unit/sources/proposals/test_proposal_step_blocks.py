"""A list with a column per letter, as an office keeps it by hand: what a first mapping makes of each of its days."""

from __future__ import annotations

import tomllib
from itertools import cycle

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

HEAD = [
    "Deb.nr", "Bezwaar d.d.", "Herinnering d.d.", "Aanmaning (SHV) d.d.", "Brief per", "Sommatie (gemeente) d.d.",
    "Sommatie per", "Persoonlijk contact d.d.", "Hoe", "Ontruiming aangezegd",
]  # fmt: skip


def lines(how="mail"):
    ways, contacts = cycle(("post", "post", "post", how)), cycle(("gebeld", "gebeld", "bezoek", "app"))
    return [
        [f"1300{n}", "2026-11-01" * (n == 1), "2026-10-07", "2026-10-16", next(ways), "2026-11-05", "post", "2026-10-11",
         next(contacts), "2026-11-10" * (n == 2)]
        for n in range(12)
    ]  # fmt: skip


def proposed(name="Lopend.csv", head=HEAD, rows=None):
    return tomllib.loads(text_of(propose([Sheet(name, [head, *(rows or lines())])])[0]))


@pytest.mark.parametrize(
    ("title", "is_step"), [("Sommatie (melding gemeente) gestuurd", True), ("Sommatie gemeld bij gemeente", False)]
)
def test_what_a_letter_says_stands_between_brackets_and_a_day_of_something_else_does_not(title, is_step):
    head = [title if each.startswith("Sommatie (") else each for each in HEAD]
    days = {each["columns"]["performed_on"] for each in proposed(head=head)["collection_actions"]}

    assert (title in days) == is_step


def test_each_column_of_days_is_a_kind_of_letter_that_went_as_the_column_behind_it_says():
    letters = proposed()["collection_actions"][:3]

    said = [(each["columns"]["performed_on"], each["constants"]["action_type"], each["columns"]["channel"]) for each in letters]
    assert said == [
        ("Herinnering d.d.", "reminder_letter", "Brief per"), ("Aanmaning (SHV) d.d.", "demand_letter", "Brief per"),
        ("Sommatie (gemeente) d.d.", "summons_letter", "Sommatie per"),
    ]  # fmt: skip
    assert letters[0]["values"]["channel"] == {"post": "post", "mail": "email"}
    assert all(each["skip_empty"] == ["performed_on"] for each in letters)


def test_one_column_behind_all_letters_says_how_they_went_though_most_went_by_mail():
    head = ["Contract", "Herinnering", "Aanmaning", "Sommatie", "Per"]
    rows = [[f"C{n}", "2026-10-07", "2026-10-16", "2026-11-05" * (n % 2), "post" if n == 3 else "mail"] for n in range(12)]
    letters = proposed(head=head, rows=rows)["collection_actions"]

    assert [each["columns"]["channel"] for each in letters] == ["Per"] * 3
    assert letters[0]["values"]["channel"] == {"post": "post", "mail": "email"}


LADDER = ("2026-09-08", "2026-09-16", "2026-09-24", "2026-10-07")


@pytest.mark.parametrize(
    ("titles", "kinds"),
    [
        (("Herinnering", "2e herinnering", "Aanmaning", "Sommatie"), "reminder reminder demand summons"),
        (("HER 1", "Herinnering 2", "14-dagenbrief", "Sommatie"), "reminder reminder demand summons"),
        (("Herinnering", "2e herinnering", "3e herinnering", "Sommatie"), "reminder demand reminder summons"),  # no other demand
        (("Herinnering", "1e aanmaning", "2e aanmaning", "Sommatie"), "reminder demand demand summons"),
        (("Herinnering", "2e herinnering", "Gebeld", "Sommatie"), "reminder demand phone_call summons"),
        (("HER1", "HER2", "14DB", "SOM5"), "reminder reminder demand summons"),
        (("Her. 1 d.d.", "Her. 2 d.d.", "Aanm d.d.", "Som d.d."), "reminder reminder demand summons"),
        (("Brief 1", "Brief 2", "Brief 3"), "reminder demand summons"),
        (("Herinnering", "1e belpoging", "2e belpoging", "Sommatie"), "reminder phone_call phone_call summons"),
    ],
)
def test_each_column_of_days_is_a_letter_and_a_counted_reminder_is_no_demand_beside_one_that_is_called_so(titles, kinds):
    rows = [[f"C{n}", *LADDER[: len(titles)], "P" if n % 4 else "M"] for n in range(12)]
    text = text_of(propose([Sheet("Brieven.csv", [["Contract", *titles, "per"], *rows])])[0])
    found = {each["columns"]["performed_on"]: each for each in tomllib.loads(text)["collection_actions"]}

    wanted = [kind if kind.endswith("call") else f"{kind}_letter" for kind in kinds.split()]
    assert [found[title]["constants"]["action_type"] for title in titles] == wanted
    letters = [each for each in found.values() if each["constants"]["action_type"].endswith("letter")]
    assert all(each["values"]["channel"] == {"P": "post", "M": "email"} for each in letters)
    assert "naast post is M e-mail" in asked_of(text, '"M" = "email"')


@pytest.mark.parametrize("title", ["Som", "SOM5", "Brief 2"])
def test_one_short_title_alone_that_may_be_a_letter_makes_no_list_of_letters(title):
    rows = [[f"C{n}", "2026-09-08", "Kerkstraat", f"{n + 1}"] for n in range(12)]
    assert "collection_actions" not in proposed("Overzicht.csv", ["Contract", title, "Straat", "Huisnr"], rows)


def test_an_m_beside_a_telephone_may_be_a_mobile_and_is_asked():
    rows = [[f"C{n}", "HER1", "2026-09-08", ("P", "P", "T", "M")[n % 4]] for n in range(12)]
    text = text_of(propose([Sheet("Brieven.csv", [["Contract", "Brief", "Verzonden op", "Kanaal"], *rows])])[0])

    assert '# "M" = ""' in text


@pytest.mark.parametrize(("other", "ours"), [("14DB", "reminder_letter"), ("HER1", "demand_letter")])
def test_a_word_for_a_second_reminder_is_no_demand_beside_one_for_that_letter(other, ours):
    words = ("Herinnering", "HER2", {"14DB": "14-dagenbrief", "HER1": "Herinnering 1"}[other])
    rows = [[f"C{n}", words[n % 3], "2026-09-08", "Post"] for n in range(12)]
    (block,) = proposed("Brieven.csv", ["Contract", "Brief", "Verzonden op", "Kanaal"], rows)["collection_actions"]

    assert block["values"]["action_type"]["HER2"] == ours


def test_a_contact_is_what_the_column_behind_its_day_calls_it():
    contact = proposed()["collection_actions"][3]

    assert (contact["columns"]["performed_on"], contact["columns"]["action_type"]) == ("Persoonlijk contact d.d.", "Hoe")
    assert contact["values"]["action_type"] == {"gebeld": "phone_call", "bezoek": "home_visit", "app": "personal_message"}


def test_without_a_column_that_says_how_a_letter_went_it_is_asked():
    head = ["Deb.nr", "Herinnering d.d.", "Aanmaning d.d.", "Gebeld d.d."]
    rows = [[row[0], row[2], row[3], row[7]] for row in lines()]
    actions = proposed("Brieven.csv", head, rows)["collection_actions"]

    assert {each["constants"]["channel"] for each in actions if each["constants"]["action_type"].endswith("letter")} == {"post"}


@pytest.mark.parametrize(
    ("further", "steps"),
    [
        (("aanmaning + tekst schuldhulp d.d.", "appje gestuurd d.d."), {"demand_letter", "personal_message"}),
        (("reactie op aanmaning ontvangen d.d.", "termijn sommatie tot"), set()),  # days of something else
        (("aanmaning + tekst gemeente d.d.", "aanmaning + tekst eigenaar d.d."), set()),  # which of the two?
        (
            ("sommatie met melding gemeente", "appje gestuurd d.d."),
            {"summons_letter", "personal_message"},
        ),  # what the letter says
        (("niet aanmanen d.d.", "appje gestuurd d.d."), {"personal_message"}),  # no letter: it was stopped
        (("sommatie en melding gemeente", "gemeld bij gemeente"), set()),  # the day of the report, it may be
    ],
)
def test_beside_a_step_a_column_of_days_whose_title_speaks_of_another_is_that_one_and_asked(further, steps):
    rows = [[row[0], row[2], row[3], row[5]] for row in lines()]
    text = text_of(propose([Sheet("Brieven.csv", [["Deb.nr", "Herinnering d.d.", *further], *rows])])[0])
    found = {each["constants"]["action_type"]: each for each in tomllib.loads(text)["collection_actions"]}

    assert found.keys() == {"reminder_letter", *steps}
    assert all("is elke regel met een datum dit" in asked_of(text, f'action_type = "{each}"') for each in steps)


@pytest.mark.parametrize(
    ("name", "column", "is_skipped"),
    [
        ("Lopend.csv", "objections", True), ("Lopend.csv", "eviction_notices", True),
        ("Bezwaren.csv", "objections", False), ("Ontruimingen.csv", "eviction_notices", False),  # there its day is missing
    ],
)  # fmt: skip
def test_a_line_without_the_day_is_none_in_a_wider_list_and_refused_in_one_of_its_own(name, column, is_skipped):
    block = proposed(name)[column][0]

    assert ("skip_empty" in block) == is_skipped


GROUPS = ["contract.id", "nr", "aanmaning.nummer", "aanmaning.datum", "aanmaning.wijze.code", "aanmaning.wijze.naam",
          "aanmaning.bestand", "sommatie.nummer", "sommatie.datum", "sommatie.wijze.code", "sommatie.wijze.naam",
          "sommatie.bestand", "stadium"]  # fmt: skip


def grouped(*, together: bool) -> list[list[str]]:
    """Cases with the two letters on one line, or each on a line of its own."""
    ways = cycle((("P", "Post"), ("P", "Post"), ("E", "E-mail")))
    rows = []
    for n in range(12):
        demand = [f"A{n}", "2026-03-01", *next(ways), f"scan/{n}.pdf"]
        summons = [f"S{n}", "2026-04-01", *next(ways), f"map/{n}.pdf"]
        either = ([*demand, *summons],) if together else ([*demand, *[""] * 5], [*[""] * 5, *summons])
        rows += [[f"1300{n}", f"{n}", *each, "Sommatie" if each[5] else "Aanmaning"] for each in either]
    return rows


def test_the_columns_that_speak_of_the_same_letter_give_its_number_its_way_and_its_document():
    letters = proposed("Trajecten incasso.csv", GROUPS, grouped(together=True))["collection_actions"]

    assert [(each["constants"]["action_type"], each["columns"]) for each in letters] == [
        (f"{ours}_letter", {
            "lease_id": "contract.id", "performed_on": f"{said}.datum", "action_id": f"{said}.nummer",
            "document_ref": f"{said}.bestand", "channel": f"{said}.wijze.code"})
        for ours, said in (("demand", "aanmaning"), ("summons", "sommatie"))
    ]  # fmt: skip
    assert letters[0]["values"]["channel"] == {"P": "post", "E": "email"}


def test_where_each_line_is_one_letter_the_column_that_says_which_is_believed():
    (letters,) = proposed("Trajecten incasso.csv", GROUPS, grouped(together=False))["collection_actions"]

    assert letters["columns"]["action_type"] == "stadium"


CONTRACTS = [
    "Contractnr",
    "Huurdernr",
    "Straat",
    "Huisnr",
    "Postcode",
    "Plaats",
    "Ingangsdatum",
    "Herinnering d.d.",
    "Aanmaning d.d.",
]
LOG = ["Contractnr", "Soort brief", "Verzonden op", "Verzonden per"]


def beside_a_log(letters):
    """Contracts with the days of two letters, beside a log of these letters: (contract, kind, day)."""
    contracts = [
        [f"70{n}", f"13{n}", "Dorpsstraat", f"{n}", "4461AB", "Goes", "20200101", f"202610{n:02}", f"202610{n + 9:02}"]
        for n in range(10, 20)
    ]
    log = [[contract, kind, day, "post"] for contract, kind, day in letters]
    blocks = propose([Sheet("Contracten.csv", [CONTRACTS, *contracts]), Sheet("Brieven.csv", [LOG, *log])])[0]
    return {block.sheet.file for block in blocks if block.table == "collection_actions"}


def test_days_of_letters_on_the_lines_of_contracts_count_beside_a_log_that_has_none_of_them():
    summons = [(f"70{n}", "sommatie", f"202611{n - 9:02}") for n in range(10, 20)]

    assert beside_a_log(summons) == {"Contracten.csv", "Brieven.csv"}


def test_days_of_letters_that_the_log_has_too_are_read_there():
    reminders = [(f"70{n}", "herinnering", f"2026-10-{n:02}") for n in range(10, 20)]
    demands = [(f"70{n}", "aanmaning", f"2026-10-{n + 9:02}") for n in range(10, 15)]

    assert beside_a_log([*reminders, *demands]) == {"Brieven.csv"}


def test_days_of_letters_are_left_where_the_log_names_no_contract_that_they_have():
    assert beside_a_log([(f"8{n}", "sommatie", f"202611{n - 9:02}") for n in range(10, 20)]) == {"Brieven.csv"}
