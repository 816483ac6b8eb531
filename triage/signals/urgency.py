def urgency(t): return None
def urgencies(t): return []
