"""What a Facebook Page can do."""

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

COMMENT_LIMIT = 8000
# https://developers.facebook.com/docs/messenger-platform/reference/send-api
MESSAGE_LIMIT = 2000
PRIVATELY = "Facebook takes one private reply to a comment or post, within 7 days; it opens a Messenger conversation."

_comment = ReplyRules((Limit(COMMENT_LIMIT, Counting.CHARACTERS),), Recovery.READ_BACK)


def _message(window: timedelta, note: str) -> ReplyRules:
    return ReplyRules((Limit(MESSAGE_LIMIT, Counting.CHARACTERS),), Recovery.READ_BACK, window, note)


CAPABILITIES = Capabilities(
    label="Facebook",
    streams=(
        StreamSpec("comments", "Comments and own answers"),
        StreamSpec("visitor_posts", "Visitor posts"),
        StreamSpec("tagged", "Posts that tag the Page"),
        StreamSpec("reviews", "Recommendations"),
        StreamSpec("direct_messages", "Messenger"),
    ),
    fields=(
        ConnectField("access_token", "Page access token", "The Page's own token, made from a long-lived user token."),
        ConnectField(
            "app_secret",
            "App secret",
            "Signs each call (appsecret_proof) and checks what Facebook pushes. Leave empty if your app does not require the "
            "one and you do not use the other.",
            required=False,
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
        **dict.fromkeys((Kind.COMMENT, Kind.VISITOR_POST, Kind.MENTION, Kind.REVIEW), _comment),
        Kind.DIRECT_MESSAGE: _message(
            HUMAN_AGENT_WINDOW,
            "After 24 hours it goes out under the tag for human agents, which your Meta app must be approved for.",
        ),
    },
    private_replies=dict.fromkeys((Kind.COMMENT, Kind.VISITOR_POST), _message(PRIVATE_REPLY_WINDOW, PRIVATELY)),
    actions=frozenset({Action.LIKE, Action.UNLIKE, Action.HIDE, Action.UNHIDE, Action.DELETE}),
    own_actions=frozenset({Action.DELETE}),
    push=PushSpec(
        "In your Meta app, under Webhooks, choose Page, enter the address and the verify token, and subscribe to feed, mention, "
        "ratings, messages and message_echoes. The app secret must be entered here."
    ),
)
