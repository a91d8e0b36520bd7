"""Lists of a month each in which a case comes back until it is closed: of each the line of the newest file counts."""

from __future__ import annotations

import pytest

from sources.mapping import prepare_mapped
from tests.unit.sources.mapping.test_mapping import rows

MAPPING = """confirmed = true
[[collection_cases]]
file = "Dossiers_*.csv"
choose = "{choose}"
constants = {{agency_id = "Bureau", agency_reference = "zelf"}}
columns = {{case_id = "Dossier", lease_id = "Contract", handed_over_on = "Datum", ended_on = "Dicht"}}
[[reported_elsewhere]]
file = "Dossiers_*.csv"
choose = "{choose}"
skip_empty = ["reported_on"]
columns = {{lease_id = "Contract", reported_on = "Gemeld"}}
constants = {{reported_by = "Bureau"}}
"""
TITLES = "Dossier;Contract;Datum;Dicht;Gemeld\n"
MONTHS = {
    "Dossiers_202609.csv": "D1;C1;01-08-2026;15-09-2026;\nD2;C2;02-08-2026;;\n",  # D1 is closed and leaves the next list
    "Dossiers_202611.csv": "D2;C2;02-08-2026;20-11-2026;01-10-2026\nD3;C3;01-11-2026;;\n",
    "Dossiers_202610.csv": "D2;C2;02-08-2026;;01-10-2026\n",
}


def read(folder, choose="latest", months=None):
    (folder / "exports").mkdir()
    for name, lines in (months or MONTHS).items():
        (folder / "exports" / name).write_text(TITLES + lines, encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING.format(choose=choose), encoding="utf-8")
    return prepare_mapped(folder, folder / "work")


def test_of_a_case_in_several_lists_the_newest_line_counts_and_a_closed_one_that_left_the_list_stays(tmp_path):
    report = read(tmp_path)

    cases = {row[0]: row[-1] for row in rows(report, "collection_cases")}
    assert sorted(cases) == ["D1", "D2", "D3"] and len(rows(report, "collection_cases")) == 3
    assert [str(day) for day in cases.values() if day] == ["2026-09-15", "2026-11-20"]
    assert len(rows(report, "reported_elsewhere")) == 1
    assert [each.count for each in report.findings if each.rule == "latest_taken"] == [2, 1]


@pytest.mark.parametrize("name", ["Dossiers_nieuw.csv", "Dossiers_2026-09.csv"])
def test_where_it_is_not_to_be_seen_which_file_is_the_newest_that_is_refused(tmp_path, name):
    report = read(tmp_path, months=MONTHS | {name: "D4;C4;01-09-2026;;\n"})

    assert [each.severity for each in report.findings if each.rule == "newest_unknown"] == ["refused"]


def test_lists_that_add_up_keep_every_line(tmp_path):
    assert len(rows(read(tmp_path, choose="all"), "collection_cases")) == 5
