with

ledger as (

    select * from {{ state_table('pin_ledger') }}

),

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

touched as (

    select * from {{ ref('int_identity__touched_fingerprints') }}

)

select
    forms.fingerprint_id,
    min(ledger.pin) as pin

from touched
inner join forms on touched.fingerprint_id = forms.fingerprint_id
inner join ledger on forms.record_key = ledger.record_key
where ledger.valid_to is null
group by forms.fingerprint_id
