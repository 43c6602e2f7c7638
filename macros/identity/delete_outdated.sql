{# Delete scored pairs of fingerprints that are no more, and those of another model than the one that scored last. #}
{% macro delete_outdated_pairs() %}
delete from {{ this }}
where fingerprint_id_l not in (select fingerprint_id from {{ ref('int_identity__fingerprints') }})
    or fingerprint_id_r not in (select fingerprint_id from {{ ref('int_identity__fingerprints') }})
    or model_id not in (select model_id from {{ ref('linkage_registry') }} where is_promoted)
{% endmacro %}

{# Delete fingerprints that are no more from the partition. #}
{% macro delete_vanished_fingerprints() %}
delete from {{ this }}
where fingerprint_id not in (select fingerprint_id from {{ ref('int_identity__fingerprints') }})
{% endmacro %}
