"""`explain` finds a lease by what somebody on the telephone says, and names what it found by numbers alone."""

from __future__ import annotations

import duckdb
import pytest

from documents.lease_search import found, is_like_a_number, one_found, several

LEASES = [  # lease, tenant, street, number, suffix, postcode, city, ended on
    ("1001", "T1", "Vlierstraat", 12, None, "7131 KD", "Lichtenvoorde", None),
    ("1002", "T2", "Vlierstraat", 12, "A", "7131KD", "Lichtenvoorde", None),
    ("1003", "T2", "Vlierstraat", 14, None, "7131KD", "Lichtenvoorde", "2025-01-31"),
    ("1004", "T3", "1e Dwarsweg", 2, None, "7001AB", "Doetinchem", None),
    ("204", "T4", "Plein", 204, None, "7001AC", "Doetinchem", None),
    ("T1", "T5", "Kade", 7, None, "7001AD", "Doetinchem", None),
]
TENANTS = [
    ("T1", "B.J.", None, "Wolterink"), ("T2", "A.", "van den", "Berg"), ("T3", "H.", None, "Çelik-Bergsma"),
    ("T4", "P.", None, "Li"), ("T5", "J.", None, "Visser"), ("T6", "K.", None, "Zomer"),
]  # fmt: skip


@pytest.fixture
def con():
    con = duckdb.connect()
    con.execute("""create schema landing;
        create table landing.leases (lease_id varchar, tenant_id varchar, street varchar, house_number integer,
            house_number_suffix varchar, postcode varchar, city varchar, ended_on date);
        create table landing.tenants (tenant_id varchar, initials varchar, name_prefix varchar, last_name varchar);
        create table landing.co_tenants (lease_id varchar, tenant_id varchar);
        insert into landing.co_tenants values ('1004', 'T6')""")
    con.executemany("insert into landing.leases values (?, ?, ?, ?, ?, ?, ?, ?)", LEASES)
    con.executemany("insert into landing.tenants values (?, ?, ?, ?)", TENANTS)
    return con


def numbers(con, text):
    return [each["lease_id"] for each in found(con, text)]


@pytest.mark.parametrize(
    ("text", "leases"),
    [
        ("wolterink", ["1001"]), ("Wolter", ["1001"]), ("b.j. WOLTERINK", ["1001"]), ("celik", ["1004"]),
        ("van den Berg", ["1002", "1003"]), ("zomer", ["1004"]), ("Li", ["204"]), ("visser kade 7", ["T1"]),
        ("7131KD 12", ["1001", "1002"]), ("7131 kd 12a", ["1002"]), ("7131 KD 12 A", ["1002"]), ("Vlierstraat 14", ["1003"]),
        ("vlierstr 12a", ["1002"]), ("1e Dwarsweg 2", ["1004"]), ("berg vlierstraat", ["1002", "1003"]),
        ("7131kd", ["1001", "1002", "1003"]),
    ],
)  # fmt: skip
def test_a_lease_is_found_by_a_part_of_a_name_by_postcode_and_number_or_by_address(con, text, leases):
    assert numbers(con, text) == leases


def test_who_rents_by_this_very_number_is_found_and_those_that_run_come_first(con):
    assert numbers(con, "t2") == ["1002", "1003"]
    assert numbers(con, "T1") == ["1001", "T1"]  # the command takes the lease with this number for it


@pytest.mark.parametrize("text", ["12", "100", "1005", "T", "T9", "20", "Jansen", "Li 7", "9999 ZZ 1", "a", "", "%", "' or 1=1"])
def test_a_mistyped_number_is_not_taken_for_that_of_somebody_s_house_or_for_the_start_of_another(con, text):
    assert numbers(con, text) == []


def test_nothing_is_sought_in_tables_that_are_not_there():
    assert found(duckdb.connect(), "Wolterink") == []


def test_what_was_typed_is_said_back_only_where_it_is_like_a_number():
    assert [text for text in ("L99", "2040", "Jansen", "7131KD", "Plein 2", "7131 KD 2") if is_like_a_number(text)] == [
        "L99",
        "2040",
    ]


def test_candidates_are_named_by_numbers_and_by_what_was_decided_of_them(con):
    text = "\n".join(several(found(con, "van den Berg"), {"1002": "€ 10,00, niet: al gemeld"}, " --preview"))
    assert "1002  huurder T2, € 10,00, niet: al gemeld" in text and "1003  huurder T2, einde 31-01-2025, geen achterstand" in text
    assert text.startswith("Dit past op 2 huurovereenkomsten.") and text.endswith("explain CONTRACTNUMMER --preview")
    assert "berg" not in (text + one_found(found(con, "wolterink")[0])).lower()
    many = [{"lease_id": str(n), "tenant_id": "T", "ended_on": None} for n in range(14)]
    text = "\n".join(several(many, None, ""))
    assert "en nog 4: typ er een postcode, huisnummer of voorletter bij" in text and "achterstand" not in text
