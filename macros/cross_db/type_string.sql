{# dbt's own type of texts, which on PostgreSQL is `text`: contracts here say varchar, and a model whose schema must not
   change tells the two apart. #}
{% macro postgres__type_string() %}
    {{- return("varchar") -}}
{% endmacro %}

{# Redshift: a cast to a text that doesn't say its length gives 256 bytes, and cuts without a word what is longer. So a
   cast takes what comes; how long a text of a mart may be is said by its table (get_table_columns_and_constraints). #}
{% macro redshift__type_string() %}
    {{- return("varchar(65535)") -}}
{% endmacro %}
