with

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

),

records as (

    select * from {{ ref('int_identity__records') }}

),

ledger as (

    select * from {{ state_table('pin_ledger') }}

),

held as (  -- apart, and read again where PINs are counted: what is named more than once is kept in memory

    select * from {{ state_table('pin_ledger') }}
    where valid_to is null

),

denied_pins as (

    select * from {{ ref('int_identity__denied_pins') }}

),

totals as (

    select * from {{ ref('int_identity__ledger_totals') }}

),

placed as (

    select
        forms.record_key,
        clusters.cluster_id,
        held.pin

    from forms
    inner join clusters on forms.fingerprint_id = clusters.fingerprint_id
    left join held on forms.record_key = held.record_key

),

-- A record that comes back may bring any PIN that it ever had; one that a steward denied a PIN must not keep it.
open_pins as (

    select ledger.pin
    from placed
    inner join ledger on placed.record_key = ledger.record_key
    where placed.pin is null

    union

    select placed.pin
    from placed
    inner join denied_pins on placed.record_key = denied_pins.record_key and placed.pin = denied_pins.pin

),

pin_sizes as (

    select
        pin,
        count(*) as record_count

    from {{ state_table('pin_ledger') }}
    where valid_to is null
    group by pin

),

of_one_pin as (

    select
        cluster_id,
        min(pin) as pin,
        count(*) as record_count

    from placed
    group by cluster_id
    having min(pin) = max(pin) and count(pin) = count(*)

),

settled as (  -- one PIN and one cluster that share all their records

    select of_one_pin.cluster_id
    from of_one_pin
    inner join pin_sizes on of_one_pin.pin = pin_sizes.pin and of_one_pin.record_count = pin_sizes.record_count
    left join open_pins on of_one_pin.pin = open_pins.pin
    where open_pins.pin is null

)

select
    placed.record_key,
    records.source_system,
    placed.cluster_id,
    totals.last_run_id

from placed
left join settled on placed.cluster_id = settled.cluster_id
cross join totals
inner join records on placed.record_key = records.record_key
where settled.cluster_id is null
