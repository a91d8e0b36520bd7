"""Tables of a data warehouse: keys through several tables, codes with a table of their own, and who reported elsewhere."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import propose
from tests.support.proposal import asked_of, report_of, text_of
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

CONTRACTS = "ovk_id;rel_id;eenh_id;dt_ingang;dt_einde\n" + "\n".join(f"4810{n};70021{n};1550{n};2020-01-01;" for n in range(9))
UNITS = "eenh_id;cplx_id;straat;huisnr;pc;plaats\n" + "\n".join(f"1550{n};300{n % 3};Kade;{n};9714BE;Groningen" for n in range(9))
COMPLEXES = "cplx_id;cplx_naam;opdrg_id\n" + "\n".join(f"300{n};Hof {n};10{n % 2}" for n in range(3))


def tables(**files: str):
    return [sheet(f"{name}.csv", *(line.split(";") for line in text.splitlines())) for name, text in files.items()]


def test_the_owner_of_a_unit_s_complex_is_looked_up_in_two_steps_each_asked():
    lists = tables(d_ovk=CONTRACTS, d_eenh=UNITS, d_cplx=COMPLEXES)
    (leases,) = said_of(*lists)["leases"]

    assert leases["lookup"]["opdrg_id"] == ["cplx_id", "d_cplx.csv", "cplx_id", "opdrg_id"]
    assert [*leases["lookup"]].index("cplx_id") < [*leases["lookup"]].index("opdrg_id")
    assert leases["columns"]["landlord_id"] == "opdrg_id"
    assert '"opdrg_id" wordt opgezocht in d_cplx.csv' in asked_of(text_of(propose(lists)[0]), 'landlord_id = "opdrg_id"')


@pytest.mark.parametrize(("head", "is_read"), [
    ("ovk_id;dt_meld;meld_door_cd;dt_einde_meld", True), ("ovk_id;dt_meld;storing_cd;dt_einde_meld", False),
])  # fmt: skip
def test_reports_by_others_are_known_by_days_of_reporting_and_by_whom(head, is_read):
    lines = "48101;2026-10-06;INC02;\n48102;2025-03-03;GDW01;2025-04-03"
    found = proposed(("d_ovk.csv", CONTRACTS), ("f_ext_meld.csv" if is_read else "f_x.csv", f"{head}\n{lines}"))

    assert ("reported_elsewhere" in found) == is_read
    if is_read:
        assert titles(found["reported_elsewhere"]) == dict(
            lease_id="ovk_id", reported_on="dt_meld", reported_by="meld_door_cd", ended_on="dt_einde_meld"
        )


def test_a_case_names_the_agency_by_its_code_and_the_list_of_these_codes_is_said_to_be_only_that():
    cases = "dos_id;ovk_id;inc_part_cd;dos_ref_ext;dt_overdr;dt_afsl\n" + "\n".join(
        f"220{n};4810{n};{('GDW01', 'INC02')[n % 2]};26-1044{n};2026-06-30;" for n in range(6)
    )
    lists = tables(
        d_ovk=CONTRACTS, f_inc_dos=cases, r_inc_part="inc_part_cd;oms\nGDW01;Drentema Deurwaarders\nINC02;Noorder B.V."
    )
    blocks, unread = propose(lists)
    (block,) = (each for each in blocks if each.table == "collection_cases")

    assert {"agency_id": "inc_part_cd", "agency_reference": "dos_ref_ext"}.items() <= titles(block).items()
    said = report_of(blocks, unread)
    assert 'r_inc_part.csv: zegt hoe de codes in "inc_part_cd" van f_inc_dos.csv heten: de code zelf is gelezen' in said
    assert "zo zijn zij gelezen" not in said
