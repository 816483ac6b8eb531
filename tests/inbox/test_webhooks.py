"""Addresses platforms push to: one that could be nobody's is not found, and never a fault of ours."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["a%00b", "a%20b", "%C3%A9%00", "a.b", "%F0%9F%9A%A2"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_nobody_was_given_is_not_found(method, key):
    assert getattr(Client(), method)(f"/webhooks/x/{key}/").status_code == 404


def test_every_key_that_is_drawn_makes_an_address(channel):
    from inbox.models.account import new_webhook_key

    for key in ("-_-", *(new_webhook_key() for _ in range(50))):
        channel.webhook_key = key
        channel.save()
        assert Client().get(f"/webhooks/x/{key}/").status_code == 400, "found, and the challenge is missing"
