"""That nobody stands on a list is worth nothing beside a filled column that says otherwise: it refuses until somebody reads it or
says that it is of no matter, and then it is named each time.
"""

import pytest

from sources.mapping import prepare_mapped
from sources.reading.own_lists import own_lists
from tests.unit.sources.mapping.test_mapping import ENTRIES, ROW, TITLES, words_of


@pytest.fixture
def found(tmp_path):
    def of(title, mapping=ENTRIES, cell="GEHEIM", lists=()):
        exports = tmp_path / "exports"
        exports.mkdir(exist_ok=True)
        (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        rows = ROW.replace("GEHEIM", cell) + ROW.replace("1;", "2;", 1).replace("GEHEIM", cell)
        (exports / "boekingen.csv").write_text(TITLES.replace("Opmerking", title) + rows, encoding="utf-8")
        for name, text in lists:
            (exports / name).write_text(text, encoding="utf-8")
        report = prepare_mapped(tmp_path, tmp_path / "work")
        assert "GEHEIM" not in words_of(report)
        return [each for each in report.findings if each.rule in ("title_not_read", "fact_set_aside")]

    return of


EACH = [
    ("Medehuurder", "co_tenants"), ("Huurder 2", "co_tenants"), ("Medehuurder sinds", "co_tenants"),
    ("Ontruiming aangezegd", "eviction_notices"), ("Ontruimingsdatum", "eviction_notices"),
    ("Deurwaarder", "collection_cases"), ("Overdracht deurwaarder", "collection_cases"),
    ("Melding gemeente door partner", "reported_elsewhere"), ("Bezwaar d.d.", "objections"),
    ("Betalingsregeling sinds", "payment_arrangements"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "table"), EACH)
def test_a_filled_column_of_a_list_that_nothing_gives_refuses_with_its_cells_and_what_to_write(found, title, table):
    [refused] = found(title)
    assert refused.severity == "refused" and refused.source == "boekingen*.csv"
    assert f"'{title}' is op 2 regels gevuld" in refused.text and f"niets levert de tabel {table}" in refused.text
    assert f"[{table}]" in refused.text and f'unread = ["{title}"]' in refused.text


@pytest.mark.parametrize(("title", "table"), EACH)
def test_said_to_be_of_no_matter_it_is_named_each_time(found, title, table):
    [named] = found(title, ENTRIES.replace("[ledger_entries.columns]", f'unread = ["{title}"]\n[ledger_entries.columns]'))
    assert (named.severity, named.rule, named.count) == ("warning", "fact_set_aside", 2)


@pytest.mark.parametrize(("title", "table"), EACH)
def test_an_empty_column_refuses_nothing(found, title, table):
    assert [each for each in found(title, cell="") if each.severity == "refused"] == []


def test_that_somebody_wrote_that_there_are_none_is_no_answer_to_a_filled_column(found):
    written = own_lists()["medehuurders.csv"].text("geen")
    [refused] = found("Medehuurder", lists=[("medehuurders.csv", written)])
    assert refused.severity == "refused" and "niets levert de tabel co_tenants" in refused.text


@pytest.mark.parametrize(
    "title", ["Incassokosten", "Partnernaam", "Aantal medehuurders", "Gemeld op", "Telefoon medehuurder", "Huurder"]
)
def test_a_title_of_something_else_says_no_such_list(found, title):
    assert [each for each in found(title) if each.severity == "refused"] == []
