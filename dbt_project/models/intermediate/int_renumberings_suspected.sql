-- Grain: one row per signal and a lease that may be its own under a new number.
-- Rule: a signal that stands, whose lease left the export while its tenant number, or its name with address, stands under
-- another lease: a new system gave new contract numbers, and the same arrears would be reported twice. A person says
-- whether it is the same lease; until then nothing leaves for it. Names are compared, never passed on.
with

signals_without_lease as (
    select
        signals.signal_id,
        signals.lease_id as old_lease_id,
        signals.tenant_id,
        signals.batch_id,
        signals.delivered_on
    from {{ ref('int_signals_judged') }} as signals
    left join {{ ref('stg_leases') }} as leases on signals.lease_id = leases.lease_id
    where (signals.state in ('delivered', 'help_accepted') or signals.keeps_lease_off) and leases.lease_id is null
),

-- As the desk got them.
addressed_signals as (
    select
        signals.*,
        {{ as_compared('lines.last_name') }} as last_name,
        {{ as_compared('lines.postcode') }} as postcode,
        {{ as_compared('lines.house_number') }} as house_number,
        nullif({{ as_compared('lines.house_number_suffix') }}, '') as house_number_suffix
    from signals_without_lease as signals
    left join {{ ref('stg_delivered_lines') }} as lines
        on signals.signal_id = lines.signal_id and signals.batch_id = lines.batch_id
),

dwellings as (
    select
        leases.lease_id,
        leases.tenant_id,
        {{ as_compared("coalesce(tenants.name_prefix, '') || tenants.last_name") }} as last_name,
        {{ as_compared('leases.postcode') }} as postcode,
        {{ as_compared('leases.house_number') }} as house_number,
        nullif({{ as_compared('leases.house_number_suffix') }}, '') as house_number_suffix
    from {{ ref('stg_leases') }} as leases
    left join {{ ref('stg_tenants') }} as tenants on leases.tenant_id = tenants.tenant_id
    where leases.unit_type = 'dwelling' and (select count(*) from signals_without_lease) > 0
),

matches as (
    select
        signals.signal_id,
        signals.old_lease_id,
        signals.delivered_on,
        dwellings.lease_id,
        'tenant_number' as found_by
    from addressed_signals as signals
    inner join dwellings on signals.tenant_id = dwellings.tenant_id
    union all
    select
        signals.signal_id,
        signals.old_lease_id,
        signals.delivered_on,
        dwellings.lease_id,
        'name_and_address' as found_by
    from addressed_signals as signals
    inner join dwellings
        on
            signals.last_name = dwellings.last_name
            and signals.postcode = dwellings.postcode
            and signals.house_number = dwellings.house_number
            and coalesce(signals.house_number_suffix = dwellings.house_number_suffix, true)
),

answers as (
    select
        old_lease_id,
        lease_id,
        max(case when event_type = 'lease_renumbered' then 1 else 0 end) = 1 as is_same,
        max(case when event_type = 'lease_not_renumbered' then 1 else 0 end) = 1 as is_another
    from {{ ref('stg_register_events') }}
    where event_type in ('lease_renumbered', 'lease_not_renumbered')
    group by old_lease_id, lease_id
)

select
    matches.signal_id,
    matches.old_lease_id,
    matches.lease_id,
    max(matches.found_by) as found_by,
    min(matches.delivered_on) as delivered_on,
    coalesce(max(case when answers.is_same then 1 else 0 end) = 1, false) as is_same,
    coalesce(max(case when answers.is_another then 1 else 0 end) = 1, false) as is_another
from matches
left join answers on matches.old_lease_id = answers.old_lease_id and matches.lease_id = answers.lease_id
group by matches.signal_id, matches.old_lease_id, matches.lease_id
