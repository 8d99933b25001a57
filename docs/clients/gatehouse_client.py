"""A client of a Gatehouse service for validators; needs Python 3.9 or later and nothing else."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

Json = Dict[str, Any]


class Refused(Exception):
    """The service refused a request; problem is what it answered (RFC 9457)."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(f"{status} {problem.get('title', '')}: {problem.get('detail', '')}")
        self.status = status
        self.problem = problem


@dataclass(frozen=True)
class Choice:
    """The peers to ask, and the id under which the gate keeps their scores for the rewards."""

    scores_id: str
    uids: List[int]


class Gate:
    """A gate behind HTTP. What will pass (503, no connection) is tried again for patience_s.

    Trying again is safe: the rewards of one scores_id are learned once, however often they come.
    """

    def __init__(
        self,
        url: str,
        token: Optional[str] = None,
        patience_s: float = 60.0,
        timeout_s: float = 30.0,
    ) -> None:
        self._url = url.rstrip("/")
        self._patience_s = patience_s
        self._timeout_s = timeout_s
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        # The gate is a neighbour: no proxy stands between.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def forward(self, message: str, k: int) -> Choice:
        """Has the gate score a message and choose k peers for it."""
        result = self._call("POST", "/v1/forward", {"message": message, "k": k})["results"][0]
        return Choice(result["scores_id"], [peer["uid"] for peer in result["selected"]])

    def backward(self, scores_id: str, rewards: Dict[int, float]) -> Optional[Json]:
        """Teaches the gate the rewards by uid; None if it no longer has the scores."""
        body = {
            "scores_id": scores_id,
            "uids": [int(uid) for uid in rewards],
            "rewards": [float(reward) for reward in rewards.values()],
        }
        try:
            return self._call("POST", "/v1/backward", body)
        except Refused as refused:
            if refused.status == 404:  # Too old, or the service was restarted since.
                return None
            if refused.status == 409 and "first_answer" in refused.problem:
                # An earlier attempt was learned, and only its answer got lost.
                first_answer: Json = refused.problem["first_answer"]
                return first_answer
            raise

    def resync(self, snapshot: Json) -> Optional[Json]:
        """Tells the gate who holds which uid; None if the service follows the chain by itself."""
        try:
            return self._call("POST", "/v1/resync", snapshot)
        except Refused as refused:
            if refused.problem.get("type") == "urn:gatehouse:problem:source-followed":
                return None
            raise

    def model(self) -> Json:
        """Returns what is served: gate, selector, number of steps, uids and block."""
        return self._call("GET", "/v1/model")

    def _call(self, method: str, path: str, body: Optional[Json] = None) -> Json:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, self._headers, method=method)
        deadline = time.monotonic() + self._patience_s
        while True:
            failure: Exception
            wait_s = 1.0
            try:
                with self._opener.open(request, timeout=self._timeout_s) as answer:
                    content: Json = json.load(answer)
                    return content
            except urllib.error.HTTPError as error:
                failure = Refused(error.code, _problem(error))
                if error.code != 503:
                    raise failure from None
                retry_after = error.headers.get("Retry-After", "")
                wait_s = float(retry_after) if retry_after.isdigit() else wait_s
            except (OSError, http.client.HTTPException) as error:
                failure = ConnectionError(f"{self._url}: {error}")
            if time.monotonic() + wait_s > deadline:
                raise failure
            time.sleep(wait_s)


def _problem(error: urllib.error.HTTPError) -> Json:
    try:
        problem = json.load(error)
    except ValueError:
        problem = None
    return problem if isinstance(problem, dict) else {"title": error.reason}


def snapshot_of(metagraph: Any) -> Json:
    """Returns a metagraph of the Bittensor SDK as the service takes it; stake is in TAO there."""
    return {
        "netuid": int(metagraph.netuid),
        "block": int(metagraph.block),
        "neurons": [
            {
                "uid": int(uid),
                "hotkey": axon.hotkey,
                "stake_rao": str(round(float(stake) * 10**9)),
                "validator_permit": bool(permit),
                "axon": {
                    "ip": axon.ip,
                    "port": axon.port,
                    "ip_type": axon.ip_type,
                    "protocol": axon.protocol,
                    "version": axon.version,
                    "block": int(metagraph.block),
                },
            }
            for uid, axon, stake, permit in zip(
                metagraph.uids, metagraph.axons, metagraph.S, metagraph.validator_permit
            )
        ],
    }
