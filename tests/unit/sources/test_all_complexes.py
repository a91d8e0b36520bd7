"""`alle` below the complex of a mandate is no complex of that name: `map` asks whether that is all, and `check` refuses."""

from __future__ import annotations

import tomllib

import duckdb
import pytest

from documents.proposal_dialogue import proposal_of
from documents.proposal_text import written
from documents.proposal_turns import turns_of
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.complexes import is_of_all
from tests.unit.sources.mapping.test_mapping import prepared

DAYS = ["01-01-2025"] * 4
TITLES = ["Mandaatnummer", "Eigenaarnummer", "Complexnr.", "Clausule geaccepteerd op", "Eigenaar ingelicht op",
          "Verwerkingsregister op", "Verwerkersovereenkomst getekend op", "Ingangsdatum"]  # fmt: skip
MAPPING = """
[mandates]
file = "mandaten.csv"
{said}
[mandates.columns]
mandate_id = "Mandaatnummer"
landlord_id = "Eigenaarnummer"
complex_id = "Complexnr."
clause_accepted_on = "Clausule geaccepteerd op"
landlord_informed_on = "Eigenaar ingelicht op"
processing_registered_on = "Verwerkingsregister op"
processor_agreement_signed_on = "Verwerkersovereenkomst getekend op"
valid_from = "Ingangsdatum"
"""


def lines(*complexes: str) -> list[list[str]]:
    return [TITLES, *([f"M{n}", f"E{n}", each, *DAYS, "01-02-2025"] for n, each in enumerate(complexes))]


def checked(tmp_path, *complexes: str, said: str = ""):
    text = "".join(";".join(line) + "\n" for line in lines(*complexes))
    return prepared(tmp_path, MAPPING.format(said=said), mandaten__csv=text)


def refused(report) -> list[str]:
    return [each.text for each in report.findings if each.rule == "all_complexes_named" and each.severity == "refused"]


@pytest.mark.parametrize(
    "word", ["alle", "Alle complexen", "alles", "gehele portefeuille", "hele bezit", "n.v.t.", "-", "*", "geen", "all"]
)
def test_a_word_that_says_all_is_refused_with_its_line_and_what_to_write(tmp_path, word):
    found = refused(checked(tmp_path, "C1", word))

    assert len(found) == 1 and "(regel 3)" in found[0]
    assert f'values.complex_id = {{"{word}" = ""}}' in found[0] and f'sure_of = ["{word}"]' in found[0]


@pytest.mark.parametrize("name", ["Hallenkwartier", "C-alle", "Alleman", "Geheelhof", "101", "Elkerliek"])
def test_the_name_of_a_complex_is_no_word_for_all(tmp_path, name):
    assert not is_of_all(name) and not refused(checked(tmp_path, name, ""))


def test_as_all_complexes_the_cell_is_empty_and_others_keep_their_name(tmp_path):
    report = checked(tmp_path, "C1", "Alle", said='values.complex_id = {"alle" = ""}')
    found = (
        duckdb.connect().sql(f"select nullif(complex_id, '') from '{report.tables['mandates']}' order by mandate_id").fetchall()
    )

    assert not refused(report) and found == [("C1",), (None,)]


def test_a_complex_that_is_called_so_keeps_its_name(tmp_path):
    report = checked(tmp_path, "C1", "Alle", said='sure_of = ["Alle"]')
    assert not refused(report) and "mandates" in report.tables


def proposal(*complexes: str):
    leases = [[f"C{n}", f"H{n}", f"10{n % 3}", "01-01-2020"] for n in range(9)]
    contracts = Sheet("Contracten.csv", [["Contractnummer", "Huurdernummer", "Complexnr.", "Ingangsdatum"], *leases])
    blocks, _ = propose([contracts, Sheet("Mandaten.csv", lines(*complexes))])
    return proposal_of(drafts_of(blocks), {})


def values(found) -> dict:
    [block] = tomllib.loads(written(found.sheets).text)["mandates"]
    return block.get("values", {})


@pytest.mark.parametrize(("typed", "said"), [("j", {"complex_id": {"alle": ""}}), ("n", {})])
def test_it_is_one_question_and_a_no_leaves_the_word_for_the_check(typed, said):
    start = proposal("101", "alle")
    [turn] = [each for each in turns_of(start) if "voor alle complexen" in each.key]
    shown: list[str] = []
    found = turn.answer(lambda text: (shown.append(text), typed)[1])

    assert '"alle": geldt zo\'n mandaat voor alle complexen' in shown[0]
    assert values(start) == {"complex_id": {"alle": ""}} and values(found) == said
    assert not [each for each in turns_of(found) if "voor alle complexen" in each.key]


def test_of_complexes_with_a_name_nothing_is_asked():
    assert not values(proposal("101", "102"))
