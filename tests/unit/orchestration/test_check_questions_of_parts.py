"""`check --ask` of lists of which several blocks take a part: an answer goes where it holds, and drops nothing."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from documents import check_dialogue
from documents.check import check_landing
from documents.check_blocks import offered, said_in
from documents.check_dialogue import steps_of
from orchestration.cli.check_questions import ask
from sources.ways import Change, Choice, Option, Some
from tests.builders import AS_OF
from tests.unit.orchestration.test_check_questions import LETTERS, LINES, NO_MEMO, TITLES, block, landing, letters, talk
from tests.unit.sources.mapping.test_mapping import workbook

BY_POST, BY_PHONE = (
    f"""
[[collection_actions]]
file = "brieven.csv"
only = {{"Weg" = ["{way}"]}}
made_ids = {{action_id = ["lease_id", "performed_on", "action_type"]}}
columns = {{lease_id = "Contract", performed_on = "Datum", action_type = "Soort"}}
constants = {{channel = "{channel}"}}
values.action_type = {{"{word}" = "{ours}"}}
"""
    for way, channel, word, ours in (("P", "post", "Herinnering", "reminder_letter"), ("T", "phone", "Gebeld", "phone_call"))
)
MEDE = '[[co_tenants]]\nfile = "mede.csv"\nonly = {{"Soort" = ["{}"]}}\ncolumns = {{lease_id = "Contract", tenant_id = "Mede"}}\n'
PLANS = (
    '[[payment_arrangements]]\nfile = "reg*.csv"\ncolumns = {arrangement_id = "Nr", lease_id = "Contract", agreed_on = "Dag"}\n'
)
OBJECTIONS = '[[objections]]\nfile = "b.csv"\nmade_ids = {objection_id = ["tenant_id", "received_on"]}\n'
OBJECTIONS += (
    'columns = {tenant_id = "Huurder", received_on = "Dag", received_by = "Bij"}\nvalues.received_by = {"ons" = "landlord"}\n'
)


def asked(folder):
    """The questions that check would ask."""
    return steps_of(check_landing(folder, AS_OF), (folder / "mapping.toml").read_text())


def answers(step):
    return [each.says for each in step.way.options]


def test_one_word_may_mean_two_things_in_two_parts_of_a_list(tmp_path):
    lines = [f"L1;{day:02}-02-2026;{'Herinnering' if day % 3 else 'K'};P" for day in range(1, 10)]
    lines += [f"L1;{day:02}-02-2026;{'Gebeld' if day % 3 else 'K'};T" for day in range(10, 19)]
    folder = landing(tmp_path, BY_POST + BY_PHONE, "collection_actions", brieven=["Contract;Datum;Soort;Weg", *lines])
    report, shown = talk(folder, "1\n4\n")
    assert 'regels met "Weg" "P"' in shown and 'regels met "Weg" "T"' in shown and report.is_good
    meanings = [block(folder, place=place)["values"]["action_type"]["K"] for place in (0, 1)]
    assert meanings == ["reminder_letter", "phone_call"]


def test_a_word_is_asked_once_in_whatever_files_and_letters_it_stands(tmp_path):
    lines = [*NO_MEMO, "L1;11-02-2026;Memo", "L1;12-02-2026;memo", "L1;13-02-2026;Memo"]
    mapping = LETTERS.replace("brieven.csv", "brieven*.csv")
    folder = landing(tmp_path, mapping, "collection_actions", brieven1=[TITLES, *lines], brieven2=[TITLES, *lines])
    [step] = asked(folder)
    assert step.way.times == 6


def test_a_part_that_is_about_something_else_leaves_the_other_part_of_its_file(tmp_path):
    lines = ["Contract;Mede;Soort", "L1;T1;A", "L1;;B"]
    folder = landing(tmp_path, MEDE.format("A") + MEDE.format("B") + LETTERS, "co_tenants", mede=lines, brieven=[TITLES, *LINES])
    step = next(each for each in asked(folder) if each.source == "co_tenants")
    assert step.blocks == (("co_tenants", 1),) and "(mede.csv regel 3)" in step.way.asks


def test_what_two_problems_of_a_table_resolves_goes_each_in_its_own_block(tmp_path):
    lines = ["Contract;Mede;Soort", ";T1;A", "L1;;B", "L1;T2;A", "L1;T3;B"]
    folder = landing(tmp_path, MEDE.format("A") + MEDE.format("B"), "co_tenants", mede=lines)
    assert {each.way.asks[:14]: each.blocks for each in asked(folder)} == {
        'Onder "Contrac': (("co_tenants", 0),), 'Onder "Mede" s': (("co_tenants", 1),),
    }  # fmt: skip


def test_an_arrangement_that_only_an_older_list_has_is_never_dropped_for_a_number_that_comes_back(tmp_path):
    older = ["Nr;Contract;Dag", "1;L1;01-01-2026", "2;L1;02-01-2026"]
    newer = ["Nr;Contract;Dag", "2;L1;02-01-2026", "3;L1;03-01-2026"]
    files = {"reg_20260101": older, "reg_20260201": newer}
    folder = landing(tmp_path, PLANS, "payment_arrangements", **files)
    [step] = asked(folder)
    assert [each.value for option in step.way.options for each in option.changes] == ["latest"]
    report, _ = talk(folder, "1\n")
    assert report.is_good and next(each for each in report.tables if each.table == "payment_arrangements").rows == 3


def test_an_answer_that_is_there_already_and_did_not_help_is_asked_no_more(tmp_path):
    mapping = PLANS.replace("file =", 'rows = "distinct"\nfile =')
    folder = landing(tmp_path, mapping, "payment_arrangements", reg=["Nr;Contract;Dag", "1;L1;01-01-2026", "1;L1;02-01-2026"])
    assert not asked(folder) and "--ask" not in check_landing(folder, AS_OF).text()


@pytest.mark.parametrize(("said", "is_asked"), [('"rest"', False), ('"distinct"', False), ('"all"', True)])
def test_a_word_that_a_person_gave_is_not_replaced_by_another(said, is_asked):
    mapping = f"[co_tenants]\nrows = {said}\n"
    way = Choice("?", (Option("een keer", (Change(("rows",), "distinct"),)), Option("iets anders")))
    assert (offered(way, [1], mapping, said_in(mapping)) is not None) == is_asked


def test_an_objection_of_which_nobody_wrote_who_received_it_is_one_still(tmp_path):
    folder = landing(tmp_path, OBJECTIONS, "objections", b=["Huurder;Dag;Bij", "T1;01-02-2026;ons", "T2;02-02-2026;"])
    [step] = asked(folder)
    assert not any("tellen niet mee" in each for each in answers(step))
    report, _ = talk(folder, "1\n")
    assert report.is_good and block(folder, "objections")["values"]["received_by"][""] == "landlord"


def test_a_letter_of_which_nobody_wrote_what_it_was_proves_nothing(tmp_path):
    folder = letters(tmp_path, lines=[*NO_MEMO, "L1;12-02-2026;"])
    [step] = asked(folder)
    assert not any(each.startswith("dan is het") for each in answers(step))


def test_whom_dunning_is_blocked_for_stays_a_co_tenant(tmp_path):
    mapping = '[co_tenants]\nfile = "mede.csv"\ncolumns = {lease_id = "Contract", tenant_id = "Mede"}\n'
    lines = [f"L1;T{number % 2 + 1};{'J' if number % 2 else 'N'}" for number in range(6)]
    folder = landing(tmp_path, mapping, "co_tenants", mede=["Contract;Mede;Aanmaanblokkade", *lines])
    ways = [each.way for each in asked(folder) if "Aanmaanblokkade" in each.way.asks]
    assert ways and all(isinstance(each, Choice) for each in ways)


def test_who_did_something_is_never_shown(tmp_path):
    lines = [f"{each};{('Kees', 'Fatima', 'Jan')[number % 3]}" for number, each in enumerate(NO_MEMO * 2)]
    folder = letters(tmp_path, titles=f"{TITLES};Verwijderd door", lines=lines)
    ways = [each.way for each in asked(folder)]
    assert ways and not any(isinstance(each, Some) for each in ways)
    assert "Fatima" not in talk(folder, "\n\n\n")[1]


def test_a_title_that_says_two_things_is_of_no_matter_only_where_both_were_shown(tmp_path):
    lines = [f"{each};{'af' if number % 2 else 'op'}" for number, each in enumerate(NO_MEMO * 2)]
    folder = letters(tmp_path, titles=f"{TITLES};Status bezwaar", lines=lines)
    (folder / "objections.csv").unlink(missing_ok=True)
    ways = [each.way.asks for each in asked(folder) if "wordt niet gelezen" in each.way.asks]
    assert ways and all("die niet wegging" in each and "wordt toch gemeld" in each for each in ways)


def test_a_word_that_says_what_a_charge_is_for_passes_no_receipt_over(tmp_path):
    mapping = """
