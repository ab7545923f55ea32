"""Parallax from a notebook: what programs may read and ask for under /api/v1, with Python's standard library alone.

    from parallax_api import Parallax, to_pandas

    parallax = Parallax("https://parallax.example.org", key)
    judgments = to_pandas(parallax.judgments(12))

A key is made on the page Account, Keys for programs. What a key may not read is refused with a ParallaxError that says why.
"""

import hashlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request

PAGE = 1000
PATIENCE_S = 5
TRIES = 5
HERE = ("localhost", "127.0.0.1", "::1")


class ParallaxError(Exception):
    """A refusal: `status` is the answer's, and the text says what was refused and why."""

    def __init__(self, status, sentence):
        super().__init__(f"{sentence} ({status})")
        self.status = status


class Parallax:
    def __init__(self, address, key):
        """`address` is where the application is; the key goes over HTTPS, or stays on this machine."""
        parts = urllib.parse.urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in HERE:
            raise ValueError(f"{address} is not an https address: the key would travel in the clear")
        self._api = address.rstrip("/") + "/api/v1"
        self._key = key

    # What there is

    def studies(self):
        """The studies that the key's owner may see, as a list."""
        return self._json("/studies")

    def study(self, study):
        """One study with its rubric and axes."""
        return self._json(f"/studies/{study}")

    def items(self, study):
        """Each item with its turns, one after the other."""
        return self._pages(f"/studies/{study}/items")

    def judgments(self, study):
        """Each current judgment: item, rater's random name, answers and groups. The key needs the scope export."""
        return self._pages(f"/studies/{study}/judgments")

    # What is computed

    def analyze(self, study, **order):
        """Asks for an analysis, waits for it, and returns its estimates: rows with metric, level, group, axis, against, value,
        low, high and p. `order` is axes, questions, topics, models, unsure, permutations, bootstrap and seed, each of which
        can be left out. The key needs the scopes write and export."""
        asked = self._json(f"/studies/{study}/analyses", order)
        at = f"/studies/{study}/analyses/{asked['id']}"
        self._wait(at)
        return self._json(at + "/estimates")

    def overview(self, study, **choices):
        """Each group's P(unsafe) for every question, and its difference from everyone else."""
        return self._json(f"/studies/{study}/overview", query=choices)

    def releases(self, study):
        """The releases that stand, newest first."""
        return self._json(f"/studies/{study}/releases")

    def release(self, study, number):
        """All figures of one release."""
        return self._json(f"/studies/{study}/releases/{number}")

    # What leaves as a file

    def dataset(self, study, form, path, **wishes):
        """Has a dataset made, waits for it, and writes it to `path` as a ZIP whose checksum was compared. `form` is csv,
        parquet, huggingface, soft-labels, lewidi, hard-examples, preferences, long, dices350 or dices990. The key needs the
        scopes write and export."""
        asked = self._json(f"/studies/{study}/exports", {"form": form, **wishes})
        at = f"/studies/{study}/exports/{asked['id']}"
        made = self._wait(at)
        digest = hashlib.sha256()
        with self._open(at + "/content") as answer, open(path, "wb") as out:
            while part := answer.read(1 << 20):
                digest.update(part)
                out.write(part)
        if digest.hexdigest() != made["sha256"]:
            raise ParallaxError(200, f"{path} did not come whole")
        return path

    # How

    def _pages(self, path):
        after = 0
        while rows := self._json(path, query={"after": after, "limit": PAGE}):
            yield from rows
            after = rows[-1]["id"]

    def _wait(self, path):
        while True:
            job = self._json(path)
            if job["state"] == "done":
                return job
            if job["state"] in ("failed", "cancelled"):
                raise ParallaxError(200, job.get("failure") or f"It was {job['state']}.")
            time.sleep(0.2)

    def _json(self, path, body=None, query=None):
        with self._open(path, body, query) as answer:
            return json.load(answer)

    def _open(self, path, body=None, query=None):
        address = self._api + path + ("?" + urllib.parse.urlencode(query, doseq=True) if query else "")
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        for left in reversed(range(TRIES)):
            try:
                return urllib.request.urlopen(urllib.request.Request(address, data, headers), timeout=60)
            except urllib.error.HTTPError as refused:
                # asked for once more only where nothing was done
                if refused.code not in (429, 503) or left == 0:
                    raise ParallaxError(refused.code, _sentence(refused)) from None
                time.sleep(_seconds(refused.headers.get("Retry-After")))


def to_pandas(rows):
    """Rows as a pandas DataFrame; what is nested becomes columns such as `answers.Q_overall` and `groups.age`."""
    import pandas

    return pandas.json_normalize(list(rows))


def _sentence(refused):
    try:
        problem = json.load(refused)
        return problem.get("detail") or problem.get("title") or refused.reason
    except ValueError:
        return refused.reason


def _seconds(text):
    return min(int(text), PATIENCE_S) if text and text.isdigit() else 1
