"""A column of objections, arrangements or deaths that nobody reads is named: who stands in it would be reported."""

import duckdb
import pytest

from sources.guards.unused import tables_of_nobody, titles_not_read
from sources.mapping import prepare_mapped
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from tests.unit.sources.mapping.test_mapping import ENTRIES, ROW, TITLES, prepared, words_of


@pytest.fixture
def landing(tmp_path):
    def made(title: str, mapping: str = ENTRIES):
        (tmp_path / "exports").mkdir()
        (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        text = TITLES.replace("Opmerking", title) + ROW
        (tmp_path / "exports" / "boekingen.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return made


def findings(landing):
    report = prepare_mapped(landing, landing / "work")
    assert "GEHEIM" not in words_of(report)
    return [each for each in report.findings if each.rule == "title_not_read"]


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("Bezwaar d.d.", "objections"), ("Bezwaren", "objections"), ("Betalingsregeling t/m", "payment_arrangements"),
        ("Wil geen melding sinds", "objections"),
        ("GDW meldt zelf sinds", "reported_elsewhere"), ("VS door GDW dd.", "reported_elsewhere"),
    ],
)  # fmt: skip
def test_a_title_that_speaks_of_a_table_nobody_gives_is_named_with_what_follows(landing, title, table):
    [found] = findings(landing(title))
    assert found.severity == "refused" and found.source == "boekingen*.csv"
    assert f"'{title}'" in found.text and f"levert de tabel {table}" in found.text and "wordt toch gemeld" in found.text


def test_where_its_cells_are_empty_or_the_mapping_says_that_it_does_not_count_nothing_is_refused(landing):
    folder = landing("Bezwaar d.d.")
    (folder / "mapping.toml").write_text(
        ENTRIES.replace("[ledger_entries.columns]", 'unread = ["Bezwaar d.d."]\n[ledger_entries.columns]')
    )
    assert findings(folder) == []

    (folder / "mapping.toml").write_text(ENTRIES)
    (folder / "exports" / "boekingen.csv").write_text(TITLES.replace("Opmerking", "Bezwaar d.d.") + ROW.replace("GEHEIM", ""))
    assert [each.severity for each in findings(folder)] == ["warning"]


@pytest.mark.parametrize("remark", ["Overleden 2-9-2026", "bezwaar gemaakt", "betalingsregeling loopt", "in WSNP"])
def test_a_remark_that_would_keep_a_signal_back_is_named_with_its_line_and_no_word_of_it(landing, remark):
    folder = landing("Opmerking")
    (folder / "exports" / "boekingen.csv").write_text(
        TITLES + ROW + ROW.replace("1;", "2;", 1).replace("GEHEIM", f"{remark} GEHEIM")
    )
    report = prepare_mapped(folder, folder / "work")

    [found] = [each for each in report.findings if each.rule == "remark_not_read"]
    assert (
        found.severity == "warning"
        and "regel 3" in found.text
        and "GEHEIM" not in found.text
        and "weegt nu niet mee" in found.text
    )


def test_where_the_table_comes_from_elsewhere_or_the_title_speaks_of_nothing_there_is_nothing_to_report(landing):
    folder = landing("Bezwaar d.d.")
    head = "objection_id,tenant_id,received_on,withdrawn_on,received_by\n"
    (folder / "objections.csv").write_text(f"{head}B1,T1,2026-03-01,,landlord\n")
    assert findings(folder) == []

    (folder / "objections.csv").write_text(f"{head}\n")  # in which nobody objected
    assert [each.severity for each in findings(folder)] == ["refused"]


@pytest.mark.parametrize(
    ("title", "is_named"), [("Afwachten", True), ("Post betwist", True), ("Status", False), ("Verwacht op", False)]
)
def test_a_column_that_says_which_posts_are_on_hold_refuses_until_the_mapping_reads_it(landing, title, is_named):
    folder = landing(title)
    report = prepare_mapped(folder, folder / "work")

    found = [each for each in report.findings if each.rule == "outcome_not_read"]
    assert [(each.severity, "een post die is betwist of stilgezet" in each.text) for each in found] == [
        ("refused", True)
    ] * is_named


def test_other_titles_are_nobodys_business(landing):
    assert findings(landing("Opmerking")) == []


