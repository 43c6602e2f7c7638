with

ledger as (

    {{ ledger_of_last_build() }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

)

select
    forms.fingerprint_id,
    min(ledger.pin) as pin

from forms
inner join ledger on forms.record_key = ledger.record_key
where ledger.valid_to is null
group by forms.fingerprint_id
