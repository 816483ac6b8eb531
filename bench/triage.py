"""How fast triage reads and judges, on one core: `python -m bench.triage [MESSAGES]`.

Conversations of three messages in eight languages go through all signals, the models among them, in batches as a worker reads them,
and through the policy. The ratios compare the parts of one run.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
django.setup()

from inbox.bulk import in_batches  # noqa: E402
from inbox.models.choices import Origin  # noqa: E402
from inbox.verdict import ConversationFacts, MessageFacts  # noqa: E402
from triage.policy import decide  # noqa: E402
from triage.services import BATCH  # noqa: E402
from triage.signals import language, reading  # noqa: E402

T = TypeVar("T")
T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORDS = {
    "en": "my ticket never came when does the late boat run please somebody help lovely crew refund order again",
    "de": "mein ticket kam nie wann fährt das späte boot bitte hilfe tolle mannschaft erstattung schon wieder",
    "fr": "mon billet jamais arrivé quand part le dernier bateau aidez moi équipage super remboursement encore",
    "es": "mi billete nunca llegó cuándo sale el último barco por favor ayuda reembolso otra vez gracias",
    "it": "il mio biglietto non arriva quando parte ultimo traghetto per favore aiuto rimborso ancora grazie",
    "pt": "meu bilhete nunca chegou quando sai o último barco por favor ajuda reembolso outra vez obrigado",
    "ar": "لم تصل تذكرتي متى تغادر العبارة الأخيرة من فضلكم ساعدوني استرداد شكرا مرة أخرى",
    "hi": "मेरा टिकट नहीं आया आखिरी नाव कब चलती है कृपया मदद करें पैसे वापस धन्यवाद फिर से",
}


def make_conversations(count: int, chance: random.Random) -> list[ConversationFacts]:
    """`count` of them: a word of the person's, an answer in every second, and another word."""
    made = []

    def say() -> str:
        words = WORDS[chance.choice(list(WORDS))].split()
        return " ".join(chance.choices(words, k=chance.randint(4, 28))) + chance.choice(["", "?", "!"])

    for key in range(count):
        origins = [Origin.CONSUMER, Origin.AGENT if key % 2 else Origin.CONSUMER, Origin.CONSUMER]
        messages = tuple(
            MessageFacts(key * 3 + place, origin, T0 + timedelta(minutes=place), say())
            for place, origin in enumerate(origins)
        )
        made.append(ConversationFacts(id=key, messages=messages))
    return made


def timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    conversations = make_conversations(count // 3, random.Random(1))
    messages = [message for conversation in conversations for message in conversation.messages]
    theirs = [message for message in messages if message.origin == Origin.CONSUMER]
    ours = [message for message in messages if message.origin != Origin.CONSUMER]
    reading.read([message.text for message in theirs[:50]])  # The models are loaded once a process.

    def read_all() -> dict[int, reading.Reading]:
        shown = {}
        for batch in in_batches(theirs, BATCH):
            found = reading.read([message.text for message in batch])
            shown |= {message.id: entry for message, entry in zip(batch, found, strict=True)}
        return shown | {message.id: reading.read_words(message.text, is_ours=True) for message in ours}

    signals, shown = timed(read_all)
    policy, verdicts = timed(lambda: [decide(conversation, shown) for conversation in conversations])
    alone, _codes = timed(lambda: language.detect([message.text for message in theirs]))
    whole = signals + policy
    print(f"{len(messages)} messages, {len(verdicts)} conversations, one core")
    print(f"signals and policy   {len(messages) / whole:>8,.0f} messages a second")
    print(f"  signals            {len(messages) / signals:>8,.0f}")
    print(f"  policy             {len(messages) / policy:>8,.0f}")
    print(f"language alone       {len(theirs) / alone:>8,.0f}   the whole takes {whole / alone:.1f} times as long")


if __name__ == "__main__":
    main()
