"""Who is calling: the sandbox asks nobody to sign in, but a web page elsewhere must not steer it through a
browser.
"""

from starlette.requests import Request


def is_from_another_site(request: Request) -> bool:
    """Whether a browser says the request was made by another site's page; other clients send no such
    header.
    """
    return request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
