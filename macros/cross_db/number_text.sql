{# A number as people write it, the same on every engine: up to four decimals and no zeros behind them. What a cast makes
   of a floating point number differs (0.5 and 0.50, 10 and 10.0). #}
{% macro number_text(value) %}
    {{- return("rtrim(rtrim(cast(cast(" ~ value ~ " as numeric(18, 4)) as varchar(30)), '0'), '.')") -}}
{% endmacro %}
