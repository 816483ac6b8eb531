#!/bin/sh
# Runs a script with the first Python found that Heard supports. PYTHON=/path/to/python chooses another.
for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        exec "$candidate" "$@"
    fi
done
echo "Heard needs Python 3.11, 3.12 or 3.13, and none was found. Install one, or name it: PYTHON=/path/to/python3.12 make run" >&2
exit 1
