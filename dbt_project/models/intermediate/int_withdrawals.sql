-- Grain: one row per signal that this run has to withdraw, with its address as it was delivered.
-- Rule ("What may leave, and what may come in", withdrawals): a desk takes a signal back by postcode and house number.
-- Where another signal at that desk, one that stays active, has the same ones, the file could take back the wrong one,
-- so a person does it. Signals at one address that all go out may go together; one that this run closes does not stay
-- active either. A line that is no longer kept leaves
-- nothing to write in a file: a person too.
with
addresses as (
    select
        checks.signal_id,
        checks.lease_id,
        checks.system,
        checks.withdrawal_reason,
        checks.closing_reason,
        checks.is_active,
        lines.postcode,
        lines.house_number,
        lines.house_number_suffix,
        lines.signal_id is not null as has_delivered_line,
        {{ as_compared('lines.postcode') }} as compared_postcode,
        {{ as_compared('lines.house_number') }} as compared_house_number
    from {{ ref('int_signal_checks') }} as checks
    left join {{ ref('stg_delivered_lines') }} as lines
        on checks.signal_id = lines.signal_id and checks.batch_id = lines.batch_id
),

addresses_that_stay as (
    select distinct
        system,
        compared_postcode,
        compared_house_number
    from addresses
    where is_active and withdrawal_reason is null and closing_reason is null and has_delivered_line
)

select
    addresses.signal_id,
    addresses.lease_id,
    addresses.system,
    addresses.withdrawal_reason as reason,
    addresses.postcode,
    addresses.house_number,
    addresses.house_number_suffix,
    case
        when stays.system is not null then 'other_signal_at_address'
        when not addresses.has_delivered_line then 'no_delivered_line'
    end as needs_person_because
from addresses
left join addresses_that_stay as stays
    on
        addresses.system = stays.system
        and addresses.compared_postcode = stays.compared_postcode
        and addresses.compared_house_number = stays.compared_house_number
where addresses.withdrawal_reason is not null
