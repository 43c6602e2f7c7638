{# Whether any of the columns holds a replacement character (U+FFFD) or a control character other than tab and line end. #}
{% macro has_broken_encoding(columns) %}
    {{- return(adapter.dispatch('has_broken_encoding', 'scv')(columns)) -}}
{% endmacro %}

{# PostgreSQL and Redshift know [[:cntrl:]], which has tab and line ends in it: these go first. #}
{% macro default__has_broken_encoding(columns) %}
    {%- set texts = [] -%}
    {%- for column in columns -%}
        {%- do texts.append("coalesce(" ~ column ~ ", '')") -%}
    {%- endfor -%}
    {{- return(
        "(translate(" ~ texts | join(" || ") ~ ", chr(9) || chr(10) || chr(13), '') ~ '[[:cntrl:]]|\ufffd')"
    ) -}}
{% endmacro %}

{# DuckDB: one concat() of all columns and one expression is the quickest. #}
{% macro duckdb__has_broken_encoding(columns) %}
    {{- return(
        "regexp_matches(concat(" ~ columns | join(", ") ~ "), '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\ufffd]')"
    ) -}}
{% endmacro %}

{# PostgreSQL: the same characters as DuckDB's; which ones [[:cntrl:]] has depends on the database's locale. #}
{% macro postgres__has_broken_encoding(columns) %}
    {{- return(
        "(concat(" ~ columns | join(", ") ~ ") ~ '[\\u0001-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uFFFD]')"
    ) -}}
{% endmacro %}

{# Redshift has no escapes for characters in a pattern. #}
{% macro redshift__has_broken_encoding(columns) %}
    {{- return(default__has_broken_encoding(columns)) -}}
{% endmacro %}
