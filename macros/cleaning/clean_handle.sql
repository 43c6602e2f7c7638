{# A social media handle as '<network>:<handle>': small letters, without @ or the network's address. `network` is an
   expression; without one the handle stands alone. #}
{% macro clean_handle(value, network=none) %}
    {%- set around = "^(https?://)?(www[.])?(twitter|x|facebook)[.]com/|[@[:space:]]+|[?/].*$" -%}
    {%- set handle = regex_replace("lower(trim(" ~ value ~ "))", around, "") -%}
    {%- if network is none -%}
        {{- return("nullif(" ~ handle ~ ", '')") -}}
    {%- endif -%}
    {{- return("lower(trim(" ~ network ~ ")) || ':' || nullif(" ~ handle ~ ", '')") -}}
{% endmacro %}
