"""VERA files as systems write them, the ones that are refused, and the mapping file."""

import json

import duckdb
import pytest

from sources.findings import SourcesRefused
from sources.vera import load_mapping
from sources.vera.files import find_vera_files, resource_of, stage, table_of
from sources.vera.mapping import detail_macro
from sources.vera.prepare import SQL_DIR
from tests.support.vera import agreement, booking, person, read, receipt, unit

NAME = "Geheimenaar"


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("boekingen.json", "boekingen"), ("Boekingen_2026-03.ndjson", "boekingen"), ("boekingen-1.jsonl", "boekingen"),
        ("externe-incassos.json", "externe-incassos"), ("externeIncassos.json", "externe-incassos"),
        ("externe_incassos_2.json", "externe-incassos"), ("boekingenoverzicht.json", None), ("boekingen.csv", None),
        ("lijst.json", None), ("BFG_boekingen.json", "boekingen"), ("2026-03 boekingen.ndjson", "boekingen"),
        ("externe-incasso's.json", "externe-incassos"), ("boekingdetails.json", None),
        ("boekingen-afletteringen.json", None),
    ],
)  # fmt: skip
def test_a_file_name_says_which_resource_it_holds(name, resource):
    assert resource_of(name) == resource


def test_arrays_lines_and_objects_over_several_lines_read_alike(tmp_path):
    one, two = booking("1"), booking("2")
    forms = {
        "boekingen_a": json.dumps([one, two]), "boekingen_b": json.dumps([booking("3"), None], indent=2),
        "boekingen_c": "\ufeff" + json.dumps([booking("4")]),
        "boekingen_d": json.dumps(booking("5")) + "\n" + json.dumps(booking("6")) + "\n",
        "boekingen_e": json.dumps(booking("7"), indent=1) + json.dumps(booking("8"), indent=1), "boekingen_f": "[]",
        "boekingen_g": "", "boekingen_h": "\ufeff" + json.dumps(booking("9")) + "\r\n" + json.dumps(booking("A")) + "\r\n",
    }  # fmt: skip
    assert read(tmp_path, **forms).rows("ledger_entries", "entry_id") == list("123456789A")


