{# The name in an email header such as '"Jane Smith" <jane@x.com>'; null when there is the address alone. #}
{% macro header_name(value) %}
    {%- set name = "replace(" ~ regex_replace(value, "<.*$", "") ~ ", '\"', '')" -%}
    {{- return("case when " ~ value ~ " like '%<%' then nullif(trim(" ~ name ~ "), '') end") -}}
{% endmacro %}
