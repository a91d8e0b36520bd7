"""A first mapping from exports nobody described: what it proposes is right, says why, and shows no cell of a person."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import python_calamine

from sources.mapping import prepare_mapped
from sources.reading.rules import TABLES
from sources.recognition.files import sheets_of
from sources.recognition.sheets import Sheet, is_known, meaning_of, propose, words
from sources.words.notes import Evidence
from sources.words.profile import look_at, shape_of
from sources.words.titles import concepts_of
from tests.support.day import Place
from tests.support.proposal import asked_of, report_of, text_of

OWN = Path(__file__).parents[3] / "data" / "own_export"
FILES = sorted(OWN.iterdir())


def blocks_of(*paths: Path):
    return propose([sheet for path in paths for sheet in sheets_of(path)])


@pytest.fixture(scope="module")
def proposal() -> str:
    return text_of(blocks_of(*FILES)[0])


@pytest.fixture(scope="module")
def prepared(proposal, tmp_path_factory):
    landing = tmp_path_factory.mktemp("own") / "landing"
    shutil.copytree(OWN, landing / "exports")
    (landing / "mapping.toml").write_text(proposal.replace("confirmed = false", "confirmed = true"), encoding="utf-8")
    return prepare_mapped(landing, landing.parent / "work")


def rows(prepared, table: str, columns: str = "*"):
    return (
        duckdb.connect().execute(f"select {columns} from read_parquet(?) order by all", [str(prepared.tables[table])]).fetchall()
    )


def test_an_ordinary_export_is_mapped_whole_without_an_edit_in_excel(prepared):
    assert [str(finding) for finding in prepared.findings if finding.severity == "refused"] == []
    assert {name: count for name, count in prepared.rows.items() if name != "collection_actions"} == {
        "leases": 40, "tenants": 40, "landlords": 2, "mandates": 2, "ledger_entries": 815, "objections": 1,
        "payment_arrangements": 2,
    }  # fmt: skip


def test_its_ledger_holds_each_amount_once_and_on_the_right_side(prepared):
    found = rows(prepared, "ledger_entries", "entry_type, category, amount, reverses_entry_id")
    kinds = Counter(kind for kind, *_ in found)
    owed = sum(amount for kind, _, amount, _ in found if kind in ("charge", "reversal"))
    settled = sum(amount for kind, _, amount, _ in found if kind in ("payment", "credit_note"))

    assert kinds == {"charge": 439, "payment": 374, "credit_note": 1, "reversal": 1}
    assert (owed - Decimal("50.00"), settled - Decimal("50.00")) == (Decimal("413405.08"), Decimal("344509.17"))  # its own totals
    assert {category for kind, category, *_ in found if kind == "charge"} == {"rent", "collection_costs"}
    assert [reverses is not None for kind, *_, reverses in found if kind == "reversal"] == [True]


def test_a_column_of_dates_a_letter_becomes_an_action_a_date(prepared):
    kinds = Counter(kind for (kind,) in rows(prepared, "collection_actions", "action_type"))

    assert kinds == {"reminder_letter": 29, "demand_letter": 24, "summons_letter": 23, "phone_call": 23}


def test_a_date_in_a_files_name_is_a_star_so_that_next_months_file_fits(proposal):
    assert 'file = "Contracten_*.xlsx"' in proposal
    assert 'choose = "newest"' in proposal


def test_a_title_that_may_never_be_read_is_not_proposed_and_an_unknown_word_beside_a_known_one_is_only_likely():
    body = [[f"C{n}", f"D{n}", "01-02-2020", "1234 AB", "999990019", "01-01-1980"] for n in range(9)]
    sheet = contracts(["Contractnr", "Klantnummer Zorgweb", "Ingangsdatum", "Postcode", "BSN huurder", "Geboortedatum"], *body)
    said = tomllib.loads(text_of(propose([sheet])[0]))

    assert choice(sheet, "tenant_id").certainty == "waarschijnlijk"
    assert not {"BSN huurder", "Geboortedatum"} & {title for part in said["leases"] for title in part["columns"].values()}


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Huisnummertoevoeging", {"house", "suffix"}), ("Contract-ID", {"contract", "nr"}), ("Huurovk.nr.", {"contract", "nr"}),
        ("Af/bij", {"side"}), ("+/-", {"side"}), ("Datum verwerkersovk", {"date", "processor"}), ("Huur t/m", {"rent", "end"}),
        ("Boekdat.", {"booking", "date"}), ("Mandaat van", {"mandate", "start"}), ("Storno van", {"reversal"}),
        ("Xyzzy nr", {"?xyzzy", "nr"}), ("Huurder (record)", {"tenant"}),
        ("1ste herinnering", {"reminder"}), ("2de herinnering", {"demand"}),
        ("14-dagenbrief", {"demand"}), ("Veertiendagenbrief d.d.", {"demand", "date"}), ("5-dagenbrief", {"summons"}),
        ("Aangetekende brief", {"letter"}), ("Aangetekend", set()), ("Datum uithuiszetting", {"date", "eviction"}),
        ("Busnummer", {"suffix"}), ("Bedrijfseenheid", {"entity", "unit"}),
    ],
)  # fmt: skip
def test_a_title_is_taken_apart_into_what_its_words_mean(title, concepts):
    assert concepts_of(title) == concepts


def test_nothing_of_a_proposal_is_taken_over_until_a_person_confirmed_it(proposal):
    assert tomllib.loads(proposal)["confirmed"] is False


def test_neither_the_proposal_nor_the_report_shows_a_person(proposal):
    blocks, unread = blocks_of(*FILES)
    shown = proposal + report_of(blocks, unread, [], "landing/mapping.toml")
    sheet = python_calamine.load_workbook(str(OWN / "Contracten_20261120.xlsx")).get_sheet_by_index(0).to_python()[3:-1]
    private = {str(row[place]) for row in sheet for place in (0, 1, 5, 7, 10, 19, 21) if str(row[place])}

    assert len(private) > 150
    assert [cell for cell in private if f'"{cell}"' in shown or f"'{cell}'" in shown] == []
    assert "huurder1@" not in shown and "2345001" not in shown


TITLES = ["Contractnr", "Huurder", "Ingangsdatum", "Postcode"]


def contracts(titles, *body, file="Contracten.csv"):
    return Sheet(file, [titles, *body])


def choice(sheet, column, table="leases"):
    blocks, _ = propose([sheet])
    return next((block.choices.get(column) for block in blocks if block.table == table), None)


def test_a_title_is_certain_only_where_its_cells_are_of_its_kind():
    good = contracts(TITLES, *[[f"C{n}", f"D{n}", "01-02-2020", "1234 AB"] for n in range(9)])
    mixed = contracts(TITLES, *[[f"C{n}", f"D{n}", "01-02-2020", "1234 AB" if n else "A-99"] for n in range(9)])
    other = contracts(TITLES, *[[f"C{n}", f"D{n}", "01-02-2020", "ja"] for n in range(9)])

    assert (choice(good, "postcode").certainty, choice(good, "postcode").why) == ("zeker", Evidence(fit=9, of=9))
    assert (choice(mixed, "postcode").certainty, choice(mixed, "postcode").why) == ("waarschijnlijk", Evidence(fit=8, of=9))
    assert choice(other, "postcode") is None


def test_a_date_column_without_dates_is_never_proposed_for_a_date():
    sheet = contracts(TITLES, *[[f"C{n}", f"D{n}", "zie map", "1234 AB"] for n in range(5)])

    assert choice(sheet, "started_on") is None


def test_what_it_does_not_know_is_named_without_a_cell():
    sheet = contracts([*TITLES, "Bijnaam"], *[[f"C{n}", f"D{n}", "01-02-2020", "1234 AB", "Zqxver 12"] for n in range(5)])
    text = text_of(propose([sheet])[0])

    assert 'niet gebruikt: "Bijnaam"' in text
    assert "Zqxver" not in text


def test_a_required_column_without_a_title_is_left_to_a_person():
    sheet = contracts(TITLES, *[[f"C{n}", f"D{n}", "01-02-2020", "1234 AB"] for n in range(5)])

    assert "verplicht (tekst), en geen titel gevonden" in asked_of(text_of(propose([sheet])[0]), '# landlord_id = ""')


def test_a_word_of_a_code_list_without_a_meaning_asks_for_one():
    body = [[f"C{n}", f"D{n}", "01-02-2020", "1234 AB", "Woning" if n % 2 else "Xyzzy"] for n in range(12)]
    text = text_of(propose([contracts([*TITLES, "Soort VHE"], *body)])[0])

    assert '"Woning" = "dwelling"' in text
    options = "parking (garage of parkeerplaats), commercial (winkel, kantoor of bedrijf), other (iets anders), dwelling (woning)"
    assert f'"Xyzzy" (6 keer): kies uit {options}' in asked_of(text, '# "Xyzzy" = ""')


def test_a_contract_with_two_tenants_gives_a_tenant_and_a_co_tenant():
    body = [["C1", "D1", "01-02-2020", "1234 AB"], ["C1", "D2", "01-02-2020", "1234 AB"], ["C2", "D3", "01-02-2020", "1234 AB"]]
    said = tomllib.loads(text_of(propose([contracts(TITLES, *body)])[0]))

    assert said["leases"][0]["rows"] == "first"
    assert said["co_tenants"][0]["rows"] == "rest"
    assert said["co_tenants"][0]["columns"] == {"lease_id": "Contractnr", "tenant_id": "Huurder"}


def test_titles_below_other_lines_and_totals_below_the_rows_are_found():
    rows_ = [["Overzicht per 20-11-2026"], [], ["Contractnr", "Huurder"], ["C1", "D1"], ["Totaal", "1"]]
    layout = look_at(rows_, is_known)

    assert (layout.title_row, layout.title_rows, layout.rows, layout.total_lines) == (3, 1, 1, (5,))


def test_lines_whose_words_are_titles_elsewhere_are_data_where_their_neighbours_say_the_same():
    rows_ = [
        ["Lijst", "Naam", "Tekst A", "Volgorde"],
        *(["Soort", each, "Huurder", f"1{n}"] for n, each in enumerate(("Straat", "Plaats", "Naam"))),
    ]
    layout = look_at(rows_, is_known)

    assert layout is not None
    assert (layout.title_row, layout.rows) == (1, 3)


def test_a_sheet_without_titles_is_named_and_not_guessed():
    blocks, unread = propose([Sheet("iets.csv", [["a", "b"], ["1", "2"]])])

    assert blocks == []
    assert [sheet.file for sheet in unread] == ["iets.csv"]
    assert "niet herkend als een van onze tabellen" in report_of(blocks, unread, [], "x")


def test_a_csv_shows_its_encoding_and_separator(tmp_path):
    path = tmp_path / "contracten.csv"
    path.write_bytes("sep=|\nContractnr|Huurder|Postcode\nC1|Çelik|1234 AB\n".encode("cp1252"))
    (sheet,) = sheets_of(path)

    assert (sheet.encoding, sheet.delimiter, list(sheet.rows[0])) == ("windows-1252", "|", ["Contractnr", "Huurder", "Postcode"])


def test_every_word_of_the_list_is_of_a_column_that_exists_and_every_meaning_a_value_that_may_stand_there():
    for table, columns in words().items():
        if table in TABLES:
            known = {column.name for column in TABLES[table].columns} | {"also", "steps", "beside"}
            assert set(columns) <= known, table
    for column, meanings in words()["meanings"].items():
        ours = [each for table in TABLES.values() for each in table.columns if each.name == column]
        allowed = {value for each in ours for value in (("true", "false") if each.kind == "boolean" else each.values)}
        assert set(meanings) <= allowed, column
    assert meaning_of("unit_type", "Garagebox met licht") == "parking"
    assert shape_of("Jan 12") == "Aaa 99"


def test_the_command_writes_the_proposal_and_says_what_to_do_in_order(tmp_path):
    place = Place.at(tmp_path / "home")
    exports = place.home.landing / "exports"
    shutil.copytree(OWN, exports)
    (exports / "~$Contracten_20261120.xlsx").write_bytes(b"open")
    signed = "Gemeente;Getekend op;Loket\nHaarlem;01-03-2024;VPS\n"  # without its code
    (exports / "Gemeenten.csv").write_text(signed)
    first = place.command("map", *map(str, sorted(exports.iterdir())))
    addresses = exports / "Adressen.csv"
    addresses.write_text("Postcode;Huisnummer;Gemeentecode\n1011AB;1;0363\n1011AC;2;0363\n")
    (place.home.landing / "cbs").mkdir()
    (place.home.landing / "cbs" / "pc6hnr.zip").write_bytes(b"x")  # gives the postcodes, which two sources may not
    again = place.command("map", *map(str, sorted(exports.iterdir())))

    assert {block.table for block in blocks_of(addresses)[0]} == {"postcodes"}
    assert "[[postcodes]]" not in (place.home.landing / "mapping.voorstel.toml").read_text()
    assert first.is_good, first.text
    assert (place.home.landing / "mapping.toml").exists()
    assert re.search(r"1\. beantwoord vraag 1 bovenaan mapping.toml \(VUL IN\), op regel \d+: ", first.text)
    assert re.search(r"2\. kijk vraag 2-\d+ bovenaan mapping.toml na ", first.text)
    assert first.text.rstrip().splitlines()[-1].startswith("Begin nu met 1, in ")
    assert "tabel postcodes (postcodes) ontbreekt nog" in first.text
    assert "1. beantwoord vraag 1 bovenaan mapping.voorstel.toml" in again.text
    assert "neem de blokken die erbij horen over in mapping.toml, onderaan" in again.text and "confirmed = true" not in again.text
    assert "is nog een voorstel" in place.command("check", "--as-of", "2026-11-20").text


def test_the_command_asks_its_questions_one_by_one_and_goes_on_where_it_was_broken_off(tmp_path):
    place = Place.at(tmp_path / "home")
    (place.home.landing / "exports").mkdir(parents=True)
    lines = "".join(f"B{n};C{n % 9};{('EEN', 'TWEE')[n % 2]};{n % 28 + 1:02}-05-2026;E-mail\n" for n in range(30))
    (place.home.landing / "exports" / "Brieven.csv").write_text(
        f"Briefnummer;Contractnummer;Briefsoort;Verzonden op;Verzendwijze\n{lines}"
    )
    mapping = place.home.landing / "mapping.toml"
    first = place.command("map", "--ask", typed="zo\nj\n1\n4\nstop\n")
    halfway = mapping.read_text()
    rest = place.command("map", "--lists", "--ask", typed="j\nj\nn\nj\n\nn\n32-10-2026\n31-10-2026\n")
    bank, objections, arrangements = (
        (place.home.landing / "exports" / f"{name}.csv").read_text("utf-8-sig").splitlines()[2:]
        for name in ("bank", "bezwaren", "betalingsregelingen")
    )
    done = mapping.read_text()
    checked = place.command("check", "--as-of", "2026-11-20")
    again = place.command("map", "--ask", typed="stop\n")
    still = mapping.read_text()
    mapping.write_text(f"{done}# van mij\n")
    beside = place.command("map", "--ask", typed="j\n")

    assert first.is_good and "Dat kan hier niet" in first.text and "Uw antwoorden zijn bewaard" in first.text, first.text
    assert 'EEN = "reminder_letter"' in halfway.replace('"EEN"', "EEN") and "confirmed = false" in halfway
    assert rest.is_good and "Bevestigt u deze mapping?" in rest.text and "EEN" not in rest.text, rest.text
    assert "confirmed = true" in done and "# vraag" not in done and "vroegsignaal check zegt" in rest.text
    assert (objections, arrangements, bank) == (["geen"], [], ["31-10-2026"]) and "Dat kan hier niet" in rest.text
    assert (
        "lijsten in: opdrachtgevers.csv, mandaten.csv, overeenkomsten.csv, betalingsregelingen.csv, medehuurders.csv" in rest.text
    )
    assert (place.home.landing / "mapping.antwoorden.json").exists() and "antwoorden" not in checked.text  # nothing of a run's
    assert still == done and "al bevestigd" in again.text and "confirmed = true" not in again.text
    assert "mapping.voorstel.toml" in beside.text and mapping.read_text() == f"{done}# van mij\n"
