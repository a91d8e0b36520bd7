"""Reports and extracts as other systems write them: heads above the titles, English amounts, a day that never comes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.unit.sources.test_mapping import rows
from tests.unit.sources.test_proposal_habits import CONTRACTS, mapped

HEAD = "Noordpoort Wonen\nAR ledger\nAs of 20/10/2026\n\n"


def test_a_report_with_a_head_without_cells_is_parted_by_what_parts_its_titles_and_its_amounts_are_english(tmp_path):
    lines = "".join(
        f'8{at},C10{at % 2 + 1},01/0{at}/2026,Huur,"1,153.1{at}"\n8{at}1,C10{at % 2 + 1},02/0{at}/2026,Betaling,-950.00\n'
        for at in range(1, 5)
    )
    _, report = mapped(
        tmp_path,
        Contracten=CONTRACTS,
        Ledger=f'{HEAD}Transactienr,Contractnr,Boekdatum,Soort mutatie,Bedrag\n{lines}Grand total,,,,"4,612.50"\n',
    )

    found = {row[0]: row[6] for row in rows(report, "ledger_entries")}
    assert len(found) == 8 and found["81"] == Decimal("1153.11") and found["811"] == 950


def test_the_last_day_of_the_year_9999_is_no_date(tmp_path):
    _, report = mapped(
        tmp_path,
        Contracten="NR_CONTRACT|NR_HUURDER|CD_EIGENAAR|OMS_OBJECTTYPE|CD_POSTCODE|DAT_INGANG|DAT_EINDE\n"
        "1001|301|E1|Woning|1011AB|20200201|99991231\n1002|302|E1|Woning|1011AB|20210301|20260331\n",
    )

    assert [row[12] for row in rows(report, "leases")] == [None, date(2026, 3, 31)]
