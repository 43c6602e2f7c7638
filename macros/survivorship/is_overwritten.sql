{# Whether `source_table`, as `<channel>.<table>`, is one of `vars: profile_tables`: its source overwrites its rows. #}
{% macro is_overwritten(source_table) %}
    {{- return(source_table ~ " in ('" ~ var('profile_tables') | join("', '") ~ "')") -}}
{% endmacro %}
