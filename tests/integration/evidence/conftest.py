"""One lived home for all of these tests; what changes it works on a copy."""

from __future__ import annotations

import pytest

from tests.support.lived_home import Lived, live
from tests.support.shared import built_once


@pytest.fixture(scope="session")
def lived(tmp_path_factory) -> Lived:
    root, portfolio = built_once(tmp_path_factory, "lived", lambda root: live(root / "home").portfolio)
    return Lived(root / "home", portfolio)


@pytest.fixture
def mine(lived, tmp_path) -> Lived:
    """A copy of the lived home that this test may change."""
    return lived.copy_to(tmp_path / "home")
