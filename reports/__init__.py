"""Reading what happened: response coverage and equity. Never writes to the inbox."""
