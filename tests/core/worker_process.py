"""A real worker in a process of its own, with jobs that leave a trace. Run by ``test_worker``.

``prepare N`` migrates and writes N jobs, ``work`` is ``gongkai worker`` with these jobs known,
``later SECONDS`` writes one job for a moment to come, ``slow SECONDS`` one that takes until that is
done, so long at most, ``report`` prints what came out of it.
"""

import json
import os
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.utils import timezone  # noqa: E402

from gongkai.core import outbox  # noqa: E402
from gongkai.core.models import Delivery, Job, WorkerBeat  # noqa: E402
from gongkai.core.periodic import every  # noqa: E402

LOG = Path(os.environ["WORKER_TEST_LOG"])
SECONDS = float(os.environ.get("WORKER_TEST_SECONDS", "0.05"))


def note(words: str) -> None:
    with LOG.open("a", encoding="utf-8") as file:
        file.write(f"{words} {os.getpid()} {time.time():.3f}\n")


@outbox.job("test.effect", "留下痕迹")
def effect(run: outbox.Run) -> None:
    """Be killed in the middle and still leave the effect exactly once."""
    note(f"start {run.key}")
    time.sleep(SECONDS)
    Delivery.objects.get_or_create(
        channel="test", target=int(run.key), key="once", defaults={"at": run.at}
    )
    note(f"end {run.key}")


@outbox.job("test.slow", "慢", slow=True)
def slow(run: outbox.Run) -> None:
    """Take until another job has been done, or too long."""
    note(f"slow {run.key}")
    end = time.monotonic() + float(run.payload["seconds"])
    while "end 777" not in LOG.read_text(encoding="utf-8") and time.monotonic() < end:
        time.sleep(0.05)
    note(f"slow-end {run.key}")


if os.environ.get("WORKER_TEST_PERIODIC"):

    @every("test.minute", "每分钟", minutes=1)
    def minute(run: outbox.Run) -> None:
        note(f"minute {run.key}")


def main() -> None:
    match sys.argv[1:]:
        case ["prepare", count]:
            call_command("migrate", verbosity=0)
            for number in range(int(count)):
                outbox.enqueue("test.effect", str(number), {}, at=timezone.now())
        case ["slow", seconds]:
            outbox.enqueue("test.slow", "1", {"seconds": seconds}, at=timezone.now())
        case ["later", seconds]:
            at = timezone.now() + timedelta(seconds=float(seconds))
            outbox.enqueue("test.effect", "777", {}, at=timezone.now(), run_at=at)
            print(at.timestamp())
        case ["work", *options]:
            from gongkai.config.cli import main as gongkai

            sys.argv = ["gongkai", "worker", *options]
            gongkai()
        case ["report"]:
            jobs = Job.objects.filter(kind="test.effect")
            print(
                json.dumps(
                    {
                        "states": Counter(jobs.values_list("state", flat=True)),
                        "attempts": Counter(jobs.values_list("attempts", flat=True)),
                        "effects": Delivery.objects.filter(channel="test").count(),
                        "beats": [
                            (beat.name, beat.stopped_at is None, beat.done)
                            for beat in WorkerBeat.objects.order_by("started_at")
                        ],
                    }
                )
            )


if __name__ == "__main__":
    main()
