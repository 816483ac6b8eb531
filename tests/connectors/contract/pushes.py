"""What a platform pushes: taken only with its own signature over the very bytes, and read as the stream's own items."""

import json
from collections.abc import Mapping
from contextlib import suppress

import pytest

from connectors.contract import Connector
from connectors.errors import Forged, Malformed
from connectors.items import Item
from tests.connectors.contract.reading import secrets_of
from tests.connectors.contract.stage import Signing, Stage
from tests.connectors.contract.walks import stored, walk_back

SECRET = "the app's secret"
# With spaces, an escape and an order of its own: read and written again it would not be the same bytes.
BODY = b'{"zeta": [], "alpha":  {"text": "caf\\u00e9 \xe2\x9b\xb5", "n": 1.0}}'
ODD_PUSHES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"5",
    b'"x"',
    b"\xff\xfe",
    b'{"object": 5}',
    b'{"entry": {}}',
    b'{"entry": [null, 5, {}]}',
]


class Pushes:
    """`verify_push`, `parse_push`, `answer_challenge`. Needs the fixture `stage`."""

    def test_a_push_with_its_signature_is_taken(self, stage: Stage) -> None:
        signing = signing_of(stage)
        stage.connector(secrets={signing.key_field: SECRET}).verify_push(stage.signed(BODY, SECRET), BODY)

    def test_a_push_that_was_touched_is_forged(self, stage: Stage) -> None:
        signing = signing_of(stage)
        connector, headers = stage.connector(secrets={signing.key_field: SECRET}), stage.signed(BODY, SECRET)
        signature = headers[signing.header]
        flipped = BODY[:-3] + bytes([BODY[-3] ^ 1]) + BODY[-2:]
        last = "A" if signature[-2] != "A" else "B"
        touched = {
            "a byte": (headers, flipped),
            "a byte more": (headers, BODY + b" "),
            "nothing in it": (headers, b""),
            "written again": (headers, json.dumps(json.loads(BODY)).encode()),
            "another secret": (stage.signed(BODY, "another secret"), BODY),
            "no secret": (stage.signed(BODY, ""), BODY),
            "no header": ({}, BODY),
            "an empty header": ({signing.header: ""}, BODY),
            "the name of the scheme alone": ({signing.header: signature.split("=")[0] + "="}, BODY),
            "no scheme": ({signing.header: signature.split("=", 1)[1]}, BODY),
            "another scheme": ({signing.header: signature.replace("sha256", "sha1")}, BODY),
            "a digit of it": ({signing.header: signature[:-2] + last + signature[-1]}, BODY),
            "half of it": ({signing.header: signature[: len(signature) // 2]}, BODY),
            "letters from elsewhere": ({signing.header: "sha256=ünvérifiable✓"}, BODY),
        }
        taken = [name for name, (given, body) in touched.items() if is_taken(connector, given, body)]
        assert taken == []

    def test_without_a_secret_of_ours_every_push_is_forged(self, stage: Stage) -> None:
        signing = signing_of(stage)
        connector = stage.connector(secrets={signing.key_field: ""})
        for headers in ({}, stage.signed(BODY, ""), stage.signed(BODY, SECRET)):
            assert not is_taken(connector, headers, BODY)

    def test_what_is_said_of_a_forgery_holds_no_secret(self, stage: Stage) -> None:
        signing = signing_of(stage)
        headers = stage.signed(BODY, SECRET)
        with pytest.raises(Forged) as refusal:
            stage.connector(secrets={signing.key_field: "our own secret"}).verify_push(headers, BODY + b" ")
        told = str(refusal.value) + repr(refusal.value)
        assert not [secret for secret in ("our own secret", *secrets_of(stage.connector())) if secret in told]

    def test_the_platforms_question_is_answered(self, stage: Stage) -> None:
        signing = signing_of(stage)
        proof = stage.connector(secrets=signing.secrets).answer_challenge(signing.challenge)
        assert proof is not None
        body, media_type = proof
        if "json" in media_type:
            assert json.loads(body) == json.loads(signing.answer)
        else:
            assert body == signing.answer
            assert media_type.startswith("text/plain")

    def test_what_is_no_question_is_not_answered(self, stage: Stage) -> None:
        signing = signing_of(stage)
        connector = stage.connector(secrets=signing.secrets)
        assert connector.answer_challenge({}) is None
        assert connector.answer_challenge({"page": "2"}) is None

    def test_a_question_from_elsewhere_is_not_answered(self, stage: Stage) -> None:
        signing = signing_of(stage)
        nobody = stage.connector(secrets=dict.fromkeys(signing.secrets, ""))
        for connector, questions in (
            (stage.connector(secrets=signing.secrets), signing.forged_challenges),
            (nobody, (*signing.forged_challenges, signing.challenge)),
        ):
            for question in questions:
                with pytest.raises(Forged):
                    connector.answer_challenge(question)

    def test_an_odd_push_is_malformed_or_tells_nothing(self, stage: Stage) -> None:
        signing_of(stage)
        for body in ODD_PUSHES:
            with suppress(Malformed):
                pushed = stage.connector().parse_push(body)
                assert (pushed.items, pushed.gone) == ((), frozenset()), body

    def test_what_is_pushed_is_what_the_stream_says(self, stage: Stage) -> None:
        signing_of(stage)
        push = stage.push_of("Is it open on Sunday?")
        if push is None:
            pytest.skip("this stage cannot have things pushed")
        written, headers, body = push
        connector = stage.connector()
        connector.verify_push(headers, body)
        pushed = connector.parse_push(body)
        assert pushed.gone == frozenset()
        assert pushed.items or stage.stream in pushed.stale, "a push that tells of nothing"
        known = {spec.name for spec in connector.capabilities.streams}
        assert pushed.stale <= known
        for stream, raw in pushed.items:
            assert stream in known
            message = connector.parse(stream, stored(raw.data)).message
            if stream == stage.stream and message:
                assert essence(message) == essence(walk_back(stage, stream).messages[written])


class NoPushes:
    """A platform that does not push takes none. Needs the fixture `stage`."""

    def test_where_nothing_is_pushed_every_push_is_forged(self, stage: Stage) -> None:
        connector = stage.connector()
        if connector.capabilities.push is not None:
            pytest.skip("this platform pushes")
        for headers in ({}, {"x-hub-signature-256": "sha256=" + "0" * 64}):
            assert not is_taken(connector, headers, BODY)
        assert connector.answer_challenge({"hub.challenge": "1", "crc_token": "2"}) is None
        assert connector.subscribe() is False

    def test_the_stage_knows_how_a_platform_that_pushes_signs(self, stage: Stage) -> None:
        assert (stage.signing is None) is (stage.connector().capabilities.push is None)


def essence(item: Item) -> tuple[object, ...]:
    """What a push must tell as the stream does; an address and the like may be missing from it."""
    author = item.author.external_id if item.author else ""
    when = item.created_at.replace(microsecond=0)
    return (
        item.external_id,
        item.kind,
        item.text,
        when,
        item.thread_id,
        item.parent_id,
        item.is_ours,
        author,
        item.is_private,
    )


def is_taken(connector: Connector, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        connector.verify_push(headers, body)
    except Forged:
        return False
    return True


def signing_of(stage: Stage) -> Signing:
    if stage.connector().capabilities.push is None:
        pytest.skip("this platform does not push")
    assert stage.signing is not None
    return stage.signing
