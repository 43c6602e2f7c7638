{# dbt's own type of texts, which on PostgreSQL is `text`: contracts here say varchar, and a model whose schema must not
   change tells the two apart. #}
{% macro postgres__type_string() %}
    {{- return("varchar") -}}
{% endmacro %}
