{# The title that a name begins with. #}
{% macro name_title(value) %}
    {{- return(initial_capitals(regex_extract("lower(" ~ value ~ ")", "^(mr|mrs|ms|miss|dr)([.]| |$)"))) -}}
{% endmacro %}
