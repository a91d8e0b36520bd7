"""What a bailiff reported is refused where the mapping reads it as cases in his hands, and arrangements read as entries too."""

import pytest

from sources.guards.reports import arrangements_called_entries, reports_beside_cases, reports_called_cases
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.tables_seen import table_of_sheet

GIVEN, WITHDRAWN = "28-10-2026", "03-11-2026"


def refused(file, title, *others, **settings):
    block = Export(table="collection_cases", file=file, columns={"lease_id": "Contract", "handed_over_on": title}, **settings)
    return [(each.severity, each.rule) for each in reports_called_cases([block, *others])]


@pytest.mark.parametrize(
    ("file", "title"),
    [("GemeldDoorDeurwaarder.csv", "DatumGemeld"), ("Deurwaarder.csv", "Gemeld op"), ("Lijst.csv", "Datum vroegsignaal"),
     ("Signalen via GDW.xlsx", "Datum")],
)  # fmt: skip
def test_reports_read_as_cases_are_refused_until_a_person_is_sure(file, title):
    assert refused(file, title) == [("refused", "reports_called_cases")]
    assert refused(file, title, sure_of=(title,)) == []
    reports = Export(table="reported_elsewhere", file=file, columns={"reported_on": title})
    assert refused(file, title, reports) == []


@pytest.mark.parametrize(
    ("file", "title"),
    [("DeurwaarderZaken.csv", "DatumUitHanden"), ("Deurwaarder.csv", "Aangemeld op"), ("Melding incasso", "Overgedragen op")],
)  # fmt: skip
def test_cases_are_not(file, title):
    assert refused(file, title) == []


@pytest.mark.parametrize(
    ("title", "is_refused"),
    [
        ("Gemeld bij gemeente", True),
        ("Melding ingetrokken", True),
        ("Opdracht ontvangen", False),
        ("VSG door BvD", True),
        ("Vroegsign. d.d.", True),
        ("VS door GDW", True),
        ("Vroegsignalering", True),
        ("VS d.d.", True),
        ("VS-melding", True),
    ],
)
def test_a_title_about_reporting_that_no_block_reads_in_a_list_of_cases_is_refused_until_one_does(title, is_refused):
    shape = ExportShape("zaken.csv", None, ("Zaak", title), filled=frozenset({title}))

    def found(*others, **settings):
        cases = Export("collection_cases", "zaken.csv", columns={"case_id": "Zaak"}, **settings)
        return [each.rule for each in reports_beside_cases([cases, *others], [shape])]

    assert found() == ["reports_beside_cases"] * is_refused
    assert found(unread=(title,)) == found(Export("reported_elsewhere", "zaken.csv", columns={"reported_on": title})) == []


def test_whether_we_or_somebody_else_reported_is_asked_and_each_answer_leads_somewhere():
    shape = ExportShape(
        "zaken.csv", None, ("zaak", "vs door gdw"), filled=frozenset({"vs door gdw"}), written={"vs door gdw": "VS door GDW"}
    )
    cases = Export("collection_cases", "zaken.csv", columns={"lease_id": "Contract", "agency_id": "GDW"}, where={"": 7})
    [found] = reports_beside_cases([cases], [shape])
    [way] = found.ways
    theirs, ours, nobody = way.options
    assert "Wie meldde er" in way.asks and found.blocks == (7,)
    assert not theirs.changes and "[[reported_elsewhere]]" in theirs.then
    assert 'lease_id = "Contract", reported_on = "VS door GDW", reported_by = "GDW"' in theirs.then
    assert [(each.key, each.value) for each in (*ours.changes, *nobody.changes)] == [(("unread",), ("VS door GDW",))] * 2


@pytest.mark.parametrize(
    ("titles", "table"),
    [
        (["Contractnr", "Deurwaarder", "Gemeld op", "Afgemeld op"], "reported_elsewhere"),
        (["Contractnr", "Deurwaarder", "Overgedragen op", "Afgemeld op"], "collection_cases"),
    ],
)
def test_a_day_of_reporting_beside_one_of_withdrawing_says_it_whatever_the_list_is_called(titles, table):
    assert table_of_sheet("Deurwaarder.csv", [titles, ["C1", "7", GIVEN, ""], ["C2", "7", GIVEN, WITHDRAWN]]) == table


@pytest.mark.parametrize(
    ("file", "title", "is_refused"),
    [
        ("Portefeuille.xlsx", "Regeling getroffen op", True),
        ("Betaalafspraken.csv", "Datum", True),
        ("Regelingen en ontvangsten.csv", "Datum", False),
        ("Mutaties.csv", "Boekdatum", False),
    ],
)
def test_arrangements_read_as_entries_are_refused_until_a_person_is_sure(file, title, is_refused):
    columns = {"lease_id": "Contract", "booked_on": title, "amount": "Bedrag"}
    found = [
        [each.rule for each in arrangements_called_entries([Export("ledger_entries", file, columns=columns, sure_of=sure)])]
        for sure in ((), (title,))
    ]
    assert found == [["arrangements_called_entries"] * is_refused, []]
