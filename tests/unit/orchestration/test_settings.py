"""Settings under a name that is not theirs are noticed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from orchestration.settings import CHECKOUT, ENV_FILES, Settings, unknown_names, unreadable_env_files, with_remarks

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
    listed = re.findall(r"^#(VROEGSIGNAAL_[A-Z_]+)=", (CHECKOUT / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert len(listed) > 30
    assert unknown_names(dict.fromkeys(listed, ""), [tmp_path / "none"]) == []


def test_no_line_of_the_example_file_has_a_remark_behind_its_value():
    lines = (CHECKOUT / ".env.example").read_text("utf-8").splitlines()
    assert with_remarks(dict(line.removeprefix("#").split("=", 1) for line in lines if line.startswith("#VROEGSIGNAAL_"))) == []


def test_a_remark_that_a_service_took_as_part_of_a_value_is_named_and_a_sign_in_a_value_is_not():
    given = {"VROEGSIGNAAL_HOME": "/srv/home  # the disk", "VROEGSIGNAAL_MANAGER__IBAN": "# *", "PATH": "x # y"}
    assert with_remarks(given) == ["VROEGSIGNAAL_HOME", "VROEGSIGNAAL_MANAGER__IBAN"]
    assert with_remarks({"VROEGSIGNAAL_MANAGER__ADDRESS": "Hofje 3 #12, 1011AB Amsterdam"}) == []


def test_a_checkouts_own_env_file_is_found_from_any_folder_and_the_working_folders_goes_before():
    assert (CHECKOUT / ".env", Path(".env")) == ENV_FILES


@pytest.mark.parametrize(("data", "is_named"), [(b"A=\xe9\n", True), (b"# x\n" * 30_000, True), (b"A=1\n", False)])
def test_an_env_file_that_cannot_be_read_is_named_before_anything_reads_it(tmp_path, data, is_named):
    (tmp_path / ".env").write_bytes(data)
    assert unreadable_env_files([tmp_path / ".env", tmp_path / "absent.env"]) == ([".env"] if is_named else [])


def test_a_line_without_an_equals_sign_makes_a_name_that_is_not_repeated(tmp_path):
    (tmp_path / ".env").write_text("VROEGSIGNAAL_MANAGER__NAME 'Van den Berg'\nVROEGSIGNAAL_HOOM=x\n")
    result = unknown_names({}, [tmp_path / ".env"])
    assert "VROEGSIGNAAL_HOOM" in result and "BERG" not in str(result).upper()


@pytest.mark.parametrize("home", ["a\0b", "~nobody-of-that-name/x"])
def test_a_home_that_is_no_folders_name_is_refused_in_words(home):
    with pytest.raises(ValidationError):
        Settings(home=home)
