#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the server again and again during uploads and analyses, and shows that nothing acknowledged is lost.

  kill_harness.py --kills 200        half at random moments, half at the named points, in turn

After each kill the server is started again on the same folder. Every upload that was answered with 2xx must end
completed or failed (an analysis of these good photos must complete), its result must stay the same, it must stand
once in the history, and nothing may be stuck. A deletion that was answered holds; one that was cut off by the kill
has either happened, and then for good, or not at all. The last line is `kills: N passed, 0 failed`; exit 1 otherwise."""
import argparse
import concurrent.futures
import pathlib
import random
import sys
import tempfile
import threading
import time

import requests

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import photos  # noqa: E402
from lumen_server import Client, Server, add_user, clean_environment, sign_in  # noqa: E402

POINTS = ["photos.after_rename", "store.before_commit", "store.after_commit", "service.photo_stored",
          "service.before_2xx", "analyses.in_claim", "analyses.in_store_prediction", "analyses.in_complete",
          "analyses.in_delete", "service.delete_marked"]
EMAIL = "kill@example.org"
LOAD_TIME_MAX = 8
KILLS_IN_A_ROW = 4  # a photo whose fifth attempt dies too is taken for the cause, and its analysis ends as failed


class Ledger:
    """What the server acknowledged."""

    def __init__(self):
        self.lock = threading.Lock()
        self.uploaded = []   # analysis ids whose PUT was answered 200
        self.deleted = set()   # a DELETE was answered 204
        self.asked = set()     # a DELETE was sent; until it is answered, the analysis may be there or gone
        self.gone = set()      # of those: seen to be gone, so it must stay gone
        self.results = {}

    def add(self, analysis_id):
        with self.lock:
            self.uploaded.append(analysis_id)


def load(client, ledger, faces, until, choice):
    """Uploads, polls and sometimes deletes until the server dies."""
    mine = []
    while time.monotonic() < until:
        try:
            permit = client.start_upload()
            answer = client.put(permit, faces[choice.randrange(len(faces))])
            if answer.status_code == 200:
                ledger.add(permit["analysis_id"])
                mine.append(permit["analysis_id"])
            client.get(f"/analysis/{permit['analysis_id']}?wait=1")
            if len(mine) > 1 and choice.random() < 0.4:
                victim = mine.pop(0)
                with ledger.lock:
                    ledger.asked.add(victim)
                if client.call("DELETE", f"/analysis/{victim}").status_code == 204:
                    with ledger.lock:
                        ledger.deleted.add(victim)
                else:
                    mine.append(victim)
        except (requests.RequestException, AssertionError):
            return


def one_kill(data, token, point, passes, choice, ledger, faces):
    """One life of the server; answers whether it died at the named point (random kills always do)."""
    environment = clean_environment(**({"LUMEN_CRASH_POINT": f"{point}:{passes}"} if point else {}),
                                    LUMEN_SERVER_REQUESTS_PER_SECOND=0)
    server = Server(data, environment=environment, wait=False)
    server._ready.wait(60)
    if server.address is None:  # died while starting: a point inside recovery
        server.process.wait(30)
        return server.process.returncode == -9, server
    until = time.monotonic() + LOAD_TIME_MAX
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        clients = [Client(server, token) for _ in range(3)]
        jobs = [pool.submit(load, client, ledger, faces, until, random.Random(choice.random())) for client in clients]
        if point is None:
            time.sleep(choice.uniform(0.02, 1.2))
            server.kill()
        else:
            while server.process.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            if server.process.poll() is None:
                server.kill()
                concurrent.futures.wait(jobs)
                return False, server
        concurrent.futures.wait(jobs)
    return server.process.returncode == -9, server


def history_ids(client):
    """The ids of the whole history, page by page."""
    shown, cursor = [], ""
    while True:
        page = client.get("/history?limit=100" + (f"&cursor={cursor}" if cursor else "")).json()
        shown += [item["analysis_id"] for item in page["analyses"]]
        cursor = page.get("next_cursor")
        if not cursor:
            return shown


def settle(data, token, ledger):
    """A quiet life of the server in which everything acknowledged must come to its end."""
    wrong = []
    with Server(data, environment=clean_environment(LUMEN_SERVER_REQUESTS_PER_SECOND=0)) as server:
        client = Client(server, token)
        for analysis_id in ledger.uploaded:
            if analysis_id in ledger.deleted:
                if client.get(f"/analysis/{analysis_id}?wait=0").status_code != 403:
                    wrong.append(f"{analysis_id}: deleted, but readable")
                continue
            answer = client.get(f"/analysis/{analysis_id}?wait=0")
            if answer.status_code == 403:
                if analysis_id in ledger.asked:
                    ledger.gone.add(analysis_id)
                else:
                    wrong.append(f"{analysis_id}: acknowledged, but gone")
                continue
            if analysis_id in ledger.gone:
                wrong.append(f"{analysis_id}: gone, and there again")
                continue
            before = ledger.results.get(analysis_id)
            result = answer.json() if before else client.wait_for(analysis_id, 120)
            if result["status"] != "completed":
                wrong.append(f"{analysis_id}: {result}")
            elif before is not None and before != answer.text:
                wrong.append(f"{analysis_id}: its result changed")
            else:
                ledger.results[analysis_id] = client.get(f"/analysis/{analysis_id}?wait=0").text
        shown = history_ids(client)
        for analysis_id in ledger.uploaded:
            wanted = 0 if analysis_id in ledger.deleted | ledger.gone else 1
            if shown.count(analysis_id) != wanted:
                wrong.append(f"{analysis_id}: {shown.count(analysis_id)} times in the history instead of {wanted}")
        if "dead_letter" in server.output:
            wrong.append("a dead letter:\n" + server.output)
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    choice = random.Random(arguments.seed)
    faces = [photos.draw("face", 480, 640, seed) for seed in (1, 2, 3)]
    hits = dict.fromkeys(POINTS, 0)
    wrong, random_kills, missed = [], 0, 0
    with tempfile.TemporaryDirectory(prefix="lumen-kill-") as folder:
        data = pathlib.Path(folder) / "data"
        add_user(data, EMAIL)
        with Server(data) as server:
            token = sign_in(server, EMAIL)["IdToken"]
        ledger = Ledger()
        for number in range(arguments.kills):
            # The point that was hit least is next, so that each is reached.
            point = min(POINTS, key=lambda one: hits[one]) if number % 2 else None
            hit, server = one_kill(data, token, point, choice.choice([1, 1, 2, 3]), choice, ledger, faces)
            server.process.stdout.close()
            if point is None:
                random_kills += 1
            elif hit:
                hits[point] += 1
            else:
                missed += 1
            if number % KILLS_IN_A_ROW == KILLS_IN_A_ROW - 1 or number == arguments.kills - 1:
                wrong += settle(data, token, ledger)
            if wrong or number % 20 == 19 or number == arguments.kills - 1:
                print(f"{number + 1} kills: {len(ledger.uploaded)} uploads acknowledged, {len(ledger.deleted)} deleted, "
                      f"{len(wrong)} wrong", flush=True)
            if wrong:
                break
    for line in wrong:
        print("WRONG", line)
    print(f"random kills {random_kills}; at named points {hits}; points not reached {missed}")
    if not wrong and min(hits.values()) < arguments.kills // (4 * len(POINTS)):
        wrong.append("a point was hit too seldom")
        print("WRONG", wrong[-1])
    done = random_kills + sum(hits.values())
    print(f"kills: {done} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
