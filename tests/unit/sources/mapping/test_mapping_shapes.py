"""Exports that are not shaped as our tables: made so by the mapping file alone, with every line passed over named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from sources.findings import SourcesRefused
from sources.reading.files import files_of, months_missing
from sources.reading.parts import PARTS
from sources.reading.rules import FOLDER, Export
from sources.reading.shapes import day_in_name, newest, part_of
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

ACTIONS = """
[[collection_actions]]
file = "aanmaningen.csv"
title_rows = 2
skip_empty = ["performed_on"]
made_ids = {{action_id = ["lease_id", "action_type", "performed_on"]}}
dates = ["dd-mm-jjjj", "excel"]
no_date = ["00-00-0000"]
[collection_actions.columns]
lease_id = "Contract"
performed_on = "{title}"
[collection_actions.constants]
action_type = "{action}"
channel = "post"
"""
DUNNING = (
    "Contract;Aanmaningen;;\n;Herinnering;Aanmaning;Sommatie\nC1;05-10-2026;46310;\nC2;05-10-2026;00-00-0000;\nC2;05-10-2026;;\n"
)
CONTRACTS = "Contract;Huurder;Adres;PC;Opdr;Soort;Ingang\n"
LEASES = """
[leases]
file = "contracten.csv"
rows = "first"
dates = ["dd-mm-jjjj", "jjjj-mm"]
[leases.columns]
lease_id = "Contract"
tenant_id = "Huurder"
landlord_id = "Opdr"
unit_type = "Soort"
started_on = "Ingang"
[leases.patterns]
unit_type = [["garage|parke", "parking"], ["woning", "dwelling"]]
[leases.split]
street = ["Adres", "street"]
house_number = ["Adres", "house_number"]
house_number_suffix = ["Adres", "house_number_suffix"]
postcode = ["PC", "postcode"]
city = ["PC", "city"]
"""
TENANTS = """
[tenants]
file = "contracten.csv"
rows = "distinct"
[tenants.columns]
tenant_id = "Huurder"
[tenants.split]
last_name = ["Naam", "last_name"]
initials = ["Naam", "initials"]
name_prefix = ["Naam", "name_prefix"]
[tenants.constants]
tenant_type = "person"
"""


def actions(*steps):
    return "".join(ACTIONS.format(title=title, action=action) for title, action in steps)


def test_dunning_in_columns_becomes_an_action_a_date_with_ids_of_its_own(tmp_path):
    mapping = actions(("Herinnering", "reminder_letter"), ("Aanmaning", "demand_letter"))
    report = prepared(tmp_path, mapping, aanmaningen__csv=DUNNING)

    assert [(*row[:3], row[4]) for row in rows(report, "collection_actions")] == [
        ("C1/demand_letter/46310", "C1", "demand_letter", date(2026, 10, 15)),
        ("C1/reminder_letter/05-10-2026", "C1", "reminder_letter", date(2026, 10, 5)),
        ("C2/reminder_letter/05-10-2026", "C2", "reminder_letter", date(2026, 10, 5)),
        ("C2/reminder_letter/05-10-2026/2", "C2", "reminder_letter", date(2026, 10, 5)),
    ]
    assert "2 regels zonder 'Aanmaning' overgeslagen" in words_of(report)


def test_an_address_in_one_column_is_taken_apart_and_free_text_gets_a_code(tmp_path):
    first = "C1;D1;1e Daalsedijk 15 bis;3512 JE Utrecht;O1;Woning zelfstandig;2019-02\n"
    second = "C2;D2;Plein '40-'45 3-A;1012ab Amsterdam;O1;Garagebox;01-03-2019\n"
    report = prepared(tmp_path, LEASES, contracten__csv=CONTRACTS + first + second)

    assert [(row[0], *row[4:10], row[11]) for row in rows(report, "leases")] == [
        ("C1", "dwelling", "1e Daalsedijk", "15", "bis", "3512 JE", "Utrecht", date(2019, 2, 1)),
        ("C2", "parking", "Plein '40-'45", "3", "A", "1012ab", "Amsterdam", date(2019, 3, 1)),
    ]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("Kanaalstraat 101 A, 3531 CG UTRECHT", ("Kanaalstraat", "101", "A", "3531 CG", "UTRECHT")),
        ("Kerkstraat, 12, 3512JE, 's-Gravenhage", ("Kerkstraat", "12", "", "3512JE", "'s-Gravenhage")),
        ("Plein 1944 3, 3512 JE Utrecht", ("", "", "", "3512 JE", "Utrecht"))],
)  # fmt: skip
def test_an_address_wholly_in_one_cell_is_taken_apart_and_of_two_loose_numbers_neither_is_taken(cell, parts):
    names = ("street", "house_number", "house_number_suffix", "postcode", "city")
    sql = ", ".join(part_of("cell", name) for name in names)
    assert duckdb.connect().execute(f"select {sql} from (select ? as cell)", [cell]).fetchall() == [parts]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Kadijk 35 1 hg", ("Kadijk", "35", "1 hg")), ("Kadijk 218 2hoog", ("Kadijk", "218", "2hoog")),
        ("1e Daalsedijk 15 3 etage", ("1e Daalsedijk", "15", "3 etage")), ("Kadijk 7 2e verd.", ("Kadijk", "7", "2e verd.")),
        ("Plein 1944 3 hg", ("", "", "")), ("Kadijk 35 1", ("", "", "")), ("Kadijk 35 1 a", ("", "", "")),
    ],
)  # fmt: skip
def test_a_second_number_that_says_that_it_is_a_floor_belongs_to_the_house_and_any_other_is_nobodys(cell, parts):
    sql = ", ".join(part_of("cell", name) for name in ("street", "house_number", "house_number_suffix"))
    assert duckdb.connect().execute(f"select {sql} from (select ? as cell)", [cell]).fetchall() == [parts]


@pytest.mark.parametrize("address", ["Plein 1944 3", "Dorpsstraat 12 3", "Kerkstraat", "12"])
def test_an_address_of_which_nobody_can_say_which_number_is_the_houses_gives_none(tmp_path, address):
    report = prepared(tmp_path, LEASES, contracten__csv=f"{CONTRACTS}C1;D1;{address};3512 JE Utrecht;O1;Woning;2019-02\n")

    assert rows(report, "leases")[0][5:8] == (None, None, None)


def test_of_a_contract_with_two_tenants_the_first_is_the_tenant_and_it_is_named(tmp_path):
    body = "C1;D1;Kerkstraat 1;3512 JE Utrecht;O1;Woning;01-02-2019\nC1;D2;Kerkstraat 1;3512 JE Utrecht;O1;Woning;01-02-2019\n"
    report = prepared(tmp_path, LEASES, contracten__csv=CONTRACTS + body)

    assert [row[:2] for row in rows(report, "leases")] == [("C1", "D1")]
    assert "1 regel minder" in words_of(report)


def test_a_tenant_on_two_lines_is_one_tenant_where_both_say_the_same(tmp_path):
    body = "Contract;Huurder;Naam\nC1;D1;Berg, M.A. van den\nC2;D1;Berg, M.A. van den\nC3;D2;Jansen, K.\n"
    report = prepared(tmp_path, TENANTS, contracten__csv=body)

    assert [(row[0], *row[3:6]) for row in rows(report, "tenants")] == [
        ("D1", "Berg", "van den", "M.A."),
        ("D2", "Jansen", None, "K."),
    ]


@pytest.mark.parametrize(
    ("cell", "surname", "prefix", "initials"),
    [("Horst, ter", "Horst", "ter", ""), ("Jansen, P.", "Jansen", "", "P."), ("Jansen, P J", "Jansen", "", "P J"),
        ("Berg, M van den", "Berg", "van den", "M"), ("Jansen, Piet", "Jansen", "", ""), ("JANSEN, JAN", "JANSEN", "", ""),
        ("Berg, M.A. van den (mevr.)", "Berg", "van den", "M.A."), ("Berg, Piet van den", "Berg", "van den", "")],
)  # fmt: skip
def test_behind_the_comma_of_a_surname_stand_its_prefix_or_initials_and_a_first_name_is_neither(cell, surname, prefix, initials):
    parts = ", ".join(part_of("cell", part) for part in ("last_name", "surname", "name_prefix", "initials"))
    assert duckdb.connect().execute(f"select {parts} from (select ? as cell)", [cell]).fetchall() == [
        (surname, surname, prefix, initials)
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [("Contracten_20261120.xlsx", date(2026, 11, 20)), ("post 20-11-2026.csv", date(2026, 11, 20)),
        ("stand 2026-11.xlsx", date(2026, 11, 1)), ("Contracten.xlsx", None), ("lijst 20269999.csv", None),
        ("Huurlijst november 2026.xlsx", date(2026, 11, 1)), ("mrt_2026.csv", date(2026, 3, 1)),
        ("mei2026.csv", date(2026, 5, 1)),
        ("Vastgoed 20 okt 2026.xlsx", date(2026, 10, 20)), ("Vastgoed 31 sept 2026.xlsx", None),
        ("Septemberlijst 2026.csv", None), ("Bestand jan de Vries 2026.csv", None), ("Sept 2026.csv", date(2026, 9, 1))],
)  # fmt: skip
def test_the_day_of_a_file_stands_in_its_name(text, day):
    assert day_in_name(text) == day


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (("TRX_202511", "TRX_202512", "TRX_202602"), "2026-01"), (("TRX_202511", "TRX_202512", "TRX_202601"), None),
        (("TRX_202511", "TRX_202602"), None),  # two say nothing about a series
        (("TRX_20260105", "TRX_20260112", "TRX_20260302"), None),  # a week each
        (("TRX_noord", "TRX_zuid", "TRX_202602"), None),
    ],
)  # fmt: skip
def test_a_month_that_is_missing_between_files_that_add_up_is_pointed_out(names, missing):
    found = months_missing(Export("ledger_entries", "TRX_*.txt", {}), [Path(f"{name}.txt") for name in names])
    assert [missing in each.text for each in found] == ([True] if missing else [])


def test_of_several_files_the_newest_by_name_counts_and_a_doubt_is_refused(tmp_path):
    new = LEASES.replace('file = "contracten.csv"', 'file = "contracten_*.csv"\nchoose = "newest"')
    row = "C{n};D1;Kerkstraat 1;3512 JE Utrecht;O1;Woning;01-02-2019\n"
    files = {f"contracten_2026{m}__csv": CONTRACTS + row.format(n=m) for m in ("09", "11", "10")}
    report = prepared(tmp_path, new, **files)
    doubtful = prepared(tmp_path, new, contracten_nieuw__csv=CONTRACTS + row.format(n=1))

    assert [row[0] for row in rows(report, "leases")] == ["C11"]
    assert [finding.rule for finding in doubtful.findings] == ["newest_unknown"]
    assert newest([tmp_path / "a.csv"]) == [tmp_path / "a.csv"]


def test_a_proposal_that_nobody_confirmed_gives_no_table(tmp_path):
    with pytest.raises(SourcesRefused) as refusal:
        prepared(tmp_path, "confirmed = false\n" + LEASES, contracten__csv=CONTRACTS)
    assert [finding.rule for finding in refusal.value.findings] == ["mapping_not_confirmed"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"Adres", "street"', '"Adres", "straatje"', "'straatje' bestaat niet"),
        ('rows = "first"', 'rows = "first"\nmade_ids = {lease_id = ["iets"]}', "iets staat niet bij columns"),
        ('["woning", "dwelling"]', '["woning", "huis"]', "huis: kies uit dwelling"),
        ('["woning", "dwelling"]', '["(woning", "dwelling"]', "reguliere expressie"),
        ('rows = "first"', 'rows = "eerste"', "all, distinct, first, rest"),
        ('rows = "first"', 'rows = "first"\nskip_empty = ["ended_on"]', "ontbreekt ended_on"),
        ('dates = ["dd-mm-jjjj", "jjjj-mm"]', 'dates = ["maand"]', "een of meer van"),
    ],
)
def test_a_mapping_that_says_what_does_not_exist_is_refused_in_words(tmp_path, old, new, words):
    assert old in LEASES
    with pytest.raises(SourcesRefused) as refusal:
        prepared(tmp_path, LEASES.replace(old, new), contracten__csv=CONTRACTS)
    assert words in str(refusal.value)


def test_each_part_of_a_cell_has_one_group_to_find():
    import re

    assert all(re.compile(pattern).groups == 1 for patterns in PARTS.values() for pattern in patterns)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("A.B. van der Berg", ("A.B.", "van der", "Berg")), ("M. da Silva", ("M.", "da", "Silva")),
        ("K. von der Heide", ("K.", "von der", "Heide")), ("T. Da", ("T.", None, "Da")), ("P. Dumas", ("P.", None, "Dumas")),
        ("Jansen, A.", ("A.", None, "Jansen")),
        ("Dhr. A. Jansen", ("A.", None, "Jansen")), ("Mevr. Th. de Vries-van 't Hof", ("Th.", "de", "Vries-van 't Hof")),
        ("Berg, M.A. van den", ("M.A.", "van den", "Berg")), ("Berg, van den, M.A.", ("M.A.", "van den", "Berg")),
        ("Mw. Jansen", (None, None, "Jansen")), ("de heer A. Heer", ("A.", None, "Heer")), ("Heer, A. de", ("A.", "de", "Heer")),
        ("Jansen, Mw. A.", ("A.", None, "Jansen")), ("Dhr. Jansen, A.", ("A.", None, "Jansen")),
        ("dhr./mevr. E. Enders", ("E.", None, "Enders")), ("O. Ofman", ("O.", None, "Ofman")),
        # Two people, a first name, a company: which word is the surname nobody can say, so there is none and no report.
        ("A. Jansen en B. Smit", (None, None, None)), ("A. Jansen en Smit", (None, None, None)),
        ("A. Jansen & Smit", (None, None, None)), ("Jan Jansen", (None, None, None)), ("Mevr. Jan Jansen", (None, None, None)),
        ("Bouwbedrijf Jansen B.V.", (None, None, "Bouwbedrijf Jansen B.V.")),
        ("B.V. Jansen", ("B.V.", None, "Jansen")),
        ("Jansen, B.V.", ("B.V.", None, "Jansen")), ("Stichting Zorg", (None, None, "Stichting Zorg")),
        ("Coöperatie Zon", (None, None, "Coöperatie Zon")), ("Harbour Homes Ltd.", (None, None, "Harbour Homes Ltd.")),
        ("A. Jansen (overleden)", (None, None, None)),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart_whichever_way_round_it_is_written_or_not_at_all(name, parts):
    sql = ", ".join(f"nullif({part_of('$1::varchar', part)}, '')" for part in ("initials", "name_prefix", "last_name"))
    assert duckdb.connect().execute(f"select {sql}", [name]).fetchone() == parts


@pytest.mark.parametrize(
    ("cell", "surname"),
    [
        ("Öztürk, E. en Smit, B.", ""), ("Öztürk, E. & Smit, B.", ""), ("Jansen en Smit, P.", ""), ("Jansen/Smit, P.", ""),
        ("Erven Çelik, S.", ""), ("Çelik, S. (erven)", ""), ("Erfgenamen L. van der Meer", ""), ("Ervens, S.", "Ervens"),
        ("v.d. Berg, M.A.", "v.d. Berg"), ("Jong-de Wit, M. A. de", "Jong-de Wit"), ("Ende, O.F. van den", "Ende"),
        ("Jansen,P.", "Jansen"), ("Jansen, dhr. P.", "Jansen"), ("Jansen,", "Jansen"), ("d’Hont, J.", "d’Hont"),
    ],
)  # fmt: skip
def test_of_two_people_or_of_somebodys_heirs_no_surname_is_taken(cell, surname):
    assert duckdb.connect().execute(f"select {part_of('$1::varchar', 'last_name')}", [cell]).fetchone() == (surname,)


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`"])
def test_a_prefix_is_one_whatever_its_apostrophe(apostrophe):
    parts = ", ".join(part_of("$1::varchar", part) for part in ("last_name", "name_prefix"))
    assert duckdb.connect().execute(f"select {parts}", [f"Hart, J.W. {apostrophe}t"]).fetchone() == ("Hart", f"{apostrophe}t")


@pytest.mark.parametrize(
    ("cell", "number"),
    [("Plein 1944 nr 3", ""), ("Plein 1944 nr. 3", ""), ("Kerkstraat nr. 12", "12"), ("Kerkstraat huisnr 12", "12")],
)
def test_a_word_for_the_number_stands_for_nothing_and_of_two_numbers_none_is_the_houses(cell, number):
    assert duckdb.connect().execute(f"select {part_of('$1::varchar', 'house_number')}", [cell]).fetchone() == (number,)


def test_of_a_contract_with_a_garage_the_dwelling_counts_and_its_tenant_is_no_co_tenant_of_himself(tmp_path):
    both = LEASES + (
        '[[co_tenants]]\nfile = "contracten.csv"\nrows = "rest"\n'
        '[co_tenants.columns]\nlease_id = "Contract"\ntenant_id = "Huurder"\n'
    )
    garage = "C1;D1;Garagepad 3;3512JE Utrecht;O1;Garagebox;01-02-2019\n"
    dwelling = "C1;{};Kerkstraat 3;3512JE Utrecht;O1;Woning;01-02-2019\n"
    body = garage + dwelling.format("D1") + dwelling.format("D2") + garage + dwelling.format("D2")
    report = prepared(tmp_path, both, contracten__csv=CONTRACTS + body)
    assert [(row[1], *row[4:7]) for row in rows(report, "leases")] == [("D1", "dwelling", "Kerkstraat", "3")]
    assert [row[:2] for row in rows(report, "co_tenants")] == [("C1", "D2")]


def test_patterns_that_are_still_empty_leave_the_words_as_they_are_and_these_are_named(tmp_path):
    mapping = LEASES[: LEASES.index("[leases.patterns]")] + "[leases.patterns]\nunit_type = []\n"
    report = prepared(tmp_path, mapping, contracten__csv=CONTRACTS + "C1;D1;;;O1;Woning;01-02-2019\n")
    assert [each.rule for each in report.findings] == ["unreadable_code"]


def test_a_remark_behind_a_name_with_a_comma_leaves_no_surname_either():
    parts = ", ".join(part_of("cell", part) for part in ("last_name", "surname"))
    assert duckdb.connect().execute(f"select {parts} from (select 'Jansen, A. (overleden)' as cell)").fetchall() == [("", "")]


@pytest.mark.parametrize("name", ["b" * 300 + ".csv", "a**.csv", "**/" + "b" * 5000])
def test_a_name_that_no_file_can_have_is_that_of_none(tmp_path, name):
    (tmp_path / FOLDER).mkdir()

    assert files_of(tmp_path, Export(table="leases", file=name, columns={})) == []
