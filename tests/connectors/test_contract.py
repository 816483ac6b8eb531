"""The contract of connectors, kept by every registered platform on the sandbox."""

from typing import Any

import pytest

from connectors.registry import PLATFORMS
from tests.connectors.contract.sandbox_stage import OTHER_SCENES, SCENES, SandboxStage
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.suite import ConnectorContract, FoulWeatherContract, MessagesContract


def scenes(*chosen: Any) -> Any:
    """The stage a class of tests plays on: each of these scenes in turn."""

    @pytest.fixture(params=chosen, ids=lambda scene: scene.name)
    def stage(self: Any, request: pytest.FixtureRequest, sandbox: Any) -> Stage:
        return SandboxStage(sandbox, request.param)

    return stage


class TestPlatforms(ConnectorContract):
    stage = scenes(*SCENES)


class TestOtherMessages(MessagesContract):
    stage = scenes(*OTHER_SCENES)


class TestInFoulWeather(FoulWeatherContract):
    stage = scenes(*SCENES, *OTHER_SCENES)


def test_every_registered_platform_has_a_scene() -> None:
    assert {scene.platform for scene in SCENES} == set(PLATFORMS)
