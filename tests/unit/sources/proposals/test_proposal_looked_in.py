"""No file, sheet or folder goes by `map` without a word: lists in which others only look something up among them."""

from __future__ import annotations

import pytest

from documents.proposal_unknown import in_words
from sources.looked_in_only import lists_themselves, looked_in_only
from sources.proposals.answers import Proposal
from sources.proposals.unknown import unknown_in
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.day import Place
from tests.support.proposal import report_of

LINES = range(1, 13)
CONTRACTS = [["Contractnr", "Huurdernr", "Opdrachtgever", "Soort", "Eenheidnr", "Ingangsdatum"]]
CONTRACTS += [[f"C{100 + n}", f"H{200 + n}", f"V{n % 2}", "Woning", f"E{300 + n}", "01-01-2020"] for n in LINES]
LETTERS = [["Dossiernr", "Datum", "Soort brief", "Kanaal"]]
LETTERS += [[f"D{n}", "05-10-2026", "Aanmaning", "Post"] for n in (2, 5, 7, 9)]
OBJECTIONS = [["Dossiernr", "Huurdernr", "Ontvangen op"], *([f"D{n}", f"H{200 + n}", "01-10-2026"] for n in (2, 5, 7, 9))]


def units(*titles: str, cells: tuple[str, ...] = ()) -> list[list[str]]:
    """A list of units, with titles of its own and the same cells on each line."""
    head = [["Eenheidnr", "Straat", "Huisnr", "Postcode", "Plaats", *titles]]
    return head + [[f"E{300 + n}", "Kerkstraat", f"{n}", "3512 JE", "Utrecht", *cells] for n in LINES]


def seen(**lists: list[list[str]]):
    return propose([Sheet(f"{name}.csv", rows) for name, rows in lists.items()])


def said_of(report: str, file: str) -> str:
    """The line of a report that begins with this file, and those that belong to it."""
    lines = report.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(f"{file}:"))
    return "\n".join([lines[at], *(line for line in lines[at + 1 : at + 2] if line.startswith("    "))])


def test_a_list_in_which_another_looks_is_named_with_what_it_gives_and_to_whom():
    blocks, unread = seen(Contracten=CONTRACTS, Eenheden=units())
    said = said_of(report_of(blocks, unread), "Eenheden.csv")

    assert unread == [] and "wordt alleen opgezocht" in said and "leases.street" in said and "(voor Contracten.csv)" in said
    assert "lijkt zelf op" not in said and lists_themselves(blocks, unread) == []


@pytest.mark.parametrize(
    ("title", "cell", "is_named"),
    [
        ("Gemeld aan gemeente op", "01-10-2026", True),
        ("Gemeld aan gemeente op", "", False),  # nothing stands there
        ("Bouwjaar", "1978", False),
        ("Laatste keuring", "01-10-2026", False),
    ],
)
def test_one_that_says_what_keeps_a_signal_back_is_among_the_steps_too(title, cell, is_named):
    blocks, unread = seen(Contracten=CONTRACTS, Eenheden=units(title, cells=(cell,)))
    report = report_of(blocks, unread)
    steps = next((line for line in report.splitlines() if "niet herkend: " in line), "")

    assert [taken.of.file for taken in looked_in_only(blocks, unread)] == ["Eenheden.csv"]
    assert ("Eenheden.csv" in steps) == is_named
    assert ("lijkt zelf op meldingen door anderen" in said_of(report, "Eenheden.csv")) == is_named


@pytest.mark.parametrize(
    ("title", "table"), [("Betalingsregeling sinds", "payment_arrangements"), ("Bezwaar ontvangen op", "objections")]
)
def test_one_that_gives_a_table_beside_is_read_for_that_and_not_called_looked_in_only(title, table):
    blocks, unread = seen(Contracten=CONTRACTS, Eenheden=units(title, cells=("01-10-2026",)))

    assert (table, "Eenheden.csv") in {(block.table, block.sheet.file) for block in blocks}
    assert looked_in_only(blocks, unread) == [] and "wordt alleen opgezocht" not in report_of(blocks, unread)


def test_letters_that_pass_for_a_list_of_codes_are_named_as_what_they_seem_to_be_and_asked_about():
    blocks, unread = seen(Contracten=CONTRACTS, Bezwaren=OBJECTIONS, Brieven=LETTERS)
    said = said_of(report_of(blocks, unread), "Brieven.csv")
    unknown = unknown_in(unread, blocks, lists_themselves(blocks, unread))

    assert "zegt wat de codes" not in said or "lijkt zelf op incassostappen (collection_actions)" in said
    assert [each.file for each in unknown] == ["Brieven.csv"]
    assert "Brieven.csv" in in_words(Proposal((), {}, unknown=unknown))


