"""The Graph API where Facebook and Instagram share it: calls, errors, fields, limits, direct messages and pushes."""
