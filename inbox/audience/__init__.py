"""How many followers people have. A room of its own: ingest writes it, reports read it, nothing else may open the door.

Promise 2, reach-blind: the import contracts forbid triage, the queue and the agents' pages to import this package.
"""
