-- Grain: one row per lease with arrears on the as-of date, that has started.
-- Rule: docs/rules.md 2: every fact, and one named flag a reason, one line each, in the order of the rules.
-- No name, address or contact data: this is what the evidence keeps.
with

run as (
    select * from {{ ref('stg_run_parameters') }}
),

known as (
    select
        run.as_of_date,
        run.min_days_overdue,
        run.objection_days,
        run.minimum_amount,
        context.*,
        arrears.oldest_due_on,
        arrears.days_in_arrears,
        arrears.months_in_arrears,
        arrears.is_ledger_consistent,
        arrears.ledger_findings,
        case when arrears.is_ledger_consistent then arrears.arrears_amount end as amount_in_arrears,
        arrears.charges_in_arrears
    from {{ ref('int_lease_arrears') }} as arrears
    inner join {{ ref('int_lease_context') }} as context on arrears.lease_id = context.lease_id
    cross join run
    where context.started_on <= run.as_of_date
),

facts as (
    select
        known.*,
        {%- for _, prefix in proofs() %}
        evidence.has_{{ prefix }},
        evidence.{{ prefix }}_action_id,
        evidence.{{ prefix }}_on,
        evidence.{{ prefix }}_document_ref,
        {%- endfor %}
        evidence.first_offer_received_on,
        {{ add_days('evidence.first_offer_received_on', 'known.objection_days') }} as objection_window_ends_on,
        coalesce(objections.objection_id, of_co_tenants.objection_id) as objection_id,
        coalesce(objections.received_on, of_co_tenants.received_on) as objection_received_on,
        objections.objection_id is null and of_co_tenants.objection_id is not null as is_objection_of_co_tenant,
        arrangements.arrangement_id,
        arrangements.agreed_on as arrangement_agreed_on,
        case when known.is_landlord_known then coalesce(for_complex.mandate_id, for_all.mandate_id) end as mandate_id,
        agreements.agreement_id,
        agreements.signed_on as agreement_signed_on,
        coalesce(agreements.minimum_amount, known.minimum_amount) as minimum_amount_in_force,
        coalesce(
            agreements.system,
            case
                when known.municipality_code is not null and known.is_small_landlord then 'achterstandenaanleveren'
            end
        ) as system,
        coalesce(blocks.blocks, false) as has_blocking_signal,
        blocks.replaces_signal_id,
        blocks.taken_back_signal_id,
        blocks.taken_back_on,
        blocks.reported_elsewhere_on,
        blocks.reported_elsewhere_by
    from known
    left join {{ ref('int_collection_evidence') }} as evidence on known.lease_id = evidence.lease_id
    left join {{ ref('int_objections_in_force') }} as objections on known.tenant_id = objections.tenant_id
    left join {{ ref('int_co_tenant_objections') }} as of_co_tenants on known.lease_id = of_co_tenants.lease_id
    left join {{ ref('int_arrangements_in_force') }} as arrangements on known.lease_id = arrangements.lease_id
    left join {{ ref('int_mandates_in_force') }} as for_complex
        on known.landlord_id = for_complex.landlord_id
        and known.complex_id = for_complex.complex_id
    left join {{ ref('int_mandates_in_force') }} as for_all
        on known.landlord_id = for_all.landlord_id
        and for_all.complex_id is null
        and for_complex.landlord_id is null
    left join {{ ref('int_agreements_in_force') }} as agreements on known.municipality_code = agreements.municipality_code
    left join {{ ref('int_signal_blocks') }} as blocks on known.lease_id = blocks.lease_id
),

flags as (
    select
        *,
        unit_type <> 'dwelling' as not_a_dwelling,
        coalesce(ended_on < as_of_date, false) as lease_ended,
        coalesce(tenant_type = 'organisation', false) as not_a_natural_person,
        coalesce(deceased_on <= as_of_date, false) as tenant_deceased,
        days_in_arrears < min_days_overdue as under_30_days,
        not is_ledger_consistent as ledger_inconsistent,
        not has_written_reminder as no_written_reminder,
        not has_personal_contact_effort as no_personal_contact_effort,
        not has_debt_help_notice as no_debt_help_notice,
        not has_sharing_offer as no_sharing_offer,
        coalesce(as_of_date <= objection_window_ends_on, false) as objection_window_open,
        objection_id is not null as objection,
        arrangement_id is not null as payment_arrangement,
        mandate_id is null as no_mandate,
        not has_last_name or not has_valid_house_number or not has_valid_postcode or has_unwritable_text as incomplete_identity,
        municipality_code is null as municipality_unknown,
        coalesce(system = 'ris_matching', false) and municipalities_of_postcode > 1 as postcode_shared,
        municipality_code is not null and agreement_id is null and not is_small_landlord as no_municipality_agreement,
        coalesce(amount_in_arrears < minimum_amount_in_force, false) as below_minimum_amount,
        has_blocking_signal as already_signalled
    from facts
)

select
    as_of_date,
    lease_id,
    tenant_id,
    landlord_id,
    complex_id,
    unit_type,
    started_on,
    ended_on,
    is_tenant_known,
    tenant_type,
    deceased_on,
    is_landlord_known,
    is_small_landlord,
    has_last_name,
    has_valid_house_number,
    has_valid_postcode,
    has_unwritable_text,
    municipality_code,
    municipality_found_by,
    municipalities_of_postcode,
    system,
    agreement_id,
    agreement_signed_on,
    minimum_amount_in_force,
    mandate_id,
    oldest_due_on,
    days_in_arrears,
    months_in_arrears,
    amount_in_arrears,
    charges_in_arrears,
    is_ledger_consistent,
    ledger_findings,
    {%- for _, prefix in proofs() %}
    has_{{ prefix }},
    {{ prefix }}_action_id,
    {{ prefix }}_on,
    {{ prefix }}_document_ref,
    {%- endfor %}
    first_offer_received_on,
    objection_window_ends_on,
    objection_id,
    objection_received_on,
    is_objection_of_co_tenant,
    arrangement_id,
    arrangement_agreed_on,
    has_blocking_signal,
    replaces_signal_id,
    taken_back_signal_id,
    taken_back_on,
    reported_elsewhere_on,
    reported_elsewhere_by,
    {%- for code in rule_codes() %}
    {{ code }}{% if not loop.last %},{% endif %}
    {%- endfor %}
from flags
