"""Settings under a name that is not theirs are noticed."""

from __future__ import annotations

import re
from pathlib import Path

from orchestration.settings import CHECKOUT, ENV_FILES, unknown_names

GOOD = {
    "VROEGSIGNAAL_HOME": "x",
    "VROEGSIGNAAL_RIS_MATCHING__HOST_KEY": "x",
    "VROEGSIGNAAL_RIS_MATCHING__SIGNAL_FIELDS": "{}",
    "VROEGSIGNAAL_RIS_MATCHING__SIGNAL_FIELDS__Postcode": "zip",
    "VROEGSIGNAAL_RETENTION__LANDING_DAYS": "10",
    "VROEGSIGNAAL_MANAGER__NAME": "x",
    "PATH": "x",
}


def test_a_misspelt_setting_is_named_wherever_it_stands(tmp_path):
    (tmp_path / ".env").write_text("VROEGSIGNAAL_REDELIVRY=always\nVROEGSIGNAAL_MINIMUM_AMOUNT=50\n")
    wrong = {"VROEGSIGNAAL_RIS_MATCHING__CHANEL": "sftp", "VROEGSIGNAAL_HOME__X": "y"}
    assert unknown_names(GOOD | wrong, [tmp_path / ".env"]) == [
        "VROEGSIGNAAL_HOME__X", "VROEGSIGNAAL_REDELIVRY", "VROEGSIGNAAL_RIS_MATCHING__CHANEL",
    ]  # fmt: skip


def test_every_setting_of_the_example_file_exists(tmp_path):
    listed = re.findall(r"^# (VROEGSIGNAAL_[A-Z_]+)=", (CHECKOUT / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert len(listed) > 30
    assert unknown_names(dict.fromkeys(listed, ""), [tmp_path / "none"]) == []


def test_a_checkouts_own_env_file_is_found_from_any_folder_and_the_working_folders_goes_before():
    assert (CHECKOUT / ".env", Path(".env")) == ENV_FILES
