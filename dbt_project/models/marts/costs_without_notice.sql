-- Grain: one row per charge of collection costs, booked lately to a natural person, without a 14-day letter before it.
-- Rule: art. 6:96 lid 6 BW: a consumer owes collection costs only once a letter gave fourteen days to pay without them, counted
-- from the day after its receipt. It blocks nothing and changes no figure: costs are never part of a signal. A letter is known
-- as one by its document reference (macro is_fourteen_day_letter).
{%- set terms = costs_terms() %}
with

run as (
    select
        as_of_date,
        post_days
    from {{ ref('stg_run_parameters') }}
),

letters as (
    select
        actions.lease_id,
        {{ received_on('actions', 'run') }} as received_on
    from {{ ref('stg_collection_actions') }} as actions
    inner join {{ ref('collection_action_types') }} as types on actions.action_type = types.action_type
    cross join run
    where types.is_written_reminder and {{ is_fourteen_day_letter('actions.document_ref') }}
),

taken_back as (
    select
        allocations.charge_entry_id as entry_id,
        sum(allocations.amount) as amount
    from {{ ref('int_allocations') }} as allocations
    inner join {{ ref('stg_ledger_entries') }} as credits on allocations.credit_entry_id = credits.entry_id
    where allocations.is_counted and credits.entry_type in ('credit_note', 'write_off')
    group by allocations.charge_entry_id
),

costs as (
    select
        run.as_of_date,
        entries.lease_id,
        entries.entry_id,
        entries.booked_on,
        entries.amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run
        on entries.booked_on <= run.as_of_date and entries.booked_on > {{ add_days('run.as_of_date', '-' ~ terms.listed_days) }}
    inner join {{ ref('stg_leases') }} as leases on entries.lease_id = leases.lease_id
    inner join {{ ref('stg_tenants') }} as tenants on leases.tenant_id = tenants.tenant_id
    left join taken_back on entries.entry_id = taken_back.entry_id
    where
        entries.entry_type = 'charge'
        and entries.category = 'collection_costs'
        and tenants.tenant_type = 'person'
        and coalesce(taken_back.amount, 0) < entries.amount
),

with_letter as (
    select
        costs.*,
        letters.received_on as letter_received_on
    from costs
    left join letters
        on
            costs.lease_id = letters.lease_id
            and letters.received_on < costs.booked_on
            and letters.received_on >= {{ add_days('costs.booked_on', '-' ~ terms.letter_counts_days) }}
),

latest as (
    select
        as_of_date,
        lease_id,
        entry_id,
        booked_on,
        {{ money('amount') }} as amount,
        max(letter_received_on) as letter_received_on,
        min(letter_received_on) as first_received_on
    from with_letter
    group by as_of_date, lease_id, entry_id, booked_on, amount
)

select
    as_of_date,
    lease_id,
    entry_id,
    booked_on,
    amount,
    letter_received_on,
    case when letter_received_on is null then 'no_letter' else 'too_early' end as finding
from latest
where first_received_on is null or booked_on <= {{ add_days('first_received_on', terms.days) }}
order by lease_id, entry_id
