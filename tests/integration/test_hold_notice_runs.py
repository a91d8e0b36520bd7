"""Hold notices through whole runs, as csv: one file per agency, each notice once, pause and later resume with the reason.

Belongs here: the files, byte for byte, and the register. Does not belong here: when a hold ends (dbt's unit tests).
"""

from __future__ import annotations

import pytest

from tests.builders import charge
from tests.support.portfolios import three_desks

PAUSED, RESUMED, AFTER = "2026-04-27", "2026-05-26", "2026-05-27"
TITLES = "\ufeffDossiernummer;Bericht;Met ingang van;Tot;Reden\r\n"
CSV = {"file_format": "csv"}


@pytest.fixture(scope="module")
def home_of_holds(delivered, tmp_path_factory):
    """L1 (agency AG1), L4 (AG2) and L2 (no agency) accept on 24 April; the rent of May of L4 stays unpaid."""
    place = delivered.copy(tmp_path_factory.mktemp("holds") / "home")
    place.put(three_desks().add(charge(entry_id="L4-E2", lease_id="L4", due_on="2026-05-01", booked_on="2026-04-20")))
    place.receive(
        "april.csv",
        [
            ("Jansen1", "1011AB", "1", "", "ja", "2026-04-24"), ("Jansen2", "1011AB", "2", "", "ja", "24-04-2026"),
            ("Jansen4", "3511AD", "4", "", "JA", "2026-04-24"),
        ],
    )  # fmt: skip
    for as_of in (PAUSED, RESUMED, AFTER):
        place.run_well(as_of, **CSV)
    return place


def notices(place, day: str) -> dict[str, str]:
    """Agency -> its file of that day, as text."""
    files = (path for path in place.files("hold_notices") if f"_{day}_" in path.name)
    return {path.name.split("_")[2]: path.read_bytes().decode() for path in files}


def test_each_agency_gets_its_own_pause_with_its_own_cases_only(home_of_holds):
    assert notices(home_of_holds, PAUSED) == {
        "AG1": TITLES + "DOS-1;opschorten;24-04-2026;24-05-2026;hulp geaccepteerd\r\n",
        "AG2": TITLES + "DOS-4;opschorten;24-04-2026;24-05-2026;hulp geaccepteerd\r\n",
    }


def test_each_agency_gets_its_resume_with_the_reason_and_the_day_it_ended(home_of_holds):
    assert notices(home_of_holds, RESUMED) == {
        "AG1": TITLES + "DOS-1;hervatten;24-05-2026;;opschorting verstreken\r\n",
        "AG2": TITLES + "DOS-4;hervatten;06-05-2026;;nieuwe achterstand\r\n",
    }


def test_no_notice_goes_twice(home_of_holds):
    assert notices(home_of_holds, AFTER) == {}
    result = [(e.payload["agency_id"], e.payload["message"]) for e in home_of_holds.events("hold_notice_delivered")]
    assert sorted(result) == [("AG1", "hervatten"), ("AG1", "opschorten"), ("AG2", "hervatten"), ("AG2", "opschorten")]


def test_a_hold_without_an_agency_stands_on_the_list_alone(home_of_holds):
    holds = home_of_holds.rows("select lease_id, status, ends_on from marts.collection_holds order by lease_id")
    assert [(row["lease_id"], row["status"], str(row["ends_on"])) for row in holds] == [
        ("L1", "completed", "2026-05-24"), ("L2", "completed", "2026-05-24"), ("L4", "lapsed", "2026-05-06"),
    ]  # fmt: skip


def test_a_notice_says_nothing_but_the_case(home_of_holds):
    for text in notices(home_of_holds, PAUSED).values():
        assert "Jansen" not in text and "1011" not in text and "3511" not in text
