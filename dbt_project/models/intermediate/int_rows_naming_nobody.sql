-- Grain: one row per row that may keep somebody from being reported and whose tenant or lease no table has.
-- Rule: docs/rules.md 2.12: nobody knows whose objection or arrangement it is, so it may be
-- anybody's. It counts where it is in force on the as-of date or, begun since, on the machine's own date. A person accepts
-- a row once, by its key: that it concerns nobody here.
with

run as (
    select as_of_date, machine_date from {{ ref('stg_run_parameters') }}
),

known_tenants as (
    select tenant_id from {{ ref('stg_tenants') }}
),

known_leases as (
    select lease_id from {{ ref('stg_leases') }}
),

blocking_rows as (
    select
        'objections' as blocking_table,
        objections.objection_id as row_key,
        objections.tenant_id as names,
        objections.received_on as since,
        objections.withdrawn_on as until,
        known_tenants.tenant_id is not null as names_somebody
    from {{ ref('stg_objections') }} as objections
    left join known_tenants on objections.tenant_id = known_tenants.tenant_id
    union all
    select
        'payment_arrangements' as blocking_table,
        arrangements.arrangement_id as row_key,
        arrangements.lease_id as names,
        arrangements.agreed_on as since,
        least(arrangements.ended_on, arrangements.broken_on) as until,
        known_leases.lease_id is not null as names_somebody
    from {{ ref('stg_payment_arrangements') }} as arrangements
    left join known_leases on arrangements.lease_id = known_leases.lease_id
    union all
    -- A co-tenant of no known lease, or whom no tenants table knows: whose objection counts for whom is unknown.
    select
        'co_tenants' as blocking_table,
        co_tenants.lease_id || '|' || co_tenants.tenant_id as row_key,
        case when known_leases.lease_id is null then co_tenants.lease_id else co_tenants.tenant_id end as names,
        coalesce(co_tenants.from_on, run.as_of_date) as since,
        co_tenants.until_on as until,
        known_leases.lease_id is not null and known_tenants.tenant_id is not null as names_somebody
    from {{ ref('stg_co_tenants') }} as co_tenants
    cross join run
    left join known_leases on co_tenants.lease_id = known_leases.lease_id
    left join known_tenants on co_tenants.tenant_id = known_tenants.tenant_id
    union all
    select
        'reported_elsewhere' as blocking_table,
        reports.lease_id || '|' || cast(reports.reported_on as varchar) as row_key,
        reports.lease_id as names,
        reports.reported_on as since,
        reports.ended_on as until,
        known_leases.lease_id is not null as names_somebody
    from {{ ref('stg_reported_elsewhere') }} as reports
    left join known_leases on reports.lease_id = known_leases.lease_id
),

accepted_rows as (
    select distinct
        blocking_table,
        row_key
    from {{ ref('stg_register_events') }}
    where event_type = 'row_accepted'
)

select
    blocking_rows.blocking_table,
    blocking_rows.row_key,
    blocking_rows.names,
    blocking_rows.since,
    accepted_rows.row_key is not null as is_accepted
from blocking_rows
cross join run
left join accepted_rows
    on
        blocking_rows.blocking_table = accepted_rows.blocking_table
        and blocking_rows.row_key = accepted_rows.row_key
where
    not blocking_rows.names_somebody
    and (
        {{ is_in_force('blocking_rows.since', 'blocking_rows.until', 'run.as_of_date') }}
        or {{ is_in_force('blocking_rows.since', 'blocking_rows.until', 'run.machine_date') }}
    )
