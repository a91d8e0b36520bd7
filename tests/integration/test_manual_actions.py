"""Manual actions and the days around them: withdraw, refuse, accept, dismiss, uploaded, resolve.

Belongs here: what the register, `status` and the next run make of each, and the refusals in clear words. Does not
belong here: the events themselves (tests/unit/exports/) and Dagster's launchpad (test_definitions.py).
"""

from __future__ import annotations

from datetime import date

import pytest

from exports.delivery.batches import batch_event
from exports.register.log import Register
from tests.builders import payment
from tests.support.day import Place
from tests.support.portfolios import three_desks

FIRST, SECOND, THIRD = "2026-04-20", "2026-04-27", "2026-05-04"
FEEDBACK = [
    ("Jansen2", "1011AB", "2", "", "ja", "2026-04-19"),
    ("Niemand", "1011AB", "2", "", "ja", "2026-04-24"),
    ("Jansen4", "3511AD", "4", "", "misschien", "2026-04-24"),
]


def tables():
    """Next to the six: L7, at the address of L3, so that L3 cannot be withdrawn by file; L3 has paid by the 27th."""
    portfolio = three_desks()
    portfolio.add_lease("L7", lease={"house_number": "3"})
    return portfolio


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Two runs, all manual actions after the second, and a third run; what was said and how it stood at each point."""
    place = Place.at(tmp_path_factory.mktemp("acts") / "home").put(tables())
    result = {"first": place.run_well(FIRST)}
    place.put(tables().add(payment(lease_id="L3", amount="1000.00", booked_on="2026-04-23")))
    place.receive("mei.csv", FEEDBACK)
    result["second"] = place.run_well(SECOND)
    before = {"states": place.states(), "status": place.command("status").text, "ids": ids(place)}
    result |= acts(place, before["ids"])
    after = {"states": place.states(), "status": place.command("status").text}
    place.copy(place.home.root.parent / "after")
    result["third"] = place.run_well(THIRD)
    return {"result": result, "before": before, "after": after, "last": place}


def ids(place: Place) -> dict[str, str]:
    return {lease: place.signal_of(lease) for lease in place.states()} | {
        event.payload["desk"]: event.batch_id for event in place.events("batch_prepared")
    }


def acts(place: Place, ids: dict[str, str]) -> dict[str, object]:
    """Every manual action once."""
    file = place.rows("select distinct file from marts.unmatched_feedback")[0]["file"]
    commands = {
        "withdraw": ("withdraw", ids["L3"], "--who", "Kim", "--why", "bij het meldpunt ingetrokken"),
        "refuse": ("refuse", ids["L5"], "--who", "Kim"),
        "accept": ("accept", ids["L2"], "--on", "2026-04-24", "--who", "Kim"),
        "dismiss": ("dismiss", file, "3", "--who", "Kim"),  # as Excel counts: the second row below the titles
        "uploaded": ("uploaded", ids["ris_matching"], "--who", "Kim"),
    }
    return {name: place.command(*command) for name, command in commands.items()}


def test_every_act_says_what_it_recorded(story):
    result, ids = story["result"], story["before"]["ids"]
    for name in ("withdraw", "refuse", "accept", "dismiss", "uploaded"):
        assert result[name].is_good, result[name].text
    assert f"{ids['L3']} is vastgelegd als met de hand ingetrokken" in result["withdraw"].text
    assert "de incasso staat stil tot 2026-05-24" in result["accept"].text


def test_an_act_shows_at_once_in_the_states(story):
    before, after = story["before"]["states"], story["after"]["states"]
    assert before == dict.fromkeys(("L1", "L2", "L3", "L4", "L5", "L6", "L7"), "delivered")
    assert after == before | {"L3": "withdrawn", "L5": "closed", "L2": "help_accepted"}


def test_each_list_of_status_loses_what_was_dealt_with(story):
    before, after, ids = story["before"]["status"], story["after"]["status"], story["before"]["ids"]
    assert "Met de hand intrekken" in before and ids["L3"] in before
    assert "Met de hand intrekken" not in after
    assert "Terugkoppeling om uit te zoeken (3)" in before
    assert "Terugkoppeling om uit te zoeken (1)" in after
    assert f"{ids['ris_matching']}: signals_" in before and "Wacht langer dan 2 dagen op uploaden (3)" in before
    assert f"{ids['ris_matching']}: signals_" not in after and "Wacht langer dan 2 dagen op uploaden (2)" in after


def test_each_act_is_an_event_with_who_and_why(story):
    place = story["last"]
    found = {
        event.event_type: (event.payload["who"], event.payload["why"])
        for event in place.events("signal_withdrawn", "signal_closed", "help_accepted", "unmatched_dismissed", "batch_uploaded")
        if event.payload.get("who")
    }
    assert found == {
        "signal_withdrawn": ("Kim", "bij het meldpunt ingetrokken"),
        "signal_closed": ("Kim", "het meldpunt nam de regel niet aan"),
        "help_accepted": ("Kim", "met de hand gekoppeld"),
        "unmatched_dismissed": ("Kim", "niets te doen"),
        "batch_uploaded": ("Kim", "ingeleverd bij het meldpunt"),
    }


def test_the_next_run_judges_by_the_acts(story):
    place = story["last"]
    # L5 was refused by its desk and still is in arrears: it stays off until it is settled or released.
    assert place.states() == story["after"]["states"]
    assert place.signal_of("L5") == story["before"]["ids"]["L5"]
    decided = place.rows("select blocking_reasons from marts.signal_decisions where lease_id = 'L5' order by as_of_date")
    assert decided[-1]["blocking_reasons"] == ["already_signalled"]
    holds = place.rows("select lease_id, status, hold_until from marts.collection_holds")
    assert [(row["lease_id"], row["status"], str(row["hold_until"])) for row in holds] == [("L2", "active", "2026-05-24")]
    assert place.rows("select * from marts.withdrawals_due") == []
    assert place.is_chained()


REFUSALS = [
    (("withdraw", "S00000000000000000000"), "Er is geen melding S00000000000000000000 gedaan"),
    (("withdraw", "L3"), "was al ingetrokken op 2026-04-27"),
    (("accept", "L3", "--on", "2026-04-24"), "was al ingetrokken"),
    (("refuse", "L5"), "was al afgesloten"),
    (("accept", "L2", "--on", "2026-04-25"), "was al geaccepteerd, op 2026-04-24; er is niets veranderd"),
    (("uploaded", "ris_matching"), "is ingeleverd was al vastgelegd op 2026-04-27"),
    (("accept", "L1", "--on", "24-04-2026"), "Schrijf de datum van acceptatie als 2026-04-20"),
    (("accept", "L1", "--on", "2026-04-19"), "een acceptatie van daarvoor hoort bij een ander"),
    (("accept", "L1", "--on", "2999-01-01"), "moet nog komen"),
    (("dismiss", "andere.csv", "2"), "Regel 2 van dat bestand staat niet op de lijst"),
    (("uploaded", "20260420-ris-s-00000000"), "Er is geen bestand of batch 20260420-ris-s-00000000"),
    (("resolve", "20260420-ris-s-00000000", "delivered"), "Er is geen bestand of batch"),
    (("resolve", "ris_matching", "delivered"), "er is niets op te lossen"),
    (("withdraw", "L1", "--why", "belde 0612345678"), "geen e-mailadres, telefoonnummer of postcode"),
    (("uploaded", "vps", "--who", "kim@voorbeeld.nl"), "geen e-mailadres"),
]


@pytest.mark.parametrize(("command", "words"), REFUSALS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_an_act_that_does_not_fit_is_refused_in_clear_words_and_records_nothing(story, command, words):
    place = Place.at(story["last"].home.root.parent / "after")
    known = story["before"]["ids"]
    before = len(place.events())
    result = place.command(*(known.get(word, word) for word in command))
    assert result.status == 1
    assert words in result.text, result.text
    assert "Traceback" not in result.text
    assert len(place.events()) == before


def test_an_act_on_a_home_that_never_ran_is_refused(home):
    result = home.command("withdraw", "S1")
    assert result.status == 1 and "nog geen register" in result.text


def test_a_batch_in_doubt_is_said_loudly_held_back_and_resolved_by_a_person(judged, tmp_path):
    place = judged.copy(tmp_path / "home")
    prepared = in_doubt(place)
    result = place.run(FIRST)
    assert result.status == 1
    assert f"vroegsignaal resolve {prepared} delivered|not-delivered" in result.text
    assert {path.parent.name for path in place.files("signals")} == {"ris_matching", "achterstandenaanleveren"}
    assert "TWIJFEL" in place.command("status").text

    arrived = place.copy(tmp_path / "arrived")
    assert arrived.command("resolve", prepared, "delivered", "--who", "Kim").is_good
    assert arrived.states()["L4"] == "delivered"
    assert "TWIJFEL" not in arrived.command("status").text

    lost = place.copy(tmp_path / "lost")
    assert lost.command("resolve", prepared, "not-delivered", "--who", "Kim").is_good
    result = lost.run_well(SECOND)
    assert {event.lease_id for event in lost.events("signal_delivered")} >= {"L4", "L5"}
    assert len(lost.events("signal_delivered")) == 6
    assert "TWIJFEL" not in lost.command("status").text


def in_doubt(place: Place) -> str:
    """What a run leaves that was killed right after the file got its name at the receiving side: prepared and committed."""
    other = place.copy(place.home.root.parent / "other")
    assert other.deliver(FIRST).is_good
    prepared = next(e for e in other.events("batch_prepared") if e.payload["desk"] == "vps")
    events = [
        batch_event("batch_prepared", prepared.batch_id, **(dict(prepared.payload) | {"channel": "sftp"})),
        batch_event("batch_sending", prepared.batch_id, channel="sftp"),
        batch_event("batch_sending", prepared.batch_id, channel="sftp.commit"),
    ]
    with Register.open(place.home.register) as register:
        register.append(events, date.fromisoformat(FIRST))
    return prepared.batch_id
