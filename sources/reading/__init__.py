"""How a landlord's own exports are read by what `landing/mapping.toml` says of them.

The order of the work stands in `sources/mapping.py`, and of one file in `sources/converting.py`.

Belongs here: the mapping file as data, and what each of its settings does to a file, a line and a cell. Does not belong
here: what a title or a cell means (words/), or a mapping that reads something wrongly (guards/).

Where to look:
- the mapping file: `rules` (its blocks as data), `settings` and `checks` (their values), `where` (line numbers), `patterns`;
  `refusals` (what stands in the way)
- files and sheets: `files`, `workbooks`, `sheets`, `own_lists` (typed by a person, `own_lists.toml`), `export_shapes` (last
  month's shape)
- lines: `shapes` (one line, one entry), `lines`, `next` (a later line), `matched` (charges of a receipt), `last` (day), `latest`
  (of several files), `only`, `skipped`, `lacking`, `kinds_beside` (what their kind says of an empty cell), `footer`, `totals`,
  `page_lines`, `rulings`, `contacts`
- columns: `titles`, `written` (a title as the file has it), `lookup` (another file's), `parts` (one cell, several columns)
- cells: `cells`, `code_lists`, `safest` (our words as offered), `values` (dates, words), `sql_texts` (as SQL has them), `yes_no`,
  `month_names`, `nothing` (a database's empty), `amounts`, `minus`, `cents`, `storno`, `joints`, `looks` (whether days or
  amounts stand below a title), `words_below` (the codes there)
"""
