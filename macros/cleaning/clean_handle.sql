{# A social media handle as '<network>:<handle>': small letters, without @ or the network's address. `network` is an
   expression; without one the handle stands alone. #}
{% macro clean_handle(value, network=none) %}
    {%- set handle = regex_replace("lower(trim(" ~ value ~ "))", "^(https?://)?(www[.])?(twitter|x|facebook)[.]com/|[@[:space:]]+|[?/].*$", "") -%}
    {%- if network is none -%}
        {{- return("nullif(" ~ handle ~ ", '')") -}}
    {%- endif -%}
    {{- return("lower(trim(" ~ network ~ ")) || ':' || nullif(" ~ handle ~ ", '')") -}}
{% endmacro %}
