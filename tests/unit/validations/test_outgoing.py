"""Each rule of the outgoing contracts holds and fails where it should, and no refusal repeats a value."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import traceback
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validations.outgoing import (
    CONTRACTS,
    CheckedFrame,
    ContractBroken,
    GateBypassed,
    check_outgoing,
    ensure_checked,
    titles_of,
)
from validations.outgoing_values import ADVICE

ALL_FIELDS = {"initials", "street", "house_number_suffix", "city", "phone", "email"}
SIGNAL = {
    "Achternaam": "van der Heijden", "Voorletters": "A.B.", "Straatnaam": "Voorbeeldstraat", "Huisnummer": "1",
    "Huisnummer toevoeging": "bis", "Postcode": "1011AB", "Woonplaats": "Amsterdam", "Telefoonnummer 1": "0201234567",
    "E-Mailadres": "huurder@voorbeeld.nl", "Aantal maanden achterstand": 1, "Bedrag achterstand": Decimal("1000.00"),
}  # fmt: skip
WITHDRAWAL = {"Postcode": "1011AB", "Huisnummer": "1", "Huisnummer toevoeging": None}
PAUSE = {
    "Dossiernummer": "DOS-1", "Bericht": "opschorten", "Met ingang van": date(2026, 4, 25), "Tot": date(2026, 5, 25),
    "Reden": "hulp geaccepteerd",
}  # fmt: skip
RESUME = {**PAUSE, "Bericht": "hervatten", "Tot": None, "Reden": "nieuwe achterstand"}
LAWFUL = {"signals": SIGNAL, "withdrawals": WITHDRAWAL, "hold_notices": PAUSE}
MARKER = "MARKER-geheim"


def frame(*lines: dict) -> pd.DataFrame:
    return pd.DataFrame([list(line.values()) for line in lines], columns=list(lines[0]), dtype=object)


def check(kind: str, *lines: dict) -> CheckedFrame:
    allowed = [ALL_FIELDS] * len(lines) if kind == "signals" else None
    return check_outgoing(kind, frame(*lines), allowed)


def refusal(kind: str, data: pd.DataFrame, allowed=None) -> ContractBroken:
    with pytest.raises(ContractBroken) as caught:
        check_outgoing(kind, data, allowed)
    return caught.value


def broken(kind: str, **changed: object) -> set[tuple[str | None, str]]:
    line = {**LAWFUL[kind], **changed}
    allowed = [ALL_FIELDS] if kind == "signals" else None
    return {(problem.column, problem.rule) for problem in refusal(kind, frame(line), allowed).problems}


def test_the_signal_file_has_exactly_the_eleven_columns_of_the_law():
    assert titles_of("signals") == (
        "Achternaam", "Voorletters", "Straatnaam", "Huisnummer", "Huisnummer toevoeging", "Postcode", "Woonplaats",
        "Telefoonnummer 1", "E-Mailadres", "Aantal maanden achterstand", "Bedrag achterstand",
    )  # fmt: skip
    required = [column.title for column in CONTRACTS["signals"] if column.required]
    assert required == [
        "Achternaam", "Huisnummer", "Postcode", "Aantal maanden achterstand", "Bedrag achterstand",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(LAWFUL))
def test_lawful_lines_pass_and_keep_their_order_and_values(kind):
    checked = check(kind, LAWFUL[kind], LAWFUL[kind])

    assert checked.titles == tuple(LAWFUL[kind])
    assert checked.rows == (tuple(LAWFUL[kind].values()),) * 2
    assert ensure_checked(checked) is checked
    assert len(checked) == 2


def test_a_resumption_passes():
    assert check("hold_notices", RESUME, {**RESUME, "Reden": "opschorting verstreken"})


@pytest.mark.parametrize("kind", sorted(LAWFUL))
def test_a_file_without_lines_has_the_form_of_the_contract(kind):
    assert len(check_outgoing(kind, frame(LAWFUL[kind]).head(0))) == 0


# The columns: set, order, number.


def test_a_column_more_is_refused_and_named_by_its_place_alone():
    data = frame({**SIGNAL, MARKER: "x"})
    error = refusal("signals", data, [ALL_FIELDS])

    assert [(p.column, p.rule) for p in error.problems] == [("number 12", "unexpected_column")]
    assert MARKER not in str(error)


@pytest.mark.parametrize("title", titles_of("signals"))
def test_no_column_may_be_missing(title):
    data = frame(SIGNAL).drop(columns=title)
    assert (title, "missing_column") in {(p.column, p.rule) for p in refusal("signals", data).problems}


def test_columns_in_another_order_are_refused():
    data = frame(SIGNAL)[list(reversed(SIGNAL))]
    assert {p.rule for p in refusal("signals", data).problems} == {"wrong_order"}


def test_a_column_twice_is_refused():
    data = frame(SIGNAL)
    data.insert(11, "Achternaam", MARKER, allow_duplicates=True)
    error = refusal("signals", data)

    assert "column_twice" in {p.rule for p in error.problems}
    assert MARKER not in str(error)


# The cells.


@pytest.mark.parametrize("kind", sorted(LAWFUL))
def test_each_required_cell_must_be_filled_and_each_other_may_be_empty(kind):
    for column in CONTRACTS[kind]:
        line = {**LAWFUL[kind], column.title: None}
        if column.required:
            assert broken(kind, **{column.title: None}) >= {(column.title, "required_cell_empty")}
        elif column.title != "Tot":
            assert check(kind, line)


TEXT_COLUMNS = [(kind, c.title) for kind in CONTRACTS for c in CONTRACTS[kind] if c.kind == "text"]


@pytest.mark.parametrize("kind, title", TEXT_COLUMNS)
@pytest.mark.parametrize(
    "value, rule",
    [
        (1, "not_text"), (1.0, "not_text"), (float("nan"), "not_text"), (pd.NA, "not_text"),
        (Decimal("1.00"), "not_text"), (True, "not_text"), ("", "empty_text"), (" x", "not_trimmed"),
        ("x\u00a0", "not_trimmed"),
        ("x\x00y", "control_character"), ("x\x1fy", "control_character"), ("x\x85y", "control_character"),
        ("x\u2028y", "control_character"), ("x\ud800y", "control_character"), ("x\uffffy", "control_character"),
        ("x" * 1001, "too_long"),
    ],
)  # fmt: skip
def test_a_text_cell_holds_trimmed_writable_text_or_nothing(kind, title, value, rule):
    assert (title, rule) in broken(kind, **{title: value})


@pytest.mark.parametrize(
    "value",
    ["=1+1", "+31201234567", "-", "@home", "'s-Graveland", "Ünäl-Şahin", "x\u200dy", "É", "x\ty", "x\ny", "x\r\ny"],
)
def test_text_is_let_through_as_it_is(value):
    assert check("signals", {**SIGNAL, "Straatnaam": value}).column("Straatnaam") == (value,)


@pytest.mark.parametrize("kind", ["signals", "withdrawals"])
@pytest.mark.parametrize("value", ["1011 AB", "1011ab", "0011AB", "1011SA", "1011SD", "1011SS", "1011A", " 1011AB", ""])
def test_a_postcode_that_is_not_one_is_refused(kind, value):
    assert ("Postcode", "not_a_postcode") in broken(kind, Postcode=value)


@pytest.mark.parametrize("kind", ["signals", "withdrawals"])
@pytest.mark.parametrize("value", ["1a", "", " 1", "1-3", "١", "-1"])
def test_a_house_number_is_digits_only(kind, value):
    assert ("Huisnummer", "not_a_house_number") in broken(kind, Huisnummer=value)


def test_a_value_as_odd_as_the_decision_lets_through_does_not_keep_the_file_back():
    line = {**SIGNAL, "Huisnummer": "12345678901", "Aantal maanden achterstand": 1515}
    assert check("signals", line).column("Huisnummer") == ("12345678901",)


def test_a_house_number_that_is_a_number_and_no_text_is_refused():
    assert ("Huisnummer", "not_text") in broken("signals", Huisnummer=1)


@pytest.mark.parametrize("value", [0, -1, 1.0, "1", True, Decimal("1"), float("nan"), 119989])
def test_months_are_a_whole_number_of_at_least_one(value):
    assert broken("signals", **{"Aantal maanden achterstand": value}) == {("Aantal maanden achterstand", "not_whole_months")}


def test_whole_numbers_of_numpy_are_whole_numbers():
    checked = check("signals", {**SIGNAL, "Aantal maanden achterstand": np.int32(3)})
    assert checked.column("Aantal maanden achterstand") == (3,)
    assert type(checked.column("Aantal maanden achterstand")[0]) is int


@pytest.mark.parametrize(
    "value",
    [
        1000.0, 1000, "1000.00", Decimal("1000"), Decimal("1000.0"), Decimal("1000.000"), Decimal("0.00"),
        Decimal("-1.00"), Decimal("NaN"), Decimal("Infinity"), Decimal("10000000000.00"), np.float64(10.0),
    ],
)  # fmt: skip
def test_an_amount_is_an_exact_decimal_above_zero_with_two_decimals(value):
    assert broken("signals", **{"Bedrag achterstand": value}) == {("Bedrag achterstand", "not_an_amount")}


@pytest.mark.parametrize("value", [datetime(2026, 4, 25), pd.Timestamp("2026-04-25"), "2026-04-25", 20260425])
def test_a_date_is_a_date_without_a_time(value):
    assert ("Met ingang van", "not_a_date") in broken("hold_notices", **{"Met ingang van": value})


def test_a_hold_notice_says_only_the_words_agreed():
    assert ("Bericht", "not_a_message") in broken("hold_notices", Bericht="stoppen")
    assert ("Reden", "not_a_reason") in broken("hold_notices", Reden="overleden")
    assert ("Bericht", "not_a_message") in broken("hold_notices", Bericht=["opschorten"])


@pytest.mark.parametrize("line", [{**PAUSE, "Tot": None}, {**RESUME, "Tot": date(2026, 5, 25)}])
def test_a_pause_has_an_end_and_a_resumption_has_none(line):
    assert {(p.column, p.rule) for p in refusal("hold_notices", frame(line)).problems} == {(None, "until_does_not_fit_message")}


@pytest.mark.parametrize("line", [{**PAUSE, "Reden": "nieuwe achterstand"}, {**RESUME, "Reden": "hulp geaccepteerd"}])
def test_a_reason_belongs_to_its_message(line):
    assert {p.rule for p in refusal("hold_notices", frame(line)).problems} == {"reason_does_not_fit_message"}


# The landlord's agreement.

OPTIONAL = {column.title: column.field for column in CONTRACTS["signals"] if column.field}


@pytest.mark.parametrize("title", sorted(OPTIONAL))
def test_a_value_in_an_optional_column_needs_the_landlords_agreement(title):
    data = frame({**SIGNAL, **dict.fromkeys(OPTIONAL), title: MARKER})

    assert check_outgoing("signals", data, [{OPTIONAL[title]}])
    for without in (None, [set()], [ALL_FIELDS - {OPTIONAL[title]}]):
        error = refusal("signals", data, without)
        assert [(p.column, p.rule, p.rows) for p in error.problems] == [(title, "optional_field_not_agreed", (1,))]
        assert MARKER not in str(error)


def test_the_agreement_is_looked_at_line_by_line():
    empty = {**SIGNAL, **dict.fromkeys(OPTIONAL)}
    data = frame({**empty, "Woonplaats": "Utrecht"}, empty, {**empty, "Woonplaats": "Utrecht"})

    assert refusal("signals", data, [{"city"}, {"city"}, set()]).problems[0].rows == (3,)
    flags = pd.DataFrame({"city": [True, False, True], "phone": [False, False, False]})
    assert check_outgoing("signals", data, flags)
    assert refusal("signals", data, ~flags).problems[0].rows == (1, 3)


def test_agreements_for_another_number_of_lines_are_a_mistake():
    with pytest.raises(ValueError, match="2 lines"):
        check_outgoing("signals", frame(SIGNAL), [set(), set()])


# What a refusal says.


def test_all_problems_are_listed_at_once_with_the_first_ten_rows_and_the_count():
    lines = [{**SIGNAL, "Postcode": "x"} for _ in range(12)] + [{**SIGNAL, "Achternaam": None}]
    error = refusal("signals", frame(*lines), [ALL_FIELDS] * 13)

    result = {(p.column, p.rule): (p.count, p.rows) for p in error.problems}
    assert result == {
        ("Postcode", "not_a_postcode"): (12, tuple(range(1, 11))),
        ("Achternaam", "required_cell_empty"): (1, (13,)),
    }
    assert "12 rows" in str(error) and "nothing was written" in str(error)


def test_no_value_gets_into_a_refusal_or_its_traceback():
    hidden = dict.fromkeys(SIGNAL, f"{MARKER}\n")
    data = frame(hidden, hidden)
    data.index = [MARKER, MARKER + "2"]
    try:
        check_outgoing("signals", data, [set(), set()])
    except ContractBroken as error:
        text = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__)
        assert error.problems and error.__context__ is None
    assert MARKER not in text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.text(), st.floats(), st.none(), st.integers(), st.binary()), min_size=11, max_size=11))
def test_any_line_whatever_passes_or_is_refused_by_a_known_rule(cells):
    data = pd.DataFrame([cells], columns=titles_of("signals"), dtype=object)
    try:
        check_outgoing("signals", data, [ALL_FIELDS])
    except ContractBroken as error:
        assert {p.rule for p in error.problems} <= set(ADVICE) - {"contract_broken"}


# The gate.


def test_a_checked_frame_cannot_be_made_changed_or_put_together_elsewhere():
    checked = check("signals", SIGNAL)

    with pytest.raises(GateBypassed):
        CheckedFrame(checked.kind, checked.titles, checked.rows, checked.seal, token=None)
    with pytest.raises(dataclasses.FrozenInstanceError):
        checked.rows = ()
    with pytest.raises(ValueError, match="token"):
        dataclasses.replace(checked, rows=())


def test_lines_changed_by_force_after_the_check_are_noticed():
    checked = check("signals", SIGNAL)
    object.__setattr__(checked, "rows", (tuple({**SIGNAL, "Voorletters": MARKER}.values()),))

    with pytest.raises(GateBypassed) as caught:
        ensure_checked(checked)
    assert MARKER not in str(caught.value)


def test_what_only_looks_like_a_checked_frame_is_not_taken():
    class Lookalike(CheckedFrame):
        pass

    checked = check("signals", SIGNAL)
    lookalike = copy.copy(checked)
    object.__setattr__(lookalike, "__class__", Lookalike)
    for other in (frame(SIGNAL), lookalike, None):
        with pytest.raises(GateBypassed):
            ensure_checked(other)


def test_a_seal_is_worth_nothing_in_another_process(monkeypatch):
    stored = pickle.dumps(check("signals", SIGNAL))
    monkeypatch.setattr("validations.outgoing._SEAL", b"another process")
    with pytest.raises(GateBypassed):
        ensure_checked(pickle.loads(stored))


def test_the_frame_that_was_checked_may_change_afterwards_without_changing_what_leaves():
    data = frame(SIGNAL)
    checked = check_outgoing("signals", data, [ALL_FIELDS])
    data.loc[0, "Achternaam"] = MARKER
    assert checked.column("Achternaam") == ("van der Heijden",)


def test_a_checked_frame_shows_no_line_when_printed():
    assert repr(check("signals", SIGNAL)) == "CheckedFrame(signals, 1 lines)"
