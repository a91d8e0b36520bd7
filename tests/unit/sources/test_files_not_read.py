"""Files in landing/ that nobody reads: refused where a table seems to be missed for a name, named otherwise.

Belongs here: names of files beside good tables. Does not belong here: what is read from a file (test_landing_*.py), or which
old exports are deleted (tests/unit/exports).
"""

import os
from datetime import date

import pytest

from sources.files_not_read import files_not_read
from sources.prepare import look_at_sources
from tests.builders import Portfolio, arrangement, objection

AS_OF = date(2026, 4, 20)
MAPPING = """[objections]
file = "Bezwaren*.csv"
[objections.columns]
objection_id = "Nr"
tenant_id = "Huurder"
received_on = "Ontvangen"
[objections.constants]
received_by = "landlord"
"""


@pytest.fixture
def landing(tmp_path):
    """A landing folder with an objection and an arrangement in it."""
    return Portfolio.lawful("L1").add(objection(), arrangement()).write(tmp_path / "landing")


def found(landing, tmp_path):
    findings = look_at_sources(landing, tmp_path / "work", AS_OF).findings
    return [(each.severity, each.source, each.rule) for each in findings]


@pytest.mark.parametrize(
    "name",
    ["objections.csv.csv", "objections.txt", "objections (1).csv", "Kopie van Objections.CSV", "objection.csv",
     "objections_2026.xlsx", "objections.csv.gz", "bezwaren.csv", "BEZWAAR 20-04.xlsx", "bezwaren/april.csv",
     "extra/objections.csv", "exports/Bezwaren.csv"],
)  # fmt: skip
def test_a_table_that_is_missed_for_its_name_is_refused(landing, tmp_path, name):
    (landing / name).parent.mkdir(exist_ok=True)
    (landing / "objections.csv").rename(landing / name)
    assert found(landing, tmp_path) == [("refused", "objections", "file_looks_like_table")]


@pytest.mark.parametrize(
    "name", ["Betalingsregelingen.xlsx", "Regelingen.csv", "payment_arrangements-1.csv", "paymentarrangement.csv"]
)
def test_so_is_each_other_table_that_may_be_absent(landing, tmp_path, name):
    (landing / "payment_arrangements.csv").rename(landing / name)
    assert found(landing, tmp_path) == [("refused", "payment_arrangements", "file_looks_like_table")]


@pytest.mark.parametrize("name", ["regelingen.json", "betalingsregelingen.json.txt"])
def test_so_is_a_file_that_the_vera_reader_passes_over(landing, tmp_path, name):
    (landing / "payment_arrangements.csv").unlink()
    (landing / "vera").mkdir()
    (landing / "vera" / name).write_text("[]")
    assert ("refused", "payment_arrangements", "file_looks_like_table") in found(landing, tmp_path)


@pytest.mark.parametrize("name", ["~$objections.xlsx", ".~lock.bezwaren.csv#", "bezwaren.pdf"])
def test_what_no_table_can_be_is_passed_over(landing, tmp_path, name):
    (landing / "objections.csv").unlink()
    (landing / name).touch()
    assert found(landing, tmp_path) == []


def test_an_older_copy_beside_a_table_is_superseded_and_a_newer_one_refused(landing, tmp_path):
    copy = landing / "objections (1).csv"
    copy.write_bytes((landing / "objections.csv").read_bytes())
    os.utime(copy, (0, 0))
    assert found(landing, tmp_path) == []
    os.utime(landing / "objections.csv", (0, 0))
    os.utime(copy, (9, 9))
    assert found(landing, tmp_path) == [("refused", "objections", "newer_copy_not_read")]


def test_an_export_that_a_mapping_reads_is_read_and_another_named(landing, tmp_path):
    (landing / "objections.csv").unlink()
    (landing / "exports").mkdir()
    (landing / "exports" / "Bezwaren.csv").write_text("Nr;Huurder;Ontvangen\nO1;T1;18-04-2026\n")
    (landing / "mapping.toml").write_text(MAPPING)
    (landing / "mapping.voorstel.toml").write_text(MAPPING)
    assert found(landing, tmp_path) == []
    (landing / "exports" / "Klachten.xlsx").touch()
    assert found(landing, tmp_path) == [("warning", "landing/ en landing/exports/", "file_not_read")]


@pytest.mark.parametrize("name", ["Mapping.toml", "mapping.toml.txt", "Exports", "VERA", "Cbs"])
def test_a_place_of_ours_in_other_letters_is_refused(landing, tmp_path, name):
    (landing / name).touch()
    assert [(severity, rule) for severity, _, rule in found(landing, tmp_path)] == [("refused", "place_name_not_exact")]