def test_a_column_of_deaths_is_named_where_the_tenants_get_none(landing):
    tenants = '\n[tenants]\nfile = "boekingen*.csv"\n[tenants.columns]\ntenant_id = "Contract"\nlast_name = "Soort"\n'
    [found] = findings(landing("Datum overlijden", ENTRIES + tenants + '[tenants.constants]\ntenant_type = "person"\n'))
    assert "krijgt geen deceased_on" in found.text


ACTIONS = """
[collection_actions]
file = "acties.csv"
{skip}
[collection_actions.columns]
action_id = "Nr"
lease_id = "Contract"
performed_on = "Datum"
[collection_actions.constants]
action_type = "reminder_letter"
channel = "post"
"""


@pytest.mark.parametrize(
    ("says", "rules", "rows"),
    [
        ("", ["outcome_not_read"], None), ('skip_lines = {Resultaat = ["vervallen"]}', [], 1), ('unread = ["Resultaat"]', [], 2),
        ('skip_lines = {Resultaat = ["^xyz", "^Vervallen"]}', ["outcome_not_read"], None),  # which fits no line
        ('skip_lines = {Resultaat = ["^xyz", "^vervallen"]}', [], 1),
    ],
)  # fmt: skip
def test_a_column_that_says_what_became_of_a_letter_refuses_until_the_mapping_says_which_count(tmp_path, says, rules, rows):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(ACTIONS.format(skip=says), encoding="utf-8")
    body = "Nr;Contract;Datum;Resultaat\n1;C1;2026-03-01;verzonden\n2;C1;2026-03-02;vervallen\n"
    (tmp_path / "exports" / "acties.csv").write_text(body, encoding="utf-8")
    report = prepare_mapped(tmp_path, tmp_path / "work")
    assert [each.rule for each in report.findings if each.severity == "refused"] == rules
    assert rules or report.rows["collection_actions"] == rows


@pytest.mark.parametrize(
    ("title", "is_refused"),
    [("stat", True), ("brief_status", True), ("VerzStatus", True), ("res_uitk", True), ("statistiek", False), ("st", False)],
)
def test_what_became_of_a_letter_is_asked_below_the_name_of_a_field_too(tmp_path, title, is_refused):
    body = f"Nr;Contract;Datum;{title}\n1;C1;01-03-2026;OK\n2;C1;02-03-2026;FOUT\n"
    report = prepared(tmp_path, ACTIONS.format(skip=""), acties__csv=body)

    assert [each.rule for each in report.findings if each.severity == "refused"] == ["outcome_not_read"] * is_refused


@pytest.mark.parametrize(
    ("title", "words", "is_refused"),
    [
        ("Stand", ("Verzonden", "Gepland"), True), ("Uitvoering", ("Concept", "Gereed"), True),
        ("Fase", ("Retour", "Nog niet verzonden"), True),
        ("Brief", ("Verstuurd", "Vervallen"), True), ("X1", ("In wachtrij", "In wachtrij"), True),
        ("Stand", ("Verzonden", "Retour"), False), ("Team", ("Noord", "Zuid"), False), ("Dossier", ("Open", "Nieuw"), False),
        ("Vervolgactie", ("Gepland", "Geen"), False), ("Opmerking", ("Concept", "Verzonden"), False),
    ],
)  # fmt: skip
def test_letters_that_were_only_planned_are_refused_below_whatever_title_says_so(tmp_path, title, words, is_refused):
    lines = [f"{n};C{n % 5};{n % 9 + 1:02}-03-2026;{words[n % 2]}\n" for n in range(40)]
    body = f"Nr;Contract;Datum;{title}\n{''.join(lines)}"
    report = prepared(tmp_path, ACTIONS.format(skip=""), acties__csv=body)

    assert [each.rule for each in report.findings if each.severity == "refused"] == ["outcome_not_read"] * is_refused


def test_what_became_of_planned_letters_is_asked_by_their_words_and_an_answer_resolves_it(tmp_path):
    body = "Nr;Contract;Datum;Stand\n" + "".join(f"{n};C{n};01-03-2026;{('Verzonden', 'Gepland')[n % 2]}\n" for n in range(40))
    [found] = [each for each in prepared(tmp_path, ACTIONS.format(skip=""), acties__csv=body).findings if each.ways]
    [way] = found.ways
    assert sorted(way.words) == ["gepland", "verzonden"] or sorted(way.words) == ["Gepland", "Verzonden"]
    said = 'skip_lines = {Stand = ["^gepland$"]}'
    report = prepared(tmp_path, ACTIONS.format(skip=said), acties__csv=body)
    assert report.rows["collection_actions"] == 20 and not [each for each in report.findings if each.severity == "refused"]


