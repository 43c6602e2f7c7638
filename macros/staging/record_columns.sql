{# The columns of `int_identity__staged_records` in their order, null where a staging model has no such column. Keys and
   `recorded_at` are in each of them. #}
{% macro record_columns(channel, person_columns) %}
    {%- set columns = ["'" ~ channel ~ "' as channel", 'record_key', 'source_system', 'source_record_id'] -%}
    {%- for column in [
        'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'date_of_birth', 'email', 'phone',
        'phone_alternative', 'phone_dialled', 'address_line_1', 'town', 'postcode', 'country', 'account_id',
        'membership_no', 'loyalty_no', 'social_handle',
    ] -%}
        {%- if column in person_columns -%}
            {%- do columns.append(column) -%}
        {%- else -%}
            {%- set data_type = 'date' if column == 'date_of_birth' else dbt.type_string() -%}
            {%- do columns.append("cast(null as " ~ data_type ~ ") as " ~ column) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do columns.append('recorded_at') -%}
    {{- return(columns | join(", ")) -}}
{% endmacro %}
