"""The door: people an admin has added come in, nobody else does, and every page tells the browser what it may run."""

import pytest
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from inbox.models import User

pytestmark = pytest.mark.django_db


def sign_in(client, email, password="secret-word", **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def test_signing_in_opens_the_inbox_and_signing_out_closes_it(client, agent):
    assert sign_in(client, agent.email).status_code == 302
    assert client.get("/inbox/queue/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/inbox/queue/")["Location"].startswith("/sign-in/")


def test_the_mail_address_is_the_same_in_capitals(client, agent):
    assert sign_in(client, agent.email.upper()).status_code == 302
    assert client.get("/inbox/queue/").status_code == 200


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client, agent):
    asked = client.get("/inbox/mine/")
    assert client.get(asked["Location"]).status_code == 200
    assert sign_in(client, agent.email, next="/inbox/mine/")["Location"] == "/inbox/mine/"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client, agent, address):
    assert "elsewhere" not in sign_in(client, agent.email, next=address)["Location"]
    assert "javascript" not in client.get("/sign-in/", {"next": address}).get("Location", "")


@pytest.mark.parametrize(
    ("email", "password"), [("ana@harbour.example", "wrong"), ("nobody@harbour.example", "secret-word"), ("", "")]
)
def test_a_wrong_password_and_an_unknown_address_are_refused_alike(client, agent, email, password):
    response = sign_in(client, email, password)
    assert response.status_code == 200
    page = response.content.decode()
    assert 'role="alert"' in page
    if email:
        assert "not correct" in page
    assert "_auth_user_id" not in client.session


def test_a_person_who_has_left_cannot_sign_in(client, agent):
    User.objects.filter(pk=agent.pk).update(is_active=False)
    sign_in(client, agent.email)
    assert client.get("/inbox/queue/")["Location"].startswith("/sign-in/")


def test_nobody_signs_up_by_themselves(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    for address in ("/sign-up/", "/signup/", "/accounts/signup/", "/sign-in/signup/"):
        assert client.get(address).status_code in (302, 404)
        client.post(address, {"email": "eve@example.org", "password1": "secret-word-9", "password2": "secret-word-9"})
    assert not get_adapter().is_open_for_signup(RequestFactory().get("/"))
    assert not User.objects.exists()


def test_the_sign_in_page_shows_the_demos_people_only_in_the_demo(client, settings):
    assert "heard-demo" not in client.get("/sign-in/").content.decode()
    settings.SANDBOX_URL = "http://127.0.0.1:8100"
    assert "agent@heard.example" in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("address", ["/sign-in/", "/inbox/queue/", "/nowhere/", "/coverage/"])
def test_every_page_tells_the_browser_to_run_nothing_of_others(signed_in, agent, address):
    client = Client() if address == "/sign-in/" else signed_in(agent)
    response = client.get(address)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ["/sign-in/", "/inbox/queue/"])
def test_no_page_needs_what_its_policy_forbids(signed_in, agent, address):
    client = Client() if address == "/sign-in/" else signed_in(agent)
    page = client.get(address).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page
    assert 'src="http' not in page


def test_a_page_that_is_not_there_says_so_in_the_houses_clothes(signed_in, agent):
    response = signed_in(agent).get("/nowhere/")
    assert response.status_code == 404
    assert "not yours to see" in response.content.decode()


def test_guessing_a_password_is_stopped(client, agent):
    cache.clear()
    for _guess in range(6):
        response = sign_in(client, agent.email, "a guess")
    assert "Too many failed login attempts" in response.content.decode()
    sign_in(client, agent.email)
    assert "_auth_user_id" not in client.session
    cache.clear()