LEASES = """
[leases]
file = "contracten.csv"
[leases.columns]
lease_id = "Contract"
tenant_id = "Huurder"
landlord_id = "Eigenaar"
started_on = "Ingang"
[leases.constants]
unit_type = "dwelling"
"""


def test_a_code_on_a_contract_that_says_why_nothing_is_done_refuses_until_it_is_read(tmp_path):
    held = "Contract;Huurder;Eigenaar;Ingang;Afwachten\nC1;D1;E1;01-01-2020;VSB\n"
    report = prepared(tmp_path, LEASES, contracten__csv=held)
    text = words_of(report)

    assert "de titel 'Afwachten' wordt niet gelezen: wie bezwaar heeft" in text and "blok [objections]" in text
    assert [each.severity for each in report.findings if each.rule == "outcome_not_read"] == ["refused"]


@pytest.mark.parametrize(
    "title", ["Uit per", "UITDAT", "Einddatum", "Huuropzegging per", "Vertrokken", "Move out", "Contract tot", "Tot"]
)
def test_a_list_of_contracts_of_which_the_last_days_are_not_read_refuses_until_they_are(tmp_path, title):
    held = f"Contract;Huurder;Eigenaar;Ingang;{title};Opzegtermijn\nC1;D1;E1;01-01-2020;31-08-2026;1\n"

    def found(mapping: str) -> list[str]:
        return [each.text for each in prepared(tmp_path, mapping, contracten__csv=held).findings if each.rule == "title_not_read"]

    [text] = found(LEASES)
    assert f"'{title.lower()}'" in text.lower() and "ended_on" in text and 'unread = ["' in text
    assert found(LEASES.replace('started_on = "Ingang"', f'started_on = "Ingang"\nended_on = "{title}"')) == []
    assert found(LEASES.replace("[leases.columns]", f'unread = ["{title}"]\n[leases.columns]')) == []


AGREED = """
[[municipality_agreements]]
file = "gemeenten.csv"
[municipality_agreements.columns]
agreement_id = "Nr"
municipality_code = "Code"
signed_on = "Getekend"
system = "Systeem"
"""


@pytest.mark.parametrize(("title", "filled", "severity"), [("Stopgezet", "01-05-2026", "refused"), ("Geldig t/m", "", "warning")])
def test_the_last_days_of_agreements_with_municipalities_are_asked_as_those_of_contracts_are(tmp_path, title, filled, severity):
    held = f"Nr;Code;Getekend;Systeem;{title}\n1;0344;01-01-2020;vps;{filled}\n"

    def found(mapping: str) -> list[tuple[str, bool]]:
        report = prepared(tmp_path, mapping, gemeenten__csv=held)
        return [(each.severity, "ended_on" in each.text) for each in report.findings if each.rule == "title_not_read"]

    assert found(AGREED) == [(severity, True)]
    assert found(AGREED.replace('system = "Systeem"', f'system = "Systeem"\nended_on = "{title}"')) == []


@pytest.mark.parametrize(
    ("title", "cell", "is_named"),
    [
        ("Toestand", "Voorlopig", True), ("Fase", "niet gefiatteerd", True), ("Toestand", "Definitief", False),
        ("Toestand", "voorlopige energierekening", False),  # what it is for, and in the books
    ],
)  # fmt: skip
def test_an_entry_that_is_not_in_the_books_yet_is_named_with_how_to_leave_it_out(landing, title, cell, is_named):
    folder = landing(title)
    (folder / "exports" / "boekingen.csv").write_text(TITLES.replace("Opmerking", title) + ROW.replace("GEHEIM", cell))
    found = [each for each in prepare_mapped(folder, folder / "work").findings if each.rule == "remark_not_read"]

    assert [each.severity for each in found] == ["warning"] * is_named
    assert all("zij tellen nu mee" in each.text and "skip_lines" in each.text for each in found)


