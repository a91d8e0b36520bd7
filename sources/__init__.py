"""What other systems give, turned into landing tables. No Dagster, no judgement of arrears.

Where to look:
- all of a run, in order: `prepare.py`; what was loaded before: `previous_load.py`, `landing_state.py`
- landing tables: `landing.py` and `landing_*.py` (one subject each); `control.py`, `receipts.py`, `sieved.py`, `superseded.py`
- a landlord's own exports: `mapping.py`, of one file `converting.py`, which use `reading/` (as the mapping says) and `guards/`
  (whether it says it rightly); what came of them: `mapped_report.py`
- a first mapping for them: `recognition/` (what the lists are), `proposals/` (the file), both from `words/` (what titles mean)
- VERA: `vera/`; CBS's postcodes and municipalities: `cbs.py`, `cbs_files.py`, `cbs_names.py`, `cbs_numbers.py`
- titles that a dictionary of fields explains: `titles_said.py` (for guards), `recognition/described.py` (for `map`)
- what nothing reads: `files_not_read.py`, `files_looked_into.py`, `files_set_aside.py`, `sheets_not_read.py`, `tables_seen.py`;
  `lookups_not_read.py` (beside what a lookup takes), `looked_in_only.py` (the same, for `map`); `explaining.py` (what says what
  codes and titles mean), `codes_said.py` (and otherwise); whose address contracts
  have: `post_addresses.py`; a finding: `findings.py`

Inside: `reading` <- `words` <- `guards` <- `recognition` <- `proposals`, each importing only those before it.
"""
