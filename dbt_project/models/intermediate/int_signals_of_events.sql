-- Grain: one row per signal, in the state that everything the register says gives it, whatever day it was recorded under.
-- A view: it follows the copy of the register's events. Readers take int_signals_recorded, which keeps what it says.
{{ config(materialized='view') }}

{{ signals_of_events(ref('stg_register_events'), ref('stg_calendar')) }}
