"""Where an admin may have Heard send a token: servers of the world and over https, unless the installation says otherwise."""

import pytest
from django.urls import reverse

from connectors.registry import capabilities_of
from inbox.forms import ConnectForm

pytestmark = pytest.mark.django_db
PRIVATE = [
    "https://127.0.0.1/",
    "https://localhost/blog",
    "https://10.1.2.3/",
    "https://192.168.0.9:8443/",
    "https://169.254.169.254/latest",
    "https://[::1]/",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://2130706433/",
    "https://0.0.0.0/",
]


@pytest.fixture(autouse=True)
def out_in_the_world(settings):
    settings.ALLOW_PRIVATE_SERVERS = False


def errors_of(platform, **given):
    form = ConnectForm(capabilities_of(platform), given)
    form.is_valid()
    return form.errors


@pytest.mark.parametrize("url", PRIVATE)
def test_a_server_only_heards_machine_can_reach_is_refused(url):
    assert "base_url" in errors_of("wordpress", base_url=url)
    assert "private network" in errors_of("mail", token_url=url)["token_url"][0]


def test_a_token_is_not_sent_over_plain_http():
    assert "https://" in errors_of("wordpress", base_url="http://93.184.215.14/")["base_url"][0]
    assert "https://" in errors_of("mail", token_url="http://93.184.215.14/token")["token_url"][0]
    assert "https://" in errors_of("mail", token_url="93.184.215.14")["token_url"][0]


def test_a_server_of_the_world_is_taken():
    assert "base_url" not in errors_of("wordpress", base_url="https://93.184.215.14/blog")
    assert "token_url" not in errors_of("mail", token_url="https://93.184.215.14/token")
    assert "base_url" not in errors_of("x")


@pytest.mark.parametrize("setting", [{"ALLOW_PRIVATE_SERVERS": True}, {"SANDBOX_URL": "http://127.0.0.1:8100"}])
def test_an_installation_can_allow_its_own_network(settings, setting):
    for name, value in setting.items():
        setattr(settings, name, value)
    assert "base_url" not in errors_of("wordpress", base_url="http://127.0.0.1:8100/wordpress")


def test_the_form_says_so_and_nothing_is_asked_there(open_account, signed_in, admin):
    facts = open_account("mastodon")
    response = signed_in(admin).post(
        reverse("account_connect", args=["mastodon"]), {**facts["secrets"], "base_url": facts["base_url"]}
    )
    assert response.status_code == 422
    assert "should begin with https://" in response.content.decode()
