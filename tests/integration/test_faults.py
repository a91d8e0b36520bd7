"""A sample of the fault table (docs/faults.md); the whole of it is `make faults`."""

from __future__ import annotations

import pytest

from tests.faults.judge import judge, session_of
from tests.faults.points import all_points
from tests.support.parts import require

POINTS = all_points()
SAMPLE = [point for point in POINTS[5::31] if point.server != "sshd"]
SSHD_SAMPLE = [point for point in POINTS[7::25] if point.server == "sshd"]


def name(point):
    return f"{point.server}, {point.fault}{', taken' if point.taken else ''}{', changed' if point.changed else ''}"


def test_the_table_has_at_least_two_hundred_different_faults():
    assert len({name(point) + str(point) for point in POINTS}) == len(POINTS) >= 200


@pytest.mark.parametrize("point", SAMPLE, ids=name)
def test_a_fault_ends_delivered_once_or_not_delivered_or_in_doubt_and_said_so(point, tmp_path):
    assert judge(point, tmp_path, (0, 0)).broken == ()


@pytest.fixture(scope="module")
def openssh_session(tmp_path_factory):
    require("sshd")
    return session_of(tmp_path_factory.mktemp("session"))


@pytest.mark.parametrize("point", SSHD_SAMPLE, ids=name)
def test_a_fault_on_the_way_to_openssh_ends_as_well(point, tmp_path, openssh_session):
    assert judge(point, tmp_path, openssh_session).broken == ()
