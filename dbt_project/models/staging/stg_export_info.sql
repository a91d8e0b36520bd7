-- Grain: landing export (at most one). Names and types only.
select
    bank_cut_off_on
from {{ source('landing', 'export_info') }}