[[ledger_entries]]
file = "boekingen.csv"
columns = {entry_id = "Nr", lease_id = "Contract", entry_type = "Soort", category = "Voor", booked_on = "Dag", amount = "Bedrag"}
values.entry_type = {"F" = "charge", "B" = "payment"}
values.category = {"huur" = "rent"}
"""
    lines = [f"{n};L1;{'B' if n % 2 else 'F'};{'XQ' if n > 8 else 'huur'};0{n % 9 + 1}-02-2026;100,00" for n in range(1, 13)]
    folder = landing(tmp_path, mapping, "ledger_entries", boekingen=["Nr;Contract;Soort;Voor;Dag;Bedrag", *lines])
    shown = talk(folder, "0\n\n")[1].partition("Controle")[0]
    assert '"Voor": wat is "XQ"' in shown and "telt niet mee" not in shown
    assert "skip_lines" not in block(folder, "ledger_entries")


def test_what_somebody_else_changes_meanwhile_is_kept_and_the_question_comes_again(tmp_path, monkeypatch):
    folder = letters(tmp_path)
    mapping = folder / "mapping.toml"
    real, often = check_dialogue.one_listed, []

    def slow(*arguments, **named):
        if not often:
            mapping.write_text("# van een ander\n" + PLANS.replace("reg*", "brieven") + mapping.read_text())
        often.append(1)
        return real(*arguments, **named)

    monkeypatch.setattr(check_dialogue, "one_listed", slow)
    _, shown = talk(folder, "0\n0\n")
    assert "intussen door een ander veranderd" in shown and mapping.read_text().startswith("# van een ander")
    assert "skip_lines" not in block(folder, "payment_arrangements")


def test_a_mapping_that_cannot_be_written_is_said_and_stays(tmp_path, monkeypatch):
    folder = letters(tmp_path)
    monkeypatch.setattr("orchestration.cli.check_questions.os.access", lambda *_: False)
    _, shown = talk(folder, "0\n")
    assert "kan niet worden geschreven" in shown and (folder / "mapping.toml").read_text() == LETTERS


def test_a_link_to_the_mapping_stays_a_link(tmp_path):
    folder = letters(tmp_path)
    (folder / "mapping.toml").rename(tmp_path / "elders.toml")
    (folder / "mapping.toml").symlink_to(tmp_path / "elders.toml")
    report, _ = talk(folder, "0\n")
    assert report.is_good and (folder / "mapping.toml").is_symlink() and "skip_lines" in (tmp_path / "elders.toml").read_text()


def test_what_is_on_hold_is_passed_over_where_it_is_owed_and_never_where_it_was_paid(tmp_path):
    charges = """
