"""A refusal names the line of mapping.toml to change, also where several columns stand on one."""

from __future__ import annotations

from sources.reading.where import blocks_of

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