@pytest.mark.parametrize(
    ("table", "title", "is_refused"),
    [("tenants", "overl.datum", True), ("tenants", "overleden", True), ("tenants", "laatst gewijzigd", False),
        ("leases", "vertrekdatum", True), ("mandates", "einddatum", True), ("leases", "status", False)],
)  # fmt: skip
def test_a_death_or_a_last_day_is_known_by_the_words_of_map_too(tmp_path, table, title, is_refused):
    block = Export(table=table, file="lijst.csv", columns={"tenant_id": "Nummer"})
    shape = ExportShape("lijst.csv", None, ("nummer", title), filled=frozenset({title}))
    assert bool(titles_not_read([shape], [block], tmp_path)) == is_refused


@pytest.mark.parametrize(("table", "is_named"), [("municipality_agreements", False), ("leases", True)])
def test_whom_to_call_at_a_municipality_about_debts_says_nothing_of_a_tenant(tmp_path, table, is_named):
    agreed = """
[municipality_agreements]
file = "lijst.csv"
made_ids = {agreement_id = ["municipality_code", "signed_on"]}
columns = {municipality_code = "Gemeente", applied_on = "Aanvraag", signed_on = "Getekend"}
constants = {system = "vps"}
"""
    mapping = agreed if table == "municipality_agreements" else LEASES.replace("contracten.csv", "lijst.csv")
    lines = ["Gemeente;Aanvraag;Getekend;Contact", "0344;01-02-2025;01-03-2025;afd. schuldhulp"]
    if is_named:
        lines = ["Contract;Huurder;Eigenaar;Ingang;Contact", "C1;D1;E1;01-01-2020;afd. schuldhulp"]
    found = [each.rule for each in prepared(tmp_path, mapping, lijst__csv="\n".join(lines) + "\n").findings]

    assert ("remark_not_read" in found) == is_named


def severities_of(folder, shape, empty=(), tables=("leases",)):
    blocks = [Export(table=each, file=f"{each}.csv", columns={"deceased_on": "Overleden op"}) for each in tables]
    return [(each.severity, "is leeg" in each.text) for each in titles_not_read([shape], blocks, folder, empty)]


@pytest.mark.parametrize(
    ("title", "table"),
    [("bezwaar", "objections"), ("betalingsregeling", "payment_arrangements"), ("gemeld door gdw", "reported_elsewhere")],
)
def test_a_list_without_a_line_does_not_answer_for_a_column_that_nothing_reads(tmp_path, title, table):
    shape = ExportShape("leases.csv", None, ("contract", title), filled=frozenset({title}))
    assert severities_of(tmp_path, shape, tables=("leases", table)) == []
    assert severities_of(tmp_path, shape, {table}, ("leases", table)) == [("refused", True)]


def test_nor_does_a_list_of_tenants_of_whom_nobody_died(tmp_path):
    shape = ExportShape("leases.csv", None, ("contract", "overleden"), filled=frozenset({"overleden"}))
    assert severities_of(tmp_path, shape, tables=("leases", "tenants")) == []
    assert [severity for severity, _ in severities_of(tmp_path, shape, {"tenants"}, ("leases", "tenants"))] == ["refused"]


@pytest.mark.parametrize(("cells", "severity"), [("nee nee", "warning"), ("nee ja", "refused"), ("ja ja", "refused")])
def test_a_column_that_says_no_of_everybody_says_what_the_empty_list_says(tmp_path, cells, severity):
    one, other = cells.split()
    body = f"Contract;Huurder;Eigenaar;Ingang;Bezwaar\nC1;D1;E1;01-01-2020;{one}\nC2;D2;E1;01-01-2020;{other}\n"
    report = prepared(tmp_path, LEASES, contracten__csv=body)
    assert [each.severity for each in report.findings if each.rule == "title_not_read"] == [severity]


def test_tables_without_a_line_are_those_that_were_made_and_not_what_was_refused():
    blocks = [
        Export(table=each, file="x.csv", columns={}) for each in ("leases", "objections", "tenants", "payment_arrangements")
    ]
    with duckdb.connect() as con:
        con.execute("create table made_tenants as select 'T1' as tenant_id, cast(null as date) as deceased_on")
        con.execute("create table made_payment_arrangements as select 'R1' as arrangement_id")
        assert tables_of_nobody(con, blocks, ()) == {"objections", "tenants"}
        assert tables_of_nobody(con, blocks, {"objections"}) == {"tenants"}
