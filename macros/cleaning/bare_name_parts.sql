{# The forename of a bare name: its first word. #}
{% macro bare_name_forename(value) %}
    {{- return(regex_extract(value, "^[^ ]+")) -}}
{% endmacro %}

{# What stands between forename and surname in a bare name. #}
{% macro bare_name_middle_names(value) %}
    {{- return("nullif(trim(" ~ regex_replace(regex_replace(value, " [^ ]+$", ""), "^[^ ]+ *", "") ~ "), '')") -}}
{% endmacro %}

{# The surname of a bare name: its last word. #}
{% macro bare_name_surname(value) %}
    {{- return("trim(" ~ regex_extract(value, " [^ ]+$") ~ ")") -}}
{% endmacro %}
