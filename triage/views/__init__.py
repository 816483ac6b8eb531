"""The pages of triage, a file a subject."""
