"""What a first mapping calls certain: never a title alone, never a list that may be about something else. Held over every word of
the list of words, so that a word added tomorrow keeps to it.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sources.reading.rules import TABLES
from sources.recognition.sheets import SURE, Sheet, propose
from sources.words.needs import REFERENCES
from sources.words.split import PHONES
from sources.words.titles import words
from sources.words.ways import tables, ways
from validations.landing import Column

LINES = 9
CELLS = {
    "postcode": "1011 AB", "last_name": "Dorp", "city": "Dorp", "name": "Dorp", "street": "Kade", "initials": "A.B.",
    "name_prefix": "van", "house_number": "1", "email": "a@b.nl", "phone_1": "06-12345678", "phone_2": "06-12345678",
    "phone_3": "06-12345678", "house_number_suffix": "a", "field": "phone",
}  # fmt: skip


def cell(column: Column, n: int) -> str:
    if column.kind == "date":
        return f"{date(2026, 3, 1) + timedelta(n):%d-%m-%Y}"
    if column.kind == "code":
        return column.values[n % 2]
    kinds = {"money": "700,00", "boolean": "ja", "municipality_code": f"036{n}", "postcode": "1011 AB"}
    return kinds.get(column.kind) or CELLS.get(column.name) or f"X{n}00{n}"


def title_of(wanted: frozenset[str]) -> str:
    return " ".join(words()["concepts"][concept][0] if concept in words()["concepts"] else concept for concept in sorted(wanted))


def sure_titles(table: str) -> dict[str, str]:
    """Each column and a title that names it for certain, as far as the words have one."""
    of = {way.column: title_of(way.wanted) for way in reversed(ways(table)) if way.rank == 0 and way.wanted}
    dates = {column.name for column in TABLES[table].columns if column.kind == "date"}
    return {column: f"{title} datum" if column in dates and "datum" not in title else title for column, title in of.items()}


def certain(sheet: Sheet) -> set[tuple[str, str, str]]:
    return {
        (block.table, name, choice.profile.title)
        for block in propose([sheet])[0]
        for name, choice in block.choices.items()
        if choice.certainty == SURE
    }


@pytest.mark.parametrize("table", tables())
def test_of_a_list_with_every_title_of_one_table_nothing_is_certain_of_another_column_or_table(table):
    titles = sure_titles(table)
    columns = [TABLES[table].column(name) for name in titles]
    sheet = Sheet("Export.csv", [[*titles.values()], *[[cell(column, n) for column in columns] for n in range(LINES)]])
    meant = {(name, title) for name, title in titles.items()}
    meant |= {(name, titles[other]) for name in PHONES for other in PHONES if other in titles}  # which is which does not matter

    assert {(name, title) for _, name, title in certain(sheet)} <= meant
    assert {found for found, name, _ in certain(sheet) if name not in REFERENCES} <= {table}


def shared_titles() -> list[tuple[str, str, str]]:
    """(title, a table, another) for every title that names different columns of two tables for certain."""
    found = {}
    for table in tables():
        for column, title in sure_titles(table).items():
            for other in tables():
                for way in ways(other):
                    if way.rank == 0 and way.wanted and way.column != column and way.is_taken_by(title):
                        found.setdefault(title, (title, table, other))
    return sorted(found.values())


def test_a_title_that_two_tables_use_is_certain_of_neither_where_nothing_else_says_which():
    assert len(shared_titles()) > 3
    for title, table, other in shared_titles():
        days = [f"0{n}-03-2026" for n in range(1, LINES + 1)]
        for texts in (days, [f"X{n}00{n}" for n in range(LINES)]):
            sheet = Sheet("Export.csv", [["Contractnr", title], *[[f"C{n}", text] for n, text in enumerate(texts)]])
            assert certain(sheet) == set(), (title, table, other)


def test_a_list_whose_name_says_that_it_is_about_one_thing_is_never_certainly_another():
    head = ["Contractnr", "Huurder", "Ingangsdatum", "Postcode"]
    rows = [[f"C{n}", f"D{n}", "01-02-2020", "1234 AB"] for n in range(LINES)]

    assert ("leases", "started_on", "Ingangsdatum") in certain(Sheet("Contracten.csv", [head, *rows]))
    assert all(table != "leases" for table, *_ in certain(Sheet("Betalingsregelingen.csv", [head, *rows])))


def test_a_code_of_one_letter_is_never_certain_and_asks():
    rows = [[f"C{n}", f"D{n}", "01-02-2020", "1234 AB", "W" if n % 2 else "G"] for n in range(LINES)]
    sheet = Sheet("Contracten.csv", [["Contractnr", "Huurder", "Ingangsdatum", "Postcode", "Soort VHE"], *rows])
    (leases,) = (block for block in propose([sheet])[0] if block.table == "leases")

    assert leases.choices["unit_type"].certainty != SURE
    assert "kloppen deze korte codes?" in leases.choices["unit_type"].why.doubts


@pytest.mark.parametrize(
    ("title", "text"), [("Plaats", "12345"), ("Voorletters", "Jan-Willem de"), ("Straat", "12"), ("Tel.", "ja")]
)
def test_a_text_is_certain_only_where_it_looks_like_what_the_title_says(title, text):
    rows = [[f"C{n}", f"D{n}", "01-02-2020", "1234 AB", "Jansen", text] for n in range(LINES)]
    sheet = Sheet("Contracten.csv", [["Contractnr", "Huurder", "Ingangsdatum", "Postcode", "Achternaam", title], *rows])

    assert title not in {found for *_, found in certain(sheet)}


@pytest.mark.parametrize(
    ("titles", "taken", "is_sure"),
    [
        (("Bruto huur", "Netto huur"), "Netto huur", False),
        (("Totale huur", "Kale huur"), "Kale huur", False),
        (("Kale huur", "Servicekosten"), "Kale huur", True),
        (("Bruto huur", "Servicekosten"), "Bruto huur", True),
    ],
)
def test_of_two_rents_the_one_without_what_is_paid_beside_it_is_taken_and_asked(titles, taken, is_sure):
    rows = [[f"C{n}00", f"H{n}00", "01-02-2020", "1011 AB", f"9{n}1,25", f"7{n}3,50"] for n in range(LINES)]
    blocks, _ = propose([Sheet("Contracten.csv", [["Contractnr", "Huurdernr", "Ingangsdatum", "Postcode", *titles], *rows])])
    rent = next(block for block in blocks if block.table == "leases").choices["monthly_rent"]

    assert (rent.profile.title, rent.certainty == SURE) == (taken, is_sure)
