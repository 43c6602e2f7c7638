-- Whom an entry may mean: whoever has a key of it. A key of a crowd tells nobody apart and finds nobody, as in the
-- linkage, so the candidates grow with the entries and not with their square.
with

suppressions as (

    select * from {{ ref('int_suppressions__fingerprints') }}

),

fingerprints as (

    select * from {{ ref('int_identity__fingerprints') }}
    where surname is not null or date_of_birth is not null

),

keys_of_entries as (

    {{ suppression_keys('suppressions', 'suppression_id') }}

),

keys_of_fingerprints as (

    {{ suppression_keys('fingerprints', 'fingerprint_id') }}

),

wanted_keys as (

    select distinct
        key_columns,
        first_part,
        second_part,
        third_part

    from keys_of_entries

),

holders as (

    select
        keys_of_fingerprints.*,
        count(*) over (
            partition by
                keys_of_fingerprints.key_columns,
                keys_of_fingerprints.first_part,
                keys_of_fingerprints.second_part,
                keys_of_fingerprints.third_part
        ) as crowd

    from keys_of_fingerprints
    inner join wanted_keys
        on
            keys_of_fingerprints.first_part = wanted_keys.first_part
            and keys_of_fingerprints.second_part = wanted_keys.second_part
            and keys_of_fingerprints.third_part = wanted_keys.third_part
            and keys_of_fingerprints.key_columns = wanted_keys.key_columns

)

select distinct
    keys_of_entries.suppression_id,
    holders.fingerprint_id

from holders
inner join keys_of_entries
    on
        holders.first_part = keys_of_entries.first_part
        and holders.second_part = keys_of_entries.second_part
        and holders.third_part = keys_of_entries.third_part
        and holders.key_columns = keys_of_entries.key_columns
where holders.crowd <= {{ var('suppression_key_holders_at_most') }}
