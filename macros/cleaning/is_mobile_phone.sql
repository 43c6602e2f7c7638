{# Whether a number in E.164 form takes text messages: true for the mobile ranges of the countries below and for North
   America, where ranges don't tell; false for all else. Pagers (+4476) and personal numbers (+4470) are no mobiles. #}
{% macro is_mobile_phone(phone) %}
    {{- return(
        regex_matches(phone, "^[+](44(7[1-57-9]|7624)|353(8[2-9])|33[67]|49(15|16|17)|34[67]|39(3)|31(6)|32(4)|1[2-9])")
    ) -}}
{% endmacro %}
