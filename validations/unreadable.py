"""What it means that a file from outside cannot be read: one list of rules and words for every reader.

Belongs here: the rules of delimited text and workbooks, in Dutch for the people who send and export files and in English
for messages and logs, and the exception that carries one. Does not belong here: finding out (`exports/inbox/delimited.py`,
`exports/inbox/sheets.py`), or what columns and cells must be (landing.py, feedback.py).
"""

from __future__ import annotations

from collections.abc import Iterable

LINES_SHOWN = 10
# How spreadsheets show an error, in the languages of those who make exports; in a csv it stands as text.
ERROR_WORDS = (
    "#N/A", "#N/B", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#DIV/0!", "#DEEL/0!", "#NAME?", "#NAAM?", "#NUM!",
    "#GETAL!", "#NULL!", "#LEEG!", "#SPILL!", "#OVERLOOP!",
)  # fmt: skip
# What delimited text can be refused for, besides being empty.
RULES_OF_TEXT = (
    "wrong_encoding", "nul_character", "web_page", "too_many_columns", "cell_too_long", "broken_quotes", "ragged_row", "cut_off",
)  # fmt: skip

# rule: (what to do, in Dutch, for the note beside a refused file; the same in English, for messages and logs)
ADVICE: dict[str, tuple[str, str]] = {
    "empty_file": ("Het bestand is leeg. Maak het opnieuw.", "The file is empty. Make it again."),
    "too_large": (
        "Het bestand is te groot. Stuur alleen de gevraagde kolommen, zo nodig in delen.",
        "The file is too large. Send the agreed columns only, in parts if need be.",
    ),
    "unreadable_file": (
        "Het bestand is niet te lezen. Vraag de afzender het opnieuw te maken; geef het anders door aan de beheerder.",
        "The file cannot be read. Ask the sender to make it again, or else pass it on to whoever looks after the product.",
    ),
    "password_protected": (
        "Het bestand is met een wachtwoord beveiligd. Stuur het zonder wachtwoord, over de afgesproken veilige weg.",
        "The file is protected by a password. Send it without one, by the agreed secure way.",
    ),
    "old_excel_format": (
        "Het bestand is een oud Excel-bestand (.xls). Bewaar het als .xlsx of als csv.",
        "The file is an old Excel file (.xls). Save it as .xlsx or csv.",
    ),
    "mail_message": (
        "Het bestand is een e-mailbericht (.msg). Bewaar de bijlage met de gegevens apart, en gebruik die.",
        "The file is a mail message (.msg). Save the attachment with the data by itself, and use that.",
    ),
    "pdf": (
        "Het bestand is een pdf: een brief of een afdruk, geen tabel. Vraag om een Excel-bestand (.xlsx) of csv; is het een "
        "terugkoppeling, dan kunt u een acceptatie ook zelf vastleggen met: vroegsignaal accept SIGNAAL --on DATUM.",
        "The file is a pdf: a letter or a print, no table. Ask for an Excel file (.xlsx) or csv; an acceptance in it can also be "
        "recorded by hand: vroegsignaal accept SIGNAL --on DATE.",
    ),
    "word_document": (
        "Het bestand is een Word-document, geen tabel. Vraag om een Excel-bestand (.xlsx) of csv; is het een terugkoppeling, dan "
        "kunt u een acceptatie ook zelf vastleggen met: vroegsignaal accept SIGNAAL --on DATUM.",
        "The file is a Word document, no table. Ask for an Excel file (.xlsx) or csv; an acceptance in it can also be recorded "
        "by "
        "hand: vroegsignaal accept SIGNAL --on DATE.",
    ),
    "web_page": (
        "Het bestand is een webpagina (HTML) of XML, wat de naam ook zegt. Open het in Excel en bewaar het als .xlsx of "
        "als CSV UTF-8.",
        "The file is a web page (HTML) or XML, whatever its name says. Open it in Excel and save it as .xlsx or CSV UTF-8.",
    ),
    "broken_workbook": (
        "Het bestand is geen leesbare Excel-werkmap (.xlsx). Open het in Excel, bewaar het en probeer het opnieuw.",
        "The file is not a readable Excel workbook (.xlsx). Open it in Excel, save it and try again.",
    ),
    "unpacks_too_large": (
        "Het bestand wordt bij uitpakken onverwacht groot. Stuur een nieuwe werkmap met alleen de gevraagde kolommen.",
        "The file unpacks to an unexpected size. Send a new workbook with the agreed columns only.",
    ),
    "too_many_parts": (
        "De werkmap bestaat uit te veel onderdelen. Stuur een nieuwe werkmap met alleen de gevraagde kolommen.",
        "The workbook has too many parts. Send a new workbook with the agreed columns only.",
    ),
    "several_sheets": (
        "Meer dan een werkblad bevat gegevens, misschien een verborgen blad. Stuur een werkmap met een werkblad.",
        "More than one sheet holds data, perhaps a hidden one. Send a workbook with one sheet.",
    ),
    "too_many_rows": (
        "Het bestand heeft te veel rijen. Stuur het in delen.",
        "The file has too many rows. Send it in parts.",
    ),
    "too_many_columns": (
        "Het bestand heeft te veel kolommen. Stuur alleen de gevraagde kolommen.",
        "The file has too many columns. Send the agreed columns only.",
    ),
    "too_many_cells": (
        "Het bestand is te groot. Stuur alleen de gevraagde kolommen, zo nodig in delen.",
        "The file has too many cells. Send the agreed columns only, in parts if need be.",
    ),
    "cell_too_long": (
        "Een cel bevat te veel tekens. Staat er een aanhalingsteken te veel in het bestand?",
        "A cell holds too many characters. Is there a stray quotation mark in the file?",
    ),
    "nul_character": (
        "Het bestand is geen tekstbestand (het bevat NUL-tekens). Bewaar het als csv (UTF-8) of als .xlsx.",
        "The file is no text file (it holds NUL characters). Save it as csv (UTF-8) or .xlsx.",
    ),
    "wrong_encoding": (
        "De tekencodering is niet UTF-8. Bewaar het in Excel als 'CSV UTF-8' of als .xlsx.",
        "The encoding is not UTF-8. Save it in Excel as 'CSV UTF-8' or as .xlsx.",
    ),
    "broken_quotes": (
        "Een aanhalingsteken gaat open en niet dicht, of er staat tekst achter waar het dichtgaat. "
        "Verdubbel aanhalingstekens binnen een cel, of bewaar het bestand als .xlsx.",
        "A quotation mark opens and is not closed, or text follows where it closes. "
        "Double the quotation marks inside a cell, or save the file as .xlsx.",
    ),
    "ragged_row": (
        "Een rij heeft een ander aantal cellen dan er titels zijn. Zet cellen met het scheidingsteken (een komma in "
        "een bedrag) tussen aanhalingstekens, of bewaar het bestand als .xlsx.",
        "A row has another number of cells than there are titles. Quote cells that hold the separator (a comma in an "
        "amount), or save the file as .xlsx.",
    ),
    "cut_off": (
        "Het bestand houdt op in de laatste regel, midden in een bedrag of datum: waarschijnlijk is het afgekapt. Maak het "
        "opnieuw.",
        "The file ends in its last line, in the midst of an amount or a date: it was probably cut off. Export it again.",
    ),
    "error_cell": (
        "Een cel toont een fout zoals #N/B of #DEEL/0! in plaats van een waarde. Herstel de formule, of maak de cel leeg.",
        "A cell shows an error such as #N/A or #DIV/0! in place of a value. Repair the formula, or empty the cell.",
    ),
    "formula_without_result": (
        "Een formule heeft geen opgeslagen uitkomst. Open de werkmap in Excel, bewaar haar en probeer het opnieuw.",
        "A formula has no stored result. Open the workbook in Excel, save it and try again.",
    ),
}  # fmt: skip


class Unreadable(Exception):
    """The bytes are no table we can read for sure. Says which rule and what to do; holds no value from the file.

    Attributes:
        rule: one of the keys of `ADVICE`.
        lines: the first lines it is about, as an editor or Excel counts them from 1, or none.
        count: how many lines it is about.
        advice: what the sender can do, in English; `advice_nl` the same in Dutch.
    """

    def __init__(self, rule: str, lines: Iterable[int] = (), count: int = 0) -> None:
        self.rule = rule
        self.lines = tuple(lines)[:LINES_SHOWN]
        self.count = max(count, len(self.lines), 1)
        dutch, english = ADVICE[rule]
        self.advice_nl = f"{dutch}{self._place('regel', 'en meer')}"
        self.advice = f"{english}{self._place('line', 'and more')}"
        super().__init__(f"{rule}: {self.advice}")

    def _place(self, word: str, more: str) -> str:
        if not self.lines:
            return ""
        shown = ", ".join(str(line) for line in self.lines)
        return f" ({word} {shown}{f' {more}' if self.count > len(self.lines) else ''})"
