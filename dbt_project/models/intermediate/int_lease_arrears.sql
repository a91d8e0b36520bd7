-- Grain: one row per lease with arrears on the as-of date, whatever else is so of the lease.
-- Rule: docs/rules.md 1.5, 1.6 and 1.7. Where the ledger is inconsistent the amount is what the links as they stand give; it is
-- never shown outside as an amount in arrears.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

arrears as (
    select
        lease_id,
        min(due_on) as oldest_due_on,
        sum(open_amount) as arrears_amount,
        count(*) as charges_in_arrears
    from {{ ref('int_open_charges') }}
    where is_in_arrears
    group by lease_id
),

inconsistent_leases as (
    select
        lease_id,
        string_agg(finding, ',' order by finding) as ledger_findings
    from {{ ref('int_ledger_findings') }}
    where makes_inconsistent
    group by lease_id
)

select
    arrears.lease_id,
    arrears.oldest_due_on,
    {{ days_between('arrears.oldest_due_on', 'run.as_of_date') }} as days_in_arrears,
    greatest(1, {{ months_between_dates('arrears.oldest_due_on', 'run.as_of_date') }}) as months_in_arrears,
    {{ money('arrears.arrears_amount') }} as arrears_amount,
    cast(arrears.charges_in_arrears as integer) as charges_in_arrears,
    inconsistent_leases.lease_id is null as is_ledger_consistent,
    inconsistent_leases.ledger_findings
from arrears
cross join run
left join inconsistent_leases on arrears.lease_id = inconsistent_leases.lease_id
