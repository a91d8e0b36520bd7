"""The two settings by which `status` and `explain` answer: the home, and how old receipts may be.

Belongs here: these two. Does not belong here: any other setting (settings.py), or where settings come from (environment.py).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from orchestration.environment import home_alone

LANDING_MAX_AGE_DAYS = 3


class ReaderSettings(NamedTuple):
    """The home, absolute; and after how many days the receipts are too old to say that rent was not paid."""

    home: Path
    landing_max_age_days: int


def reader_settings() -> ReaderSettings:
    """The settings of whoever only asks. Where more than the home was given, all of it is held to its kind first.

    Raises:
        ValidationError: a setting cannot be used.
    """
    home = home_alone(os.environ)
    if home is not None:
        return ReaderSettings(home, LANDING_MAX_AGE_DAYS)
    from orchestration.settings import Settings

    settings = Settings()
    return ReaderSettings(settings.home, settings.landing_max_age_days)
