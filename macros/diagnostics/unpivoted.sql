{# A query with one row per row of the relation and named column: the kept columns, the column's name, its value. #}
{% macro unpivoted(relation, kept, columns, name, value) %}
    {%- set queries = [] -%}
    {%- for column in columns -%}
        {%- do queries.append(
            "select " ~ kept | join(", ") ~ ", '" ~ column ~ "' as " ~ name ~ ", " ~ column ~ " as " ~ value
            ~ " from " ~ relation
        ) -%}
    {%- endfor -%}
    {{- return(queries | join("\n    union all\n    ")) -}}
{% endmacro %}
