-- Grain: one row per lease to deliver on the as-of date: one line of the file for its desk.
-- Rule: docs/rules.md 4.1. An optional column is filled only where the landlord agreed to it. This is the one place where
-- names, addresses and contact data of a signal are put together; the export models select from it what leaves.
with

-- What is held back (signals_held_back says why) gets no line.
decided as (
    select
        facts.*,
        held_back.lease_id is not null as is_held_back
    from {{ ref('decision_facts') }} as facts
    inner join {{ ref('signal_decisions') }} as decisions
        on facts.as_of_date = decisions.as_of_date
        and facts.lease_id = decisions.lease_id
    left join {{ ref('signals_held_back') }} as held_back on facts.lease_id = held_back.lease_id
    where decisions.decision = 'deliver'
),

deliverable as (
    select
        facts.lease_id,
        facts.as_of_date,
        facts.tenant_id,
        facts.landlord_id,
        facts.municipality_code,
        facts.system as desk,
        facts.replaces_signal_id,
        facts.oldest_due_on,
        facts.months_in_arrears,
        facts.amount_in_arrears
    from decided as facts
    where not facts.is_held_back
)

select
    deliverable.as_of_date,
    {{ signal_id('deliverable.lease_id', 'deliverable.as_of_date') }} as signal_id,
    deliverable.lease_id,
    deliverable.tenant_id,
    deliverable.landlord_id,
    deliverable.municipality_code,
    deliverable.desk,
    cast(row_number() over (partition by deliverable.desk order by deliverable.lease_id) as integer) as line_number,
    deliverable.replaces_signal_id,
    deliverable.oldest_due_on,
    notices.lease_id is not null as threatening,
    trim(coalesce(tenants.name_prefix, '') || ' ' || tenants.last_name) as last_name,
    case when fields.shares_initials then tenants.initials end as initials,
    case when fields.shares_street then leases.street end as street,
    leases.house_number,
    case when fields.shares_house_number_suffix then leases.house_number_suffix end as house_number_suffix,
    {{ normalised_postcode('leases.postcode') }} as postcode,
    case when fields.shares_city then leases.city end as city,
    case
        when fields.shares_phone
            then coalesce(nullif(tenants.phone_1, ''), nullif(tenants.phone_2, ''), nullif(tenants.phone_3, ''))
    end as phone,
    case when fields.shares_email then tenants.email end as email,
    deliverable.months_in_arrears as months,
    deliverable.amount_in_arrears as amount
from deliverable
inner join {{ ref('stg_leases') }} as leases on deliverable.lease_id = leases.lease_id
inner join {{ ref('stg_tenants') }} as tenants on deliverable.tenant_id = tenants.tenant_id
left join {{ ref('int_optional_fields') }} as fields on deliverable.landlord_id = fields.landlord_id
left join {{ ref('int_eviction_notices_in_force') }} as notices on deliverable.lease_id = notices.lease_id
order by deliverable.desk, deliverable.lease_id
