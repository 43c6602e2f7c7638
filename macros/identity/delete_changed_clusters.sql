{# Delete the rows of an incremental model about clusters whose contents are no longer these. #}
{% macro delete_changed_clusters() %}
delete from {{ this }}
where not exists (
    select 1 from {{ ref('int_identity__cluster_contents').render() }} as listed
    where listed.cluster_id = {{ this.identifier }}.cluster_id and listed.contents = {{ this.identifier }}.contents
)
{% endmacro %}
