"""One file with lines of several tables: each block takes its own, and a line that is no block's is refused."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

TITLES = "Nr;Contract;Soort;Datum;Bedrag\n"
CHARGES = """
[[ledger_entries]]
file = "alles.csv"
only = {Soort = ["Huur"]}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "Bedrag"
[ledger_entries.constants]
entry_type = "charge"
category = "rent"
"""
RECEIPTS = """
[[ledger_entries]]
file = "alles.csv"
only = {Soort = ["Bank"]}
SIGN
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
amount = "Bedrag"
[ledger_entries.constants]
entry_type = "payment"
"""
LETTERS = """
[collection_actions]
file = "alles.csv"
only = {Soort = ["Aanmaning"]}
[collection_actions.columns]
action_id = "Nr"
lease_id = "Contract"
performed_on = "Datum"
[collection_actions.constants]
action_type = "reminder_letter"
channel = "post"
"""
BODY = "1;C1;Huur;01-04-2026;700,00\n2;C1;Bank;03-04-2026;700,00\n3;C1;Aanmaning;20-04-2026;\nTotaal;;;;1.400,00\n"
ALL = (CHARGES + RECEIPTS + LETTERS).replace("SIGN\n", "")


def test_a_word_of_another_tables_block_is_known_and_each_table_gets_its_own_lines(tmp_path):
    report = prepared(tmp_path, ALL, alles__csv=TITLES + BODY)

    assert [(row[0], row[2], row[6]) for row in rows(report, "ledger_entries")] == [
        ("1", "charge", Decimal("700.00")), ("2", "payment", Decimal("700.00"))
    ]  # fmt: skip
    assert [row[0] for row in rows(report, "collection_actions")] == ["3"]


def test_what_every_block_says_of_the_file_is_named_once(tmp_path):
    report = prepared(tmp_path, ALL, alles__csv=TITLES + BODY)
    assert [each.rule for each in report.findings] == ["total_row"]

    report = prepared(tmp_path, ALL, alles__csv=TITLES + "4;C1;Memo;03-04-2026;5,00\n" + BODY)
    assert words_of(report).count("in 'Soort' een woord dat bij geen enkel blok onder only staat (regel 2)") == 1


def test_a_line_that_no_block_takes_as_a_whole_is_refused_though_each_of_its_words_is_known(tmp_path):
    signed = ALL.replace("[ledger_entries.columns]", 'take_sign = "positive"\n[ledger_entries.columns]', 1)
    report = prepared(tmp_path, signed, alles__csv=TITLES + "4;C1;Huur;03-04-2026;-5,00\n" + BODY)

    assert (
        "1 regel heeft in 'Soort' woorden die onder only staan, maar in geen blok samen of met dit bedrag (regel 2)"
        in words_of(report)
    )


@pytest.mark.parametrize(("column", "severity"), [("due_on", "refused"), ("lease_id", "warning")])
def test_an_entry_with_money_is_not_passed_over_in_silence_for_another_cell_that_is_empty(tmp_path, column, severity):
    # A bounced payment without a due date beside charges: passed over, its tenant owes less than he does.
    skipping = CHARGES.replace("only", f'skip_empty = ["{column}"]\nonly')
    body = {"due_on": "1;C1;Huur;;700,00\n2;C1;Huur;;0,00\n", "lease_id": "1;;Huur;01-04-2026;700,00\n"}[column]

    (found,) = [each for each in prepared(tmp_path, skipping, alles__csv=TITLES + body).findings if "money" in each.rule]

    assert (found.severity, found.rule, found.count) == (severity, "money_passed_over", 1)
    assert "(regel 2)" in found.text and "700" not in found.text


BANK = RECEIPTS.replace('only = {Soort = ["Bank"]}\nSIGN', 'take_sign = "positive"')
WENT_BACK = RECEIPTS.replace('only = {Soort = ["Bank"]}\nSIGN', 'take_sign = "negative"\nstorno = true').replace(
    "payment", "reversal"
)
MONEY = "1;C1;Bank;03-04-2026;1.133,65\n2;C1;Bank;05-04-2026;-1.133,65\n3;C1;Bank;06-04-2026;700,-\n4;C1;Bank;07-04-2026;-0,00\n"


@pytest.mark.parametrize("minus", ["-1.133,65", "1.133,65-", "€\u00a0-1.133,65", "-1.133,65 CR"])
def test_a_line_that_no_block_takes_for_its_sign_is_refused_with_its_line_and_what_to_write(tmp_path, minus):
    # A receipt that went back: dropped without a word, its tenant owes less than he does.
    (found,) = prepared(tmp_path, BANK, alles__csv=TITLES + MONEY.replace("-1.133,65", minus)).findings

    assert (found.severity, found.rule, found.count) == ("refused", "sign_of_no_block", 1)
    assert "in 'Bedrag' 1 bedrag met een min (regel 3)" in found.text and "1.133" not in found.text
    assert 'take_sign = "negative" (een storno (reversal) of een creditnota (credit_note)' in found.text


def test_a_block_that_takes_only_amounts_with_a_minus_refuses_those_without(tmp_path):
    report = prepared(tmp_path, BANK.replace('"positive"', '"negative"'), alles__csv=TITLES + MONEY)
    assert [(each.rule, each.count) for each in report.findings] == [("sign_of_no_block", 2)]


def test_lines_of_both_signs_that_two_blocks_take_are_taken_and_whole_euros_have_no_minus(tmp_path):
    report = prepared(tmp_path, BANK + WENT_BACK, alles__csv=TITLES + MONEY)

    assert [(row[0], row[2], row[6]) for row in rows(report, "ledger_entries")] == [
        ("1", "payment", Decimal("1133.65")), ("2", "reversal", Decimal("1133.65")), ("3", "payment", Decimal("700.00"))
    ]  # fmt: skip


def test_lines_that_are_said_not_to_count_are_passed_over_and_counted_in_the_words_of_the_refusal(tmp_path):
    for sign, kept in (("positive", ["1", "3"]), ("negative", ["2"])):
        block = BANK.replace('"positive"', f'"{sign}"')
        (refused,) = prepared(tmp_path, block, alles__csv=TITLES + MONEY).findings
        skipping = refused.text.partition("zet dan in dit blok ")[2].partition(". Zie regel")[0]
        report = prepared(tmp_path, block.replace("take_sign", f"{skipping}\ntake_sign"), alles__csv=TITLES + MONEY)

        assert [row[0] for row in rows(report, "ledger_entries")] == kept
        assert "line_skipped" in [each.rule for each in report.findings]


def test_an_amount_of_another_title_does_not_take_the_lines_of_the_other_sign(tmp_path):
    other = BANK.replace('take_sign = "positive"', "").replace('amount = "Bedrag"', 'amount = "Nr"')
    assert "sign_of_no_block" in [each.rule for each in prepared(tmp_path, BANK + other, alles__csv=TITLES + MONEY).findings]


@pytest.mark.parametrize(
    ("said", "instead", "words"),
    [
        ('channel = "post"', 'channel = "telefoon"', "channel = 'telefoon' is geen woord dat er is: kies uit post, email, phone"),
        ('"reminder_letter"', '"brief"', "action_type = 'brief' is geen woord dat er is: kies uit"),
        ('channel = "post"', 'channel = "post"\nperformed_on = "gisteren"', "performed_on = 'gisteren' is geen datum"),
    ],
)
def test_a_constant_that_is_no_word_of_ours_is_refused_with_the_words_there_are(tmp_path, said, instead, words):
    mapping = LETTERS.replace(said, instead).replace(
        'performed_on = "Datum"', "" if "gisteren" in instead else 'performed_on = "Datum"'
    )
    (found,) = prepared(tmp_path, mapping, alles__csv=TITLES + "3;C1;Aanmaning;20-04-2026;\n").findings

    assert (found.severity, found.rule) == ("refused", "unreadable_constant") and words in found.text
    line = 1 + next(at for at, text in enumerate(mapping.splitlines()) if instead.rpartition("\n")[2] in text)
    assert f"Zie regel {line} van mapping.toml" in found.text


def test_a_constant_may_be_a_word_of_theirs_that_the_mapping_gives_a_meaning(tmp_path):
    mapping = LETTERS.replace('"post"', '"Brief"') + '[collection_actions.values.channel]\nBrief = "post"\n'
    report = prepared(tmp_path, mapping, alles__csv=TITLES + "3;C1;Aanmaning;20-04-2026;\n")
    assert not report.findings and "post" in rows(report, "collection_actions")[0]


TWO = "Nr;Contract;Datum;Huur;Service\n1;C1;01-04-2026;700,00;55,00\n2;C1;01-05-2026;700,00;\n3;C1;01-06-2026;;60,00\n"


def of_two(entry_type):
    rent = CHARGES.replace('only = {Soort = ["Huur"]}', 'made_ids = {entry_id = ["=Nr", "category"]}').replace(
        'entry_id = "Nr"\n', ""
    )
    service = rent.replace('"rent"', '"service_charges"').replace('"charge"', f'"{entry_type}"').replace('"Bedrag"', '"Service"')
    return rent.replace('"Bedrag"', '"Huur"') + service


def test_two_amounts_of_a_line_that_are_both_charges_add_up(tmp_path):
    report = prepared(tmp_path, of_two("charge"), alles__csv=TWO)

    assert [(row[0], row[6]) for row in rows(report, "ledger_entries")] == [
        ("1/rent", 700), ("1/service_charges", 55), ("2/rent", 700), ("3/service_charges", 60)
    ]  # fmt: skip
    assert not report.findings


def test_what_was_due_and_what_was_paid_may_stand_on_one_line_each_with_a_day_of_its_own(tmp_path):
    due, paid = (block for block in of_two("payment").split("\n[[ledger_entries]]") if block.strip())
    paid = paid.replace(
        'made_ids = {entry_id = ["=Nr", "category"]}', 'skip_empty = ["amount"]\nmade_ids = {entry_id = ["=Nr", "entry_type"]}'
    )
    paid = (
        paid.replace('booked_on = "Datum"', 'booked_on = "Betaald op"')
        .replace('due_on = "Datum"\n', "")
        .replace('category = "service_charges"\n', "")
    )
    held = "Nr;Contract;Datum;Huur;Service;Betaald op\n1;C1;01-04-2026;700,00;650,00;03-04-2026\n2;C1;01-05-2026;700,00;;\n"
    mapping = "".join(f"\n[[ledger_entries]]{block}" for block in (due, paid))
    report = prepared(tmp_path, mapping, alles__csv=held)

    assert [(row[0], row[2], row[4], row[6]) for row in rows(report, "ledger_entries")] == [
        ("1/payment", "payment", date(2026, 4, 3), 650),
        ("1/rent", "charge", date(2026, 4, 1), 700),
        ("2/rent", "charge", date(2026, 5, 1), 700),
    ]  # fmt: skip


def test_a_line_with_neither_of_two_charges_and_one_with_debit_and_credit_are_refused(tmp_path):
    report = prepared(tmp_path, of_two("charge"), alles__csv=TWO + "4;C1;01-07-2026;;\n")
    assert [each.rule for each in report.findings] == ["amount_nowhere"] and "geen van beide bedragen (regel 5)" in words_of(
        report
    )

    assert {each.rule for each in prepared(tmp_path, of_two("payment"), alles__csv=TWO).findings} == {"amount_twice"}


def test_a_credit_note_below_one_of_two_charges_does_not_make_them_debit_and_credit(tmp_path):
    rent, service = (block for block in of_two("charge").split("\n[[ledger_entries]]") if block.strip())
    signed = [rent.replace("made_ids", f'take_sign = "{sign}"\nmade_ids') for sign in ("positive", "negative")]
    signed[1] = signed[1].replace('"charge"', '"credit_note"')
    mapping = "".join(f"\n[[ledger_entries]]{block}" for block in (*signed, service))
    report = prepared(tmp_path, mapping, alles__csv=TWO + "4;C1;01-07-2026;-20,00;-5,00\n")

    assert [each.rule for each in report.findings if each.severity == "refused"] == ["signs_unclear"]  # the minus below Service
    assert "dagboek" not in words_of(report)  # no title gives the kind here
    report = prepared(tmp_path, mapping, alles__csv=TWO + "4;C1;01-07-2026;-20,00;5,00\n")
    assert ("4/rent", "credit_note", 20) in [(row[0], row[2], row[6]) for row in rows(report, "ledger_entries")]


CARDS = """
[tenants]
file = "alles.csv"
only = {Soort = ["Huur", "Bank"]}
rows = "distinct"
[tenants.columns]
tenant_id = "Contract"
[tenants.constants]
tenant_type = "person"
"""


@pytest.mark.parametrize("other", [CARDS, LETTERS.replace('"Aanmaning"', '"Aanmaning", "Bank"')])
def test_money_of_which_only_another_tables_block_takes_the_lines_is_refused(tmp_path, other):
    # Every receipt gone, because "Bank" is a word of the list of tenants: whoever paid would be reported.
    mapping, body = CHARGES + other, "1;C1;Huur;01-04-2026;700,00\n2;C1;Bank;03-04-2026;700,00\n"
    (found,) = [each for each in prepared(tmp_path, mapping, alles__csv=TITLES + body).findings if each.severity == "refused"]

    assert (found.rule, found.count) == ("line_of_other_table", 1)
    assert "(regel 3)" in found.text and "[[ledger_entries]]" in found.text
    skipped = mapping.replace('only = {Soort = ["Huur"]}', 'only = {Soort = ["Huur"]}\nskip_lines = {Soort = ["^bank"]}', 1)
    assert [
        each.rule for each in prepared(tmp_path, skipped, alles__csv=TITLES + body).findings if each.severity == "refused"
    ] == []


def test_events_that_only_a_list_of_people_takes_are_refused_and_lines_of_another_kind_without_a_day_are_not(tmp_path):
    cards = CARDS.replace('"Huur", "Bank"', '"Kaart", "Sommatie"')
    body = "1;C1;Kaart;;\n2;C1;Aanmaning;20-04-2026;\n3;C1;Sommatie;29-04-2026;\n"
    found = [
        each for each in prepared(tmp_path, LETTERS + cards, alles__csv=TITLES + body).findings if each.severity == "refused"
    ]
    assert [(each.rule, each.count) for each in found] == [("line_of_other_table", 1)] and "(regel 4)" in found[0].text


def test_lines_that_one_block_passes_over_need_not_be_passed_over_in_each(tmp_path):
    mapping = ALL.replace('only = {Soort = ["Huur"]}', 'only = {Soort = ["Huur"]}\nskip_lines = {Soort = ["^memo"]}', 1)
    report = prepared(tmp_path, mapping, alles__csv=TITLES + "4;C1;Memo;03-04-2026;\n" + BODY)
    assert [each for each in report.findings if each.severity == "refused"] == []
    assert len(rows(report, "ledger_entries")) == 2

    # Letters know nothing of money: what they pass over is no answer for the ledger.
    letters = ALL.replace(LETTERS, LETTERS.replace("only", 'skip_lines = {Soort = ["^memo"]}\nonly', 1))
    found = prepared(tmp_path, letters, alles__csv=TITLES + "4;C1;Memo;03-04-2026;5,00\n" + BODY).findings
    assert "word_of_no_block" in [each.rule for each in found]


def test_what_is_said_of_lines_of_no_lease_goes_away_once_a_person_says_that_they_do_not_count(tmp_path):
    body = "1;;Huur;01-04-2026;700,00\n"
    mapping = CHARGES.replace("only", 'skip_empty = ["lease_id"]\nonly')
    (found,) = [each for each in prepared(tmp_path, mapping, alles__csv=TITLES + body).findings if "money" in each.rule]
    instead = found.text.partition("zeg het dan met ")[2].partition(" in plaats van")[0]

    report = prepared(tmp_path, CHARGES.replace("only", f"{instead}\nonly"), alles__csv=TITLES + body)
    assert [(each.severity, each.rule) for each in report.findings] == [("note", "line_skipped")]


def test_a_word_that_no_block_takes_is_named_with_the_blocks_where_it_may_go_and_how_to_pass_it_over(tmp_path):
    memos = "".join(f"{n};C1;Memo;03-04-2026;5,00\n" for n in range(4, 8)) + BODY
    many = "".join(f"{n};C1;Huur;01-04-2026;700,00\n{n + 50};C1;Bank;01-04-2026;700,00\n" for n in range(10, 20))
    said = words_of(
        prepared(tmp_path, CHARGES + RECEIPTS.replace("SIGN\n", ""), alles__csv=TITLES + many + memos.partition("2;C1")[0])
    )

    assert 'Daar staat "Memo" (4 keer).' in said
    assert "Zet het woord bij only van het blok waar het hoort: regel 2 ([[ledger_entries]]), regel " in said
    assert 'skip_lines = {"Soort" = [' in said


def test_lines_that_one_block_passes_over_and_another_takes_are_named(tmp_path):
    titles = TITLES.replace("Bedrag", "Bedrag;Deel")
    body = "".join(f"{line};Debiteuren\n" for line in BODY.splitlines()[:2]) + "9;C1;Bank;03-04-2026;5,00;Crediteuren\n"
    skipped = 'skip_lines = {Deel = ["^crediteuren"]}\n'
    for sign, said in (("", "ledger_entries: 1 regel (regel 4) die een ander blok om 'Deel' overslaat"), (skipped, "")):
        mapping = CHARGES.replace("[ledger_entries.columns]", f"{skipped}[ledger_entries.columns]") + RECEIPTS.replace(
            "SIGN\n", sign
        )
        found = prepared(tmp_path, mapping, alles__csv=titles + body)
        assert [each.rule == "skipped_by_another" for each in found.findings].count(True) == bool(said)
        assert said in words_of(found)


def test_the_words_of_a_block_that_takes_every_line_go_to_its_own_only(tmp_path):
    """To put a letter's word beside that of an arrangement would make an arrangement of the letter."""
    arrangements = LETTERS.replace("collection_actions", "payment_arrangements").replace("action_id", "arrangement_id")
    arrangements = arrangements.replace("performed_on", "agreed_on").replace("Aanmaning", "Regeling")
    arrangements = arrangements.partition("[payment_arrangements.constants]")[0]
    letters = LETTERS.replace('only = {Soort = ["Aanmaning"]}\n', "")
    body = "1;C1;Aanmaning;20-04-2026;\n2;C1;Regeling;21-04-2026;\n"
    report = prepared(tmp_path, letters + arrangements, alles__csv=TITLES + body)
    (said,) = [each.text for each in report.findings if each.rule == "word_of_no_block"]
    assert "zonder only leest ze: regel 2 ([[collection_actions]])" in said and 'only = {"soort" = ["…"]}' in said.lower()
    assert "[[payment_arrangements]]" not in said
