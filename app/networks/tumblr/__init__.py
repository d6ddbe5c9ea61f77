"""Tumblr, by its export or with an app of the person's own."""

from __future__ import annotations

from app.model.text import say
from app.networks.network import Network
from app.networks.tumblr.archive import read, recognise
from app.networks.tumblr.look import LAG, copies, glimpse, page, sizes
from app.networks.tumblr.names import KEY, understand
from app.networks.tumblr.own import own
from app.networks.tumblr.remove import DELETE, HIDE
from app.networks.tumblr.sign_in import SIGN_IN

NETWORK = Network(
    key=KEY,
    title="Tumblr",
    understand=understand,
    glimpse=glimpse,
    page=page,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    hide=HIDE,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=(
        say("Whether a post is public or private, and whether your blog asks for a password."),
        say("Which pictures others posted before you in a reblog."),
        say("Your profile picture and your header."),
    ),
)
