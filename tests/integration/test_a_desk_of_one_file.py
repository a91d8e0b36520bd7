"""A desk is one file: with it and nothing else a fourth, made-up desk gets its signals through the gate.

The product is copied, the file is added, and a whole day is run in a process of its own, as on any machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exports.ground.home import Home
from exports.inbox.spreadsheets import read_table
from exports.register.log import Register
from tests.builders import export_info
from tests.support.portfolios import three_desks
from validations.outgoing_columns import titles_of

ROOT = Path(__file__).parents[2]
ROOMS = ("validations", "exports", "sources", "documents", "orchestration", "demo", "dbt_project")
CHANGES = {
    'desk = "ris_matching"': 'desk = "nieuw_meldpunt"', 'short = "ris"': 'short = "nwm"',
    'place = "RIS Matching"': 'place = "Het Nieuwe Meldpunt"', 'sheet = "Signalen"':
    'sheet = "Meldingen"\ntitles = { "Achternaam" = "Naam bewoner", "Bedrag achterstand" = "Openstaand" }',
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    root = tmp_path_factory.mktemp("fourth")
    product, home = root / "product", root / "home"
    for room in ROOMS:
        shutil.copytree(ROOT / room, product / room, ignore=shutil.ignore_patterns("__pycache__", "target", "logs"))
    shutil.copy(ROOT / "pyproject.toml", product)
    text = (ROOT / "validations/desks/ris_matching.toml").read_text("utf-8")
    for old, new in CHANGES.items():
        assert old in text
        text = text.replace(old, new, 1)
    (product / "validations/desks/nieuw_meldpunt.toml").write_text(text, "utf-8")
    portfolio = three_desks().change("municipality_agreements", "MA2", system="nieuw_meldpunt")
    portfolio.add(export_info(bank_cut_off_on="2026-04-20")).write(home / "landing")
    assert ended(product, home, "-m", "validations.desks").returncode == 0
    run = ended(product, home, "-c", "from orchestration.cli import main; main()", "run", "--as-of", "2026-04-20")
    return Home.at(home), run


def ended(product: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess:
    settings = {"VROEGSIGNAAL_HOME": str(home), "VROEGSIGNAAL_INBOX_QUIET_SECONDS": "0", "PYTHONPATH": str(product)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=product, env=os.environ | settings, capture_output=True, text=True, check=False
    )


def test_the_day_ends_well_and_the_new_desk_has_its_file_through_the_gate(told):
    home, run = told
    assert run.returncode == 0, run.stdout + run.stderr
    (path,) = (home.outbox / "nieuw_meldpunt").glob("signals_*.xlsx")
    first_row, *lines = read_table(path.read_bytes())
    ours = titles_of("signals")
    assert first_row == ["Naam bewoner", *ours[1:-1], "Openstaand"]
    assert [line[0] for line in lines] == ["Jansen4", "Jansen5"]
    assert "Het Nieuwe Meldpunt" in next(path.parent.glob("checklist_*.html")).read_text("utf-8")


def test_its_signals_are_recorded_and_the_other_desks_got_theirs(told):
    home, _ = told
    with Register.read_only(home.register) as register:
        delivered = {event.lease_id: event.payload["desk"] for event in register.events_of("signal_delivered")}
    assert delivered == {
        "L1": "ris_matching", "L2": "ris_matching", "L3": "ris_matching", "L4": "nieuw_meldpunt", "L5": "nieuw_meldpunt",
        "L6": "achterstandenaanleveren",
    }  # fmt: skip
