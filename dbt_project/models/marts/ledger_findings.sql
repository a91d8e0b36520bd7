-- Grain: one row per lease and kind of finding, for a person to repair at the source.
-- Rule: docs/rules.md 1.7; docs/landing-tables.md, "Tables".
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
