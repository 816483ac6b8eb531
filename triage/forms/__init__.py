"""What leads fill in on the pages of triage, a file a subject."""
