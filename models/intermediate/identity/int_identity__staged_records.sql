select {{ record_columns('crm', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'date_of_birth', 'email', 'phone',
    'phone_alternative', 'phone_dialled', 'address_line_1', 'town', 'postcode', 'country',
    'social_handle'
]) }}
from {{ ref('stg_crm__supporters') }}

union all

select {{ record_columns('web_shop', [
    'forename', 'middle_names', 'surname', 'name_suffix', 'date_of_birth', 'email', 'phone',
    'phone_dialled', 'address_line_1', 'town', 'postcode', 'country', 'account_id'
]) }}
from {{ ref('stg_web_shop__accounts') }}

union all

select {{ record_columns('web_shop', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'email', 'phone', 'phone_dialled',
    'address_line_1', 'town', 'postcode', 'country', 'account_id'
]) }}
from {{ ref('stg_web_shop__orders') }}

union all

select {{ record_columns('store', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'date_of_birth', 'email', 'phone',
    'phone_dialled', 'address_line_1', 'town', 'postcode', 'loyalty_no'
]) }}
from {{ ref('stg_store__loyalty_cards') }}

union all

select {{ record_columns('store', ['email', 'loyalty_no']) }}
from {{ ref('stg_store__till_transactions') }}

union all

select {{ record_columns('telephone', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'phone', 'phone_dialled', 'postcode',
    'membership_no'
]) }}
from {{ ref('stg_telephone__calls') }}

union all

select {{ record_columns('email', ['title', 'forename', 'middle_names', 'surname', 'name_suffix', 'email']) }}
from {{ ref('stg_email__messages') }}

union all

select {{ record_columns('email', ['forename', 'middle_names', 'surname', 'name_suffix', 'email']) }}
from {{ ref('stg_email__subscribers') }}

union all

select {{ record_columns('live_chat', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'email', 'phone', 'phone_dialled'
]) }}
from {{ ref('stg_live_chat__sessions') }}

union all

select {{ record_columns('online_form', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'date_of_birth', 'email', 'phone',
    'phone_dialled', 'address_line_1', 'town', 'postcode'
]) }}
from {{ ref('stg_online_form__enquiries') }}

union all

select {{ record_columns('social', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'town', 'social_handle'
]) }}
from {{ ref('stg_social__messages') }}

union all

select {{ record_columns('web_analytics', ['account_id']) }}
from {{ ref('stg_web_analytics__sessions') }}

union all

select {{ record_columns('records_file', [
    'title', 'forename', 'middle_names', 'surname', 'name_suffix', 'date_of_birth', 'email', 'phone',
    'phone_dialled', 'address_line_1', 'town', 'postcode', 'country', 'account_id', 'membership_no',
    'loyalty_no', 'social_handle'
]) }}
from {{ ref('stg_records_file__records') }}
