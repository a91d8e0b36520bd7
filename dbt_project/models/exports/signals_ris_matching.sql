-- Grain: one row per line of the file for this desk, in file order. Exactly the columns that leave (docs/rules.md 4.1).
{{ signal_file('ris_matching') }}
