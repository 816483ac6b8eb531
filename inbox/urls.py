"""Addresses of the inbox."""

from django.urls import path

from inbox.views import accounts, books, claims, conversations, metrics, webhooks

urlpatterns = [
    path("", conversations.home, name="home"),
    path("navigation/", conversations.navigation, name="navigation"),
    path("inbox/<slug:view>/", conversations.conversation_list, name="conversation_list"),
    path("conversations/<int:pk>/", conversations.conversation_detail, name="conversation_detail"),
    path("next/", claims.conversation_next, name="conversation_next"),
    path("conversations/<int:pk>/hold/", claims.conversation_hold, name="conversation_hold"),
    path("conversations/<int:pk>/give-back/", claims.conversation_give_back, name="conversation_give_back"),
    path("conversations/<int:pk>/reply/", conversations.reply_create, name="reply_create"),
    path("conversations/<int:pk>/length/", conversations.reply_length, name="reply_length"),
    path("conversations/<int:pk>/note/", conversations.note_create, name="note_create"),
    path("conversations/<int:pk>/assign/", conversations.conversation_assign, name="conversation_assign"),
    path("conversations/<int:pk>/close/", conversations.conversation_close, name="conversation_close"),
    path("conversations/<int:pk>/reopen/", conversations.conversation_reopen, name="conversation_reopen"),
    path("conversations/<int:pk>/snooze/", conversations.conversation_snooze, name="conversation_snooze"),
    path("replies/<int:pk>/retry/", conversations.reply_retry, name="reply_retry"),
    path("replies/<int:pk>/take-back/", conversations.reply_take_back, name="reply_take_back"),
    path("messages/<int:pk>/act/", conversations.message_act, name="message_act"),
    path("messages/<int:pk>/attachments/<int:part>/", conversations.attachment, name="attachment"),
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/connect/<slug:platform>/", accounts.account_connect, name="account_connect"),
    path("accounts/<int:pk>/", accounts.account_detail, name="account_detail"),
    path("accounts/<int:pk>/pause/", accounts.account_pause, name="account_pause"),
    path("accounts/<int:pk>/resume/", accounts.account_resume, name="account_resume"),
    path("accounts/<int:pk>/check-now/", accounts.account_check_now, name="account_check_now"),
    path("accounts/<int:pk>/compare-now/", books.account_compare_now, name="account_compare_now"),
    path("accounts/<int:pk>/replay/", books.account_replay, name="account_replay"),
    path("accounts/<int:pk>/replay-quarantine/", books.quarantine_replay, name="quarantine_replay"),
    path("accounts/<int:pk>/receipts/", books.receipt_list, name="receipt_list"),
    path("accounts/<int:pk>/receipts/<int:receipt>/replay/", books.receipt_replay, name="receipt_replay"),
    path("gaps/<int:pk>/accept/", books.gap_accept, name="gap_accept"),
    path("webhooks/<slug:platform>/<slug:key>/", webhooks.webhook, name="webhook"),
    path("metrics", metrics.metrics, name="metrics"),
]
