def moment(t): return None
