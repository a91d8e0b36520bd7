"""Settings under a name that is not theirs are noticed."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from orchestration.environment import CHECKOUT, ENV_FILES, home_alone, unreadable_env_files, with_remarks
from orchestration.reader_settings import reader_settings
from orchestration.settings import Settings, unknown_names

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


PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)


@given(path=PATHS | st.sampled_from(["~", "~/x", ".", "/", "a/../b", " x ", "/srv/home/", "VROEGSIGNAAL_HOME"]))
def test_the_home_read_by_itself_is_the_one_that_settings_make_of_it(path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VROEGSIGNAAL_HOME", path)
        home = home_alone(os.environ, [])
        assert home == (None if path.startswith("~") else Settings().home)
        if home is not None:
            assert reader_settings() == (home, Settings().landing_max_age_days)


@pytest.mark.parametrize(
    "given_too",
    [
        {"VROEGSIGNAAL_LANDING_MAX_AGE_DAYS": "1"},
        {"vroegsignaal_home": "y"},
        {"VROEGSIGNAAL_HOOM": "y"},
        {"VROEGSIGNAAL_HOME": ""},
    ],
)
def test_where_more_than_the_home_was_given_all_of_it_is_held_to_its_kind(given_too):
    assert home_alone({"VROEGSIGNAAL_HOME": "x"} | given_too, []) is None


def test_an_env_file_may_give_more_than_the_home(tmp_path):
    (tmp_path / ".env").write_text("")
    assert home_alone({"VROEGSIGNAAL_HOME": "x"}, [tmp_path / ".env"]) is None


def test_a_reader_gets_the_settings_that_were_given_and_is_refused_one_that_cannot_be_used(tmp_path, monkeypatch):
    monkeypatch.setenv("VROEGSIGNAAL_HOME", str(tmp_path))
    monkeypatch.setenv("VROEGSIGNAAL_LANDING_MAX_AGE_DAYS", "1")
    assert reader_settings() == (tmp_path, 1)
    monkeypatch.setenv("VROEGSIGNAAL_MINIMUM_AMOUNT", "fifty")
    with pytest.raises(ValidationError):
        reader_settings()
