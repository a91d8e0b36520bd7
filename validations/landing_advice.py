"""What a person can do about a landing table that breaks its contract: a sentence for each rule.

Belongs here: the rules' codes and their advice, in English. Does not belong here: the contract itself (landing.py), what is
wrong with text before it is a table (unreadable.py), and finding any of it (`sources/`).
"""

from __future__ import annotations

from validations import unreadable

# Rule code -> what a person can do. The codes stand in docs/landing-tables.md; {words} are filled in by the checker.
ADVICE: dict[str, str] = {
    # about cells
    "required_cell_empty": "Fill these cells in the source and export the table again.",
    "unreadable_text": "Export this column as text.",
    "unreadable_date": "Write dates as yyyy-mm-dd, existing days only, without a time.",
    "unreadable_amount": "Write amounts with a point and at most two decimals, without thousands separators: 1234.56.",
    "unreadable_boolean": "Write true or false.",
    "unreadable_municipality_code": "Write the municipality's four digits: 0363, GM0363 or 363.",
    "not_in_list": "Allowed are only: {values}.",
    "not_positive": "Amounts must be above zero; the entry type says which way the money goes.",
    "below_zero": "This amount cannot be below zero.",
    "error_cell": unreadable.ADVICE["error_cell"][1],
    # about rows together
    "reference_looks_alike": (
        "These name nobody, but differ from a known {what} in nothing but leading zeros, capitals or spaces, as a"
        " spreadsheet leaves them; export the column as text, written as it is there."
    ),
    "duplicate_key": "The same {key} stands in more than one row; export each once.",
    "more_than_one_row": "This table has one row at most.",
    "lost_too_many_rows": (
        "It had {before} rows at the last good load and has {now} now: probably a truncated export. Export it again,"
        " or, if it is right, say so once: vroegsignaal run --accept-shrink {table}."
    ),
    "lost_all_rows": (
        "It had {before} rows at the last good load and is absent or empty now. Put its newest export back in landing/,"
        " or, if it is right that there are none, say so once: vroegsignaal run --accept-shrink {table}."
    ),
    # about files
    "table_missing": "Put {table}.csv or {table}.parquet in the landing folder; without rows, titles alone will do.",
    "given_twice": "The table is given more than once ({places}); take away all but one.",
    "file_name_not_exact": "Name the file in small letters: {table}.csv or {table}.parquet.",
    "not_a_file": "Put an ordinary file in its place.",
    "outside_folder": "The file is a link to a place outside the landing folder; put the file itself there.",
    "not_a_part": "A folder of parts holds .parquet files and nothing else; take the rest away.",
    "no_parts": "The folder holds no .parquet file; export the table again.",
    "parts_differ": "All parts of a table have the same columns, of the same types; export the table again.",
    "unreadable_file": "The file could not be read: it is damaged. Export it again.",
    "changed_while_reading": "The file was being written while it was read; run again when the export has finished.",
    "empty_file": "The file has not even titles; export it again. A table without rows has its titles only.",
    **{rule: unreadable.ADVICE[rule][1] for rule in unreadable.RULES_OF_TEXT},
    "missing_column": "Add the column; the first line must hold the titles, separated by commas or semicolons.",
    "duplicate_column": "The title stands there more than once (capitals and spaces around it do not matter).",
    "untitled_column": "A column without a title holds values; give it its title, or take the column away.",
}
