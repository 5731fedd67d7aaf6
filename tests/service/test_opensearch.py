# SPDX-License-Identifier: Apache-2.0
"""Products found by OpenSearch, as the settings want it, and what happens without it."""
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lumen_server import Server, clean_environment, lumen, new_client


def closed_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Imposter:
    """Keeps what is written and answers every search with all of it, best fit for acne first."""

    def __init__(self):
        self.index = None
        self.documents = {}
        self.searches = 0
        self.failing = False
        imposter = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def reply(self, status, body):
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.reply(*imposter.answer(self.command, self.path.partition("?")[0], body))

            do_GET = do_PUT = do_POST = answer

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def hits(self, documents):
        return {"timed_out": False, "_shards": {"failed": 0}, "status": 200, "hits": {"hits": [
            {"_id": one["product_id"], "_score": 1.0, "_source": one, "sort": [one["product_id"], 0]}
            for one in documents]}}

    def answer(self, method, path, body):
        if self.failing:
            return 503, {"error": {"type": "unavailable_shards_exception"}, "status": 503}
        if path == "/":
            return 200, {"version": {"number": "2.19.1", "distribution": "opensearch"}}
        if path == "/_msearch":
            self.searches += 1
            best = sorted(self.documents.values(), key=lambda one: -one["fit"]["acne"])
            return 200, {"responses": [self.hits(best[:200])] * (len(body.strip().splitlines()) // 2)}
        if method == "PUT" and path.count("/") == 1:
            self.index = json.loads(body)
            return 200, {"acknowledged": True}
        if self.index is None:
            return 404, {"error": {"type": "index_not_found_exception"}, "status": 404}
        if path.endswith("/_bulk"):
            return 200, {"errors": False, "items": self.write(body.decode().splitlines())}
        if path.endswith("/_search"):
            return 200, self.hits([])
        return 200, {"x": {"mappings": self.index["mappings"]}}

    def write(self, lines):
        items = []
        for action, document in zip(lines[::2], lines[1::2]):
            name = json.loads(action)["index"]["_id"]
            self.documents[name] = json.loads(document)
            items.append({"index": {"_id": name, "status": 201}})
        return items

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def opensearch():
    imposter = Imposter()
    yield imposter
    imposter.close()


def with_opensearch(url, **more):
    return clean_environment(LUMEN_CATALOG_SEARCH="opensearch", LUMEN_CATALOG_OPENSEARCH_URL=url, **more)


def wait_for(condition, time_max=60):
    until = time.monotonic() + time_max
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.05)


def recommend(client):
    answer = client.call("GET", "/products/recommendations", params={"condition": "acne", "limit": 5})
    assert answer.status_code == 200, answer.text
    return [one["product_id"] for one in answer.json()["products"]]


def test_the_index_is_filled_and_then_asked(data, opensearch):
    with Server(data, environment=with_opensearch(opensearch.url)) as server:
        assert "OpenSearch at 127.0.0.1" in server.output
        client = new_client(server, "one@example.org")
        wait_for(lambda: len(opensearch.documents) >= 50)
        vector = next(iter(opensearch.documents.values()))["embedding"]
        assert len(vector) == opensearch.index["mappings"]["properties"]["embedding"]["dimension"]
        wait_for(lambda: (recommend(client), opensearch.searches)[1] > 0)
        with_it = recommend(client)
        assert len(with_it) == 5
        opensearch.failing = True
        without_it = recommend(client)
        assert without_it == with_it


def test_a_server_that_is_away_holds_nobody_up(data):
    url = f"http://127.0.0.1:{closed_port()}"
    with Server(data, environment=with_opensearch(url)) as server:
        assert len(recommend(new_client(server, "one@example.org"))) == 5
    done = lumen("doctor", "--data", data, check=False, environment=with_opensearch(url))
    assert done.returncode != 0
    assert "MEND  opensearch" in done.stdout
    assert "the embedded search answers" in done.stdout


@pytest.mark.parametrize("settings, part", [
    ({"LUMEN_CATALOG_OPENSEARCH_URL": ""}, "catalog.opensearch_url"),
    ({"LUMEN_CATALOG_OPENSEARCH_URL": "http://search.example.org:9200"}, "catalog.opensearch_url"),
    ({"LUMEN_CATALOG_OPENSEARCH_AUTH": "basic"}, "catalog.opensearch_password"),
    ({"LUMEN_CATALOG_OPENSEARCH_INDEX": "Products"}, "catalog.opensearch_index"),
])
def test_bad_settings_are_refused_at_the_start(data, settings, part):
    environment = with_opensearch("http://127.0.0.1:9200")
    environment.update(settings)
    done = lumen("serve", "--listen", "127.0.0.1:0", "--data", data, check=False, environment=environment)
    assert done.returncode != 0
    assert part in done.stdout + done.stderr
