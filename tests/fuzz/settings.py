"""The readers of what people set: an .env file and a desk's TOML, each with good files of its own.

Belongs here: calling each as the product does. Does not belong here: readers of tables (readers.py).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import SettingsError

from orchestration.cli import _error_text
from orchestration.environment import PREFIX, unreadable_env_files
from orchestration.settings import Settings, unknown_names
from tests.fuzz.reader import MAIL, NAME, STREET, Reader
from validations import desks

SETTINGS = f"""# of this organisation
VROEGSIGNAAL_HOME=/srv/vroegsignaal
VROEGSIGNAAL_FILE_FORMAT="csv"
VROEGSIGNAAL_MINIMUM_AMOUNT=50.00
VROEGSIGNAAL_MAIL__TO={MAIL}
VROEGSIGNAAL_MANAGER__NAME='{NAME}'
export VROEGSIGNAAL_MANAGER__ADDRESS="{STREET} 1"
VROEGSIGNAAL_RIS_MATCHING__CHANNEL=sftp
VROEGSIGNAAL_RIS_MATCHING__SIGNAL_FIELDS={{"Achternaam": "{NAME}"}}
VROEGSIGNAAL_REDELIVERY=never
"""


def of_settings(folder: Path) -> list[Reader]:
    env, code = folder / "settings.env", "ris_matching"
    desk_file = folder / f"{code}.toml"

    def read_env(data: bytes) -> tuple[bool, str]:
        env.write_bytes(data)
        words = unreadable_env_files([env])
        with _no_settings_around():
            try:
                if words:
                    return True, str(words)
                words += unknown_names({}, [env])
                Settings(_env_file=env)
            except ValidationError as error:
                words.append(_error_text(error))
            except SettingsError as error:
                words.append(_error_text(error))
        return bool(words), "\n".join(words)

    def read_desk(data: bytes) -> tuple[bool, str]:
        desk_file.write_bytes(data)
        try:
            desks._read(desk_file)
        except desks.DeskFileBroken as broken:
            return True, str(broken)
        return False, ""

    good = (desks.FOLDER / f"{code}.toml").read_bytes()
    return [
        Reader("settings .env", "text", (SETTINGS.encode(),), read_env, 60),
        Reader("desk TOML", "text", (good,), read_desk, 60),
    ]


@contextmanager
def _no_settings_around():
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(PREFIX)}
    try:
        yield
    finally:
        os.environ.update(kept)
