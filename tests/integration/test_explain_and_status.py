"""`explain` and `status` on the worked example: what a credit controller reads on the telephone.

Belongs here: the sentences that matter, on the home of a whole run. Does not belong here: every wording (documents/).
"""

from __future__ import annotations

from datetime import date

import pytest

from exports.events import Event
from exports.register import Register
from orchestration import read_copy


def said(place, *arguments: str) -> str:
    told = place.command(*arguments)
    assert told.is_good, told.text
    return " ".join(told.text.split())


EXPLAINED = {
    "L01": ["WORDT GEMELD", "€ 2.000,00, 50 dagen (1 maand), oudste vervaldatum 01-03-2026", "Geen enkele regel staat melden"],
    "L08": ["WORDT NIET GEMELD (1 reden)", "tot en met 20-04-2026, melden vanaf 21-04-2026", "[objection_window_open]"],
    "L10": ["bezwaar ontvangen op 18-04-2026", "Bron: LCV art. 2.2 [objection]"],
    "L20": ["Achterstand –", "de boekingen kloppen niet", "[ledger_inconsistent]"],
    "L21": ["WORDT NIET GEMELD (5 redenen)", "oudste vervaldatum 22-03-2026, 29 dagen geleden", "[no_sharing_offer]"],
    "L25": ["achterstand € 49,99, minimum € 50,00", "[below_minimum_amount]"],
    "L99": ["Huurovereenkomst L99 had op 20-04-2026 geen huurachterstand", "Er is daarom niets beoordeeld."],
}


@pytest.mark.parametrize("lease", EXPLAINED)
def test_explain_says_the_verdict_each_rule_with_its_facts_and_its_source(example, lease):
    text = said(example.first.place, "explain", lease)
    for words in EXPLAINED[lease]:
        assert words in text, text


def test_explain_tells_an_older_date_as_it_was_judged_then_and_what_became_of_it(example):
    place = example.third.place
    then = said(place, "explain", "L01", "--as-of", "2026-04-20")
    assert "peildatum 20-04-2026: WORDT GEMELD" in then
    assert "ingetrokken op 27-04-2026 (voldaan)" in then
    now = said(place, "explain", "L04")
    assert "peildatum 05-06-2026: WORDT NIET GEMELD (1 reden)" in now and "[already_signalled]" in now
    assert "hulp geaccepteerd op 22-04-2026" in now


def test_explain_says_of_a_lease_that_owes_nothing_any_more_what_became_of_its_signal(example):
    place = example.third.place
    paid = said(place, "explain", "L01")
    assert "had op 05-06-2026 geen huurachterstand" in paid and "ingetrokken op 27-04-2026 (voldaan)" in paid
    for_a_person = said(place, "explain", "L06")
    assert "met de hand in te trekken (voldaan): vroegsignaal withdraw S" in for_a_person
    helped = said(place, "explain", "L05")
    assert "afgesloten op 27-04-2026 (voldaan), hulp geaccepteerd op 24-04-2026" in helped
    assert "incasso hervat na de opschorting op 24-05-2026" in helped


def test_explain_says_that_a_desk_would_not_take_the_line_unless_it_did_so_later(example, tmp_path):
    place = example.first.place.copy(tmp_path / "home")
    facts = {"kind": "signals", "desk": "ris_matching", "line_number": 1, "code": "unknown_postcode"}
    with Register.open(place.home.register) as register:
        refused = [Event("line_refused", signal_id=f"S{n}", batch_id="B1", lease_id=lease, payload=facts) for n, lease in
                   enumerate(("L01", "L10"))]  # fmt: skip
        register.append(refused, date(2026, 4, 20))
    read_copy.refresh(place.home)

    assert "Maar RIS Matching nam de regel niet aan (unknown_postcode): er is niets gemeld" in said(place, "explain", "L10")
    assert "nam de regel niet aan" not in said(place, "explain", "L01")


def test_explain_says_how_a_hold_stands(example):
    place = example.third.place
    assert "incasso staat stil tot 01-07-2026" in said(place, "explain", "L03")
    assert "incasso hervat wegens nieuwe achterstand op 06-05-2026" in said(place, "explain", "L04")


def test_explain_names_the_kept_dates_where_a_date_was_never_judged(example):
    told = example.third.place.command("explain", "L01", "--as-of", "2026-04-21")
    assert told.status == 1
    assert "2026-04-20, 2026-04-27, 2026-06-05" in told.text


def test_status_lists_what_is_open_with_the_way_back(example):
    text = said(example.third.place, "status")
    for words in (
        "Stand na de run met peildatum 05-06-2026",
        "Met de hand intrekken: op dit adres loopt nog een melding (1) L06",
        "vroegsignaal withdraw SIGNAAL",
        "Wacht langer dan 2 dagen op uploaden (6)",
        "Terugkoppeling om uit te zoeken (5)",
        "terugkoppeling_b.csv regel 4: datum ligt na de peildatum",
        "L32 (S54c8416275dd113ad765): gemelde posten staan niet meer in het grootboek",
        "Opschortingen: incasso staat stil (1) L03: opgeschort sinds 01-06-2026 tot 01-07-2026",
        "Termijn verstreken, de incasso gaat door",
        "Lopende meldingen (9)",
    ):
        assert words in text, text


def test_status_and_explain_hold_no_name_address_or_number_of_a_tenant(example):
    place = example.third.place
    text = said(place, "status") + said(place, "explain", "L01", "--as-of", "2026-04-20")
    for value in ("Jansen", "Voorbeeldstraat", "1011AB", "0201234567", "@"):
        assert value not in text


def test_a_home_that_never_ran_says_how_to_begin(home):
    for command in (("status",), ("explain", "L01")):
        told = home.command(*command)
        assert told.status == 1
        assert "vroegsignaal run --as-of DATE" in told.text
