"""The letters of a day: for whom, about what, in which file, and once."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import python_calamine
from docx import Document
from docx.oxml.ns import qn

from documents.letters.make import letters_made, make_letters
from documents.letters.word import MERGE_NAMES
from documents.manager import ManagerFacts
from exports.ground.home import Home
from tests.unit.documents.warehouse import AS_OF

MANAGER = ManagerFacts(
    "Beheer & Zonen", "bezwaar@beheer.example", "https://beheer.example/privacy", "beheer.example", "Plein 1, 3511 AA Utrecht",
    "030 000 0000", "NL00 BANK 0000 0000 00", collection_register="reg-0000", complaints_address="klacht@beheer.example",
)  # fmt: skip


def words_of(path: Path) -> str:
    """All text of a letter, tables and footer too."""
    document = Document(str(path))
    parts = [document.element.body, document.sections[0].footer._element]
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for part in parts for p in part.iter(qn("w:p")))


def folder_of(home: Home, as_of: date = AS_OF) -> Path:
    return home.worklists / "brieven" / str(as_of)


def overview(home: Home, as_of: date = AS_OF) -> list[list]:
    book = python_calamine.load_workbook(str(folder_of(home, as_of) / "overzicht.xlsx"))
    return book.get_sheet_by_index(0).to_python()[1:]


def test_a_summons_bears_the_tenants_address_the_amount_and_text_2(warehouse):
    warehouse.letter("L7", "summons_letter", house_number_suffix="2")
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    letter = words_of(folder_of(warehouse.home) / "0001_sommatie.docx")
    for words in ("Beheer & Zonen", "De heer/mevrouw A.B. van Zonneveld7", "Voorbeeldstraat 7-2", "1011 AB  Amsterdam",
                  "20-04-2026", "L7", "€ 1.234,56", "bezwaar@beheer.example", "https://beheer.example/privacy",
                  "01-03-2026", "huur 03-2026", "sommatie@1", "Plein 1, 3511 AA Utrecht", "030 000 0000", "reg-0000",
                  "NL00 BANK 0000 0000 00 ten name van Beheer & Zonen, onder vermelding van L7",
                  "klacht@beheer.example"):  # fmt: skip
        assert words in letter
    assert "binnen 7 dagen na ontvangst van dit schrijven" in letter
    assert "\ue000" not in letter and "{" not in letter


def test_the_demand_as_fourteen_day_letter_names_the_costs_and_counts_from_receipt(warehouse):
    warehouse.letter("L1", "demand_letter")
    manager = replace(MANAGER, fourteen_day_letter=True)
    make_letters(warehouse.con, warehouse.home, AS_OF, manager)
    letter = words_of(folder_of(warehouse.home) / "0001_veertiendagenbrief.docx")
    for words in ("€ 1.234,56 nog zonder extra kosten",
                  "veertien dagen, te rekenen vanaf de dag nadat deze brief bij u is bezorgd",
                  "€ 185,18", "gemeentelijke schuldhulpverlening", "veertiendagenbrief@1"):  # fmt: skip
        assert words in letter
    assert "dagtekening" not in letter and "datum van deze brief" not in letter
    assert overview(warehouse.home)[0][6] == "veertiendagenbrief@1 2026-04-20 0001"
    make_letters(warehouse.con, warehouse.home, AS_OF, replace(manager, complaints_address=""))
    assert "VROEGSIGNAAL_MANAGER__COMPLAINTS_ADDRESS" in overview(warehouse.home)[0][5]


def test_a_letter_names_the_data_of_its_own_landlord(warehouse):
    shares = {f"shares_{name}": False for name in ("initials", "street", "house_number_suffix", "city", "email")}
    warehouse.add("intermediate.int_optional_fields", landlord_id="LL2", shares_phone=True, **shares)
    warehouse.letter("L1", "demand_letter")
    warehouse.letter("L2", "demand_letter", landlord_id="LL2")
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    first, second = (words_of(folder_of(warehouse.home) / f"000{n}_aanmaning.docx") for n in (1, 2))
    assert "verstrekken wij uw naam, huisnummer, postcode, aantal maanden achterstand en het bedrag achterstand." in first
    assert "en het bedrag achterstand, uw telefoonnummer." in second
    assert "e-mailadres" not in first + second


def test_only_letters_due_today_are_made_and_an_empty_day_says_so(warehouse):
    warehouse.agenda("L1", "reminder_letter", is_due_today=False)
    warehouse.agenda("L2", "none", suspended_because="hold")
    warehouse.agenda("L3", "personal_contact", is_due_today=True)
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    assert list(folder_of(warehouse.home).glob("*.docx")) == [] and overview(warehouse.home) == []


def test_file_names_hold_no_lease_and_the_overview_links_them(warehouse):
    for lease_id, step in (("L9", "summons_letter"), ("L3", "reminder_letter"), ("L4", "reminder_letter")):
        warehouse.letter(lease_id, step)
    made = make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    letters = [path.name for path in made if path.parent == folder_of(warehouse.home) and path.suffix == ".docx"]
    assert letters == ["0001_herinnering.docx", "0002_herinnering.docx", "0003_sommatie.docx"]
    assert [row[1:3] for row in overview(warehouse.home)] == [
        ["0001_herinnering.docx", "L3"],
        ["0002_herinnering.docx", "L4"],
        ["0003_sommatie.docx", "L9"],
    ]
    assert overview(warehouse.home)[2][6] == "sommatie@1 2026-04-20 0003"
    for path in made:
        assert path.stat().st_mode & 0o777 == 0o600
        if path.suffix != ".docx":
            assert b"Zonneveld" not in path.read_bytes()


def test_what_cannot_be_made_is_said(warehouse):
    warehouse.letter("L1", "reminder_letter", street=None)
    warehouse.letter("L2", "summons_letter")
    make_letters(warehouse.con, warehouse.home, AS_OF, ManagerFacts("Beheer"))
    status = [row[5] for row in overview(warehouse.home)]
    assert "naam of adres is onvolledig" in status[0]
    assert "VROEGSIGNAAL_MANAGER__OBJECTION_ADDRESS" in status[1]
    assert list(folder_of(warehouse.home).glob("*.docx")) == []


def test_a_letter_made_yesterday_is_not_made_again_until_it_had_time_to_show(warehouse):
    warehouse.letter("L1", "summons_letter")
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    later = AS_OF + timedelta(days=1)
    make_letters(warehouse.con, warehouse.home, later, MANAGER)
    assert "al klaargezet op 20-04-2026" in overview(warehouse.home, later)[0][5]
    much_later = AS_OF + timedelta(days=8)
    make_letters(warehouse.con, warehouse.home, much_later, MANAGER)
    assert letters_made(warehouse.home, much_later)[0]["lease_id"] == "L1"


def test_running_a_date_again_gives_the_same_files_and_removes_what_is_no_longer_due(warehouse):
    for lease_id in ("L1", "L2"):
        warehouse.letter(lease_id, "summons_letter")
    first = make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    before = {path: path.read_bytes() for path in first}
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    assert {path: path.read_bytes() for path in first} == before
    warehouse.con.execute("update marts.collection_agenda set is_due_today = false where lease_id = 'L1'")
    warehouse.letter("L0", "summons_letter")
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    left = sorted(path.name for path in folder_of(warehouse.home).glob("*.docx"))
    assert left == ["0002_sommatie.docx", "0003_sommatie.docx"]  # L2 keeps its number, L0 gets a new one


def test_a_name_with_the_characters_of_xml_and_of_fields_stands_as_it_is(warehouse):
    warehouse.letter("L1", "reminder_letter", last_name="<Öz{bedrag}&'t>\x07\ue000", name_prefix=None)
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    assert "A.B. <Öz{bedrag}&'t>\n" in words_of(folder_of(warehouse.home) / "0001_herinnering.docx")


def test_templates_have_real_merge_fields_for_letter_systems(warehouse):
    made = make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    templates = {path.name: path for path in made if path.parent.name == "sjablonen"}
    assert set(templates) == {"herinnering_versie_1.docx", "aanmaning_versie_1.docx", "sommatie_versie_1.docx"}
    body = Document(str(templates["sommatie_versie_1.docx"])).element.body
    codes = {(code.text or "").split()[1] for code in body.iter(qn("w:instrText"))}
    assert codes == set(MERGE_NAMES.values()) - {"Incassokosten"}  # no letter but the 14-day letter names costs
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds[:3] == ["begin", "separate", "end"] and len(kinds) % 3 == 0


def test_a_template_is_made_again_only_where_its_words_the_manager_or_the_file_itself_changed(warehouse):
    def templates(manager=MANAGER):
        made = make_letters(warehouse.con, warehouse.home, AS_OF, manager)
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in made if path.parent.name == "sjablonen"}

    first = templates()
    assert templates() == first
    spoiled = warehouse.home.worklists / "brieven" / "sjablonen" / "sommatie_versie_1.docx"
    spoiled.write_bytes(b"")
    again = templates()
    assert {name for name in first if again[name] != first[name]} == {spoiled.name}
    assert again[spoiled.name][1] == first[spoiled.name][1]
    moved = templates(replace(MANAGER, address="Elders 1, 1011 AB Amsterdam"))
    assert all(moved[name][1] != first[name][1] for name in first)


def test_a_preview_knows_what_the_real_home_made(warehouse):
    warehouse.letter("L1", "summons_letter")
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    preview, later = warehouse.home.preview(), AS_OF + timedelta(days=2)
    make_letters(warehouse.con, preview, later, MANAGER)
    assert "al klaargezet" in overview(preview, later)[0][5]


def test_the_record_beside_the_overview_holds_no_names(warehouse):
    warehouse.letter("L1", "summons_letter")
    make_letters(warehouse.con, warehouse.home, AS_OF, MANAGER)
    text = (folder_of(warehouse.home) / "overzicht.csv").read_text(encoding="utf-8")
    assert list(csv.DictReader(io.StringIO(text), delimiter=";")) == [
        {"lease_id": "L1", "step": "summons_letter", "document_ref": "sommatie@1 2026-04-20 0001", "file": "0001_sommatie.docx"}
    ]
