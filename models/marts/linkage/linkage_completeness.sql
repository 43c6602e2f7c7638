{%- set attributes = [
    'title', 'forename', 'middle_names', 'surname', 'date_of_birth', 'email', 'phone', 'address_line_1', 'town',
    'postcode', 'account_id', 'membership_no', 'loyalty_no', 'social_handle'
] %}

-- A build that is refused changes no mart: this one waits for the ledger like the others.
-- depends_on: {{ ref('pin_ledger') }}

with

records as (

    select * from {{ ref('int_identity__records') }}

),

counted as (

    select
        source_system,
        count(*) as record_count,
        {{ filled_counts(attributes) }}

    from records
    group by source_system

),

completeness as (

    {{ unpivoted('counted', ['source_system', 'record_count'], attributes, 'attribute', 'filled_count') }}

)

select
    cast(source_system as {{ dbt.type_string() }}) as source_system,
    cast(attribute as {{ dbt.type_string() }}) as attribute,
    cast(record_count as bigint) as record_count,
    cast(filled_count as bigint) as filled_count,
    cast(1.0 * filled_count / record_count as double precision) as completeness

from completeness
