{# The level of the comparison that a column names, of a row of scored pairs. #}
{% macro named_level(name_column, pairs) %}
    {%- set comparisons = [
        'forename', 'surname', 'middle_name', 'date_of_birth', 'email', 'phone', 'location', 'account_id',
        'membership_no', 'loyalty_no', 'social_handle'
    ] -%}
    {%- set branches = [] -%}
    {%- for comparison in comparisons -%}
        {%- do branches.append("when '" ~ comparison ~ "' then " ~ pairs ~ "." ~ comparison ~ "_level") -%}
    {%- endfor -%}
    {{- return("case " ~ name_column ~ " " ~ branches | join(" ") ~ " end") -}}
{% endmacro %}
