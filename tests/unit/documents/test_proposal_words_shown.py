"""What a person reads in a conversation and a check is about what stands before him, not what is to be typed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from documents.check_lines import good_ones
from documents.proposal_choices import Later
from documents.proposal_dialogue import proposal_of
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.unit.sources.mapping.test_mapping import prepared

CONTRACTS = Sheet(
    "Contracten.csv",
    [
        ["Contractnummer", "Huurdernummer", "Naam", "Ingangsdatum", "Einddatum", "Opgezegd op", "Medehuurder"],
        *(
            [
                f"C{n}",
                f"H{n}",
                "Bos",
                "01-01-2020",
                "31-12-2026" if n == 2 else "",
                "01-10-2026" if n == 2 else "",
                f"H{n + 20}" if n < 4 else "",
            ]
            for n in range(12)
        ),
    ],
    delimiter=";",
)
AGENCY = Sheet(
    "vesting_dossiers.csv",
    [
        ["dossiernummer", "uw_kenmerk", "datum_aanlevering", "datum_sluiting", "melding_gemeente"],
        *([f"26-{n}-V", f"C{n}", f"2026-0{n + 1}-10", "2026-10-01" * (n == 4), "2026-09-22" * (n == 3)] for n in range(6)),
    ],
    delimiter=",",
)


def proposal(*sheets: Sheet) -> Proposal:
    blocks, _ = propose(list(sheets))
    return proposal_of(drafts_of(blocks), {}, read=[each.sheet for each in blocks])


def shown(found: Proposal) -> Iterator[str]:
    for turn in turns_of(found):
        said: list[str] = []
        try:
            turn.answer(lambda text, said=said: (said.append(text), "")[1])
        except Later:
            yield said[0]


def test_a_name_that_is_typed_in_a_conversation_needs_no_quotes():
    asked = [each for each in shown(proposal(CONTRACTS, AGENCY)) if "welk bureau" in each]
    assert asked and all("typ zijn naam" in each and "aanhalingstekens" not in each for each in asked)


def test_who_reported_is_asked_with_the_title_of_the_day():
    [asked] = [each for each in shown(proposal(CONTRACTS, AGENCY)) if "zelf gemeld bij de gemeente" in each]
    assert 'op de dag onder "melding_gemeente"?' in asked and "blok" not in asked


def test_the_notice_of_a_contract_is_not_offered_as_a_day_of_its_co_tenants():
    asked = [each for each in shown(proposal(CONTRACTS)) if '"Opgezegd op"' in each]
    assert not [each for each in asked if "medehuurder vanaf" in each or "medehuurder tot" in each]


def test_of_a_column_of_words_it_is_said_of_how_many_cells_the_word_is_known():
    rows = [[f"C{n}", f"0{n % 9 + 1}-09-2026", "Herinnering" if n % 2 else "Xyz", "Post"] for n in range(20)]
    calls = Sheet("Brieven.csv", [["Contractnummer", "Datum", "Soort brief", "Kanaal"], *rows], delimiter=";")
    asked = " ".join(shown(proposal(CONTRACTS, calls)))
    assert "van 20 cellen is bij 10 bekend wat het woord betekent" in asked.replace("\n  ", " ")


def test_of_a_list_that_gives_two_tables_the_doubt_about_one_names_the_other():
    asked = next(each for each in shown(proposal(CONTRACTS, AGENCY)) if "over iets anders gaan" in each)
    assert "geeft ook: " in asked


def test_a_title_of_another_table_than_the_first_of_its_list_is_said_to_be_of_that():
    asked = next(each for each in shown(proposal(CONTRACTS)) if '"Medehuurder"' in each)
    line = next(each for each in asked.splitlines() if '"Medehuurder"' in each)
    assert line.endswith("bij medehuurders")


@pytest.mark.parametrize(
    ("rows", "said"), [(None, "huurovereenkomsten"), (0, "huurovereenkomsten 0"), (49, "huurovereenkomsten 49")]
)
def test_a_table_that_is_not_counted_yet_is_not_said_to_have_no_lines(rows, said):
    assert [line.split(maxsplit=1)[1] for line in good_ones([("", "leases", rows)])] == [said]


MAPPING = """
[leases]
file = "contracten.csv"
columns = {{lease_id = "Contract", tenant_id = "Huurder", landlord_id = "Eigenaar", started_on = "Ingang"{end}}}
constants = {{unit_type = "dwelling"}}
[co_tenants]
file = "contracten.csv"
skip_empty = ["tenant_id"]
{says}
columns = {{lease_id = "Contract", tenant_id = "Medehuurder"}}
"""
LINES = "Contract;Huurder;Eigenaar;Ingang;Einddatum;Opgezegd op;Medehuurder\nC1;T1;O1;01-02-2020;31-12-2026;01-10-2026;T9\n"


@pytest.mark.parametrize("says", ["", 'unread = ["Opgezegd op"]'])
def test_the_notice_of_a_contract_whose_last_day_is_read_is_no_last_day_of_a_co_tenant(tmp_path, says):
    report = prepared(tmp_path, MAPPING.format(says=says, end=', ended_on = "Einddatum"'), contracten__csv=LINES)
    assert not [each for each in report.findings if "Opgezegd op" in each.text and each.severity != "note"]


def test_a_notice_beside_no_last_day_that_is_read_is_refused_as_before(tmp_path):
    report = prepared(tmp_path, MAPPING.format(says="", end=""), contracten__csv=LINES)
    assert [each for each in report.findings if "Opgezegd op" in each.text and each.severity == "refused"]
