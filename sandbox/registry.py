"""The list of platforms. A new one is a folder under ``sandbox.platforms`` and a line here."""

from sandbox.platforms.base import Platform
from sandbox.platforms.bluesky import Bluesky
from sandbox.platforms.facebook import Facebook
from sandbox.platforms.instagram import Instagram
from sandbox.platforms.mail import Mail
from sandbox.platforms.mastodon import Mastodon
from sandbox.platforms.wordpress import WordPress
from sandbox.platforms.x import X

PLATFORMS: dict[str, Platform] = {
    platform.name: platform for platform in (X(), Facebook(), Instagram(), Mastodon(), Bluesky(), Mail(), WordPress())
}
