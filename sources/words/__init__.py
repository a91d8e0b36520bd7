"""What titles and cells of an export mean by themselves: what `map` proposes from, and what the guards of a mapping know.

Belongs here: words as data and the reading of one title, one column or one sheet's name. Does not belong here: what several
lists say together (recognition/), the file that is proposed (proposals/), or reading for a run (reading/).

Where to look:
- words as data: `words.toml` (concepts, titles, names of files), `phrases.toml` (whole titles), `parts.toml` (parts of
  words)
- a title: `titles` (its concepts), then `parts` and `cut` (a second reading), `short`, `abbreviations` (names of fields, with
  `abbreviations.toml`), `field_names` (searched), `asking`, `cancelled`, `telling`, `notice`, `step_days`, `steps`, `dunning`,
  `rents`, `owed`; `ways` (which of our columns it names) and `recognised` (the same, for guards)
- a column's cells: `cell_kinds` (how each is written), `profile` (counts and shapes, never a cell), `evidence` (whether they
  fit), `attachments` (what they hold instead), `whole_numbers` (which are no amounts),
  `companies` (whose names), `excel_days`, `month_first`, `yes_no`, `closed`,
  `split`, `houses`; `versions` (which of several lines holds), `terms` (of a lease, beside who moved out);
  `subjects` (what a contact was about), `outcomes` (what became of it), `undone_steps` (that nothing was done), `complexes` (all
  of them), `arrangements` (how they stand)
- a sheet: `needs` (what it must hold for a table), `captions` (below names of fields), `names` (of files and sheets), `months`,
  `groups`, `banners`, `ageing`
- choosing: `choices` (the best title for each column), `phones`, with `stand_ins` (a reference or code as what it is of),
  `less_beside` (a journal beside kinds);
  `belgian` (towns), `before_after` (two balances); `blocks` and `notes` are the data it is written in
"""
