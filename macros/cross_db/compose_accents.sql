{# `value` with accents composed (one character for an accented letter, Unicode NFC), so that equal texts are equal. #}
{% macro compose_accents(value) %}
    {{- return(adapter.dispatch('compose_accents', 'scv')(value)) -}}
{% endmacro %}

{% macro default__compose_accents(value) %}
    {{- return("normalize(" ~ value ~ ", NFC)") -}}
{% endmacro %}

{% macro duckdb__compose_accents(value) %}
    {{- return("nfc_normalize(" ~ value ~ ")") -}}
{% endmacro %}

{# Redshift can't normalise: the letters of European names, one by one. #}
{% macro redshift__compose_accents(value) %}
    {%- set letters = {
        '\u0300': ['aeiouAEIOU', 'àèìòùÀÈÌÒÙ'],
        '\u0301': ['aeiouycnszAEIOUYCNSZ', 'áéíóúýćńśźÁÉÍÓÚÝĆŃŚŹ'],
        '\u0302': ['aeiouwyAEIOUWY', 'âêîôûŵŷÂÊÎÔÛŴŶ'],
        '\u0303': ['anoANO', 'ãñõÃÑÕ'],
        '\u0308': ['aeiouyAEIOU', 'äëïöüÿÄËÏÖÜ'],
        '\u030a': ['aA', 'åÅ'],
        '\u030c': ['cszerCSZER', 'čšžěřČŠŽĚŘ'],
        '\u0327': ['csCS', 'çşÇŞ'],
    } -%}
    {%- set pairs = [] -%}
    {%- for mark, (plain, accented) in letters.items() -%}
        {%- for letter in plain -%}
            {%- do pairs.append((letter ~ mark, accented[loop.index0])) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(replace_all(value, pairs)) -}}
{% endmacro %}
