"""What the Graph API's platforms have in common: tokens, faults, ids, webhooks."""

import hashlib
import hmac
import json
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs

from starlette.responses import Response

from sandbox.platforms.base import Platform
from sandbox.platforms.graph import errors
from sandbox.platforms.graph.calls import bearer_token
from sandbox.platforms.graph.usage import Usage
from sandbox.records import Account, Fault, Person, Webhook

VERIFY_TOKEN = "sandbox-verify-token"  # noqa: S105 — it protects nothing
"""What a webhook is asked with where its registration names no token, and what an account's secrets hold."""


class GraphPlatform(Platform):
    """A platform behind graph.facebook.com."""

    origin = "https://graph.facebook.com"
    author_fields = ("from", "reviewer", "user", "username")
    private_kind = "dm"
    usage: ClassVar[Usage]
    conversations: ClassVar[str]
    """What ``platform=`` names its conversations."""
    message_limit: ClassVar[int]

    @abstractmethod
    def whoever(self, person: Person | None, account: Account) -> dict[str, str] | None:
        """Who wrote something, as the API names them; None for those who keep their profile from apps. No person: the account."""

    @abstractmethod
    def message_length(self, text: str) -> int:
        """A private message's length in what the platform counts."""

    def app_secret(self, account: Account) -> str:
        return f"sandbox-app-secret-{account.app_id}"

    def secrets(self, account: Account) -> dict[str, str]:
        return {
            "access_token": account.token,
            "app_secret": self.app_secret(account),
            "verify_token": VERIFY_TOKEN,
        }

    def forget_calls(self) -> None:
        self.usage.forget()

    def number_floor(self, moment: int) -> int:
        """Graph ids only have to grow; hundredths of a millisecond leave room and give 15 digits."""
        return moment * 100

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        form = body if "urlencoded" in headers.get("content-type", "") else b""
        for params in (parse_qs(query), parse_qs(form.decode("utf-8", "replace"))):
            if params.get("access_token"):
                return params["access_token"][0]
        return bearer_token(headers.get("authorization"))

    def faulty_answer(self, fault: Fault) -> Response:
        code = int(fault.variant) if fault.variant and fault.variant.isdigit() else None
        if fault.fault == "expired_token":
            return errors.bad_token().response()
        if fault.fault == "not_permitted":
            return errors.not_permitted(code or 200).response()
        if fault.fault == "rate_limited":
            page = self.profile_id("account", fault.account or "")
            told = self.usage.spent_headers(page) if fault.headers else {}
            return errors.limit_reached(code or self.limit_code).response(told)
        return errors.unexpected().response()

    limit_code: ClassVar[int] = 32

    def rows(self, page: Any) -> list[dict[str, Any]]:
        """What is listed; in a list of conversations their messages, in a list of recommendations those."""
        rows = super().rows(page)
        nested = [row["messages"] for row in rows if isinstance(row.get("messages"), dict)]
        return [row for below in nested for row in super(GraphPlatform, self).rows(below)] if nested else rows

    # Webhooks. https://developers.facebook.com/docs/graph-api/webhooks/getting-started

    def challenge(self, webhook: Webhook) -> dict[str, str]:
        number = int.from_bytes(hashlib.sha256(webhook.url.encode()).digest()[:4], "big")
        token = webhook.verify_token or VERIFY_TOKEN
        return {"hub.mode": "subscribe", "hub.challenge": str(number), "hub.verify_token": token}

    def is_proven(self, webhook: Webhook, query: Mapping[str, str], body: bytes) -> bool:
        return body.decode("utf-8", "replace") == query["hub.challenge"]

    def sign(self, secret: str, body: bytes) -> dict[str, str]:
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return {"x-hub-signature-256": f"sha256={digest}"}

    def push(self, kind: str, account: Account, time: int, **below: Any) -> bytes:
        """The body of a push about one account; non-ASCII characters travel as escapes, as Meta's do."""
        return json.dumps({"object": kind, "entry": [{"id": account.external_id, "time": time, **below}]}).encode()
