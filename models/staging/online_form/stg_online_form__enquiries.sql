with

enquiries as (

    {{ accepted_rows('online_form', 'enquiries') }}

),

named as (

    select
        enquiries.*,
        {{ name_title('full_name') }} as stated_title,
        {{ bare_name('full_name') }} as bare_name

    from enquiries{{ worked_out_first('enquiry_id desc') }}

)

select
    -- keys
    'online_form.enquiries:' || trim(enquiry_id) as record_key,
    'online_form' as source_system,
    trim(enquiry_id) as source_record_id,
    trim(enquiry_id) as enquiry_id,

    -- person
    stated_title as title,
    {{ bare_name_forename('bare_name', 'stated_title') }} as forename,
    {{ bare_name_middle_names('bare_name') }} as middle_names,
    {{ bare_name_surname('bare_name', 'stated_title') }} as surname,
    {{ name_suffix('full_name') }} as name_suffix,
    {{ clean_date_of_birth('date_of_birth') }} as date_of_birth,

    -- contact points
    {{ clean_email('email') }} as email,
    {{ clean_phone('phone') }} as phone,
    {{ dialled_phone('phone') }} as phone_dialled,

    -- address
    {{ clean_address('address') }} as address_line_1,
    {{ clean_town('town') }} as town,
    {{ clean_postcode('postcode') }} as postcode,

    -- enquiry
    nullif(trim(form_name), '') as form_name,
    nullif(trim(subject), '') as subject,
    nullif(trim(message), '') as message_text,
    nullif(trim(case_ref), '') as case_ref,

    -- consent
    {{ clean_boolean('email_opt_in') }} as is_email_opted_in,
    {{ clean_boolean('phone_opt_in') }} as is_phone_opted_in,
    nullif(trim(consent_wording), '') as consent_wording,

    -- times
    {{ timestamp_from_text('submitted_at', 'uk_timestamp') }} as submitted_at,
    {{ timestamp_from_text('answered_at', 'uk_timestamp') }} as answered_at,
    {{ timestamp_from_text('resolved_at', 'uk_timestamp') }} as resolved_at,
    {{ timestamp_from_text('submitted_at', 'uk_timestamp') }} as recorded_at

from named
