-- Grain: one row per lease decided `deliver` whose ledger was credited after the as-of date, on or before the machine's own.
-- Rule: docs/rules.md 2.11: what these receipts leave of the charges that were arrears on the as-of date, by the same
-- arithmetic (Arrears 2 to 4). A signal is stopped where nothing is left, or too little, or nothing old enough.
with

run as (
    select * from {{ ref('stg_run_parameters') }}
),

leases as (
    select
        facts.lease_id,
        facts.minimum_amount_in_force
    from {{ ref('decision_facts') }} as facts
    inner join {{ ref('signal_decisions') }} as decisions
        on facts.as_of_date = decisions.as_of_date and facts.lease_id = decisions.lease_id
    inner join run on facts.as_of_date < run.machine_date
    where decisions.decision = 'deliver'
),

later_credits as (
    select
        entries.lease_id,
        entries.entry_id,
        entries.booked_on
    from {{ ref('stg_ledger_entries') }} as entries
    inner join leases on entries.lease_id = leases.lease_id
    inner join run on entries.booked_on > run.as_of_date and entries.booked_on <= run.machine_date
    where entries.entry_type in {{ credit_types() }}
),

credited_leases as (
    select
        lease_id,
        min(booked_on) as dated_on,
        {{ first_of('entry_id', 'booked_on, entry_id', 'true') }} as entry_id
    from later_credits
    group by lease_id
),

entries as (
    select
        entries.*,
        entries.entry_type in {{ credit_types() }} as is_credit
    from {{ ref('stg_ledger_entries') }} as entries
    inner join credited_leases on entries.lease_id = credited_leases.lease_id
    inner join run on entries.booked_on <= run.machine_date
),

reversed_credits as (
    select
        credits.entry_id,
        sum(reversals.amount) as reversed_amount
    from entries as reversals
    inner join entries as credits
        on reversals.reverses_entry_id = credits.entry_id and reversals.lease_id = credits.lease_id and credits.is_credit
    where reversals.entry_type = 'reversal'
    group by credits.entry_id
),

-- Of a credit with a reversal no allocation counts; one that names a charge still to be booked is unallocated money.
counted_allocations as (
    select
        allocations.credit_entry_id,
        allocations.charge_entry_id,
        allocations.amount
    from {{ ref('stg_allocations') }} as allocations
    inner join run on allocations.allocated_on <= run.machine_date
    inner join entries as credits on allocations.credit_entry_id = credits.entry_id and credits.is_credit
    inner join entries as charges
        on
            allocations.charge_entry_id = charges.entry_id
            and credits.lease_id = charges.lease_id
            and charges.entry_type = 'charge'
    left join reversed_credits on allocations.credit_entry_id = reversed_credits.entry_id
    where reversed_credits.entry_id is null
),

allocated_credits as (
    select
        credit_entry_id as entry_id,
        sum(amount) as allocated_amount
    from counted_allocations
    group by credit_entry_id
),

allocated_charges as (
    select
        charge_entry_id as entry_id,
        sum(amount) as allocated_amount
    from counted_allocations
    group by charge_entry_id
),

pools as (
    select
        entries.lease_id,
        sum(greatest(
            0,
            entries.amount
            - coalesce(reversed_credits.reversed_amount, 0)
            - coalesce(allocated_credits.allocated_amount, 0)
        )) as pool_amount
    from entries
    left join reversed_credits on entries.entry_id = reversed_credits.entry_id
    left join allocated_credits on entries.entry_id = allocated_credits.entry_id
    where entries.is_credit
    group by entries.lease_id
),

-- The charges that were due on the as-of date come before all later ones, so these alone need to be put in order.
queue as (
    select
        charges.lease_id,
        charges.due_on,
        greatest(0, charges.amount - coalesce(allocated_charges.allocated_amount, 0)) as remaining_amount,
        sum(greatest(0, charges.amount - coalesce(allocated_charges.allocated_amount, 0))) over (
            partition by charges.lease_id
            order by charges.due_on, charges.entry_id
            rows between unbounded preceding and current row
        ) as amount_so_far
    from entries as charges
    inner join run on charges.due_on < run.as_of_date
    left join allocated_charges on charges.entry_id = allocated_charges.entry_id
    where charges.entry_type = 'charge' and {{ is_rent('charges.category') }}
),

left_open as (
    select
        queue.lease_id,
        min(queue.due_on) as oldest_due_on,
        {{ money('sum(least(queue.remaining_amount, queue.amount_so_far - coalesce(pools.pool_amount, 0)))') }} as open_amount
    from queue
    left join pools on queue.lease_id = pools.lease_id
    where queue.remaining_amount > 0 and queue.amount_so_far > coalesce(pools.pool_amount, 0)
    group by queue.lease_id
)

select
    credited_leases.lease_id,
    credited_leases.entry_id,
    credited_leases.dated_on,
    coalesce(left_open.open_amount, 0) as open_amount,
    left_open.oldest_due_on,
    left_open.lease_id is null as is_settled,
    coalesce({{ days_between('left_open.oldest_due_on', 'run.as_of_date') }} < run.min_days_overdue, false) as is_too_young,
    coalesce(left_open.open_amount < leases.minimum_amount_in_force, false) as is_too_little
from credited_leases
cross join run
inner join leases on credited_leases.lease_id = leases.lease_id
left join left_open on credited_leases.lease_id = left_open.lease_id
