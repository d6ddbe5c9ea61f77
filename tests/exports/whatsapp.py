"""Write WhatsApp account reports, and an exported chat."""

from __future__ import annotations

import json

from tests.exports.instagram import Files
from tests.exports.person import NAME, PORTRAITS, jpeg

INFORMATION = "whatsapp_account_information/user_information.json"
SETTINGS = "whatsapp_settings/account_settings.json"
PORTRAIT = "whatsapp_account_information/profile_photo.jpg"
CHAT = "[28.11.25, 09:15:02] Tom: \u200eBild weggelassen\r\n[28.11.25, 09:16:40] Mara: 👍\r\n".encode()


def export(who: str | None = "My contacts") -> Files:
    """Return a report; `who` is the word for who may see the profile photo, None where it is not told."""
    privacy = {"last seen": "Nobody"} | ({"profile photo": who} if who is not None else {})
    information = {"wa_user_info": {"Name": NAME, "Phone Number": "+49 151 0000000", "About": "한강 🎈"}}
    return {
        INFORMATION: json.dumps(information, ensure_ascii=False).encode(),
        "whatsapp_account_information/user_information.html": b"<html><h1>User information</h1></html>",
        SETTINGS: json.dumps({"wa_settings": {"Privacy settings": privacy}}).encode(),
        "whatsapp_connections/contacts.json": b'{"wa_contacts": ["+49 151 1111111"]}',
        PORTRAIT: jpeg(PORTRAITS[0]),
    }
