{# The comparisons of the linkage, as columns name them. #}
{% macro comparison_names() %}
    {{- return([
        'forename', 'surname', 'full_name', 'middle_name', 'date_of_birth', 'email', 'phone', 'location', 'account_id',
        'membership_no', 'loyalty_no', 'social_handle'
    ]) -}}
{% endmacro %}

{# One left join per comparison: the row of `levels` that a pair's level has, under the comparison's name. #}
{% macro level_weight_joins(pairs, levels) %}
    {%- set joins = [] -%}
    {%- for name in comparison_names() -%}
        {%- do joins.append(
            "left join " ~ levels ~ " as " ~ name ~ " on " ~ pairs ~ ".model_id = " ~ name ~ ".model_id and "
            ~ pairs ~ "." ~ name ~ "_level = " ~ name ~ ".level and " ~ name ~ ".comparison = '" ~ name ~ "'"
        ) -%}
    {%- endfor -%}
    {{- return(joins | join("\n    ")) -}}
{% endmacro %}

{# One column per comparison, `<comparison>_weight`: the weight of its level, from the joins above. #}
{% macro level_weight_columns() %}
    {%- set columns = [] -%}
    {%- for name in comparison_names() -%}
        {%- do columns.append("coalesce(" ~ name ~ ".match_weight, 0) as " ~ name ~ "_weight") -%}
    {%- endfor -%}
    {{- return(columns | join(",\n        ")) -}}
{% endmacro %}

{# The sum of the columns above. #}
{% macro level_weight_total() %}
    {{- return("(" ~ comparison_names() | join("_weight + ") ~ "_weight)") -}}
{% endmacro %}
