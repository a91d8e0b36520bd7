"""What a check would refuse because nothing reads it is asked by `map` already, in the block where the answer belongs."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from documents.proposal_text import written
from documents.proposal_waiting import lines_to_answer
from sources.proposals.draft import drafts_of
from sources.proposals.unread import with_unread
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of

LETTERS = [[f"C{n}", f"0{n}-09-2026", "Herinnering" if n % 2 else "Aanmaning", "Post"] for n in range(1, 9)]


def proposed(tmp_path: Path, title: str, *cells: str) -> str:
    rows = [["Contractnr", "Datum", "Soort brief", "Kanaal", title]]
    rows += [[*line, cell] for line, cell in zip(LETTERS, cells * 4, strict=True)]
    blocks, _ = propose([Sheet("Brieven.csv", rows, delimiter=";")])
    return written(with_unread(drafts_of(blocks), blocks, tmp_path)).text


def test_an_outcome_that_nothing_reads_is_a_question_with_its_answer_ready(tmp_path):
    text = proposed(tmp_path, "Resultaat", "verzonden", "retour")
    number = lines_to_answer(text)[0]
    line = text.splitlines()[number - 1]

    assert line == '# unread = ["Resultaat"]  # vraag 1' and "niet gebruikt" not in text
    answered = tomllib.loads(text.replace(line, line.lstrip("# ")))
    assert answered["collection_actions"][0]["unread"] == ["Resultaat"]
    asked = asked_of(text, line.partition("  #")[0])
    assert 'Daar staat "verzonden" (4 keer), "retour" (4 keer).' in asked
    assert asked.index("Zeg met skip_lines") < asked.index("Alleen als het er niet toe doet: haal het hekje weg")


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("Verzonden", "Verzonden"), 'only = {"Resultaat" = ["Verzonden"]}'),
        (("Mislukt", "Mislukt"), '# unread = ["Resultaat"]'), (("Verzonden", ""), '# unread = ["Resultaat"]'),
    ],
)  # fmt: skip
def test_an_outcome_that_says_of_each_line_that_it_was_done_is_taken_by_its_word_and_asked(tmp_path, cells, line):
    text = proposed(tmp_path, "Resultaat", *cells)

    assert any(each.startswith(f"{line}  # vraag ") for each in text.splitlines())
    assert ("is wat daar staat dan verzonden, of gebeurd?" in asked_of(text, line)) == line.startswith("only")


def test_of_two_titles_that_nothing_reads_only_one_stands_ready_to_be_waved_away(tmp_path):
    rows = [["Contractnr", "Datum", "Soort brief", "Kanaal", "Resultaat", "Uitkomst"]]
    rows += [[*line, "retour", "05-09-2026"] for line in LETTERS]
    blocks, _ = propose([Sheet("Brieven.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text
    ready = [line for line in text.splitlines() if line.startswith("# unread = ")]

    assert len(ready) == 1 and ready[0].count('", "') == 0
    asked = asked_of(text, "# unread = ")
    assert "alleen bij als ook dat er niet toe doet" in asked
    assert all(f'skip_lines = {{"{title}" = ' in asked for title in ("Resultaat", "Uitkomst"))


def test_an_empty_outcome_and_any_other_title_are_not_asked(tmp_path):
    assert "unread" not in proposed(tmp_path, "Resultaat", "", "")
    assert "unread" not in proposed(tmp_path, "Medewerker", "JK", "MB")


def test_a_last_day_that_was_not_taken_is_offered_as_the_column_that_it_gives_and_never_as_of_no_matter(tmp_path):
    rows = [["Contractnr", "Huurdernr", "Opdrachtgever", "Soort object", "Ingangsdatum", "Einddatum"]]
    rows += [[f"C{n}", f"H{n}", "V1", "Woning", "01-02-2020", "per direct" if n % 2 else ""] for n in range(10, 20)]
    blocks, _ = propose([Sheet("Contracten.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text
    (line,) = [each for each in text.splitlines() if "Einddatum" in each and not each.startswith("#  ")]

    assert line == '# ended_on = "Einddatum"  # vraag 1' and "\n# unread" not in text
    answered = tomllib.loads(text.replace(line, line.lstrip("# ")))
    assert answered["leases"][0]["columns"]["ended_on"] == "Einddatum"
    assert "wie vertrokken is, wordt zo gemeld" in asked_of(text, '# ended_on = "Einddatum"')


def test_what_comes_back_too_seldom_to_be_a_word_of_a_list_is_not_shown(tmp_path):
    cells = ["verzonden"] * 6 + ["Pietersen gesproken", "retour"]
    rows = [["Contractnr", "Datum", "Soort brief", "Kanaal", "Resultaat"]]
    rows += [[*line, cell] for line, cell in zip(LETTERS, cells, strict=True)]
    blocks, _ = propose([Sheet("Brieven.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text

    assert "Pietersen" not in text and "retour" not in text and "Resultaat" in text


def test_a_better_title_for_a_day_that_is_read_is_offered_instead_of_it_and_words_are_never_a_day(tmp_path):
    rows = [["Contractnr", "Gebeld", "Langs geweest", "Verzonden op", "Notities", "template_version"]]  # which letter, and no day
    rows += [[*line[:2], "06-09-2026", "05-09-2026", "map dossier", "12"] for line in LETTERS]
    blocks, _ = propose([Sheet("Brieven.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text
    waiting = [line for line in text.splitlines() if line.startswith("# performed_on = ")]

    assert [line.partition("  #")[0] for line in waiting] == ['# performed_on = "Verzonden op"']
    assert "haal de andere regel met performed_on weg" in " ".join(text.replace("\n#", "").split())
    assert '"Verzonden op" = "visit"' not in text  # what the line that is not read yet is called, says nothing of it


@pytest.mark.parametrize(("other", "is_asked"), [("Sommatie", False), ("Telefoongesprek", True)])
def test_whether_each_contact_is_about_arrears_is_asked_only_of_a_list_with_contacts(other, is_asked):
    rows = [["Contractnr", "Datum", "Soort brief", "Kanaal"], *LETTERS, *[[*line[:2], other, "Post"] for line in LETTERS]]
    blocks, _ = propose([Sheet("Brieven.csv", rows, delimiter=";")])

    assert ("gaat elk gesprek en bezoek in deze lijst" in written(drafts_of(blocks)).text) == is_asked


@pytest.mark.parametrize(("levels", "is_asked"), [("123", False), ("1234", True)])
def test_levels_of_dunning_are_letters_and_nobody_is_asked_what_contacts_were_about(levels, is_asked):
    rows = [["Nr.", "Contractnr", "Documentdatum", "Aanmaningsniveau", "Verzendwijze"]]
    rows += [[f"AM{n}", f"C{n % 5}", "05-09-2026", levels[n % len(levels)], "Post"] for n in range(24)]
    blocks, _ = propose([Sheet("Geregistreerde aanmaningen.csv", rows, delimiter=";")])

    assert [each.table for each in blocks] == ["collection_actions"]
    assert ("gaat elk gesprek en bezoek in deze lijst" in written(drafts_of(blocks)).text) == is_asked


@pytest.mark.parametrize("title", ["Aanmaanblokkade", "Niet aanmanen"])
@pytest.mark.parametrize("cells", [("R", ""), ("01-09-2026", "")])
def test_a_column_that_blocks_dunning_is_a_question_and_no_column_of_ours(tmp_path, title, cells):
    rows = [["Contractnr", "Huurdernr", "Opdrachtgever", "Soort object", "Ingangsdatum", title]]
    rows += [[f"C{n}", f"H{n}", "V1", "Woning", "01-02-2020", cells[n % 2]] for n in range(10, 20)]
    blocks, _ = propose([Sheet("Contracten.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text

    named = [line for line in text.splitlines() if f'= "{title}"' in line or f'= ["{title}"]' in line]
    assert named == [f'# unread = ["{title}"]  # vraag 1']
    assert "een blok [payment_arrangements] of [objections]" in " ".join(text.replace("#", "").split())


@pytest.mark.parametrize(
    ("ended", "status", "is_set_aside"),
    [("01-07-2026", "Beëindigd", True), ("", "Beëindigd", False), ("01-07-2026", "Terminated", True)],
)
def test_a_status_that_says_only_what_the_last_day_on_its_line_says_is_set_aside_and_asked(tmp_path, ended, status, is_set_aside):
    titles = ["Overeenkomstnr", "CBS-code", "Gemeente", "Getekend op", "Beëindigd per", "Loket", "Status"]
    signed = [[f"O{n}", f"0{n}", f"Gemeente {n}", "01-02-2025", "", "VPS", "Loopt"] for n in range(344, 349)]
    blocks, _ = propose([Sheet("Convenanten.csv", [titles, *signed, ["O9", "0363", "Stad", "01-02-2025", ended, "RIS", status]])])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text

    (said,) = tomllib.loads(text)["municipality_agreements"]
    assert (said.get("unread") == ["Status"]) == is_set_aside
    assert ("wat volgens deze titel niet meer geldt" in asked_of(text, 'unread = ["Status"]')) == is_set_aside
    assert ("unread" in text.split("\n")[lines_to_answer(text)[0] - 1] if lines_to_answer(text) else False) != is_set_aside


@pytest.mark.parametrize(
    ("way", "kind", "is_asked"),
    [("n/a", "Notitie", False), ("n.v.t.", "Notitie", False), ("n/a", "Aanmaning", True), ("Koerier", "Notitie", True)],
)
def test_how_something_went_that_is_no_letter_is_not_asked_where_it_says_that_it_went_no_way(way, kind, is_asked):
    lines = [[f"C{n}", f"{n:02}-09-2026", "Herinnering", "Post"] for n in range(1, 9)]
    lines += [[f"C{n}", f"{n:02}-10-2026", kind, way] for n in range(1, 5)]
    blocks, _ = propose([Sheet("Brieven.csv", [["Contractnr", "Datum", "Soort brief", "Verzendwijze"], *lines])])

    assert (f'# "{way}" = ""' in written(drafts_of(blocks)).text) == is_asked


@pytest.mark.parametrize(
    ("title", "cells", "is_taken"),
    [
        ("Geblokkeerd", ("N", "N"), True), ("Betwist", ("Nee", "Nee"), True),
        ("Geblokkeerd", ("N", "J"), False), ("Geblokkeerd", ("N", ""), False), ("Geblokkeerd", ("J", "J"), False),
        ("Niet betwist", ("Nee", "Nee"), False),
    ],
)  # fmt: skip
def test_a_mark_that_no_entry_has_is_taken_by_its_no_and_not_asked_so_that_a_later_yes_is_refused(
    tmp_path, title, cells, is_taken
):
    kinds = ("Factuur", "Betaling")
    rows = [["Boekingsnr", "Contractnr", "Boekdatum", "Vervaldatum", "Soort boeking", "Bedrag", title]]
    rows += [
        [f"B{n}", f"C{n % 3}", "01-03-2026", "01-03-2026", kinds[n % 2], f"{'-' * (n % 2)}700,00", cells[n % 2]]
        for n in range(10, 20)
    ]
    blocks, _ = propose([Sheet("Posten.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text

    assert (tomllib.loads(text)["ledger_entries"][0].get("only", {}).get(title) == [cells[0]]) == is_taken
    assert (f'# unread = ["{title}"]' in text) != is_taken


def test_a_block_that_waits_for_another_answer_is_asked_of_its_unread_titles_as_a_check_would(tmp_path):
    """Once the first is answered a check would refuse the second: a person is sent back only once."""
    rows = [["Contractnr", "Huurdernr", "Ingangsdatum", "Einddatum"]]
    rows += [[f"C{n}", f"H{n}", "01-02-2020", "per direct" if n % 2 else ""] for n in range(10, 20)]
    blocks, _ = propose([Sheet("Contracten.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text

    assert "# unit_type" in text and "# landlord_id" in text
    assert any(each.startswith('# ended_on = "Einddatum"  # vraag ') for each in text.splitlines())


def test_the_objects_that_each_owner_has_are_offered_as_of_no_matter_and_never_as_the_complex_of_his_mandate(tmp_path):
    """With `OBJ-1,OBJ-2` as its complex a mandate would hold for nobody."""
    titles = ["Eigenaarnr", "Eigenaar", "Objecten", "Clausule akkoord", "Verwerkersovereenkomst getekend", "Mandaat vanaf"]
    days = ["01-02-2025", "03-02-2025", "01-03-2025"]
    owned = [[f"E{at}", f"Eig {at} B.V.", each, *days] for at, each in enumerate(("OBJ-1,OBJ-2", "OBJ-3", "OBJ-4,OBJ-5"))]
    blocks, _ = propose([Sheet("Eigenaren.csv", [titles, *owned], delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text

    assert '# unread = ["Objecten"]' in text and "complex_id" not in text.partition("[[mandates]]")[2]
    assert "alle objecten van die opdrachtgever" in asked_of(text, '# unread = ["Objecten"]')


def test_the_end_of_a_term_that_is_set_aside_and_what_is_asked_beside_it_are_one_setting(tmp_path):
    rows = [["Contractnr", "Huurdernr", "Soort eenheid", "Ingangsdatum", "Contract t/m", "Vertrokken per", "In geschil"]]
    rows += [[f"C{n}", f"H{n}", "Woning", "01-02-2020", "31-01-2022", "30-09-2026" * (n < 2), "ja" * (n > 5)] for n in range(8)]
    blocks, _ = propose([Sheet("Contracten.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text
    (line,) = [each for each in text.splitlines() if each.startswith("# unread = ")]

    (leases,) = tomllib.loads(text.replace(line, line.lstrip("# ")))["leases"]
    assert leases["unread"] == ["In geschil", "Contract t/m"]
