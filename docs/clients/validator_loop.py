#!/usr/bin/env python3
"""A validator's loop around a Gatehouse service.

Each step puts a prompt to the gate, asks the peers that it chose, rewards their answers and tells
the gate the rewards; at each checkpoint the gate hears who holds which uid. The network is
simulated: put your metagraph, your dendrite and your reward model in the place of
SimulatedNetwork, and keep run as it is.

    gatehouse serve &
    python3 validator_loop.py --url http://127.0.0.1:8420 --steps 20
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from dataclasses import dataclass
from typing import Dict, List

from gatehouse_client import Gate, Refused, snapshot_of


@dataclass(frozen=True)
class SimulatedAxon:
    hotkey: str
    topic: int
    ip: str = "192.0.2.1"
    port: int = 8091
    ip_type: int = 4
    protocol: int = 4
    version: int = 1


class SimulatedNetwork:
    """A metagraph, a dendrite and a reward model: each peer knows one topic; some do not answer."""

    TOPICS = ["algebra", "history", "poetry", "python"]

    def __init__(self, size: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._born = 0
        self.netuid = 1
        self.uids = list(range(size))
        self.axons = [self._new_axon() for _ in self.uids]
        self.S = [100.0] * size
        self.validator_permit = [False] * size

    @property
    def block(self) -> int:
        return int(time.time() / 12)

    def _new_axon(self) -> SimulatedAxon:
        self._born += 1
        return SimulatedAxon(f"hotkey-{self._born}", self._random.randrange(len(self.TOPICS)))

    def sync(self) -> None:
        """Reads the chain: somebody has taken over a uid."""
        self.axons[self._random.randrange(len(self.axons))] = self._new_axon()

    def prompt(self) -> str:
        return f"A question about {self._random.choice(self.TOPICS)}."

    def ask(self, uids: List[int], prompt: str) -> Dict[int, str]:
        """Returns the answers by uid, of those who answered."""
        return {
            uid: self.TOPICS[self.axons[uid].topic] for uid in uids if self._random.random() < 0.95
        }

    def reward(self, prompt: str, answer: str) -> float:
        return self._random.uniform(0.7, 1.0) if answer in prompt else self._random.uniform(0, 0.3)


def run(gate: Gate, network: SimulatedNetwork, steps: int, k: int, checkpoint: int) -> int:
    """Runs the loop and returns how many steps the gate has learned from."""
    learned = 0
    for step in range(steps):
        if step % checkpoint == 0:
            network.sync()
            report = gate.resync(snapshot_of(network))
            if report is not None and report["replaced"]:
                print(f"block {report['block']}: the peers of uids {report['replaced']} are new")
        prompt = network.prompt()
        choice = gate.forward(prompt, k)
        answers = network.ask(choice.uids, prompt)
        # Who did not answer is left out; whether that deserves a reward of 0 is yours to decide.
        rewards = {uid: network.reward(prompt, answer) for uid, answer in answers.items()}
        if not rewards:
            print(f"step {step}: none of {choice.uids} answered")
            continue
        taught = gate.backward(choice.scores_id, rewards)
        if taught is None:
            print(f"step {step}: the scores are gone; the rewards came too late")
            continue
        learned += 1
        mean = sum(rewards.values()) / len(rewards)
        print(f"step {step}: asked {choice.uids}, reward {mean:.3f}, loss {taught['loss']}")
    return learned


def main() -> None:
    parser = argparse.ArgumentParser(description="Runs a simulated validator against a gate.")
    parser.add_argument("--url", default="http://127.0.0.1:8420")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--peers", type=int, default=16, help="the size of the simulated network")
    parser.add_argument("-k", type=int, default=3, help="how many peers to ask")
    parser.add_argument("--checkpoint", type=int, default=10, help="steps between two resyncs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for the gate")
    options = parser.parse_args()
    # A token on the command line would be seen by everybody on the machine.
    gate = Gate(options.url, os.environ.get("GATEHOUSE_TOKEN"), options.patience)
    network = SimulatedNetwork(options.peers, options.seed)
    try:
        learned = run(gate, network, options.steps, options.k, options.checkpoint)
        model = gate.model()
    except (Refused, OSError) as failure:
        sys.exit(f"validator_loop: {failure}")
    print(
        f"learned from {learned} of {options.steps} steps;"
        f" gate {model['gate']} has taken {model['steps']} in all"
    )


if __name__ == "__main__":
    main()
