"""Every platform Heard speaks: one line each."""

from connectors.contract import Capabilities, Connector, Credentials
from connectors.facebook.connector import FacebookConnector
from connectors.x.connector import XConnector

PLATFORMS: dict[str, type[Connector]] = {
    "x": XConnector,
    "facebook": FacebookConnector,
}


def open_connector(platform: str, credentials: Credentials) -> Connector:
    """The connector of `platform` for one account. Raises KeyError for a platform we do not speak."""
    return PLATFORMS[platform](credentials)


def capabilities_of(platform: str) -> Capabilities:
    return PLATFORMS[platform].capabilities
