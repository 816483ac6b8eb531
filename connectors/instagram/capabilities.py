"""What an Instagram professional account can do, by the Graph API of the Page it is linked to."""

from datetime import timedelta

from connectors.capabilities import (
    Action,
    Capabilities,
    ConnectField,
    Counting,
    Kind,
    Limit,
    PushSpec,
    Recovery,
    ReplyRules,
    StreamSpec,
)
from connectors.meta.messaging import HUMAN_AGENT_WINDOW, PRIVATE_REPLY_WINDOW

COMMENT_LIMIT = 2200
# https://developers.facebook.com/docs/messenger-platform/instagram/features/send-message : 1,000 bytes of UTF-8.
MESSAGE_LIMIT_BYTES = 1000


def _message(window: timedelta, note: str) -> ReplyRules:
    return ReplyRules((Limit(MESSAGE_LIMIT_BYTES, Counting.BYTES),), Recovery.READ_BACK, window, note)


CAPABILITIES = Capabilities(
    label="Instagram",
    streams=(
        StreamSpec("comments", "Comments and own answers"),
        StreamSpec("tags", "Posts that tag the account"),
        StreamSpec("mentions", "Mentions elsewhere", is_polled=False, reconciles=False),
        StreamSpec("direct_messages", "Direct messages"),
    ),
    fields=(
        ConnectField(
            "access_token",
            "Page access token",
            "The token of the Facebook Page that the account is linked to, made from a long-lived user token.",
        ),
        ConnectField(
            "app_secret",
            "App secret",
            "Signs each call (appsecret_proof) and checks what Instagram pushes. Leave empty if your app does not require the "
            "one and you do not use the other.",
            required=False,
        ),
        ConnectField(
            "app_id",
            "App ID",
            "With the app secret it lets Heard renew a token that ends after 60 days.",
            required=False,
            is_secret=False,
        ),
        ConnectField(
            "verify_token",
            "Verify token",
            "Any words of your own. Enter the same in your Meta app when you set up its webhook.",
            required=False,
            is_secret=False,
        ),
    ),
    replies={
        Kind.COMMENT: ReplyRules(
            (Limit(COMMENT_LIMIT, Counting.CHARACTERS),),
            Recovery.READ_BACK,
            note="Instagram hangs an answer to an answer under the first comment: begin with the person's @name.",
        ),
        Kind.MENTION: ReplyRules(
            (Limit(COMMENT_LIMIT, Counting.CHARACTERS),),
            Recovery.UNDECIDABLE,
            note="Instagram takes an answer where the account is @mentioned. It refuses one to a tag in a picture alone.",
        ),
        Kind.DIRECT_MESSAGE: _message(
            HUMAN_AGENT_WINDOW,
            "After 24 hours it goes out under the tag for human agents, which your Meta app must be approved for.",
        ),
    },
    private_replies={
        Kind.COMMENT: _message(
            PRIVATE_REPLY_WINDOW,
            "Instagram takes one private reply to a comment, within 7 days; it opens a conversation.",
        ),
    },
    actions=frozenset({Action.HIDE, Action.UNHIDE, Action.DELETE}),
    own_actions=frozenset({Action.DELETE}),
    push=PushSpec(
        "In your Meta app, under Webhooks, choose Instagram, enter the address and the verify token, and subscribe to comments, "
        "mentions and messages. The app secret must be entered here. Mentions under other people's posts come in no other way."
    ),
    handle_prefix="@",
)
