{# An email address in small letters, or null when it is none. #}
{% macro clean_email(value) %}
    {{- return(regex_extract("lower(" ~ value ~ ")", "[^[:space:]@<>]+@([a-z0-9-]+[.])+[a-z]{2,}")) -}}
{% endmacro %}
