"""How triage's decisions are written on its pages."""
