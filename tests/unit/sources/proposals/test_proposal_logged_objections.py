"""Objections on lines of their own in a log of letters and calls: whose they are, and which line withdraws one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.proposal import asked_of, questions
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped
from tests.unit.sources.proposals.test_proposal_links import log, people, places
from tests.unit.sources.proposals.test_proposal_logs import CONTRACTS
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

LEASES = "Contractnr;Huurdernr;Eigenaar;Soort;Postcode;Ingangsdatum\n" + "".join(
    f"C{n};H{n};O1;Woning;1011AB;01-01-2020\n" for n in range(1, 7)
)
LOG = "Datum;Contractnr;Wie;Wat;Hoe\n" + "".join(
    f"0{n}-0{at}-2026;C{n};A. Bos;{kind};{way}\n"
    for at, (kind, way) in enumerate((("herinnering", "post"), ("gebeld", "telefoon"), ("aanmaning", "post")), 3)
    for n in range(1, 7)
)
OBJECTED = (
    "01-06-2026;C1;A. Bos;bezwaar;mail\n02-06-2026;C2;A. Bos;bezwaar via gemeente;mail\n"
    "03-06-2026;C3;A. Bos;bezwaar;mail\n04-07-2026;C3;A. Bos;bezwaar ingetrokken;mail\n"
)


def objections(report) -> list[tuple]:
    """Whose, received and withdrawn on, and at whom."""
    return sorted(tuple(row[1:]) for row in rows(report, "objections"))


def test_they_are_read_beside_the_letters_by_the_list_of_contracts_and_ended_by_a_later_line(tmp_path):
    text, report = mapped(tmp_path, Contracten=LEASES, Logboek=LOG + OBJECTED)

    assert objections(report) == [
        ("H1", date(2026, 6, 1), None, "landlord"),
        ("H2", date(2026, 6, 2), None, "municipality"),
        ("H3", date(2026, 6, 3), date(2026, 7, 4), "landlord"),
    ]
    assert len(rows(report, "collection_actions")) == 18
    assert "tussen de brieven en gesprekken" in asked_of(text, "[[objections]]")
    assert not any("bij welk blok" in each for each in questions(text))


@pytest.mark.parametrize("said", ["bezwaar ingetrokken", "heeft geen bezwaar meer", "bezwaar vervallen", "teruggenomen bezwaar"])
def test_a_line_by_which_an_objection_ended_is_none_itself(tmp_path, said):
    _, report = mapped(tmp_path, Contracten=LEASES, Logboek=LOG + OBJECTED.replace("bezwaar ingetrokken", said))
    assert [each[2] for each in objections(report)] == [None, None, date(2026, 7, 4)]


def test_of_contracts_and_tenants_with_one_number_it_is_that():
    letters = log()
    more = [["20-10-2026", "12", "A. Vries", "bezwaar"], ["21-10-2026", "14", "A. Smit", "bezwaar"]]
    (found,) = said_of(places(), people(), sheet(letters.file, *letters.rows, *more, name=letters.sheet))["objections"]
    assert found["columns"]["tenant_id"] == "nr" and found["only"] == {"wat": ["bezwaar"]} and "lookup" not in found


def test_the_log_may_name_the_tenant_itself(tmp_path):
    numbered = "\n".join(line.replace("A. Bos", line.split(";")[1].replace("C", "H")) for line in (LOG + OBJECTED).splitlines())
    text, report = mapped(tmp_path, Contracten=LEASES, Logboek=numbered.replace("Wie", "Huurdernr") + "\n")
    assert [each[0] for each in objections(report)] == ["H1", "H2", "H3"] and 'tenant_id = "Huurdernr"' in text


def test_where_another_list_has_the_objections_those_of_the_log_are_left_to_a_person():
    kinds = ["herinnering", "aanmaning", "bezwaar"]
    log = [["01-09-2026", "C1", "A. Bos", kind, "Joost"] for kind in kinds for _ in range(4)]
    listed = sheet("Bezwaren.csv", ["Huurder", "Bezwaar ontvangen", "Hoe"], ["D1", "02-09-2026", "mail aan ons"])
    sheets = [
        sheet("Contactlog.csv", ["Datum", "Contract", "Wie", "Wat", "Door"], *log), sheet("Contracten.csv", *CONTRACTS), listed
    ]  # fmt: skip
    assert {each["file"] for each in said_of(*sheets)["objections"]} == {"Bezwaren.csv"}


@pytest.mark.parametrize("word", ["bezwaar huurverhoging", "brief over bezwaar", "geen bezwaar", "klacht"])
def test_what_is_no_objection_to_passing_data_on_is_none(word):
    log = [["01-09-2026", "C1", kind] for kind in ("herinnering", "aanmaning", word) for _ in range(4)]
    sheets = [sheet("Contactlog.csv", ["Datum", "Contract", "Wat"], *log), sheet("Contracten.csv", *CONTRACTS)]
    assert "objections" not in said_of(*sheets)


def test_a_contact_below_which_nothing_says_how_it_went_went_as_its_kind_does(tmp_path):
    visits = "".join(f"0{n}-08-2026;C{n};A. Bos;langs geweest;\n" for n in range(1, 4))
    text, report = mapped(tmp_path, Contracten=LEASES, Logboek=LOG + visits)

    assert sum(row[3] == "visit" for row in rows(report, "collection_actions")) == 3
    assert asked_of(text, "if_empty")


def test_a_letter_below_which_nothing_says_how_it_went_is_not_said_to_have_gone_by_post():
    log = [[f"0{n}-09-2026", f"C{n}", "herinnering", ""] for n in range(1, 7)]
    log += [[f"0{n}-10-2026", f"C{n}", "aanmaning", "mail"] for n in range(1, 7)]
    found = said_of(sheet("Contactlog.csv", ["Datum", "Contract", "Wat", "Hoe"], *log), sheet("Contracten.csv", *CONTRACTS))
    assert not any("if_empty" in each for each in found["collection_actions"])
