"""The words for what recipients are, what they ask for, and what one should not send them."""

from __future__ import annotations

from app.model.recipient import ChannelKind, RecipientKind
from app.model.text import Text, say

KINDS: dict[RecipientKind, tuple[str, Text]] = {
    RecipientKind.FACE_SEARCH: ("scan-face", say("Face search")),
    RecipientKind.PLATFORM: ("users", say("Network")),
    RecipientKind.SEARCH_ENGINE: ("search", say("Search engine")),
    RecipientKind.BROKER: ("database", say("Data broker")),
    RecipientKind.AI_DATASET: ("sparkles", say("Pictures for training")),
    RecipientKind.ARCHIVE: ("archive", say("Archive")),
    RecipientKind.COMPANY: ("building-2", say("Company")),
    RecipientKind.UPLOADER: ("user", say("Somebody who posted")),
}
CHANNELS: dict[ChannelKind, tuple[str, Text]] = {
    ChannelKind.EMAIL: ("mail", say("E-mail")),
    ChannelKind.FORM: ("file-text", say("Web form")),
    ChannelKind.POST: ("stamp", say("Post")),
}
_SENT: dict[str, Text] = {
    "account": say("an account with them"),
    "account_email": say("the e-mail address of your account"),
    "account_username": say("the name of your account"),
    "blog_url": say("the address of your blog"),
    "country": say("your country"),
    "dataset_name": say("the name of the dataset"),
    "dataset_url": say("the address of the dataset"),
    "date_of_birth": say("your date of birth"),
    "document": say("a document that proves who you are and where you live"),
    "email": say("an e-mail address"),
    "face_photo": say("a photo of your face"),
    "gov_id": say("an identity document"),
    "gov_id_redacted": say("an identity document, with parts covered"),
    "listing_url": say("the address of the entry about you"),
    "name": say("your name"),
    "name_of_the_customer_company": say("the name of the company that used it"),
    "phone": say("a telephone number"),
    "phone_callback": say("an answer to an automated call"),
    "photo_urls": say("the addresses of the photos"),
    "postal_address": say("your postal address"),
    "postal_code": say("your postal code"),
    "profile_url": say("the address of your profile"),
    "proof_of_control_of_account_or_site": say("a sign that the account or site is yours"),
    "row_ids": say("the numbers of the entries"),
    "sample_ids": say("the numbers of the samples"),
    "search_terms": say("the words that find you"),
    "site_url": say("the address of the site"),
    "source_page_urls": say("the addresses of the pages with the photos"),
    "state_or_country": say("your state or country"),
    "time_period": say("the time it is about"),
    "timestamps": say("the moments in the video"),
    "us_ca_residence_check": say("a check that you live in California"),
}


def sent(key: str) -> Text | str:
    """Return what is asked for in words; a key without words as it stands in the data."""
    return _SENT.get(key, key.replace("_", " "))
