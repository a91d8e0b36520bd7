"""`explain` and `status` on the worked example: what a credit controller reads on the telephone.

Belongs here: the sentences that matter, on the home of a whole run. Does not belong here: every wording (documents/).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date

import duckdb
import pytest

from exports.register.events import Event
from exports.register.log import Register
from orchestration import warehouse_snapshot
from orchestration.environment import CHECKOUT
from tests.support.day import rows_of


def said(place, *arguments: str) -> str:
    result = place.command(*arguments)
    assert result.is_good, result.text
    return " ".join(result.text.split())


EXPLAINED = {
    "L01": ["WORDT GEMELD", "€ 2.000,00, 50 dagen (1 maand), oudste vervaldatum 01-03-2026", "Geen enkele regel staat melden"],
    "L08": ["WORDT NIET GEMELD (1 reden)", "tot en met 20-04-2026, melden vanaf 21-04-2026", "[objection_window_open]"],
    "L10": ["bezwaar ontvangen op 18-04-2026", "Bron: Bgs art. 2 onder d; LCV art. 2.2 [objection]"],
    "L20": ["Achterstand –", "de boekingen kloppen niet: ", "[ledger_inconsistent]"],
    "L21": ["WORDT NIET GEMELD (5 redenen)", "oudste vervaldatum 22-03-2026, 29 dagen geleden", "[no_sharing_offer]"],
    "L25": ["achterstand € 49,99, minimum € 50,00", "[below_minimum_amount]"],
    "L24": ["Huurovereenkomst L24 had op 20-04-2026 geen huurachterstand", "Er is daarom niets beoordeeld."],
}


@pytest.mark.parametrize("lease", EXPLAINED)
def test_explain_says_the_verdict_each_rule_with_its_facts_and_its_source(example, lease):
    text = said(example.first.place, "explain", lease)
    for words in EXPLAINED[lease]:
        assert words in text, text


# Each takes longer to load than the answer takes to find; of ours: forms of desks and settings, dbt's runner, copies of a home.
NOT_FOR_AN_ANSWER = (
    "pandas", "pandera", "dagster", "dbt", "paramiko", "pydantic", "pydantic_settings", "dotenv", "asyncio", "pyrage", "requests",
    "jinja2", "filelock", "tarfile", "validations.desks", "orchestration.settings", "orchestration.dbt_runner",
    "exports.keeping.home_backup", "exports.register.copies", "orchestration.health",
)  # fmt: skip


@pytest.mark.parametrize("arguments", [("status",), ("explain", "L01")])
def test_an_answer_is_given_without_loading_what_only_runs_need_where_nothing_but_the_home_is_set(example, arguments):
    code = "import sys; from orchestration.cli import main; main(sys.argv[2:], standalone_mode=False)"
    loaded = "; print(*(name for name in sys.argv[1].split() if name in sys.modules), file=sys.stderr)"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VROEGSIGNAAL_")}
    done = subprocess.run(
        [sys.executable, "-c", code + loaded, " ".join(NOT_FOR_AN_ANSWER), *arguments],
        capture_output=True, text=True, check=True, cwd=example.first.place.home.root,
        env=clean | {"VROEGSIGNAAL_HOME": str(example.first.place.home.root), "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    assert done.stdout and done.stderr.split() == []


def test_explain_of_a_lease_that_does_not_exist_says_so_and_ends_with_status_1(example):
    result = example.first.place.command("explain", "L99")
    assert result.status == 1 and "Huurovereenkomst L99 komt niet voor" in result.text


def test_explain_finds_a_lease_by_its_tenant_or_address_and_names_numbers_alone(example):
    place = example.first.place
    (one,) = rows_of(
        place.home.warehouse,
        """select l.lease_id, l.tenant_id, last_name, postcode, house_number
        from landing.leases as l join landing.tenants using (tenant_id) where l.lease_id = 'L10'""",
    )
    for words in ([one["tenant_id"]], [f"{one['postcode']} {one['house_number']}"], [one["postcode"], str(one["house_number"])]):
        text = said(place, "explain", *words)
        assert "L10" in text, text
        assert one["last_name"] not in text and one["postcode"] not in text
    nobody = place.command("explain", "Onbekendstra", "Dorpslaan", "7")
    assert nobody.status == 1 and "geen huurovereenkomst gevonden" in nobody.text and "Onbekendstra" not in nobody.text
    several = place.command("explain", one["postcode"][:4] + one["postcode"][-2:])
    assert several.status in (0, 1) and one["postcode"] not in several.text


def test_a_dry_run_can_be_explained_and_its_status_asked_before_anything_real_was_run(example, tmp_path):
    """The first day: a dry run, and then ten leases explained."""
    place = example.dry.place.copy(tmp_path / "home")
    for gone in ("read", "evidence", "register.duckdb", "warehouse.duckdb"):
        path = place.home.root / gone
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    result = place.command("explain", "L03")
    assert result.status == 1 and "zet er --preview" in result.text, result.text
    leases = [row["lease_id"] for row in rows_of(place.home.preview().warehouse, "select lease_id from landing.leases limit 10")]
    for lease in leases:
        explained = said(place, "explain", lease, "--preview")
        assert f"Huurovereenkomst {lease}" in explained and explained.startswith("PROEFRUN")
    ten = said(place, "explain", "--preview")
    assert "10 contracten, peildatum" in ten and "dagen WORDT GEMELD: herinnering" in ten
    assert ten.endswith("vroegsignaal explain CONTRACTNUMMER --preview")
    (page,) = (place.home.preview().reports).glob("*-vergelijken.html")
    shown = page.read_text(encoding="utf-8")
    assert f"preview/reports/{page.name}" in ten and "Te melden" in shown
    assert "achterstand is vervallen huur en servicekosten." in shown
    assert "PROEFRUN" in said(place, "status", "--preview")
    assert place.command("explain", "L99", "--preview").status == 1


def test_explain_after_the_tables_were_deleted_still_says_why_and_how_to_have_them_back(example, tmp_path):
    place = example.third.place.copy(tmp_path / "home")
    place.home.warehouse.unlink()
    shutil.rmtree(place.home.root / "read")
    text = said(place, "explain", "L04")
    assert "vroegsignaal rebuild" in text and "[already_signalled]" in text and "is hier nu niet te zeggen" in text
    result = place.command("status")
    assert result.status == 1 and "vroegsignaal rebuild" in result.text


def test_a_rebuild_that_fails_leaves_the_warehouse_as_it_was(example, tmp_path):
    place = example.third.place.copy(tmp_path / "home")
    (place.home.landing / "leases.csv").unlink()
    before = place.fingerprint()
    result = place.command("rebuild")
    assert result.status == 1 and "table_missing" in result.text and "The warehouse is as it was" in result.text
    assert place.fingerprint() == before


ASKING = [
    ("status",), ("status", "--preview"), ("explain", "L01"), ("explain", "L01", "--preview"), ("explain",), ("nvvk",),
    ("rebuild",), ("dossier", "S1", "--no-pdf"), ("subject", "T1"), ("register", "verify"), ("check",), ("fetch",),
    ("purge", "--as-of", "2026-06-05", "--dry-run"), ("withdraw", "S1"), ("refuse", "S1"), ("accept", "S1", "--on", "2026-04-24"),
    ("dismiss", "x.csv", "2"), ("uploaded", "B1"), ("resolve", "B1", "delivered"),
]  # fmt: skip


def nothing(place):
    shutil.rmtree(place.home.root)
    place.home.root.mkdir()


def no_register(place):
    place.home.register.unlink()


def damaged_tables(place):
    for path in (place.home.warehouse, place.home.root / "read" / "warehouse.duckdb"):
        path.write_bytes(b"not a database")


def another_version(place):
    for path in (place.home.warehouse, place.home.root / "read" / "warehouse.duckdb"):
        with duckdb.connect(str(path)) as con:
            con.execute("drop schema marts cascade")


def damaged_register(place):
    place.home.register.write_bytes(b"not a database")


@pytest.mark.parametrize("state", [nothing, no_register, damaged_tables, another_version, damaged_register])
def test_no_command_ends_in_a_traceback_whatever_state_the_home_is_in(example, tmp_path, state):
    place = example.first.place.copy(tmp_path / "home")
    (place.home.landing / "leases.csv").unlink()  # so that rebuild, too, has something to say
    state(place)
    for arguments in ASKING:
        result = place.command(*arguments)  # raises what is not put in words
        assert result.status in (0, 1), (arguments, result.text)
        assert "its text is not repeated" not in result.text and "Traceback" not in result.text, (arguments, result.text)


def test_explain_shows_an_older_date_as_it_was_judged_then_and_what_became_of_it(example):
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
    warehouse_snapshot.refresh(place.home)

    assert "Maar RIS Matching nam de regel niet aan (unknown_postcode): er is niets gemeld" in said(place, "explain", "L10")
    assert "nam de regel niet aan" not in said(place, "explain", "L01")


def test_explain_says_how_a_hold_stands(example):
    place = example.third.place
    assert "incasso staat stil tot 01-07-2026" in said(place, "explain", "L03")
    assert "incasso hervat wegens nieuwe achterstand op 06-05-2026" in said(place, "explain", "L04")


def test_explain_names_the_kept_dates_where_a_date_was_never_judged(example):
    result = example.third.place.command("explain", "L01", "--as-of", "2026-04-21")
    assert result.status == 1
    assert "2026-04-20, 2026-04-27, 2026-06-05" in result.text


def test_status_lists_what_is_open_with_the_way_back(example):
    text = said(example.third.place, "status")
    for words in (
        "Stand na de run met peildatum 05-06-2026",
        "Met de hand intrekken: op dit adres loopt nog een melding (1) L06",
        "vroegsignaal withdraw SIGNAAL",
        "Wacht langer dan 2 dagen op uploaden (6)",
        "Terugkoppeling om uit te zoeken (5)",
        "terugkoppeling_b.csv regel 5 in Excel: datum ligt na de peildatum",  # the fourth row below the titles
        "L32 (S54c8416275dd113ad765): gemelde posten staan niet meer in het grootboek",
        "Opschortingen: incasso staat stil (1) L03: opgeschort sinds 01-06-2026 tot 01-07-2026",
        "nog niet aangeleverd bij RIS Matching: staat klaar",  # nobody recorded an upload: nothing was reported, no term runs
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
        result = home.command(*command)
        assert result.status == 1
        assert "is nog niets beoordeeld" in result.text and "docs/nl/eerste-dag.md" in result.text
