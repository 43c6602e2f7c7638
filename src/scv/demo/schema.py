"""The raw tables: their columns, keys, and which columns the faults of each may strike."""

from __future__ import annotations

from dataclasses import dataclass

from scv.demo.dice import Ints
from scv.demo.text import Text


@dataclass(frozen=True)
class TableShape:
    """A raw table: its columns in order (the key first), and the columns that faults are put into.

    `date` and `number` can't be done without; `conflict` differs between copies of one key.
    """

    columns: tuple[str, ...]
    key: str
    is_record: bool = False
    date: str = ""
    conflict: str = ""
    number: str = ""
    text: str = ""


@dataclass(frozen=True)
class RawTable:
    """The rows of one raw table; `person` is each row's person, -1 where nobody is known."""

    name: str
    columns: dict[str, Text]
    person: Ints

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.person)

    def only(self, names: tuple[str, ...]) -> RawTable:
        """The same rows with those of the named columns that there are."""
        return RawTable(self.name, {name: self.columns[name] for name in names if name in self.columns}, self.person)


def _shape(
    columns: str, is_record: bool = False, date: str = "", conflict: str = "", number: str = "", text: str = ""
) -> TableShape:
    names = tuple(columns.split())
    return TableShape(names, names[0], is_record, date, conflict or date, number, text)


SHAPES: dict[str, TableShape] = {
    "crm.supporters": _shape(
        "SUPPORTER_ID TITLE FIRST_NAME MIDDLE_NAMES LAST_NAME SUFFIX DOB EMAIL HOME_PHONE MOBILE_PHONE ADDRESS_1 "
        "ADDRESS_2 TOWN COUNTY POSTCODE COUNTRY TWITTER_HANDLE EMAIL_OPT_IN POST_OPT_IN PHONE_OPT_IN SMS_OPT_IN "
        "CONSENT_DATE CONSENT_WORDING DECEASED CREATED_ON UPDATED_ON",
        is_record=True,
        conflict="UPDATED_ON",
        text="LAST_NAME",
    ),
    "crm.memberships": _shape(
        "MEMBERSHIP_ID MEMBERSHIP_NO SUPPORTER_ID MEMBERSHIP_TYPE STARTED_ON EXPIRES_ON STATUS PAYMENT_METHOD "
        "ANNUAL_FEE",
        date="STARTED_ON",
        number="ANNUAL_FEE",
    ),
    "crm.donations": _shape(
        "DONATION_ID SUPPORTER_ID DONATED_ON AMOUNT FUND APPEAL GIFT_AID PAYMENT_METHOD",
        date="DONATED_ON",
        number="AMOUNT",
    ),
    "web_shop.accounts": _shape(
        "account_id email first_name last_name phone birth_date address1 address2 city county postcode country_code "
        "accepts_marketing marketing_consent_at created_at updated_at",
        is_record=True,
        conflict="updated_at",
        text="last_name",
    ),
    "web_shop.orders": _shape(
        "order_id account_id email phone billing_name billing_address1 billing_city billing_postcode billing_country "
        "shipping_name shipping_address1 shipping_city shipping_postcode shipping_country placed_at status "
        "delivery_method collect_store_id ready_at collected_at discount_code discount_amount shipping_amount "
        "total_amount currency is_gift cookie_id",
        is_record=True,
        date="placed_at",
        number="total_amount",
        text="billing_name",
    ),
    "web_shop.order_lines": _shape(
        "order_line_id order_id sku product_name category quantity unit_price discount_amount", number="quantity"
    ),
    "web_shop.returns": _shape(
        "return_id order_id order_line_id quantity reason returned_at return_channel store_id refund_amount",
        date="returned_at",
        number="refund_amount",
    ),
    "store.loyalty_cards": _shape(
        "CardNo CustomerName Title DateOfBirth Mobile Email AddressLine1 AddressLine2 Town Postcode HomeStore IssuedOn "
        "EmailOptIn",
        is_record=True,
        conflict="IssuedOn",
        text="CustomerName",
    ),
    "store.till_transactions": _shape(
        "TransactionId StoreId TillNo SoldAt CardNo ReceiptEmail Discount Total PaymentType",
        is_record=True,
        date="SoldAt",
        number="Total",
    ),
    "store.till_lines": _shape(
        "LineId TransactionId Sku ProductName Category Quantity UnitPrice Discount OriginalOrderId", number="Quantity"
    ),
    "telephone.calls": _shape(
        "call_id direction cli queue offered_at answered_at ended_at agent_id caller_name quoted_membership_no "
        "quoted_postcode reason outcome case_ref",
        is_record=True,
        date="offered_at",
        text="caller_name",
    ),
    "email.messages": _shape(
        "message_id thread_id direction from_header to_header subject sent_at body_excerpt mailbox agent_id case_ref",
        is_record=True,
        date="sent_at",
        text="body_excerpt",
    ),
    "email.subscribers": _shape(
        "subscriber_id email first_name last_name status subscribed_at unsubscribed_at consent_wording source",
        is_record=True,
        conflict="subscribed_at",
        text="last_name",
    ),
    "email.campaign_sends": _shape(
        "send_id campaign_id campaign_name subscriber_id sent_at delivery_status", date="sent_at"
    ),
    "email.campaign_events": _shape("event_id send_id event_type occurred_at url cookie_id", date="occurred_at"),
    "live_chat.sessions": _shape(
        "chat_id visitor_cookie_id visitor_name visitor_email visitor_phone started_at first_reply_at ended_at "
        "agent_id topic rating resolved case_ref",
        is_record=True,
        date="started_at",
        text="visitor_name",
    ),
    "live_chat.messages": _shape("message_id chat_id sender sent_at text", date="sent_at"),
    "online_form.enquiries": _shape(
        "enquiry_id submitted_at form_name full_name email phone date_of_birth address town postcode subject message "
        "email_opt_in phone_opt_in consent_wording answered_at resolved_at case_ref",
        is_record=True,
        date="submitted_at",
        text="message",
    ),
    "social.messages": _shape(
        "message_id network direction handle display_name posted_at text in_reply_to sentiment location "
        "agent_id case_ref",
        is_record=True,
        date="posted_at",
        text="text",
    ),
    "web_analytics.sessions": _shape(
        "session_id cookie_id started_at ended_at landing_page traffic_source traffic_medium campaign_id device "
        "page_views login_account_id send_id order_id",
        is_record=True,
        date="started_at",
        number="page_views",
    ),
    "reference.suppressions": _shape(
        "suppression_id list_name title forename surname date_of_birth address_line_1 town postcode "
        "effective_on supplied_by"
    ),
    "reference.postcode_demographics": _shape(
        "postcode_area region demographic_group lifestyle_group affluence_band urban_rural as_of"
    ),
}
