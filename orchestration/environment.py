"""What the environment and the `.env` files give, before any of it is held to what a setting may be.

Belongs here: where this product lies, where settings are looked for, and what is wrong with a file or
value whatever the setting. Does not belong here: what the settings are (settings.py). Nothing here loads what takes long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

PREFIX = "VROEGSIGNAAL_"
CHECKOUT = Path(__file__).resolve().parent.parent  # the folder of the rooms: a checkout, or the package of an installation
IS_CHECKOUT = (CHECKOUT / "pyproject.toml").is_file()
DBT_PROJECT = CHECKOUT / "dbt_project"
# A checkout's own .env holds wherever a command is given from, so that no command works on another home than the last one.
ENV_FILES = (CHECKOUT / ".env", Path(".env")) if IS_CHECKOUT else (Path(".env"),)
LARGEST_ENV = 100_000  # bytes; the library that reads these files takes minutes for megabytes
NO_SETTINGS = ("WAREHOUSE", "COMPILED", "ALL_PARTS")  # what a run passes to dbt, and .ci/run the tests


def unreadable_env_files(env_files: Sequence[Path] = ENV_FILES) -> list[str]:
    """The names of the `.env` files that are no text in UTF-8, or larger than `LARGEST_ENV`; found before anything reads them."""
    return [file.name for file in env_files if file.is_file() and not _is_readable(file)]


def _is_readable(file: Path) -> bool:
    if file.stat().st_size > LARGEST_ENV:
        return False
    try:
        file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def with_remarks(environment: Mapping[str, str]) -> list[str]:
    """The names of ours whose value ends in a remark (`3000  # the page`): who made the environment took it as part of the value.

    systemd's EnvironmentFile and `docker run --env-file` do. A file of ours is read without its remarks.
    """
    return sorted(
        name for name, value in environment.items() if name.upper().startswith(PREFIX) and re.search(r"(^|\s)#(\s|$)", value)
    )


def home_alone(environment: Mapping[str, str], env_files: Sequence[Path] = ENV_FILES) -> Path | None:
    """The home, where the environment gives it as a plain path and nobody gave any other setting; else None.

    Then there is nothing to hold to its kind: whoever only asks need not load what does so (`Settings`), which takes as long as
    the answer. A test holds this to what `Settings` makes of the same.
    """
    name_of_home, no_settings = f"{PREFIX}HOME", {f"{PREFIX}{name}" for name in NO_SETTINGS}
    ours = {name for name in environment if name.upper().startswith(PREFIX)} - no_settings
    path = environment.get(name_of_home, "")
    if ours != {name_of_home} or any(file.exists() for file in env_files):
        return None
    return Path(path).absolute() if path and not path.startswith("~") and "\0" not in path else None
