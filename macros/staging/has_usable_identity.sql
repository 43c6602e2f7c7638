{# Whether a record says enough to be somebody: a contact point, a number or a handle of its own; a surname; a forename
   or a date of birth with a place. Neither a title, a country, a town nor a lone forename is enough, except in a
   file given for evaluation, where any name part will do. #}
{% macro has_usable_identity() %}
    coalesce(email, phone, phone_alternative, account_id, membership_no, loyalty_no, social_handle, surname) is not null
    or (coalesce(forename, cast(date_of_birth as {{ dbt.type_string() }})) is not null and coalesce(postcode, address_line_1) is not null)
    or (forename is not null and date_of_birth is not null)
    or (record_key not like source_system || '.%' and coalesce(forename, middle_names, cast(date_of_birth as {{ dbt.type_string() }}), address_line_1, postcode) is not null)
{% endmacro %}
