"""What was decided and must not leave, through whole days: each hold, the list it stands on, and the person's way out.

Belongs here: a late run, a row that names nobody, a signal taken back by hand, a new ERP's numbers, one after the other in
one home. Does not belong here: each kind of later fact (dbt's unit tests) and actions on signals (test_manual_actions.py).
"""

from __future__ import annotations

import pytest

from tests.builders import Portfolio, arrangement, objection, payment
from tests.support.day import Place

LATE = {"today": "2026-04-28"}  # the 20th was missed; it is run on the 28th


def tables(renumbered: bool = False) -> Portfolio:
    """L1 and L5 owe; of L2 an objection came on the 25th, L3 paid on the 24th; T 9 and L 4 name nobody. Then L5 is called N5."""
    portfolio = Portfolio.lawful("L1", "L2", "L3", "L5")
    portfolio.add(objection(objection_id="O2", tenant_id="T2", received_on="2026-04-25"))
    portfolio.add(payment(entry_id="P3", lease_id="L3", amount="1000.00", booked_on="2026-04-24"))
    portfolio.add(objection(objection_id="O9", tenant_id="T 9", received_on="2026-04-01"))
    portfolio.add(arrangement(arrangement_id="PA4", lease_id="L 4", agreed_on="2026-04-02"))
    if renumbered:
        for rows in portfolio.tables.values():
            for row in rows:
                if row.get("lease_id") == "L5":
                    row["lease_id"] = "N5"
    return portfolio


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> dict[str, object]:
    """Four runs; of each what was said and what stood there."""
    place = Place.at(tmp_path_factory.mktemp("held") / "home").put(tables())
    result: dict[str, object] = {"place": place}

    def keep(name: str, run) -> None:
        result[name] = {
            "run": run, "held": {row["lease_id"]: row for row in place.rows("from marts.signals_held_back")},
            "states": place.states(), "status": place.command("status").text, "files": place.files("signals"),
        }  # fmt: skip

    keep("nobody", place.run("2026-04-20", **LATE))
    for table, key in (("objections", "O9"), ("payment_arrangements", "PA4")):
        result[key] = place.command("accept-row", table, key, "--who", "Kim", "--why", "oud-huurder, niet meer bij ons")
    keep("late", place.run("2026-04-20", **LATE))
    result["explained"] = {lease: place.command("explain", lease).text for lease in ("L1", "L2", "L3")}
    result["sheets"] = sorted(path.name for path in place.home.worklists.glob("*_2026-04-20.xlsx"))
    result["withdraw"] = place.command("withdraw", place.signal_of("L1"), "--who", "Kim", "--why", "verkeerde huurder")
    place.put(tables(renumbered=True))
    keep("next", place.run("2026-04-29"))
    result["why L1"] = place.command("explain", "L1").text
    result["release"] = place.command("release", "L1", "--who", "Kim", "--why", "toch de goede")
    result["renumber"] = place.command("renumber", "L5", "N5", "--who", "Kim", "--why", "nieuw systeem")
    place.put(tables(renumbered=True).add(payment(entry_id="P5", lease_id="N5", amount="1000.00", booked_on="2026-04-29")))
    keep("last", place.run("2026-04-30"))
    result["why N5"] = place.command("explain", "N5").text
    return result


def test_a_row_that_names_nobody_holds_all_signals_back_and_the_run_says_so(story):
    day = story["nobody"]
    assert day["run"].status == 1
    assert "accept-row" in day["run"].text
    assert day["files"] == [] and day["states"] == {}
    assert set(day["held"]) == {"L1", "L2", "L3", "L5"}
    assert "objections O9: noemt T 9" in day["status"]
    assert "payment_arrangements PA4: noemt L 4" in day["status"]
    assert "vroegsignaal accept-row" in day["status"]


def test_a_row_is_accepted_once_and_never_asked_again(story):
    assert story["O9"].is_good and story["PA4"].is_good
    assert "noemt" not in story["late"]["status"]
    again = story["place"].command("accept-row", "objections", "O9", "--why", "nog eens")
    assert again.status == 1 and "al aanvaard" in again.text
    accepted = [
        (e.payload["blocking_table"], e.payload["row_key"], e.payload["who"]) for e in story["place"].events("row_accepted")
    ]
    assert accepted == [("objections", "O9", "Kim"), ("payment_arrangements", "PA4", "Kim")]


