"""A list of messages that names its contracts in what was written above each: `AANMANING huurachterstand - contract 2113`."""

from __future__ import annotations

from datetime import date

import pytest

from sources.mapping import prepare_mapped
from sources.words.blocks import SURE
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, titles

CONTRACTS = "Contract;Huurdernr;Soort;Ingang;Einde\n" + "\n".join(f"21{at:02};H{at};Woning;01-01-2020;" for at in range(8))
SENT = "Van;Aan;Onderwerp;Verzonden;Grootte;Categorieën"
KINDS = ("Herinnering", "Aanmaning tekst 1", "Onderhoud")


def messages(subject) -> list[str]:
    return [
        f"Debiteuren;h{at}@voorbeeld.nl;{subject(at)};vr {at + 1}-10-2026 12:5{at};4{at} kB;{KINDS[at % 3]}" for at in range(8)
    ]


def of_messages(subject):
    files = (("contracten.csv", CONTRACTS), ("Outlook verzonden items.csv", "\n".join([SENT, *messages(subject)])))
    blocks = blocks_of(*files)
    return next((block for block in blocks if block.table == "collection_actions"), None), blocks


@pytest.mark.parametrize("said", ["Huur - contract {}", "Contractnr. {}: huur", "contract: {}, uw huur", "huurovereenkomst {}"])
def test_the_number_behind_the_word_contract_is_that_of_each_message(said):
    found, blocks = of_messages(lambda at: said.format(f"21{at:02}"))

    assert titles(found) == {"lease_id": "Onderwerp", "action_type": "Categorieën", "performed_on": "Verzonden"}
    assert found.choices["lease_id"].part == "contract" and found.choices["lease_id"].certainty != SURE
    assert "Onderwerp" in asked_of(text_of(blocks), 'lease_id = ["Onderwerp", "contract"]')


@pytest.mark.parametrize("said", ["Huur - contract 99{:02}", "Huur {:02}", "Contract per 1-1-20{:02}", "Contractbreuk 21{:02}"])
def test_a_number_that_is_of_no_contract_or_stands_behind_another_word_is_none(said):
    found, _ = of_messages(said.format)

    assert found is None or "lease_id" not in found.choices


MAPPED = """
[collection_actions]
file = "verzonden.csv"
skip_lines = {"Categorieën" = ["^onderhoud$"]}
made_ids = {action_id = ["lease_id", "action_type", "performed_on"]}
columns = {action_type = "Categorieën", performed_on = "Verzonden"}
split = {lease_id = ["Onderwerp", "contract"]}
constants = {channel = "email"}
values.action_type = {"Aanmaning tekst 1" = "demand_letter", "Herinnering" = "reminder_letter"}
"""


def test_a_run_reads_them_by_it(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(MAPPED, encoding="utf-8")
    lines = messages(lambda at: f"AANMANING huurachterstand - Contract nr. 21{at:02} (2e)")
    (tmp_path / "exports" / "verzonden.csv").write_text("\n".join([SENT, *lines, ""]), encoding="utf-8")
    found = rows(prepare_mapped(tmp_path, tmp_path / "work"), "collection_actions")

    assert [row[1] for row in found] == ["2100", "2101", "2103", "2104", "2106", "2107"]
    assert date(2026, 10, 1) in found[0]
