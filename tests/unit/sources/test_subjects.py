"""A contact about something else than the arrears is no proof, whatever its subject is called: `map` asks, `check` refuses."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest

from documents.proposal_choices import Later
from documents.proposal_dialogue import proposal_of
from documents.proposal_text import written
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from sources.words.subjects import is_of_arrears
from tests.unit.sources.mapping.test_mapping import prepared, words_of

CALLS = """
[collection_actions]
file = "gesprekken.csv"
{said}
columns = {{action_id = "Nr", lease_id = "Contract", performed_on = "Datum", action_type = "Soort", channel = "Soort"}}
values.action_type = {{"Telefoon" = "phone_call", "Brief" = "reminder_letter"}}
values.channel = {{"Telefoon" = "phone", "Brief" = "post"}}
"""


def checked(tmp_path, *lines: str, said: str = "", title: str = "Onderwerp"):
    rows = "\n".join(f"{n};C1;0{n}-09-2026;{line}" for n, line in enumerate(lines, start=1))
    return prepared(tmp_path, CALLS.format(said=said), gesprekken__csv=f"Nr;Contract;Datum;Soort;{title}\n{rows}\n")


def refused(report) -> list[str]:
    return [each.text for each in report.findings if each.rule == "subject_not_said" and each.severity == "refused"]


@pytest.mark.parametrize("title", ["Onderwerp", "Betreft", "Reden contact", "Subject", "cm_onderw", "cm_reden", "GesprekBetreft"])
@pytest.mark.parametrize("subject", ["Opzegging", "Huurtoeslag", "Financieel", "Lekkage", "X3"])
def test_a_call_about_what_no_word_calls_arrears_is_refused_though_other_lines_are_passed_over(tmp_path, title, subject):
    said = f'skip_lines = {{"{title}" = ["^reparatie$"]}}'
    found = refused(
        checked(tmp_path, "Telefoon;Huurachterstand", "Telefoon;Reparatie", f"Telefoon;{subject}", said=said, title=title)
    )

    assert len(found) == 1 and "(regel 4)" in found[0] and "skip_lines" in found[0] and "sure_of" in found[0]


@pytest.mark.parametrize(
    "said",
    [
        'skip_lines = {"Onderwerp" = ["^opzegging$"]}', 'sure_of = ["Opzegging"]', 'unread = ["Onderwerp"]',
        'only = {"Onderwerp" = ["Huurachterstand", "Opzegging"]}', 'skip_lines = {"Nr" = ["^2$"]}',
    ],
)  # fmt: skip
def test_once_somebody_says_what_a_word_is_nothing_is_refused(tmp_path, said):
    assert not refused(checked(tmp_path, "Telefoon;Huurachterstand", "Telefoon;Opzegging", said=said))


@pytest.mark.parametrize("line", ["Brief;Opzegging", "Telefoon;Betalingsachterstand", "Telefoon;Aanmaning", "Telefoon;"])
def test_letters_words_that_say_arrears_and_lines_without_a_subject_are_not(tmp_path, line):
    report = checked(tmp_path, "Telefoon;Huurachterstand", line)
    assert not refused(report), words_of(report)


def test_a_column_of_other_words_is_one_of_subjects_as_soon_as_one_of_them_is_known_to_be_something_else(tmp_path):
    lines = ("Telefoon;Huurachterstand", "Telefoon;Opzegging")
    assert not refused(checked(tmp_path, *lines, title="Team"))
    assert refused(checked(tmp_path, *lines, "Telefoon;Lekkage", title="Team", said='skip_lines = {"Team" = ["^lekkage$"]}'))


@pytest.mark.parametrize(
    ("word", "is_so"),
    [
        ("Huurachterstand", True), ("Te late betaling", True), ("Betalingsregeling", True), ("Incasso", True), ("Arrears", True),
        ("Betaalwijze", False), ("Automatische incasso", False), ("Bevestiging regeling", False), ("Huur", False),
        ("Sleutels", False), ("Opzegging", False),
    ],
)  # fmt: skip
def test_a_word_says_arrears_by_what_is_owed_and_not_by_how_somebody_pays(word, is_so):
    assert is_of_arrears(word) == is_so


def proposal(*lines: tuple[str, str]) -> Proposal:
    rows = [["Volgnr", "Contract", "Datum", "Soort", "Onderwerp"]]
    rows += [[f"{n}", f"C{n % 5}", f"{n % 28 + 1:02}-09-2026", *line] for n, line in enumerate(lines)]
    contracts = [["Contract", "Huurder", "Ingang"], *([f"C{n}", f"D{n}", "01-01-2020"] for n in range(5))]
    sheets = [Sheet("Contactlog.csv", rows, delimiter=";"), Sheet("Contracten.csv", contracts, delimiter=";")]
    blocks, _ = propose(sheets)
    return proposal_of(drafts_of(blocks), {})


def calls(found: Proposal) -> dict:
    (block,) = tomllib.loads(written(found.sheets).text)["collection_actions"]
    return block


LINES = [("Telefoon uit", "Achterstand")] * 9 + [("Telefoon uit", "Opzegging"), ("Telefoon uit", "Financieel")] * 4


def answered(found: Proposal, reply: Callable[[str], str]) -> tuple[Proposal, str]:
    turn = next(each for each in turns_of(found) if "zegt waar een gesprek over ging" in each.key)
    shown: list[str] = []

    def replied(text: str) -> str:
        shown.append(text)
        return reply(text)

    return turn.answer(replied), shown[0]


def test_words_that_may_be_about_anything_are_a_question_and_the_file_says_none_of_them_counts():
    text = written(proposal(*LINES).sheets).text

    assert '# sure_of = ["Opzegging", "Financieel"]' in text and "sure_of" not in calls(proposal(*LINES))
    assert '"Opzegging" (4 keer), "Financieel" (4 keer)' in text.replace("\n#     ", " ")


@pytest.mark.parametrize(
    ("typed", "skipped", "sure"),
    [
        ("0", ["^opzegging$", "^financieel$"], None), ("2", ["^opzegging$"], ["Financieel"]),
        ("1 2", None, ["Opzegging", "Financieel"]),
    ],
)  # fmt: skip
def test_the_words_that_a_person_names_count_and_all_others_are_passed_over(typed, skipped, sure):
    found, shown = answered(proposal(*LINES), lambda _: typed)
    block = calls(found)

    assert "hekje" not in shown and "skip_lines" not in shown
    assert block.get("skip_lines", {}).get("Onderwerp") == skipped and block.get("sure_of") == sure


def test_a_question_left_for_later_leaves_the_line_waiting():
    with pytest.raises(Later):
        answered(proposal(*LINES), lambda _: "")


@pytest.mark.parametrize("kind", ["Telefoon in", "Aanmaning"])
def test_a_word_that_stands_only_beside_letters_or_calls_of_the_tenants_own_is_not_asked(kind):
    found = proposal(*[("Telefoon uit", "Achterstand")] * 9, *[(kind, "Opzegging")] * 4)
    assert "sure_of" not in written(found.sheets).text


def test_a_contact_whose_own_word_says_what_it_was_about_is_asked_for_no_subject_by_map_nor_by_check(tmp_path):
    kinds = ("Telefoongesprek huurachterstand", "Huisbezoek")
    subjects = {kinds[0]: ("Huurachterstand", "Geen gehoor", "Zaak Q"), kinds[1]: ("Huurachterstand", "Zaak P")}
    lines = [
        [f"{n}", f"C{n}", f"{n:02}-09-2026", kind, subjects[kind][n % len(subjects[kind])]]
        for n in range(1, 25)
        for kind in kinds[n % 5 == 0 :][:1]
    ]
    titles = ["Volgnr", "Contract", "Datum", "Soort", "Onderwerp"]
    asked = [line for each in drafts_of(propose([Sheet("Contactlog.csv", [titles, *lines])])[0]) for draft in each.drafts
             for section in draft.sections for line in section.lines if line.key == "sure_of"]  # fmt: skip
    assert [line.value for line in asked] == [["Zaak P"]]

    mapping = CALLS.replace('"Telefoon"', f'"{kinds[0]}"')
    text = f"Nr;Contract;Datum;Soort;Onderwerp\n1;C1;01-09-2026;{kinds[0]};Zaak Q\n"
    assert not refused(prepared(tmp_path, mapping.format(said=""), gesprekken__csv=text))


@pytest.mark.parametrize("title", ["Status Reason", "Statusreden", "Reden status"])
def test_why_a_contact_has_its_status_is_not_what_it_was_about(tmp_path, title):
    assert not refused(checked(tmp_path, "Telefoon;Voltooid", "Telefoon;Afgerond", title=title))
