-- Grain: one row per signal judged active (delivered or help_accepted), or taken back by a person and keeping its lease off.
-- Rule ("A signal's life", settled, withdraw, close): what has become of its lease, its tenant and the charges it
-- covers, each as a named flag, and what follows. The ledger alone says what is settled: a lease that left the export
-- with its ledger whole and paid is. Help that was accepted is never withdrawn: that would ask the municipality to stop
-- helping.
with
signals_looked_after as (
    select
        *,
        state in ('delivered', 'help_accepted') as is_active
    from {{ ref('int_signals_judged') }}
    where state in ('delivered', 'help_accepted') or keeps_lease_off
),

covered_charges as (
    select
        signal_id,
        lease_id,
        {{ unnest_json_texts('covered', 'entry_id') }} as entry_id
    from signals_looked_after
),

leases_looked_after as (
    select distinct lease_id from signals_looked_after
),

seen_charges as (
    select
        ledger_entries.lease_id,
        ledger_entries.entry_id
    from {{ ref('stg_ledger_entries') }} as ledger_entries
    cross join {{ ref('stg_run_parameters') }} as run_parameters
    inner join leases_looked_after on ledger_entries.lease_id = leases_looked_after.lease_id
    where ledger_entries.entry_type = 'charge' and ledger_entries.booked_on <= run_parameters.as_of_date
),

signals_with_vanished_charges as (
    select distinct covered_charges.signal_id
    from covered_charges
    left join seen_charges
        on covered_charges.lease_id = seen_charges.lease_id and covered_charges.entry_id = seen_charges.entry_id
    where seen_charges.entry_id is null
),

inconsistent_leases as (
    select distinct lease_id from {{ ref('int_ledger_findings') }} where makes_inconsistent
),

-- The tenant of a signal is the one the lease has now; where the lease vanished, the one it was delivered about.
tenants_of_signals as (
    select
        looked_after.*,
        leases.lease_id is not null as is_lease_known,
        coalesce(leases.tenant_id, looked_after.tenant_id) as present_tenant_id
    from signals_looked_after as looked_after
    left join {{ ref('stg_leases') }} as leases on looked_after.lease_id = leases.lease_id
),

-- The tenant whose data were shared, and whoever the lease stands to now: a lease put in a co-tenant's name leaves at the
-- desk a signal about the one who died or objected.
people_of_signals as (
    select
        signal_id,
        tenant_id
    from tenants_of_signals
    union
    select
        signal_id,
        present_tenant_id as tenant_id
    from tenants_of_signals
),

facts_of_people as (
    select
        people.signal_id,
        max(case when objections.tenant_id is not null then 1 else 0 end) = 1 as has_objection,
        max(case when tenants.deceased_on <= run_parameters.as_of_date then 1 else 0 end) = 1 as is_tenant_deceased
    from people_of_signals as people
    cross join {{ ref('stg_run_parameters') }} as run_parameters
    left join {{ ref('stg_tenants') }} as tenants on people.tenant_id = tenants.tenant_id
    left join {{ ref('int_objections_in_force') }} as objections on people.tenant_id = objections.tenant_id
    group by people.signal_id
),

flagged_signals as (
    select
        signals.signal_id,
        signals.lease_id,
        signals.batch_id,
        signals.system,
        signals.state,
        signals.is_active,
        signals.arrears_settled_on,
        signals.is_lease_known,
        tenants.tenant_id is not null as is_tenant_known,
        arrears.lease_id is not null as has_arrears,
        inconsistent_leases.lease_id is null as is_ledger_consistent,
        vanished.signal_id is not null as has_vanished_charges,
        facts_of_people.has_objection or of_co_tenants.lease_id is not null as has_objection,
        facts_of_people.is_tenant_deceased
    from tenants_of_signals as signals
    inner join facts_of_people on signals.signal_id = facts_of_people.signal_id
    left join {{ ref('stg_tenants') }} as tenants on signals.present_tenant_id = tenants.tenant_id
    left join {{ ref('int_lease_arrears') }} as arrears on signals.lease_id = arrears.lease_id
    left join inconsistent_leases on signals.lease_id = inconsistent_leases.lease_id
    left join signals_with_vanished_charges as vanished on signals.signal_id = vanished.signal_id
    left join {{ ref('int_co_tenant_objections') }} as of_co_tenants on signals.lease_id = of_co_tenants.lease_id
),

settled_signals as (
    select
        *,
        not has_arrears and is_ledger_consistent and not has_vanished_charges as is_settled
    from flagged_signals
)

select
    *,
    case
        when state != 'delivered' then null
        when is_settled then 'settled'
        when has_objection then 'objection'
        when is_tenant_deceased then 'tenant_deceased'
    end as withdrawal_reason,
    case
        when state != 'help_accepted' then null
        when is_settled then 'settled'
        when is_tenant_deceased then 'tenant_deceased'
    end as closing_reason
from settled_signals
