"""The pace of a run, kept for the estimate of the next one."""

from orchestration import progress


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
