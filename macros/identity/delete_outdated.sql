{# Delete scored pairs of fingerprints that are no more, and those of another model than the one that scored last. #}
{% macro delete_outdated_pairs() %}
delete from {{ this }}
where fingerprint_id_l in ({{ vanished_fingerprints() }})
    or fingerprint_id_r in ({{ vanished_fingerprints() }})
    or model_id not in (select model_id from {{ ref('linkage_registry') }} where is_promoted)
{% endmacro %}

{# Fingerprints that were compared (a row that pairs them with themselves says so) and are no more. Under `--empty` a ref is
   a subquery with a name of its own: `render()` gives the table. #}
{% macro vanished_fingerprints() %}
    select compared.fingerprint_id_l
    from {{ this }} as compared
    left join {{ ref('int_identity__fingerprints').render() }} as present on compared.fingerprint_id_l = present.fingerprint_id
    where compared.fingerprint_id_l = compared.fingerprint_id_r and present.fingerprint_id is null
{% endmacro %}

{# Delete fingerprints that are no more from the partition. Not `not in`: PostgreSQL would look through all present ones
   for each. #}
{% macro delete_vanished_fingerprints() %}
delete from {{ this }}
where fingerprint_id in (
    select partitioned.fingerprint_id
    from {{ this }} as partitioned
    left join {{ ref('int_identity__fingerprints').render() }} as present on partitioned.fingerprint_id = present.fingerprint_id
    where present.fingerprint_id is null
)
{% endmacro %}
