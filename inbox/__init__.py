"""The domain: accounts, people, conversations, messages, replies; ingest and delivery; the agents' pages."""
