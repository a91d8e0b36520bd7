-- Grain: one row per charge that counted allocations name.
-- Rule: docs/rules.md 1.3. What they leave of it is still to be settled, never below 0: a charge that got too much is
-- settled, and the excess settles nothing else.
{{ config(materialized='view') }}

{{ allocated_charges(ref('int_allocations')) }}
