"""docs/rules.md states the rules as the catalogue has them."""

import csv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def test_every_rule_stands_on_the_page_in_the_words_of_the_catalogue():
    page = (CHECKOUT / "docs" / "rules.md").read_text()
    with (CHECKOUT / "dbt_project" / "seeds" / "rules.csv").open(newline="") as handle:
        lines = [f"| `{row['code']}` | {row['words_en']} | {row['source']} |" for row in csv.DictReader(handle)]
    places = [page.find(line) for line in lines]
    assert -1 not in places, "a rule on the page differs from dbt_project/seeds/rules.csv"
    assert places == sorted(places), "the rules stand in another order than in the catalogue"
