{# A query with one row: how many rows of a raw table staging accepted, and of each attribute in the table's meta how many
   of these give it, how many still have it after cleaning, how many of those are placeholders, and, where one is to be
   one person's, how many different ones there are. Copies of a row count, too. #}
{% macro attribute_counts(channel, table) %}
    {%- set staged = ref('stg_' ~ channel ~ '__' ~ table) -%}
    {%- set query = raw_table(channel, table) -%}
    {%- if not execute -%}
        {{- return("select * from " ~ staged) -}}
    {%- endif -%}
    {%- set meta = raw_definition(channel, table).meta -%}
    {%- set raw_names = [] -%}
    {%- set counts = ["count(*) as records"] -%}
    {%- for attribute, columns in meta.attributes.items() -%}
        {%- set given = [] -%}
        {%- for column in ([columns] if columns is string else columns) -%}
            {%- do raw_names.append(column ~ " as raw_" ~ column) if column ~ " as raw_" ~ column not in raw_names -%}
            {%- do given.append("trim(raw_" ~ column ~ ") <> ''") -%}
        {%- endfor -%}
        {%- set filled = "staged." ~ attribute ~ " is not null" -%}
        {%- do counts.append(
            "sum(case when " ~ filled ~ " or " ~ given | join(" or ") ~ " then 1 else 0 end) as given_" ~ attribute) -%}
        {%- do counts.append("count(staged." ~ attribute ~ ") as filled_" ~ attribute) -%}
        {%- do counts.append(
            "sum(case when " ~ filled ~ " and " ~ null_placeholder(placeholder_kind(attribute), "staged." ~ attribute)
            ~ " is null then 1 else 0 end) as placeholder_" ~ attribute) -%}
        {%- if attribute in meta.get('unique_attributes', []) -%}
            {%- do counts.append("count(distinct staged." ~ attribute ~ ") as distinct_" ~ attribute) -%}
        {%- else -%}
            {%- do counts.append("cast(null as bigint) as distinct_" ~ attribute) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(
        "select " ~ counts | join(", ") ~ " from (select * from " ~ staged ~ ") as staged inner join (select "
        ~ meta.primary_key ~ " as raw_key, " ~ raw_names | join(", ") ~ " from (" ~ query
        ~ ") as raw_rows) as raw_values on staged.source_record_id = trim(raw_values.raw_key)"
    ) -}}
{% endmacro %}

{# One row per attribute of the CTE `counts` that holds what `attribute_counts` gives. #}
{% macro attribute_rows(channel, table, counts) %}
    {%- if not execute -%}
        {{- return("select * from " ~ counts) -}}
    {%- endif -%}
    {%- set queries = [] -%}
    {%- for attribute in raw_definition(channel, table).meta.attributes -%}
        {%- do queries.append(
            "select '" ~ channel ~ "' as channel, '" ~ table ~ "' as raw_table, '" ~ attribute
            ~ "' as attribute, records, given_" ~ attribute ~ " as given_values, filled_" ~ attribute
            ~ " as filled_values, placeholder_" ~ attribute ~ " as placeholder_values, distinct_" ~ attribute
            ~ " as distinct_values from " ~ counts
        ) -%}
    {%- endfor -%}
    {{- return(queries | join(" union all ")) -}}
{% endmacro %}

{# The kind of placeholder that an attribute may hold. #}
{% macro placeholder_kind(attribute) %}
    {{- return('identifier' if attribute in ('account_id', 'membership_no', 'loyalty_no') else attribute) -}}
{% endmacro %}
