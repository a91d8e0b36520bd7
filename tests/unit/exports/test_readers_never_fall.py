"""Whatever a reader of outside files raises, a panic of its library too, is a refusal of that one file; an interrupt is not."""

import dagster as dg
import pytest

from exports.ground.failures import is_panic
from exports.inbox import feedback_files, sheets
from exports.inbox.feedback_files import read_feedback_file
from orchestration.failures import without_personal_data
from tests.unit.exports.test_spreadsheets import refusal, workbook

Panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
SECRET = "Van den Berg"


class Interrupted(BaseException):
    """As Dagster's own, which ends a step from outside."""


def raising(error):
    def work(*_, **__):
        raise error

    return work


@pytest.mark.parametrize("error", [Panic(SECRET), ValueError(SECRET), RecursionError(SECRET), MemoryError(SECRET)])
def test_a_workbook_whose_library_gives_up_is_refused_without_its_words(monkeypatch, error):
    monkeypatch.setattr(sheets.python_calamine, "load_workbook", raising(error))
    assert refusal(workbook([["a"], [1]])) in ("broken_workbook", "too_large")


@pytest.mark.parametrize("error", [Interrupted(), KeyboardInterrupt(), SystemExit()])
def test_an_interrupt_while_a_workbook_is_read_is_no_fault_of_the_workbook(monkeypatch, error):
    monkeypatch.setattr(sheets.python_calamine, "load_workbook", raising(error))
    with pytest.raises(type(error)):
        refusal(workbook([["a"], [1]]))
    assert not is_panic(error)


def test_a_feedback_file_that_nobody_foresaw_is_set_aside_with_a_rule(monkeypatch, tmp_path):
    monkeypatch.setattr(feedback_files, "read_lines", raising(LookupError(SECRET)))
    (tmp_path / "a.csv").write_text("Achternaam;Postcode\n")
    found = read_feedback_file(tmp_path / "a.csv", ())
    assert found.refusal and found.refusal.rule == "unreadable_file" and SECRET not in repr(found)


def test_a_panic_in_a_step_is_described_by_its_kind_and_an_interrupt_passes():
    with pytest.raises(dg.Failure) as failure:
        without_personal_data(raising_step(Panic(SECRET)))()
    assert "PanicException" in failure.value.description and SECRET not in failure.value.description
    with pytest.raises(Interrupted):
        without_personal_data(raising_step(Interrupted()))()


def raising_step(error):
    def step() -> None:
        raise error

    return step
