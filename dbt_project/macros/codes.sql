{#
  The codes of docs/rules.md 2.1 in their order. The seed `rules` is where their words and sources stand; this list is what the
  SQL is written from, and a data test holds the two to each other.
#}
{% macro rule_codes() -%}
    {{ return([
        'not_a_dwelling',
        'lease_ended',
        'not_a_natural_person',
        'tenant_deceased',
        'under_30_days',
        'ledger_inconsistent',
        'no_written_reminder',
        'no_personal_contact_effort',
        'no_debt_help_notice',
        'no_sharing_offer',
        'objection_window_open',
        'objection',
        'payment_arrangement',
        'no_mandate',
        'incomplete_identity',
        'municipality_unknown',
        'postcode_shared',
        'no_municipality_agreement',
        'below_minimum_amount',
        'already_signalled',
    ]) }}
{%- endmacro %}

{# The kinds of ledger entry that settle charges. #}
{% macro credit_types() -%}
    ('payment', 'credit_note', 'write_off')
{%- endmacro %}

{# What collection must have tried before a signal: the column of collection_action_types, and what its evidence is called. #}
{% macro proofs() -%}
    {{ return([
        ['is_written_reminder', 'written_reminder'],
        ['is_personal_contact', 'personal_contact_effort'],
        ['points_to_debt_help', 'debt_help_notice'],
        ['offers_sharing', 'sharing_offer'],
    ]) }}
{%- endmacro %}

{# A term of the law in days, as it was in force on a day: a later change re-judges nothing before it (seed legal_terms). #}
{% macro term_on(term, day) -%}
    (
        select max_by(legal_terms.days, legal_terms.valid_from)
        from {{ ref('legal_terms') }} as legal_terms
        where legal_terms.term = '{{ term }}' and legal_terms.valid_from <= {{ day }}
    )
{%- endmacro %}

{# Whether a charge is of the kind that can be part of a signal. #}
{% macro is_rent(category) -%}
    ({{ category }} in ('rent', 'service_charges'))
{%- endmacro %}
