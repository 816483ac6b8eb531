"""All that is asked of a connector, for a class of tests to inherit.

A class gives its platform's stage::

    class TestOnTheRealServer(ConnectorContract):
        @pytest.fixture
        def stage(self, server: Server) -> Stage:
            return ServerStage(server)
"""

from tests.connectors.contract.abilities import Abilities
from tests.connectors.contract.history import History
from tests.connectors.contract.limits import Limits
from tests.connectors.contract.oddities import Oddities
from tests.connectors.contract.pushes import NoPushes, Pushes
from tests.connectors.contract.reading import FoulReading, Reading
from tests.connectors.contract.replying import Answering, Sending
from tests.connectors.contract.rereading import Rereading
from tests.connectors.contract.weather import Weather


class MessagesContract(Reading, History, Rereading, Answering, Sending, Limits, Oddities):
    """What is asked for every kind of message. Needs the fixture `stage`."""


class ConnectorContract(MessagesContract, Weather, Abilities, Pushes, NoPushes):
    """That, and what is asked of a platform once. Needs the fixture `stage`."""


class FoulWeatherContract(FoulReading):
    """What takes long. Needs the fixture `stage`."""
