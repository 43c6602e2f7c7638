with

decision_records as (

    select * from {{ ref('int_identity__decision_records') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

)

select
    decision_records.decision_id,
    decision_records.decision,
    decision_records.side,
    decision_records.record_key,
    forms.fingerprint_id

from decision_records
inner join forms on decision_records.record_key = forms.record_key
