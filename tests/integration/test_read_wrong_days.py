"""Days on exports that were once read wrong, through the real product: what came of them, and who was shown what.

Belongs here: whole runs on `tests/data/read_wrong`. Does not belong here: each way of writing (tests/unit/sources).
"""

import csv
from pathlib import Path

import pytest
import python_calamine

from tests.support.day import Place
from tests.support.landing import laid_out

CASES = Path(__file__).parents[1] / "data" / "read_wrong"
AS_OF = "2026-04-20"


def list_of(place: Place, name: str) -> dict[str, dict[str, str]]:
    """The rows of a worklist by lease, by title."""
    book = python_calamine.load_workbook(str(place.home.worklists / f"{name}_{AS_OF}.xlsx"))
    rows = [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    titles = next(row for row in rows if "Huurovereenkomst" in row)
    return {row[titles.index("Huurovereenkomst")]: dict(zip(titles, row, strict=True)) for row in rows}


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """(place, what it printed) of eight leases, of which four are paid by a receipt of another lease or of none (L...), and of
    others of which three have a name with a control character, and some none (N...): two cases in one home, to save a run.
    """
    folder = tmp_path_factory.mktemp("read_wrong")
    place = Place.at(folder / "home").put(laid_out(CASES / "allocations-over-leases", folder / "landing"))
    for name in ("leases", "tenants", "ledger_entries", "collection_actions", "postcodes"):
        _add(CASES / "names-with-control-characters" / f"{name}.csv", place.home.landing / f"{name}.csv")
    (place.home.landing / "export_info.csv").write_text(f"bank_cut_off_on\n{AS_OF}\n")
    return place, place.run(AS_OF)


def _add(source: Path, target: Path) -> None:
    """The rows of a table behind those of another, with ids of their own; an address that stands there already is passed over."""
    rows, there = (list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in (source, target))
    assert rows[0].keys() == there[0].keys()
    own = {"lease_id", "tenant_id", "entry_id", "action_id"}
    renamed = [{title: f"N{cell}" if title in own and cell else cell for title, cell in row.items()} for row in rows]
    with target.open("a", encoding="utf-8", newline="") as out:
        csv.DictWriter(out, there[0].keys(), lineterminator="\n").writerows(row for row in renamed if row not in there)


def test_a_lease_that_somebodys_books_call_paid_is_held_back_and_what_is_wrong_is_named_everywhere(day):
    place, result = day
    assert result.is_good, result.text
    found = {row["lease_id"]: row["blocking_reasons"] for row in place.rows("select * from marts.signal_decisions")}
    unsure = {lease for lease, reasons in found.items() if "ledger_inconsistent" in reasons}
    assert unsure == {"L1", "L3", "L5", "L7"}
    assert not {row["lease_id"] for row in place.rows("select lease_id from marts.signals")} & unsure
    paid_by = "vordering afgeletterd met een ontvangst"
    words = {"L1": f"{paid_by} die er niet is"} | dict.fromkeys(("L3", "L5", "L7"), f"{paid_by} van een andere huurovereenkomst")
    agenda, held_back, status = list_of(place, "agenda"), list_of(place, "tegengehouden"), place.command("status").text
    for lease, wrong in words.items():
        assert f"{lease}: {wrong}" in status
        assert wrong in agenda[lease]["Waarom"] and wrong in held_back[lease]["Redenen"]
    assert words["L1"] in " ".join(place.command("explain", "L1").text.split())


def test_a_name_with_a_control_character_keeps_back_its_own_lease_and_no_other(day):
    place, result = day
    found = {row["lease_id"]: row["blocking_reasons"] for row in place.rows("select * from marts.signal_decisions")}
    held = {lease for lease, reasons in found.items() if lease.startswith("N") and "incomplete_identity" in reasons}
    odd = place.rows(
        r"""select lease_id from landing.leases inner join landing.tenants using (tenant_id)
        where regexp_matches(last_name, '[\p{Cc}\x{2028}\x{2029}\x{fffe}\x{ffff}]')"""
    )
    assert len(odd) == 4 and {row["lease_id"] for row in odd} <= held  # the others have no name: `onbekend`, `-`
    sent = {row["lease_id"] for row in place.rows("select lease_id from marts.signals")}
    assert sent and sent == {lease for lease, reasons in found.items() if not reasons}
    assert {lease for lease in found if lease.startswith("N")} - held >= sent and len(sent) > 10
    assert "tenants with control characters in last name: 4" in result.text
    assert all(name not in result.text for name in held)
