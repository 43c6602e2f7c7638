{# An email address in small letters, or null when it can't be one. Takes it out of 'Jane <j@x.org>' and 'mailto:', drops
   spaces, doubled marks and what trails, and reads a comma before the last part as a dot; of several the first. #}
{% macro clean_email(value) %}
    {%- set address = namespace(sql="lower(" ~ value ~ ")") -%}
    {%- set address.sql = regex_replace(address.sql, "^.*<([^<>]*)>.*$", "\\1") -%}
    {%- set address.sql = regex_replace(address.sql, "^ *mailto:|[][:space:]\"()<>[]+", "") -%}
    {%- set address.sql = regex_replace(address.sql, "^([^@]+@[^@,;/|]+)[,;/|]+[^@]*@.*$", "\\1") -%}
    {%- set address.sql = regex_replace(address.sql, "[?;/|].*$|^[.,:''-]+|[.,:''-]+$", "") -%}
    {%- set address.sql = regex_replace(address.sql, "[.,]*[.,][.,]*", ".") -%}
    {%- set address.sql = regex_replace(address.sql, "[.]*@+[.]*", "@") -%}
    {%- set valid = "^[^][:space:]@,;:\"<>()[]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,24}$" -%}
    {%- set plain = "^[a-z0-9_]+([.-][a-z0-9_]+)*@([a-z0-9]+[.])+[a-z]{2,6}$" -%}
    {{- return(
        "case when " ~ regex_matches(value, plain) ~ " then " ~ value
        ~ " when " ~ value ~ " like '%@%' then " ~ regex_extract(address.sql, valid) ~ " end"
    ) -}}
{% endmacro %}