def test_what_is_left_out_null_renamed_or_added_does_not_stop_the_reading(tmp_path):
    bare = {"id": 5, "soort": "VOR", "detailSoort": "…/referentiedata/PRO", "boekdatum": "2026-02-20",
        "vervaldatum": "2026-03-01",
            "bedrag": "12", "overeenkomst": "O1", "afletteringen": None, "debiteur": "https://x/debiteuren/9",
            "nieuw": {"a": [1]}}  # fmt: skip
    found = read(
        tmp_path, boekingen=[bare], overeenkomsten=[{"id": "O1", "begindatum": "2022-01-01T00:00:00Z",
            "eenheden": {"id": "E1"}}],
        eenheden=[{"id": "E1", "soort": "WOO", "adres": {}}], relaties=[{"idExtern": "R1"}],
        contactmomenten=[{"id": 1}],
        betalingsregelingen=[{"id": 9}], externe_incassos=[{"id": "X"}],
    )  # fmt: skip
    assert found.rows("ledger_entries", "entry_id", "lease_id", "category") == [("5", "O1", "rent")]
    assert found.rows("leases", "lease_id", "unit_type") == [("O1", "dwelling")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"id": "1"},\n{"id": "NAAM" "x": 1}]', "regel 2"), ('{"id": "1"}\n{"id": \n', "regel 2"),
        ('[{"id": "NAAM"}', "regel 1"), ('[1, "NAAM"]', "record"), ('[["NAAM"]]', "record"),
        ('{"boekingen": [{"id": "NAAM"}]}', "geen enkel gegeven"), ("dit is geen json NAAM", "regel 1"),
        ('[{"id": "1"}]\n[{"id": "NAAM"}]', "einde van de lijst staat op regel 2"),
        ('[{"id": "1", "id": "NAAM"}]', "twee keer"), ('{"code": "401", "message": "NAAM"}', "geen enkel gegeven"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_file_and_place_and_without_a_value(tmp_path, text, place):
    found = read(tmp_path, boekingen=text.replace("NAAM", NAME))
    assert found.report.is_refused and not found.report.tables
    assert "vera/boekingen.json" in found.words and place in found.words and NAME not in found.words


def test_a_file_that_is_no_utf8_is_refused_with_its_line(tmp_path):
    (tmp_path / "vera").mkdir()
    (tmp_path / "vera/relaties.json").write_bytes(b'[{"id": "1"},\n{"id": "2", "achternaam": "Ren\xe9"}]')
    assert "geen UTF-8 (regel 2)" in read(tmp_path).words
    (tmp_path / "vera/relaties.json").write_bytes('[{"id": "1"}]'.encode("utf-16"))
    assert "UTF-16" in read(tmp_path).words


def test_a_record_without_id_is_known_by_its_other_keys_and_a_uri_by_its_last_part(tmp_path):
    found = read(
        tmp_path,
        overeenkomsten=[
            agreement(None, code="HC/1", unit=None, eenheden=[{"id": "", "code": "VHE1"}],
                relaties=["v1/natuurlijkPersonen/R1"]),
        ],
        eenheden=[unit(None, code="VHE1")], relaties=[person()],
        boekingen=[
            booking(" ", code="B1", overeenkomst={"code": "HC/1"},
                afletteringen=[{"bedrag": 9, "datum": "2026-03-05", "huurBoeking": {"code": "B1"}, "tegenHuurBoeking": "P1"}]),
            receipt("P1", overeenkomst="huurovereenkomsten/HC%2F1"),
        ],
    )  # fmt: skip
    assert found.rows("leases", "lease_id", "tenant_id", "unit_type") == [("HC/1", "R1", "dwelling")]
    assert found.rows("ledger_entries", "entry_id", "lease_id") == [("B1", "HC/1"), ("P1", "HC/1")]
    assert found.rows("allocations", "credit_entry_id", "charge_entry_id") == [("P1", "B1")]


def test_other_files_are_passed_over_and_named(tmp_path):
    found = read(tmp_path, boekingen=[booking()], debiteuren=[{"id": "1"}])
    assert found.finding("vera_file_ignored").source == "vera/debiteuren.json"


def test_a_name_with_brackets_or_stars_is_a_name_and_no_pattern(tmp_path):
    names = ("boekingen[1]", "boekingen1", "boekingen_*")
    found = read(tmp_path, **{name: [booking(name)] for name in names})
    assert found.rows("ledger_entries", "entry_id") == sorted(names)


def test_a_resource_that_each_run_needs_and_no_file_gives_is_named(tmp_path):
    words = read(tmp_path, relaties=[person()], overeenkomsten=[agreement()]).words
    assert "boekingen: lever de tabel ledger_entries" in words and "contactmomenten" in words
    assert "met relaties" not in words and "betalingsregelingen" not in words


def test_without_vera_files_nothing_is_made(tmp_path):
    found = read(tmp_path)
    assert not found.report.tables and not (tmp_path / "work").exists()


def test_the_sources_own_saldo_is_added_up_per_lease_where_every_booking_states_it(tmp_path):
    found = read(
        tmp_path, overeenkomsten=[agreement(), agreement("O2"), agreement("O3")], eenheden=[unit()],
        relaties=[person()],
        boekingen=[
            booking("1", saldo=400), receipt("2", saldo=-50, bedrag=-550),
            booking("3", saldo=None, overeenkomst={"id": "O2"}),
            booking("4", saldo=0, overeenkomst={"id": "O3"}),
            booking("5", detail="BET", saldo=900, overeenkomst={"id": "O3"}),
        ],
    )  # fmt: skip
    rows = duckdb.connect().execute("from read_parquet(?)", [str(found.report.stated_balances)]).fetchall()
    assert [(lease, float(amount)) for lease, amount in rows] == [("O1", 350.0)]


def test_the_mapping_changes_only_what_it_names(tmp_path):
    (tmp_path / "mapping.toml").write_text('[boeking.soorten]\n"vor/zzz" = "service_charges"\n[eenheid.soorten]\nWOO = "other"\n')
    mapping = load_mapping(tmp_path)
    assert mapping.setting("boeking.soorten")["VOR/ZZZ"] == "service_charges"
    assert mapping.setting("boeking.soorten")["VOR/PRO"] == "rent"
    assert mapping.setting("eenheid.soorten")["WOO"] == "other"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[boeking\nteken = "auto"', "regel 1"), ("[boekingen]\nx = 1", "boekingen"),
        ('[boeking]\nteken = "plus"', "boeking.teken"), ('[boeking]\nteken = ["auto"]', "boeking.teken"),
        ('[[administratie]]\nid = ["A1"]\nname = "Stichting"', "administratie 1"),
        ('[[administratie]]\nid = "A1"\nlandlord_id = {naam = "Stichting"}', "administratie 1"),
        ('[[contactmoment.regel]]\naction_type = ["phone_call"]', "contactmoment.regel 1"),
        ('[boeking.soorten]\n"VOR/PRO" = "huur"', "VOR/PRO"), ('[boeking.soorten]\nVOR = "rent"', "SOORT/DETAIL"),
        ('[overeenkomst]\nhoofdhuurder = "HUU"', "overeenkomst.hoofdhuurder"),
        ("[boeking]\nsoorten = 3", "boeking.soorten"),
        ('[[contactmoment.regel]]\naction_type = "brief"', "regel 1"),
        ('[[administratie]]\nname = "x"', "administratie 1"),
        ('[[administratie]]\nid = "a"\nname = "x"\n[[administratie]]\nid = "b"', "alle administraties"),
        ("boeking = 3", "boeking"),
    ],
)  # fmt: skip
def test_a_mapping_that_says_something_unknown_is_refused_with_what_is_possible(tmp_path, text, named):
    (tmp_path / "mapping.toml").write_text(text)
    with pytest.raises(SourcesRefused) as refused:
        load_mapping(tmp_path)
    assert named in str(refused.value)


def test_of_what_is_embedded_nothing_is_kept_but_what_is_used(tmp_path):
    secret = {"bsn": "GEHEIM", "geboortedatum": "GEHEIM", "omschrijving": "GEHEIM", "naam": "GEHEIM"}
    tenant = {"id": "R1", "rollen": [{"soort": {"code": "HUU", **secret}, **secret}], "contactgegevens": [secret], **secret}
    records = {
        "overeenkomsten": [agreement(relaties=[tenant], eenheden=[{**unit(), **secret}], contactmomenten=[secret], **secret)],
        "relaties": [person(adressen=[{"adres": secret, **secret}], contactgegevens=[{"waarde": "06", **secret}])],
        "boekingen": [
            booking(
                debiteur={"relatie": tenant, **secret},
                overeenkomst={"id": "O1", **secret},
                huurgeschil=secret,
                boekingdetails=[{"bedrag": 900, **secret}, {"bedrag": 1, "omschrijving": "Huur GEHEIM"}],
            )
        ],
        "contactmomenten": [{"id": "C1", "relaties": [tenant], "onderwerp": "GEHEIM", **secret}],
        "betalingsregelingen": [
            {"id": "1", "debiteur": {"relatie": tenant}, "boekingen": [{"id": "B1", **secret}], "termijnen": [secret]}
        ],
        "externe-incassos": [{"id": "1", "relatie": tenant, "debiteur": {"relatie": tenant}, "externeincassoacties": [secret]}],
        "eenheden": [unit(relaties=[tenant], adres=secret, clusters=[secret])],
    }
    for name, found in records.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(found))
    with duckdb.connect() as con:
        con.execute(detail_macro(load_mapping()))
        for name in ("macros", "slim"):
            con.execute((SQL_DIR / f"{name}.sql").read_text())
        assert stage(con, find_vera_files(tmp_path)[0]) == []
        for name in records:
            kept = con.execute(f"select * from raw.{table_of(name)}").fetchall()
            assert len(kept) == 1 and "GEHEIM" not in str(kept), name
