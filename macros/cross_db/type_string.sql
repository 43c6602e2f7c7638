{# dbt's own type of texts, which on PostgreSQL is `text`: contracts here say varchar, and a model whose schema must not
   change tells the two apart. #}
{% macro postgres__type_string() %}
    {{- return("varchar") -}}
{% endmacro %}

{# Redshift: a text of a table that doesn't say its length would have 256 bytes. This is what contracts give it, too. #}
{% macro redshift__type_string() %}
    {{- return("varchar(" ~ var('redshift_text_bytes').default ~ ")") -}}
{% endmacro %}
