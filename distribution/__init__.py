"""The sieve: a portfolio too large for one machine, routed into buckets of leases and given back as the rows that concern a run.

Belongs here: how rows are routed (as data), what each worker does, and the guards around it. The rules stand in dbt alone: a
worker carries out dbt's own compiled statements. Does not belong here: loading what a sieve gave back (sources), commands
(orchestration), any rule.
"""
