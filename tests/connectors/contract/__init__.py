"""What every connector promises, as tests that each platform inherits: on the sandbox, and on a real server where there is one."""

import pkgutil

import pytest

# Its asserts tell what they compared, as those of test files do.
pytest.register_assert_rewrite(*(f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)))
