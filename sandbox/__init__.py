"""Stand-ins of the platforms that speak their real wire protocols over HTTP, for the demo and the tests.

The sandbox is a small web server of its own. It knows nothing of the product: a connector reaches it the way
it reaches the real platform, through that platform's client library, with only the origin swapped.
"""
