"""The name of an organisation in a column of its own beside the persons' names."""

import tomllib

import duckdb
import pytest

from sources.proposals.companies import names_of_companies
from sources.proposals.tables import parts_of
from sources.reading.rules import sound_exports
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of
from tests.unit.sources.proposals.test_proposal_habits import mapped

HEAD = ["Huurdernr", "Soort huurder", "Achternaam", "Voorletters", "{title}"]


def block_of(title, *, kind="Bedrijf", names=("Stichting De Berg", "De Boom B.V."), employer=""):
    """A list in which each fifth tenant has no surname and a name below `title`."""
    people = [[f"H{n}", "Particulier", "Jansen", "A.", employer] for n in range(10, 26)]
    firms = [[f"H{n}", kind, "", "", names[n % len(names)]] for n in range(30, 34)]
    head = [each.format(title=title) for each in HEAD]
    return next(each for each in propose([Sheet("Huurders.csv", [head, *people, *firms])])[0] if each.table == "tenants")


@pytest.mark.parametrize("title", ["Bedrijfsnaam", "Organisatie", "Firmanaam", "Company name", "Naam rechtspersoon"])
def test_where_a_surname_is_missing_the_name_of_the_organisation_is_asked(title):
    [part] = parts_of(block_of(title))
    [line] = [each for each in part.settings if each.key == "if_empty"]
    assert line.value == {"last_name": title} and line.note.asks


@pytest.mark.parametrize("title", ["Name", "Volledige naam", "Weergavenaam", "Klantnaam"])
def test_where_only_the_column_with_everybodys_whole_name_has_that_of_an_organisation_it_is_asked(title):
    assert names_of_companies(block_of(title, employer="A. Jansen")) == {"last_name": title}
    assert names_of_companies(block_of(title)) == {}  # not of everybody, so it may be something else


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Werkgever", {}), ("Bedrijfsvorm", {}), ("KvK-nummer bedrijf", {}),
        ("Bedrijfsnaam", {"kind": "Particulier"}),  # of a person it would be somebody else's name
        ("Bedrijfsnaam", {"names": ("1234567", "7654321")}), ("Bedrijfsnaam", {"names": ("",), "employer": "Proef B.V."}),
    ],
)  # fmt: skip
def test_an_employer_or_a_column_of_something_else_is_no_name_of_a_tenant(title, said):
    assert names_of_companies(block_of(title, **said)) == {}


TENANTS = """
[tenants]
file = "huurders.csv"
if_empty = {last_name = "Bedrijfsnaam"}
columns = {tenant_id = "Nr", tenant_type = "Soort", initials = "Voorl."%s}
values.tenant_type = {P = "person", B = "organisation"}
%s
"""
LIST = "Nr;Soort;Naam;Voorl.;Bedrijfsnaam\n1;P;Jansen;A.;Werkgever\n2;B;;;Stichting De Berg\n3;P;;B.;Werkgever\n"


def of_table(report, column):
    """A column of the tenants that a run made, by their number."""
    return (
        duckdb.connect()
        .execute(f"select {column} from read_parquet(?) order by tenant_id", [str(report.tables["tenants"])])
        .fetchall()
    )


@pytest.mark.parametrize("said", [(', last_name = "Naam"', ""), ("", 'split.last_name = ["Naam", "last_name"]')])
def test_a_run_takes_the_second_title_where_the_first_is_empty(tmp_path, said):
    report = prepared(tmp_path, TENANTS % said, huurders__csv=LIST.replace("Jansen", "A. Jansen" if said[1] else "Jansen"))
    assert [names for (names,) in of_table(report, "last_name")] == ["Jansen", "Stichting De Berg", None]
    assert "Bedrijfsnaam" not in words_of(report)


def test_it_belongs_to_a_column_that_has_a_title(tmp_path):
    (tmp_path / "mapping.toml").write_text(TENANTS % ("", ""))
    assert tomllib.loads(TENANTS % ("", ""))["tenants"]["if_empty"]
    [refusal] = sound_exports(tmp_path)[1]
    assert "if_empty: bij columns ontbreekt last_name" in refusal.text


CONTACTS = ["Klantnr", "{title}", "Voornaam", "Achternaam", "Telefoon"]
PERSON, FIRM = ["1", "", "A.", "Jansen", "06-12345678"], ["2", "Bakkerij De Korenaar V.O.F.", "", "", "030-2200110"]


