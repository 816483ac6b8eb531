"""Conversations in the database for the tests of triage: the same that the inbox's tests are told on."""

from tests.inbox.conftest import account_of, answer, ask, channel, converse, deliver, judged, says

__all__ = ["account_of", "answer", "ask", "channel", "converse", "deliver", "judged", "says"]
