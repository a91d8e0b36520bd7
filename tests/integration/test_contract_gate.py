"""The one gate to a file can't be walked round: whatever goes wrong before it, that desk gets nothing and others all.

Belongs here: export models and frames that were tampered with, through the real second half of a day. Does not belong
here: the contract by itself (tests/unit/validations/test_outgoing.py).
"""

from __future__ import annotations

import duckdb
import pytest

from exports.delivery import outgoing
from exports.ground.duck import exact_cells
from tests.support.day import Place
from tests.support.portfolios import DESK_OF

DAY = "2026-04-20"
EXPORT, KEYS = "exports.signals_ris_matching", "marts.signal_lines"
PERSONAL = ("Jansen", "1011AB", "0201234567", "huurder@voorbeeld.nl", "A.B.", "Voorbeeldstraat", "geheim")


def tampered(judged: Place, root, *statements: str) -> Place:
    """The same home, after somebody changed the tables between models and gate."""
    place = judged.copy(root / "home")
    with duckdb.connect(str(place.home.warehouse)) as con:
        for statement in statements:
            con.execute(statement)
    return place


def assert_refused(place: Place, rule: str) -> None:
    """Nothing left for the desk, everything for the others, a clear word, and no value in it."""
    result = place.deliver(DAY)
    assert result.status == 1
    assert rule in result.text, result.text
    assert [value for value in PERSONAL if value in result.text] == []
    desks = {path.parent.name for path in place.files("signals")}
    assert desks == {"vps", "achterstandenaanleveren"}
    assert {event.payload["desk"] for event in place.events("batch_prepared")} == desks
    delivered = {event.lease_id for event in place.events("signal_delivered")}
    assert delivered == {lease for lease, desk in DESK_OF.items() if desk in desks}
    assert [event.payload["outcome"] for event in place.events("run_finished")] == ["failed"]


def test_untampered_everything_is_delivered(judged, tmp_path):
    place = judged.copy(tmp_path / "home")
    result = place.deliver(DAY)
    assert result.is_good, result.text
    assert len(place.events("signal_delivered")) == len(DESK_OF)


def test_a_desk_with_a_setting_that_cannot_be_used_gets_nothing_the_others_all_and_the_word_names_the_setting(judged, tmp_path):
    place = judged.copy(tmp_path / "home")
    result = place.deliver(DAY, ris_matching__channel="sftp", ris_matching__port="twee")
    assert result.status == 1
    assert "VROEGSIGNAAL_RIS_MATCHING__PORT" in result.text and "twee" not in result.text
    assert {DESK_OF[event.lease_id] for event in place.events("signal_delivered")} == {"vps", "achterstandenaanleveren"}
    assert [event.payload["outcome"] for event in place.events("run_finished")] == ["failed"]


def test_a_model_that_grew_a_column_delivers_nothing(judged, tmp_path):
    place = tampered(judged, tmp_path, f"alter table {EXPORT} add column \"Geboortedatum\" varchar default 'geheim'")
    assert_refused(place, "unexpected_column")


@pytest.mark.long
def test_a_model_that_lost_a_column_delivers_nothing(judged, tmp_path):
    place = tampered(judged, tmp_path, f'alter table {EXPORT} drop column "Woonplaats"')
    assert_refused(place, "missing_column")


@pytest.mark.long
def test_columns_in_another_order_deliver_nothing(judged, tmp_path):
    swapped = f'create or replace table {EXPORT} as select "Voorletters", * exclude ("Voorletters") from {EXPORT}'
    assert_refused(tampered(judged, tmp_path, swapped), "wrong_order")


@pytest.mark.long
def test_an_amount_that_is_no_exact_money_delivers_nothing(judged, tmp_path):
    place = tampered(
        judged, tmp_path, f'alter table {EXPORT} alter "Bedrag achterstand" type double',
        f"alter table {KEYS} alter amount type double",
    )  # fmt: skip
    assert_refused(place, "amount")


def test_an_optional_value_that_no_landlord_agreed_to_delivers_nothing(judged, tmp_path):
    place = tampered(
        judged, tmp_path, f"update {EXPORT} set \"Telefoonnummer 1\" = '0201234567'",
        f"update {KEYS} set phone = '0201234567' where desk = 'ris_matching'",
    )  # fmt: skip
    assert_refused(place, "optional_field_not_agreed")


def test_a_line_of_another_tenant_than_its_key_delivers_nothing(judged, tmp_path):
    place = tampered(judged, tmp_path, f"update {EXPORT} set \"Achternaam\" = 'Jansen2' where \"Huisnummer\" = '1'")
    assert_refused(place, "does not give the lines")


def test_a_line_too_many_delivers_nothing(judged, tmp_path):
    place = tampered(judged, tmp_path, f"insert into {EXPORT} select * from {EXPORT} limit 1")
    assert_refused(place, "does not give the lines")


def test_an_extra_column_put_among_the_cells_themselves_delivers_nothing(judged, tmp_path, monkeypatch):
    def with_more(con, sql):
        titles, cells = exact_cells(con, sql)
        return ((*titles, "Geboortedatum"), tuple((*line, "geheim") for line in cells)) if EXPORT in sql else (titles, cells)

    monkeypatch.setattr(outgoing, "exact_cells", with_more)
    assert_refused(judged.copy(tmp_path / "home"), "unexpected_column")
