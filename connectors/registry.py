"""Every platform Heard speaks: one line each."""

from connectors.bluesky.connector import BlueskyConnector
from connectors.capabilities import Capabilities
from connectors.contract import Connector
from connectors.facebook.connector import FacebookConnector
from connectors.instagram.connector import InstagramConnector
from connectors.items import Credentials
from connectors.mail.connector import MailConnector
from connectors.mastodon.connector import MastodonConnector
from connectors.wordpress.connector import WordPressConnector
from connectors.x.connector import XConnector

PLATFORMS: dict[str, type[Connector]] = {
    "x": XConnector,
    "facebook": FacebookConnector,
    "instagram": InstagramConnector,
    "mastodon": MastodonConnector,
    "bluesky": BlueskyConnector,
    "mail": MailConnector,
    "wordpress": WordPressConnector,
}


def open_connector(platform: str, credentials: Credentials) -> Connector:
    """The connector of `platform` for one account. Raises KeyError for a platform we do not speak."""
    return PLATFORMS[platform](credentials)


def capabilities_of(platform: str) -> Capabilities:
    return PLATFORMS[platform].capabilities
