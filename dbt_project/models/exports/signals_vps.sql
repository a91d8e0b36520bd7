-- Grain: one row a line of the file for this desk, in file order. Exactly the columns that leave (rules.md, "Signals").
{{ signal_file('vps') }}