def contacts(*lines, title="Bedrijfsnaam"):
    """A list of contacts without a title that says who is what, as text."""
    head = [each.format(title=title) for each in CONTACTS]
    lines = [[str(at), *line[1:]] for at, line in enumerate(lines, start=101)]
    contracts = [["Contract", "Huurder", "Ingang"], *([f"C{line[0]}", line[0], "01-01-2020"] for line in lines)]
    return text_of(propose([Sheet("Contacten.csv", [head, *lines]), Sheet("Contracten.csv", contracts)])[0])


def test_who_has_a_name_of_a_company_and_no_surname_is_an_organisation_and_that_is_asked(tmp_path):
    text = contacts(*[PERSON] * 6, FIRM, FIRM)
    said = tomllib.loads(text)["tenants"][0]

    assert said["columns"]["tenant_type"] == "Bedrijfsnaam" and said["if_empty"] == {"last_name": "Bedrijfsnaam"}
    assert "werkgever" in asked_of(text, 'tenant_type = "Bedrijfsnaam"')
    lines = "\n".join(";".join(line) for line in (["Klantnr", *CONTACTS[1:]], PERSON, FIRM)).format(title="Bedrijfsnaam")
    block = text[text.index("[[tenants]]") : text.index("# --- Contracten")]
    report = prepared(tmp_path, block, Contacten__csv=lines)
    assert of_table(report, "tenant_type, last_name") == [("person", "Jansen"), ("organisation", FIRM[1])]


@pytest.mark.parametrize("line", [["2", "Proef B.V.", "B.", "Smit", ""], ["2", "", "B.", "Smit", ""]])
def test_a_name_of_a_company_beside_a_surname_may_be_that_of_an_employer_and_says_of_nobody_that_he_is_one(line):
    assert tomllib.loads(contacts(*[PERSON] * 6, line))["tenants"][0]["constants"] == {"tenant_type": "person"}


OWNERS = [["E1", "Duinrand B.V.", "", "", "nee"], ["E2", "", "P.", "Verhoeven", "ja"], ["E3", "Kaapveld N.V.", "", "", "nee"]]


@pytest.mark.parametrize(
    ("lines", "said"), [(OWNERS, {"name": "Achternaam"}), ([*OWNERS, ["E4", "", "", "", "nee"]], None), (OWNERS[::2], None)]
)
def test_an_owner_without_the_name_of_a_firm_is_called_by_his_surname_where_each_has_one_of_the_two(lines, said):
    head = ["Eigenaarnr", "Bedrijfsnaam", "Voorletters", "Achternaam", "Kleine verhuurder"]
    text = text_of(propose([Sheet("Eigenaren.csv", [head, *lines])])[0])

    assert tomllib.loads(text)["landlords"][0].get("if_empty") == said
    assert ("geen naam heeft" in asked_of(text, "if_empty")) is (said is not None)


ONE_CELL = "Contractnr;Huurdernr;Eigenaar;Huurder;Soort huurder;Soort;Postcode;Ingangsdatum\n" + "".join(
    f"C{n};{n};O1;{name};{kind};Woning;1011AB;01-01-2020\n"
    for n, (name, kind) in enumerate(
        [
            ("P. Jansen", "Persoon"), ("A.B. van der Berg", "Persoon"), ("S. Peters", "Persoon"), ("G. ten Cate", "Persoon"),
            ("K. Öztürk", "Persoon"), ("Bloemen van Baukje", "Organisatie"), ("Stichting Wonen", "Organisatie"),
        ],
        1,
    )
)  # fmt: skip


def named(report) -> dict[str, str]:
    return {row[0]: row[3] for row in rows(report, "tenants")}


def test_an_organisation_has_the_whole_of_its_name_where_persons_have_the_parts_of_theirs(tmp_path):
    text, report = mapped(tmp_path, Contracten=ONE_CELL)

    assert named(report) | {"2": "Berg", "6": "Bloemen van Baukje", "7": "Stichting Wonen"} == named(report)
    assert any("is dat de hele naam" in each for each in questions(text))


@pytest.mark.parametrize("kind", ["Persoon", "Onbekend", ""])
def test_whoever_is_not_said_to_be_one_is_never_known_by_a_whole_name(tmp_path, kind):
    blocks = propose([Sheet("Contracten.csv", [line.split(";") for line in ONE_CELL.replace("Organisatie", kind).splitlines()])])
    tenants = tomllib.loads(text_of(blocks[0]))["tenants"]
    assert all("last_name" not in each["columns"] for each in tenants)
