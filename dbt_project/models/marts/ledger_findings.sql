-- Grain: one row a lease and kind of finding, for a person to repair at the source.
-- Rule: rules.md, Arrears 7; landing.md, last paragraph.
select
    run.as_of_date,
    findings.lease_id,
    findings.finding,
    findings.makes_inconsistent,
    findings.occurrences,
    arrears.lease_id is not null as has_arrears
from {{ ref('int_ledger_findings') }} as findings
cross join {{ ref('stg_run_parameters') }} as run
left join {{ ref('int_lease_arrears') }} as arrears on findings.lease_id = arrears.lease_id
order by findings.lease_id, findings.finding