def test_a_list_of_codes_stays_one():
    codes = [["Soort", "Omschrijving"], ["W", "Woning"], ["G", "Garage"]]
    contracts = [[*line[:3], "G" if n % 4 == 1 else "W", *line[4:]] for n, line in enumerate(CONTRACTS[1:])]
    blocks, unread = seen(Contracten=[CONTRACTS[0], *contracts], Soort=codes)
    said = said_of(report_of(blocks, unread), "Soort.csv")

    assert "zegt wat de codes" in said and "lijkt zelf op" not in said and lists_themselves(blocks, unread) == []


@pytest.fixture
def place(tmp_path) -> Place:
    place = Place.at(tmp_path / "home")
    (place.home.landing / "exports").mkdir(parents=True)
    return place


def put(place: Place, name: str, rows: list[list[str]]) -> None:
    path = place.home.landing / "exports" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")


def test_what_lies_there_and_is_no_list_of_the_proposal_is_named_too(place):
    put(place, "Contracten.csv", CONTRACTS)
    put(place, "oud/Contracten.csv", CONTRACTS)
    put(place, "bezwaren.csv", [["huurder", "ontvangen op", "bij"], ["H201", "01-10-2026", "gemeente"]])
    put(place, "Adressen.csv", [["Postcode", "Huisnummer", "Gemeentecode"], ["1011AB", "1", "0363"], ["1011AC", "2", "0363"]])
    (place.home.landing / "exports" / "leeg").mkdir()
    (place.home.landing / "cbs").mkdir()
    (place.home.landing / "cbs" / "pc6hnr.zip").write_bytes(b"x")  # gives the postcodes
    said = place.command("map").text

    assert "map oud: wordt niet bekeken" in said and "map leeg" not in said
    assert "Adressen.csv: geeft postcodes" in said and "staat al in landing/: niet gebruikt" in said
    assert "bezwaren.csv" in said


def test_where_nothing_was_recognised_each_list_is_named_with_why(place):
    put(place, "Klussen.csv", [["Monteur", "Uren", "Klus"], ["Jan", "3", "Kraan"]])
    said = place.command("map").text

    assert "Klussen.csv: niet herkend" in said and "geen titels herkend" in said


def test_a_list_that_a_person_says_is_something_else_is_named_as_no_longer_read(place):
    contracts = [[*line, "3512 JE" if n else "Postcode", f"{n}" if n else "Huisnr"] for n, line in enumerate(CONTRACTS)]
    put(place, "Contracten.csv", contracts)
    put(place, "Eenheden.csv", [["Eenheidnr", "Bezwaar ontvangen op"], *([f"E{300 + n}", "01-10-2026"] for n in LINES)])
    said = place.command("map", "--ask", typed="n\n1\nstop\n").text

    assert "Geven deze lijsten wat erachter staat?" in said and "Eenheden.csv: wordt na uw antwoorden niet gelezen" in said


OWNERS = [["Eigenaarnr", "Naam", "Kleine verhuurder?"], ["V0", "Stichting Wonen", "nee"], ["V1", "Jansen", "ja"]]


@pytest.mark.parametrize(
    ("numbers", "is_same"),
    [(("V0", "V1"), True), (("V0", "V7"), False)],  # of somebody whom the other list lacks
)
def test_a_second_list_of_the_same_owners_is_named_as_such_and_is_no_step(numbers, is_same):
    companies = [
        ["Bedrijfsnr.", "Naam", "Plaats"],
        *[[number, name, "Assen"] for number, name in zip(numbers, ("Wonen B.V.", "Jansen"), strict=True)],
    ]
    blocks, unread = seen(Contracten=CONTRACTS, Opdrachtgevers=OWNERS, T001=companies)
    report = report_of(blocks, unread)

    assert ("dezelfde opdrachtgevers als in Opdrachtgevers.csv" in said_of(report, "T001.csv")) is is_same
    assert any("niet herkend: T001.csv" in line for line in report.splitlines()) is not is_same


def test_a_list_of_codes_is_not_said_to_look_like_a_list_of_people():
    codes = [["Soort", "Naam"], ["W", "Woning"], ["X", "Iets anders"]]
    contracts = [CONTRACTS[0], *([*line[:3], "W", *line[4:]] for line in CONTRACTS[1:])]
    blocks, unread = seen(Contracten=contracts, Soorten=codes)

    assert "Soorten.csv (lijkt op" not in report_of(blocks, unread)
