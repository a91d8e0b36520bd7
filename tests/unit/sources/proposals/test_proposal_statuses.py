"""One closing day of which another title says what it is: `Stand` beside `Stand d.d.`, a reason beside `Datum afgesloten`."""

import pytest

from sources.proposals.statuses import by_status, words_asked
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of

BLOCK = """
[[payment_arrangements]]
file = "regelingen.csv"
{more}
[payment_arrangements.columns]
arrangement_id = "Nr"
lease_id = "Contract"
agreed_on = "Van"
ended_on = "{day}"
"""


def arrangements(kind, day, *lines):
    """The block of a list of arrangements with a word for how each stands and one closing day, as `word;day`."""
    body = "".join(f"R{n};C{n};1{n}-05-2026;60,00;{line}\n" for n, line in enumerate(lines))
    (block,) = blocks_of(("Betalingsregelingen.csv", f"Regelingnr;Contractnr;Datum regeling;Termijnbedrag;{kind};{day}\n{body}"))
    return block


def days_by_word(block):
    words = {
        word: {*each.choices} & {"broken_on", "ended_on"}
        for each in by_status(block)
        for only in each.only.values()
        for word in only
    }
    return {word: "".join(days) for word, days in words.items()}


@pytest.mark.parametrize(
    ("kind", "day"),
    [("Stand", "Stand d.d."), ("Stand", "Stand per"), ("Status", "Einde"), ("Status regeling", "Datum afsluiting")],
)
def test_each_word_says_what_the_one_closing_day_is_and_of_one_that_runs_it_is_none(kind, day):
    block = arrangements(
        kind, day, "afbetaald;29-05-2026", "loopt;13-11-2026", "vervallen;06-10-2026", "niet volledig betaald;07-10-2026"
    )
    words = {"afbetaald": "ended_on", "loopt": "", "vervallen": "broken_on", "niet volledig betaald": "broken_on"}
    assert days_by_word(block) == words and words_asked(block) == ""


def test_a_line_without_a_word_and_without_a_day_is_of_an_arrangement_that_runs():
    lines = ("Nagekomen;29-05-2026", ";", "Niet nagekomen;06-10-2026")
    assert days_by_word(arrangements("Afsluitreden", "Datum afgesloten", *lines)) == {
        "Nagekomen": "ended_on", "": "", "Niet nagekomen": "broken_on",
    }  # fmt: skip
    assert days_by_word(arrangements("Afsluitreden", "Datum afgesloten", *lines, ";07-10-2026")) == {}


def test_a_word_that_nobody_knows_is_asked_and_nothing_is_parted_until_then():
    block = arrangements("Stand", "Stand d.d.", "afbetaald;29-05-2026", "zwevend;13-11-2026", "vervallen;06-10-2026")
    asked = words_asked(block)
    assert days_by_word(block) == {} and '"zwevend"' in asked and '"Stand"' in asked and "afbetaald" not in asked


def refused(folder, title="Stand d.d.", day="Stand d.d.", more=""):
    lines = "R1;C1;01-05-2026;afbetaald;29-05-2026\nR2;C2;01-05-2026;loopt;13-11-2026\n"
    report = prepared(folder, BLOCK.format(day=day, more=more), regelingen__csv=f"Nr;Contract;Van;Stand;{title}\n{lines}")
    return [each.rule for each in report.findings if each.severity == "refused"]


def test_the_day_of_the_last_look_is_no_end_of_an_arrangement_that_runs_unless_a_person_is_sure(tmp_path):
    assert refused(tmp_path) == ["running_arrangement_ended"]
    assert refused(tmp_path, more='sure_of = ["Stand d.d."]') == []
    assert refused(tmp_path, more='only = {"Stand" = ["afbetaald"]}\nskip_lines = {"Stand" = ["^loopt$"]}') == []
    assert refused(tmp_path, title="Einddatum", day="Einddatum") == []  # that of one that runs was planned


@pytest.mark.parametrize("title", ["Soort afspraak", "Type", "Afspraak"])
@pytest.mark.parametrize("word", ["Betaalbelofte", "Telefonische toezegging", "Promise to pay"])
def test_who_only_promised_to_pay_has_no_arrangement_and_that_is_asked(title, word):
    text = text_of([arrangements(title, "Afgerond op", "Betalingsregeling;29-05-2026", f"{word};", "Betalingsregeling;")])

    assert f"^{word.lower().split()[0]}" in text and "heeft geen regeling" in asked_of(text, "skip_lines = {")


@pytest.mark.parametrize(("title", "words"), [("Soort", ("Regeling", "Termijnen")), ("Opmerking", ("Betaalbelofte", "Regeling"))])
def test_of_other_words_and_of_remarks_no_arrangement_is_passed_over(title, words):
    assert "skip_lines" not in text_of([arrangements(title, "Afgerond op", *(f"{word};" for word in words))])


def counted(folder, title="Soort", more="", word="Betaalbelofte"):
    lines = f"R1;C1;01-05-2026;Betalingsregeling;\nR2;C2;01-05-2026;{word};\n"
    mapping = BLOCK.format(day="Klaar", more=more)
    report = prepared(folder, mapping, regelingen__csv=f"Nr;Contract;Van;{title};Klaar\n{lines}")
    return [(each.rule, each.count) for each in report.findings if each.severity == "refused"]


@pytest.mark.parametrize("word", ["Betaalbelofte", "betaaltoezegging", "Promise to pay"])
def test_a_promise_that_counts_as_an_arrangement_is_refused_until_it_is_passed_over_or_a_person_is_sure(tmp_path, word):
    assert counted(tmp_path, word=word) == [("promise_counted", 1)]
    assert counted(tmp_path, word=word, more='only = {"Soort" = ["Betalingsregeling"]}\nskip_lines = {"Soort" = ["^b|^p"]}') == []
    assert counted(tmp_path, word=word, more='sure_of = ["Soort"]') == []


@pytest.mark.parametrize(("title", "word"), [("Opmerking", "Betaalbelofte"), ("Status", "Toezegging"), ("Soort", "Termijnen")])
def test_a_remark_or_how_an_arrangement_stands_is_no_promise(tmp_path, title, word):
    assert counted(tmp_path, title=title, word=word) == []