[[ledger_entries]]
file = "boekingen.csv"
only = {"Soort" = ["F"]}
columns = {entry_id = "Nr", lease_id = "Contract", booked_on = "Dag", due_on = "Dag", amount = "Bedrag"}
constants = {entry_type = "charge", category = "rent"}
"""
    receipts = charges.replace('["F"]', '["B"]').replace('{entry_type = "charge", category = "rent"}', '{entry_type = "payment"}')
    receipts = receipts.replace(' due_on = "Dag",', "")
    words = ("BTW", "SOM", "")
    lines = [f"{n};L1;{'B' if n % 2 else 'F'};{n:02}-01-2026;100,00;{words[n % 3]}" for n in range(1, 25)]
    titles = "Nr;Contract;Soort;Dag;Bedrag;On hold"
    folder = landing(tmp_path, charges + receipts, "ledger_entries", "allocations", boekingen=[titles, *lines])
    [way] = [each.way for each in asked(folder) if isinstance(each.way, Some)]
    assert "ook wat op zo'n regel is ontvangen" in way.asks
    talk(folder, "1\n")
    assert "skip_lines" in block(folder, "ledger_entries") and "skip_lines" not in block(folder, "ledger_entries", 1)


def test_what_receipts_without_a_contract_have_in_common_passes_no_receipt_over(tmp_path):
    mapping = """
