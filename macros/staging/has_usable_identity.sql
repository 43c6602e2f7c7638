{# Whether a record says enough to be somebody: a contact point, a number or a handle of its own; a surname; or two of
   forename, date of birth and place (postcode or address). A title, a country, a town, a lone forename are not enough,
   except that in a file given for evaluation any name part, date of birth, address or postcode will do. #}
{% macro has_usable_identity() %}
    coalesce(email, phone_comparison, phone_alternative, social_handle, surname) is not null
    or coalesce(account_id, membership_no, loyalty_no) is not null
    or (forename is not null and date_of_birth is not null)
    or (forename is not null and coalesce(postcode, address_line_1) is not null)
    or (date_of_birth is not null and coalesce(postcode, address_line_1) is not null)
    or (
        channel = 'records_file'
        and (date_of_birth is not null or coalesce(forename, middle_names, address_line_1, postcode) is not null)
    )
{% endmacro %}
