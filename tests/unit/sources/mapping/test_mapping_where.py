"""A refusal names the line of mapping.toml to change, also where several columns stand on one."""

from __future__ import annotations

from sources.findings import Finding
from sources.reading.where import blocks_of
from sources.reading.written import as_written, with_own_titles

ON_ONE_LINE = """[[leases]]
file = "a.csv"
values.unit_type = {"W" = "dwelling"}
columns = {lease_id = "Contract", city = "Plaats"}
patterns.unit_type = [
  ['^woon', "dwelling"],
]
[leases.split]
street = ["Adres", "street"]
"""
BELOW_HEADERS = """[[leases]]
file = "a.csv"
[leases.columns]
lease_id = "Contract"
"""


def test_columns_words_and_patterns_on_one_line_are_found_as_below_a_header():
    (block,) = blocks_of(ON_ONE_LINE)["leases"]

    assert {name: block[name] for name in ("", "columns", "values.unit_type", "patterns", "split", '"plaats"')} == {
        "": 1, "columns": 4, "values.unit_type": 3, "patterns": 5, "split": 8, '"plaats"': 4,
    }  # fmt: skip
    (block,) = blocks_of(BELOW_HEADERS)["leases"]
    assert (block["columns"], block['"contract"']) == (3, 4)


def test_a_title_in_a_refusal_is_written_as_the_file_has_it_and_any_other_text_stays():
    text = "in 'status brief' staat iets: zet dan unread = [\"status brief\"], en niet 'status', want zo's brief"
    (found,) = as_written([Finding("refused", "a.csv", "rule", text)], {"status brief": "Status brief", "s brief": "S"})

    assert found.text == text.replace("status brief", "Status brief")
    (other,) = with_own_titles([found], {"b.csv": {"status brief": "STATUS"}})
    assert other == found
