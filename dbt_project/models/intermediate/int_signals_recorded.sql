-- Grain: one row per signal, as int_signals_of_events has it.
-- A table, since a dozen lists read it: made here, and again whenever the copy of the register's events is (register/copies.py).
select * from {{ ref('int_signals_of_events') }}
