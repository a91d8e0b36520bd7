"""The pace of a run, kept for the estimate of the next one."""

import re
from datetime import date
from pathlib import Path

import pytest

from documents import run_steps
from orchestration import progress

ASSETS = Path(progress.__file__).parent / "assets"


def test_the_pace_is_kept_and_a_folder_that_is_gone_fails_no_run(tmp_path):
    progress.to_terminal(tmp_path / "pace.json")
    with progress.step("signals"):
        pass
    progress.remember()
    assert "signals" in (tmp_path / "pace.json").read_text()

    progress.to_terminal(tmp_path / "gone" / "pace.json")
    with progress.step("signals"):
        pass
    progress.remember()
    assert not (tmp_path / "gone").exists()


def test_each_step_of_a_run_has_a_name_in_dutch():
    names = {name for path in ASSETS.glob("*.py") for name in re.findall(r"\bstep\(\"([^\"]+)\"\)", path.read_text())}
    assert len(names) > 9 and names == run_steps.STEPS.keys()


@pytest.mark.parametrize(
    ("in_dutch", "words"),
    [
        (False, ["signals … (took 20 s last time; about 20 s to go in all)", "signals  "]),
        (True, ["meldingen … (vorige keer 20 s; alles samen nog ongeveer 20 s)", "meldingen  "]),
    ],
)
def test_a_step_is_named_in_the_language_of_who_reads_and_kept_by_one_name(tmp_path, capsys, in_dutch, words):
    (tmp_path / "pace.json").write_text('{"signals": 20.0}')
    progress.to_terminal(tmp_path / "pace.json", in_dutch=in_dutch)
    with progress.step("signals"):
        pass
    progress.remember()

    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line.startswith(word) for line, word in zip(lines, words, strict=True)] == [True, True]
    assert lines[1].endswith("0,0 s" if in_dutch else "0.0 s") and "signals" in (tmp_path / "pace.json").read_text()
    progress.to_terminal()


def test_what_failed_is_said_to_be_the_data_teams_unless_it_is_about_the_files():
    refused = "FAILED landing: Niet overgenomen; wat eerder geladen is, blijft zoals het was.\n- exports/x.csv: leeg."
    assert list(run_steps.failures([refused])) == [refused.removeprefix("FAILED landing: ")]
    assert list(run_steps.failures(["FAILED models: see Dagster"])) == [run_steps.FOR_THE_DATA_TEAM, "FAILED models: see Dagster"]
    assert list(run_steps.failures([])) == []


def test_the_first_line_says_the_day_as_it_is_read_and_that_it_is_a_trial():
    assert run_steps.begun(date(2026, 11, 20), "/h", is_dry=True) == "Vroegsignaal, peildatum 20-11-2026, map /h (proef)"
    assert "20-11-2026" in run_steps.missed(date(2026, 11, 20))
