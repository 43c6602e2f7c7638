{# The forename of a bare name: its first word. A lone word is a forename. #}
{% macro bare_name_forename(value) %}
    {{- return(regex_extract(value, "^[^ ]+")) -}}
{% endmacro %}