CO_TENANTS = "Contract;Zakenpartner;Geldig vanaf;Geldig tot\nC-101;P-201;01-01-2020;\nC-102;P-202;01-02-2021;\n"


@pytest.mark.parametrize(
    ("name", "text", "says", "rules"),
    [
        ("RE_MEDEPARTNERS.txt", CO_TENANTS, "", ["file_gives_table"]),
        ("RE_MEDEPARTNERS.txt", CO_TENANTS, 'unread_files = ["RE_MEDE*.txt"]', []),
        ("RE_MEDEPARTNERS.txt", CO_TENANTS, "unread_files = 3", ["file_gives_table"]),  # the mapping itself is refused then
        ("posten 2026-09.txt", CO_TENANTS, "", ["file_not_read"]),  # of another month than the one that is read
        ("bank.csv", "code;naam\n1;een\n", "", ["file_not_read"]),
        ("incassopartij.csv", "Bureau;Gemeld aan gemeente op\n7;01-02-2026\n", "", ["file_speaks_of_table"]),
        ("incassopartij.csv", "Bureau;Gemeld aan gemeente op\n7;01-02-2026\n", 'unread_files = ["inc*"]', ["file_set_aside"]),
        ("incassopartij.csv", "Bureau;Gemeld aan gemeente op\n7;\n", "", ["file_not_read"]),  # nothing stands there
        ("klussen.csv", "Klus;Gemeld op;Gemeld door;Kosten\n7;01-02-2026;huurder;9,00\n", "", ["file_not_read"]),
        ("kwesties.csv", "Nr;Aard kwestie\n7;Lekkage\n8;AVG-bezwaar\n9;Lekkage\n", "", ["file_speaks_of_table"]),
        ("kwesties.csv", "Nr;Aard kwestie\n7;Lekkage\n8;Bezwaar huurverhoging\n9;Geen bezwaar\n", "", ["file_not_read"]),
        ("kwesties.csv", "Nr;Opmerking\n7;Lekkage\n8;maakt bezwaar\n", "", ["file_not_read"]),  # whatever somebody typed
        ("uitvaarten.csv", "Naam;Overleden op\nBos;01-02-2026\n", "", ["file_speaks_of_table"]),
    ],
)
def test_a_file_of_which_map_would_make_a_table_is_refused_until_a_person_says_it_is_of_no_matter(
    tmp_path, name, text, says, rules
):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / name).write_text(text, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(says, encoding="utf-8")
    given = ("objections", "co_tenants", "payment_arrangements")
    found = files_not_read(tmp_path, ("exports", "mapping.toml"), (), given, ("posten *.txt",))
    assert [each.rule for each in found] == rules


REPORTED = "HuurcontractID;DeurwaarderID;DatumGemeld;DatumAfgemeld\n2095;7;28-10-2026 0:00:00;\n2096;7;28-10-2026 0:00:00;\n"
DEATHS = "Huurdernr;Achternaam;Overleden op\nH1;Smit;\nH2;Bos;02-03-2026\n"


@pytest.mark.parametrize(
    ("name", "text", "about"),
    [
        ("GemeldDoorDeurwaarder.csv", REPORTED, ("nog eens gemeld", 2)),
        ("Bezwaren 2025.csv", "Huurder;Tekst\nH1;a\n", ("bezwaar maakte", 1)),
        ("Regelingen.csv", "Contract;Vanaf;Status\nC1;01-02-2026;x\n", ("regeling nakomt", 1)),
        ("Huurders.csv", DEATHS, ("is overleden", 1)),
        ("Kwesties.csv", "Nr;Aard\n7;Lekkage\n8;Bezwaar vroegsignaal\n9;Lekkage\n", ("bezwaar maakte", 1)),
        ("Onderhoud.csv", "Contract;Gereed op\nC1;01-02-2026\n", None),
        ("Bezwaren leeg.csv", "Huurder;Tekst\n", None),
    ],
)
def test_a_file_set_aside_that_would_keep_a_signal_back_stays_named_with_its_lines(tmp_path, name, text, about):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / name).write_text(text, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(f'unread_files = ["{name}"]', encoding="utf-8")
    given = ("objections", "co_tenants", "payment_arrangements")
    found = files_not_read(tmp_path, ("exports", "mapping.toml"), (), given, ("posten *.txt",))
    assert [(each.rule, each.severity, each.count) for each in found] == (
        [("file_set_aside", "warning", about[1])] if about else []
    )
    assert not about or about[0] in found[0].text
