{# `value` without spaces at its ends or repeated within; null when nothing is left. #}
{% macro clean_text(value) %}
    {{- return("nullif(trim(" ~ tidy_spaces(repair_mojibake(value)) ~ "), '')") -}}
{% endmacro %}

{# One plain space for any run of spaces, tabs and line ends. A lone space is left alone, which is quicker. #}
{% macro tidy_spaces(value) %}
    {{- return(regex_replace("replace(" ~ value ~ ", '\u00a0', ' ')", "[[:space:]]{2,}|[[:cntrl:]]", " ")) -}}
{% endmacro %}