def test_a_run_for_a_past_date_reports_nobody_who_objected_or_paid_since(story):
    day = story["late"]
    assert day["run"].is_good, day["run"].text
    assert day["states"] == {"L1": "delivered", "L5": "delivered"}
    held = {lease: (row["why"], row["fact"], row["subject"]) for lease, row in day["held"].items()}
    assert held == {"L2": ("later_fact", "objection", "O2"), "L3": ("later_fact", "receipt", "P3")}
    assert "2 later fact" in day["run"].text


def test_the_decisions_of_that_date_stay_as_they_are(story):
    decided = story["place"].rows("select lease_id, decision from marts.signal_decisions where as_of_date = date '2026-04-20'")
    assert {row["lease_id"]: row["decision"] for row in decided} == dict.fromkeys(("L1", "L2", "L3", "L5"), "deliver")


def test_what_is_held_back_is_explained_and_on_a_list(story):
    assert "VASTGEHOUDEN: sindsdien is iets bekend dat melden tegenhoudt: bezwaar O2, 25-04-2026" in story["explained"]["L2"]
    assert "betaald P3, 24-04-2026" in story["explained"]["L3"]
    assert "VASTGEHOUDEN" not in story["explained"]["L1"]
    assert "L2 bij RIS Matching" in story["late"]["status"]
    assert "vastgehouden_2026-04-20.xlsx" in story["sheets"]


def test_what_a_person_took_back_stays_off_with_who_and_why_until_released(story):
    assert story["withdraw"].is_good and "vroegsignaal release" in story["withdraw"].text
    assert story["next"]["states"] == {"L1": "withdrawn", "L5": "delivered"}
    assert "Kim: verkeerde huurder" in story["next"]["status"]
    assert "met de hand teruggenomen" in story["why L1"] and "teruggenomen door Kim: verkeerde huurder" in story["why L1"]
    assert story["release"].is_good
    assert story["last"]["states"]["L1"] == "delivered"
    assert "met de hand" not in story["last"]["status"].lower()
    again = story["place"].command("release", "L1", "--why", "nog eens")
    assert again.status == 1 and "er is niets veranderd" in again.text


def test_a_new_number_holds_the_lease_back_and_asks_a_person(story):
    day = story["next"]
    assert day["run"].is_good, day["run"].text
    assert {lease: (row["why"], row["subject"]) for lease, row in day["held"].items()} == {"N5": ("renumbered", "L5")}
    assert "L5 (gemeld, niet meer in de export) is nu N5? zelfde huurdernummer" in day["status"]


def test_after_renumbering_the_signal_goes_on_under_the_new_number(story):
    assert story["renumber"].is_good
    day = story["last"]
    assert day["run"].is_good, day["run"].text
    assert day["states"] == {"L1": "delivered", "N5": "withdrawn"}
    assert story["place"].events("signal_withdrawn")[-1].lease_id == "N5"
    assert "gemeld onder het nummer L5, sindsdien hernummerd" in story["why N5"]
    assert story["place"].is_chained()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("release", "L2", "--why", "x"), "geen met de hand teruggenomen melding"),
        (("renumber", "L7", "N7", "--why", "x"), "Onder het oude nummer is niets gemeld"),
        (("renumber", "L1", "--why", "x"), "Geef OUD en NIEUW"),
        (("accept-row", "objections", "O1", "--why", "belde 0612345678"), "geen e-mailadres, telefoonnummer"),
        (("accept-row", "objections", "O1", "--why", " "), "Zeg waarom deze rij niemand betreft"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_act_that_does_not_fit_is_refused_in_clear_words_and_records_nothing(story, command, words):
    place = story["place"]
    before = len(place.events())
    result = place.command(*command)
    assert result.status != 0 and words in result.text and "Traceback" not in result.text
    assert len(place.events()) == before


def test_a_file_of_numbers_is_read_whole_or_not_at_all(story, tmp_path):
    place = story["place"]
    copy = place.copy(tmp_path / "copy")
    good, bad = tmp_path / "oud_nieuw.csv", tmp_path / "fout.csv"
    good.write_text("oud;nieuw\nN5;M5\nL2;M2\n", encoding="utf-8")
    bad.write_text("oud;nieuw\nN5;M5\nN5;M2\n", encoding="utf-8")
    refused = copy.command("renumber", "--file", str(bad), "--why", "omzetting")
    assert refused.status == 1 and "meer dan eens" in refused.text
    result = copy.command("renumber", "--file", str(good), "--why", "omzetting")
    assert result.is_good and "1 rij(en) hadden geen melding" in result.text
    assert copy.states() == {"L1": "delivered", "M5": "withdrawn"}
    assert [e.payload["old_lease_id"] for e in copy.events("lease_renumbered")] == ["L5", "N5"]
