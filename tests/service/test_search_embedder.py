# SPDX-License-Identifier: Apache-2.0
"""Vectors by a model elsewhere: search, a change of the embedder while the server answers, and a model that is away."""
import json
import time

import pytest
import requests

from chat_server import TOKEN, ChatServer
from lumen_server import Server, clean_environment, lumen, new_client

MODEL = "embed-small"


def asking(url, dimensions=64, **more):
    return clean_environment(**{"LUMEN_SEARCH_EMBEDDER": "openai", "LUMEN_SEARCH_EMBEDDER_URL": url,
                                "LUMEN_SEARCH_EMBEDDER_MODEL": MODEL, "LUMEN_SEARCH_EMBEDDER_TOKEN": TOKEN,
                                "LUMEN_SEARCH_EMBEDDER_DIMENSIONS": dimensions, **more})


def metric(server, name):
    for line in requests.get(server.address + "/metrics", timeout=60).text.splitlines():
        if line.split(" ")[0] == name:
            return float(line.split(" ")[1])
    return None


def search(client, words="retinol for the evening"):
    answer = client.get("/products/recommendations", params={"condition": words, "limit": 5})
    assert answer.status_code == 200, answer.text
    return [product["product_id"] for product in answer.json()["products"]]


def wait_until(what, time_max=60):
    until = time.monotonic() + time_max
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def embedded(model):
    return sum(len(body["input"]) for body in model.bodies("/v1/embeddings"))


def test_a_new_catalog_is_embedded_elsewhere(data):
    with ChatServer() as model, Server(data, environment=asking(model.url)) as server:
        assert f"vectors by openai/{MODEL}/64" in server.output
        products = embedded(model) - 1  # one word is embedded at the start, to see the size
        assert products > 100
        client = new_client(server, "seeker@example.org")
        assert len(search(client)) == 5
        assert embedded(model) == products + 2
        assert metric(server, "lumen_product_vectors_missing") == 0
        sent = json.dumps([body for _, _, body in model.requests])
        assert "seeker@example.org" not in sent and TOKEN not in server.output


def test_another_embedder_takes_over_while_the_server_answers(data):
    lumen("doctor", "--data", data)  # makes the catalog
    with Server(data) as server:
        client = new_client(server, "seeker@example.org")
        before = search(client)
    with ChatServer() as model:
        with Server(data, environment=asking(model.url)) as server:
            client = new_client(server, "seeker2@example.org")
            assert search(client), "the old vectors answer from the first moment"
            wait_until(lambda: "product_vectors_complete" in server.output)
            assert metric(server, "lumen_product_vectors_missing") == 0
            assert metric(server, "lumen_product_search_lexical_total") == 0
            assert len(search(client)) == 5
        made = embedded(model)
        with Server(data, environment=asking(model.url)) as server:
            client = new_client(server, "seeker3@example.org")
            search(client)
            assert embedded(model) == made + 2, "after a restart: the look at the size and the search, no product"
    with Server(data) as server:
        assert search(new_client(server, "seeker4@example.org")) == before


def test_while_it_is_away_search_goes_on_by_words(data):
    with ChatServer("down") as model, Server(data, environment=asking(model.url)) as server:
        client = new_client(server, "seeker@example.org")
        assert len(search(client)) == 5
        assert metric(server, "lumen_product_search_lexical_total") == 1
        assert metric(server, "lumen_product_vectors_missing") > 100
        wait_until(lambda: "product_vectors_wait" in server.output)
        assert "embedder_away" in server.output
        row = {one["name"]: one for one in json.loads(
            lumen("doctor", "--json", "--data", data.with_name("other"), environment=asking(model.url), check=False).stdout)}
        assert not row["embedder"]["good"] and "by words" in row["embedder"]["text"]


def test_a_model_of_another_size_is_said_at_start(data):
    with ChatServer(dimensions=768) as model:
        done = lumen("doctor", "--data", data, environment=asking(model.url, dimensions=1536), check=False)
    assert done.returncode != 0
    assert "search.embedder_dimensions = 768" in done.stdout + done.stderr


@pytest.mark.parametrize("more, named", [
    ({"LUMEN_SEARCH_EMBEDDER_URL": ""}, "search.embedder_url"), ({"LUMEN_SEARCH_EMBEDDER_MODEL": ""}, "search.embedder_model"),
    ({"LUMEN_SEARCH_EMBEDDER_URL": "http://example.org/v1"}, "search.embedder_url"),
    ({"LUMEN_SEARCH_EMBEDDER_DIMENSIONS": "16385"}, "search.embedder_dimensions"),
    ({"LUMEN_SEARCH_EMBEDDER": "ada"}, "search.embedder"), ({"LUMEN_SEARCH_EMBEDDER_TOKEN": "env:NOT_SET"}, "NOT_SET"),
    ({"LUMEN_SEARCH_EMBEDDER": "titan"}, "Titan"),
    ({"LUMEN_SEARCH_EMBEDDER": "titan", "LUMEN_SEARCH_EMBEDDER_MODEL": "amazon.titan-embed-text-v2:0",
      "LUMEN_SEARCH_EMBEDDER_DIMENSIONS": "1536"}, "1024, 512, 256")])
def test_what_is_wrong_is_said_at_start(data, more, named):
    environment = asking("http://127.0.0.1:9/v1", AWS_REGION="us-west-2", **more)
    done = lumen("doctor", "--data", data, environment=environment, check=False)
    assert done.returncode != 0 and named in done.stdout + done.stderr
