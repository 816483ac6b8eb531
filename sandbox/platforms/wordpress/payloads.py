"""Comments, posts, the user and the index as the REST API writes them."""

from typing import Any
from zoneinfo import ZoneInfo

from sandbox import moments
from sandbox.people import people_by_id
from sandbox.platforms.wordpress import text
from sandbox.platforms.wordpress.comments import FIRST_POST, find_post, parent_number, post_number, status_of
from sandbox.records import Account, Item, Person
from sandbox.store import Store

ZONE = ZoneInfo("Europe/Amsterdam")
"""The blog's own time zone, in which ``date`` is told."""
_ONLY_EDIT = ("author_email", "author_ip", "author_user_agent")


def blog_address(account: Account) -> str:
    return f"https://{account.external_id.partition('@')[2]}"


def user_number(account: Account) -> int:
    return int(account.external_id.partition("@")[0])


class Payloads:
    """Builds what the API answers about one blog. ``rest`` is the address routes are linked under."""

    def __init__(self, store: Store, account: Account, rest: str) -> None:
        self._store = store
        self._account = account
        self._rest = rest

    def comments(self, items: list[Item], context: str, *, embeds: tuple[str, ...]) -> list[dict[str, Any]]:
        people = people_by_id(self._store, [item.person_id for item in items])
        return [self._comment(item, people.get(item.person_id or 0), context, embeds) for item in items]

    def _comment(self, item: Item, person: Person | None, context: str, embeds: tuple[str, ...]) -> dict[str, Any]:
        post = post_number(self._store, item)
        parent = parent_number(self._store, item)
        source = source_of(item)
        facts: dict[str, Any] = {
            "id": item.position,
            "post": post,
            "parent": parent,
            **self._author(item, person),
            "date": local_time(item.created_at),
            "date_gmt": gmt(item.created_at),
            "content": {"rendered": text.rendered(source), "raw": source},
            "link": f"{self._link(post)}#comment-{item.position}",
            "status": status_of(self._store, item),
            "type": "comment",
            "author_avatar_urls": {},
            "meta": [],
        }
        if context != "edit":
            facts = {name: value for name, value in facts.items() if name not in _ONLY_EDIT}
            facts["content"] = {"rendered": facts["content"]["rendered"]}
        return facts | self._links(item, post, parent, embeds)

    def _author(self, item: Item, person: Person | None) -> dict[str, Any]:
        """A visitor leaves a name and an address; one who keeps their profile to themselves leaves a name alone."""
        if person is None:
            number, name, mail = (
                user_number(self._account),
                self._account.name,
                f"office@{blog_address(self._account)[8:]}",
            )
        else:
            mail = str(item.extra.get("email") or f"{person.handle.lower()}@visitor.example")
            number, name, mail = 0, text.stored(person.name), "" if person.hidden_profile else mail
        return {
            "author": number,
            "author_name": name,
            "author_url": "",
            "author_email": mail,
            "author_ip": item.extra.get("author_ip", "203.0.113.9"),
            "author_user_agent": item.extra.get("author_user_agent", "Mozilla/5.0"),
        }

    def _links(self, item: Item, post: int, parent: int, embeds: tuple[str, ...]) -> dict[str, Any]:
        here = f"{self._rest}/wp/v2/comments"
        links: dict[str, Any] = {"self": [{"href": f"{here}/{item.position}"}], "collection": [{"href": here}]}
        links["up"] = [{"embeddable": True, "post_type": "post", "href": f"{self._rest}/wp/v2/posts/{post}"}]
        if parent:
            links["in-reply-to"] = [{"embeddable": True, "href": f"{here}/{parent}"}]
        found: dict[str, Any] = {"_links": links}
        if "up" in embeds or "true" in embeds:
            found["_embedded"] = {"up": [self.post(post, "embed")]}
        return found

    def _link(self, post: int) -> str:
        return f"{blog_address(self._account)}/?p={post}"

    def post(self, number: int, context: str) -> dict[str, Any]:
        """A post, or the error that stands for it inside a comment."""
        item = find_post(self._store, self._account, number)
        if item is None and number != FIRST_POST:
            return {"code": "rest_post_invalid_id", "message": "Invalid post ID.", "data": {"status": 404}}
        if item is None:
            words, written_at = "Hello world!\nWelcome to WordPress. This is your first post.", self._account.created_at
        else:
            words, written_at = item.text, item.created_at
        title, body = text.title_and_body(words)
        facts: dict[str, Any] = {
            "id": number,
            "date": local_time(written_at),
            "slug": f"post-{number}",
            "type": "post",
            "link": self._link(number),
            "title": {"rendered": text.stored(title)},
            "author": user_number(self._account),
            "excerpt": {"rendered": text.excerpt(body), "protected": False},
            "featured_media": 0,
        }
        if context != "embed":
            status = "trash" if item is not None and item.is_deleted else "publish"
            content = {"rendered": text.rendered(text.stored(body)), "protected": False}
            facts |= {"date_gmt": gmt(written_at), "status": status, "content": content}
        return facts | {"_links": {"self": [{"href": f"{self._rest}/wp/v2/posts/{number}"}]}}

    def me(self, context: str) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "id": user_number(self._account),
            "name": self._account.name,
            "url": "",
            "description": "",
            "link": f"{blog_address(self._account)}/?author={user_number(self._account)}",
            "slug": self._account.handle.lower(),
        }
        if context == "edit":
            may = dict.fromkeys(("moderate_comments", "edit_posts", "edit_others_posts", "editor"), True)
            facts |= {"username": self._account.handle, "roles": ["editor"], "capabilities": may}
        return facts


def index(account: Account | None, rest: str) -> dict[str, Any]:
    """What stands at the root of the API: the blog's name, and where it is."""
    home = blog_address(account) if account else "https://blog.example"
    return {
        "name": text.stored(account.name) if account else "A blog",
        "description": "",
        "url": home,
        "home": home,
        "gmt_offset": "1",
        "timezone_string": str(ZONE),
        "namespaces": ["oembed/1.0", "wp/v2"],
        "authentication": {
            "application-passwords": {"endpoints": {"authorization": f"{home}/wp-admin/authorize-application.php"}}
        },
        "routes": {
            route: {"namespace": "wp/v2", "methods": ["GET", "POST"]}
            for route in ("/wp/v2/comments", "/wp/v2/users/me")
        },
        "_links": {"help": [{"href": "https://developer.wordpress.org/rest-api/"}], "self": [{"href": f"{rest}/"}]},
    }


def source_of(item: Item) -> str:
    """The HTML a comment is stored as: what was sent through the API or a scenario gave, as long as it says the item's words."""
    raw = item.extra.get("raw")
    if isinstance(raw, str) and item.extra.get("raw_of", item.text) == item.text:
        return raw
    return text.stored(item.text)


def gmt(moment: int) -> str:
    return moments.as_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S")


def local_time(moment: int) -> str:
    return moments.as_datetime(moment).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S")