[[ledger_entries]]
file = "boekingen.csv"
columns = {entry_id = "Nr", lease_id = "Contract", entry_type = "Soort", booked_on = "Dag", due_on = "Dag", amount = "Bedrag"}
constants = {category = "rent"}
values.entry_type = {"F" = "charge", "B" = "payment"}
"""
    lines = [f"{n};{'L1' if n < 10 else ''};{'F' if n < 10 else 'B'};{n:02}-02-2026;100,00" for n in range(1, 16)]
    folder = landing(tmp_path, mapping, "ledger_entries", "allocations", boekingen=["Nr;Contract;Soort;Dag;Bedrag", *lines])
    assert not asked(folder) and "skip_lines" not in check_landing(folder, AS_OF).text()


def test_an_entry_of_which_nobody_wrote_what_it_was_is_not_owed(tmp_path):
    mapping = """
[[ledger_entries]]
file = "boekingen.csv"
columns = {entry_id = "Nr", lease_id = "Contract", entry_type = "Soort", booked_on = "Dag", due_on = "Dag", amount = "Bedrag"}
constants = {category = "rent"}
values.entry_type = {"F" = "charge", "B" = "payment"}
"""
    lines = [f"{n};L1;{'F' if n < 10 else 'B' if n < 14 else ''};{n:02}-02-2026;100,00" for n in range(1, 16)]
    folder = landing(tmp_path, mapping, "ledger_entries", "allocations", boekingen=["Nr;Contract;Soort;Dag;Bedrag", *lines])
    assert not asked(folder)


BALANCES = '[stated_balances]\nfile = "saldi.csv"\ncolumns = {lease_id = "Contract", open_rent = "Saldo"}\n'


@pytest.mark.parametrize(
    ("more", "typed", "put"),
    [
        ("", "18-2\n31-02-2026\n18-02-2026\n", "18-02-2026"),
        ("", "2026-02-18\n", "2026-02-18"),
        ("", "(naam)\n", "(naam)"),
        ('dates = ["mm-dd-jjjj"]\n', "03-02-2026\n", "2026-02-03"),
    ],
)
def test_a_day_is_typed_until_it_exists_and_is_read_as_it_was_meant(tmp_path, more, typed, put):
    folder = landing(tmp_path, BALANCES + more, saldi=["Contract;Saldo", "L1;100,00"])
    talk(folder, typed)
    assert block(folder, "stated_balances")["constants"] == {"as_of": put}


@pytest.mark.parametrize("more", ["constants = 3", 'made_ids = "x"', "split = true", 'constants = ["x"]'])
def test_a_setting_of_another_form_than_it_has_is_refused_and_breaks_no_conversation(tmp_path, more):
    folder = landing(tmp_path, f"{BALANCES}{more}\n", saldi=["Contract;Saldo", "L1;100,00"])
    report, _ = talk(folder, "\n")
    assert not report.is_good and (folder / "mapping.toml").read_text() == f"{BALANCES}{more}\n"


def test_a_question_about_the_mapping_says_which_list_it_is_about(tmp_path):
    folder = letters(tmp_path, LETTERS.replace('# "Memo" = ""  # vraag 1', '"Memo" = "phone_call"'))
    assert "1 van 1 · brieven.csv\n" in talk(folder, "\n")[1]


@pytest.mark.parametrize(("typed", "is_sure"), [("ja\n", True), ("J\n", True), ("1\n", True), ("nee\n", False), ("2\n", False)])
def test_a_yes_and_a_no_are_answers_where_they_say_which(tmp_path, typed, is_sure):
    folder = letters(tmp_path, LETTERS.replace('# "Memo" = ""  # vraag 1', '"Memo" = "phone_call"'))
    talk(folder, typed)
    assert ("sure_of" in block(folder)) == is_sure


def test_who_stops_at_once_waits_for_no_second_look(tmp_path):
    folder, looks = letters(tmp_path), []
    with CliRunner().isolation(input="stop\n"):
        ask(folder, lambda: looks.append(1) or check_landing(folder, AS_OF))
    assert len(looks) == 1


def test_who_confirms_reads_what_waits_still(tmp_path):
    mapping = "confirmed = false\n" + LETTERS.replace('"Memo" = ""', '"Praatje" = ""')
    folder = letters(tmp_path, mapping, lines=NO_MEMO)
    _, shown = talk(folder, "\n")
    assert "wacht nog 1 regel van het voorstel op een antwoord" in shown and "Kloppen de aantallen" in shown


def test_an_arrangement_without_a_day_is_passed_over_for_that_and_not_for_its_word(tmp_path):
    lines = [f"{n};L1;{'' if n in (3, 4, 5, 6) else f'0{n}-02-2026'};{'Nieuw' if 2 < n < 7 else 'Lopend'}" for n in range(1, 10)]
    folder = landing(tmp_path, PLANS, "payment_arrangements", reg=["Nr;Contract;Dag;Soort", *lines])
    step = next(each for each in asked(folder) if each.source == "payment_arrangements")
    assert [each.key for option in step.way.options for each in option.changes] == [("skip_empty",), ()]
    assert "skip_lines" not in next(each for each in check_landing(folder, AS_OF).tables if each.ways).lines[0]


SHEET = """
[[collection_actions]]
file = "log.xlsx"
sheet = "{}"
made_ids = {{action_id = ["lease_id", "performed_on", "action_type"]}}
columns = {{lease_id = "Contract", performed_on = "Datum", action_type = "Code"}}
constants = {{channel = "{}"}}
values.action_type = {{"H" = "reminder_letter", "B" = "phone_call"}}
"""


@pytest.mark.parametrize(("sheets", "times"), [(("Brieven", "Gesprekken"), [3, 3]), (("Log 2025", "Log 2026"), [6])])
def test_a_word_on_two_sheets_is_one_where_they_differ_by_the_year_alone(tmp_path, sheets, times):
    channels = ("post", "phone") if len(times) > 1 else ("post", "post")
    mapping = "".join(SHEET.format(*each) for each in zip(sheets, channels, strict=True))
    folder = landing(tmp_path, mapping, "collection_actions")
    rows = [["L1", f"{day:02}-02-2026", "AX" if day % 3 == 0 else "H" if day % 2 else "B"] for day in range(1, 10)]
    workbook(folder / "exports" / "log.xlsx", *((each, [["Contract", "Datum", "Code"], *rows]) for each in sheets))
    steps = asked(folder)
    assert [each.way.times for each in steps] == times
    assert all(f"blad {sheet}" in " ".join(each.about for each in steps) for sheet in sheets)
