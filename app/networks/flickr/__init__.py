"""Flickr, with a key of the person's own or through its export: it tells most about who may see a photo."""

from __future__ import annotations

from app.model.text import say
from app.networks.flickr.archive import read, recognise
from app.networks.flickr.look import LAG, copies, glimpse, page, sizes
from app.networks.flickr.names import KEY, understand
from app.networks.flickr.own import own
from app.networks.flickr.remove import DELETE, HIDE
from app.networks.flickr.settings import checks
from app.networks.flickr.sign_in import SIGN_IN
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Flickr",
    understand=understand,
    glimpse=glimpse,
    page=page,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    hide=HIDE,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=(
        say(
            "Whether strangers see where a photo was taken: the place has a switch of its own, which is left out."
        ),
        say(
            "Whether a photo is for friends alone or for family alone: both are written as “friend & family”."
        ),
        say("Guest passes, which show private photos to whoever has the link."),
        say("Your profile picture, and the photos of others in which you are marked."),
    ),
)
