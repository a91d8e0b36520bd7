"""Changes of CONTRIBUTING carried out on a copy of the product, each in the files that the page names and in no other.

A fourth, made-up desk with titles of its own; a reason not to signal; twenty days instead of thirty. Then one whole day is
run in a process of its own, as on any machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from exports.ground.home import Home
from exports.inbox.spreadsheets import read_table
from exports.register.log import Register
from tests.builders import export_info
from tests.support.portfolios import three_desks
from validations.outgoing_columns import titles_of

ROOT = Path(__file__).parents[2]
ROOMS = ("validations", "exports", "sources", "documents", "orchestration", "demo", "distribution", "dbt_project")
CHANGES = {
    'desk = "ris_matching"': 'desk = "nieuw_meldpunt"', 'short = "ris"': 'short = "nwm"',
    'place = "RIS Matching"': 'place = "Het Nieuwe Meldpunt"', 'sheet = "Signalen"':
    'sheet = "Meldingen"\ntitles = { "Achternaam" = "Naam bewoner", "Bedrag achterstand" = "Openstaand" }',
}  # fmt: skip
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
# What is put into which file, before which line: the reason `to_be_demolished`, for leases of complex C-SLOOP.
A_REASON = {
    "dbt_project/seeds/rules.csv": (
        "already_signalled,20,", "to_be_demolished,20,Het complex wordt gesloopt.,To be demolished.,Keuze: voorbeeld,choice\n"
    ),
    "dbt_project/macros/codes.sql": ("        'already_signalled',", "        'to_be_demolished',\n"),
    "dbt_project/models/marts/decision_facts.sql": (
        "        has_blocking_signal as already_signalled",
        "        coalesce(complex_id = 'C-SLOOP', false) as to_be_demolished,\n"
    ),
    "dbt_project/models/marts/decision_facts.yml": (
        "      - name: already_signalled",
        "      - name: to_be_demolished\n        data_type: boolean\n        description: To be demolished.\n"
    ),
    "documents/words.py": ('    "already_signalled": "al gemeld"', '    "to_be_demolished": "wordt gesloopt",\n'),
    "documents/explanation.py": (
        '    "already_signalled": _signalled,', '    "to_be_demolished": lambda f: f"complex {f[\'complex_id\']}",\n'
    ),
}  # fmt: skip
IN_ORDER = ('    "already_signalled": "nog niet gemeld"', '    "to_be_demolished": "blijft staan",\n')
TWENTY_DAYS = "min_days_overdue,2026-04-01,20,days,Huurachterstand wordt gemeld vanaf zoveel dagen na de vervaldatum.,Voorbeeld\n"


def put_before(path: Path, line: str, text: str) -> None:
    whole = path.read_text("utf-8")
    assert whole.count(line) == 1, f"{path.name}: {line}"
    path.write_text(whole.replace(line, text + line), "utf-8")


def changed(product: Path) -> None:
    """The three changes, in the copy."""
    text = (ROOT / "validations/desks/ris_matching.toml").read_text("utf-8")
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new, 1)
    (product / "validations/desks/nieuw_meldpunt.toml").write_text(text, "utf-8")
    for name, (line, added) in A_REASON.items():
        put_before(product / name, line, added)
    put_before(product / "documents/explanation.py", *IN_ORDER)
    seed = product / "dbt_project/seeds/rules.csv"
    seed.write_text(seed.read_text("utf-8").replace("already_signalled,20,", "already_signalled,21,"), "utf-8")
    with (product / "dbt_project/seeds/legal_terms.csv").open("a", encoding="utf-8") as handle:
        handle.write(TWENTY_DAYS)


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    product = tmp_path_factory.mktemp("copy") / "product"
    for room in ROOMS:
        shutil.copytree(ROOT / room, product / room, ignore=shutil.ignore_patterns("*.pyc.*", "target", "logs"))
    shutil.copy(ROOT / "pyproject.toml", product)
    changed(product)
    return product


@pytest.fixture(scope="module")
def day_of_copy(product):
    home = product.parent / "home"
    portfolio = three_desks().change("municipality_agreements", "MA2", system="nieuw_meldpunt")
    portfolio.change("leases", "L3", complex_id="C-SLOOP")
    portfolio.add_lease("L7", charge=dict(due_on="2026-03-29"), steps=False)  # 22 days
    portfolio.add_lease("L8", charge=dict(due_on="2026-04-05"), steps=False)  # 15 days
    portfolio.add(export_info(bank_cut_off_on="2026-04-20")).write(home / "landing")
    assert ended(product, home, "-m", "validations.desks").returncode == 0
    run = ended(product, home, "-c", "from orchestration.cli import main; main()", "run", "--as-of", "2026-04-20")
    return Home.at(home), run


def ended(product: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess:
    settings = {"VROEGSIGNAAL_HOME": str(home), "VROEGSIGNAAL_INBOX_QUIET_SECONDS": "0", "PYTHONPATH": str(product)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=product, env=os.environ | settings, capture_output=True, text=True, check=False
    )


def test_the_day_ends_well_and_the_new_desk_has_its_file_through_the_gate(day_of_copy):
    home, run = day_of_copy
    assert run.returncode == 0, run.stdout + run.stderr
    (path,) = (home.outbox / "nieuw_meldpunt").glob("signals_*.xlsx")
    first_row, *lines = read_table(path.read_bytes())
    ours = titles_of("signals")
    assert first_row == ["Naam bewoner", *ours[1:-1], "Openstaand"]
    assert [line[0] for line in lines] == ["Jansen4", "Jansen5"]
    assert "Het Nieuwe Meldpunt" in next(path.parent.glob("checklist_*.html")).read_text("utf-8")


def test_its_signals_are_recorded_and_the_other_desks_got_theirs(day_of_copy):
    home, _ = day_of_copy
    with Register.read_only(home.register) as register:
        delivered = {event.lease_id: event.payload["desk"] for event in register.events_of("signal_delivered")}
    assert delivered == {
        "L1": "ris_matching", "L2": "ris_matching", "L4": "nieuw_meldpunt", "L5": "nieuw_meldpunt",
        "L6": "achterstandenaanleveren",
    }  # fmt: skip


def test_a_reason_that_was_added_blocks_and_explains_itself(day_of_copy, product):
    home, _ = day_of_copy
    with duckdb.connect(str(home.warehouse), read_only=True) as con:
        blocked = dict(con.execute("select lease_id, blocking_reasons from marts.signal_decisions").fetchall())
    assert blocked["L3"] == ["to_be_demolished"]
    said = ended(product, home.root, "-c", "from orchestration.cli import main; main()", "explain", "L3")
    assert said.returncode == 0, said.stderr
    assert re.search("Het complex wordt gesloopt", said.stdout) and "C-SLOOP" in said.stdout


def test_a_term_of_the_law_that_changed_counts_from_its_first_day(day_of_copy):
    home, _ = day_of_copy
    with duckdb.connect(str(home.warehouse), read_only=True) as con:
        blocked = dict(con.execute("select lease_id, blocking_reasons from marts.signal_decisions").fetchall())
    assert ("under_30_days" in blocked["L7"], "under_30_days" in blocked["L8"]) == (False, True)


def test_the_page_for_the_next_engineer_names_each_file_that_was_changed():
    for name in [*A_REASON, "dbt_project/seeds/legal_terms.csv"]:
        assert name in CONTRIBUTING, name
