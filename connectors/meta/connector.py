"""What Facebook and Instagram share as connectors: one app of Meta's signs the pushes of both and proves itself to both."""

from collections.abc import Mapping

from connectors.contract import Connector
from connectors.meta.pushes import answer_challenge, verify


class MetaConnector(Connector):
    """A connector whose account has the `verify_token` and the `app_secret` of a Meta app."""

    def answer_challenge(self, query: Mapping[str, str]) -> tuple[str, str] | None:
        return answer_challenge(query, self.credentials.secrets.get("verify_token", ""))

    def verify_push(self, headers: Mapping[str, str], body: bytes) -> None:
        verify(self.capabilities.label, headers, body, self.credentials.secrets.get("app_secret", ""))
