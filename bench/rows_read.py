# SPDX-License-Identifier: Apache-2.0
"""GET /analysis/{id} of completed analyses with a checked token, against nginx serving the same bodies from files."""
import base64
import json

from measure import BUILD, Line, draw, median, run, say, wrk
from servers import LumenServer, Nginx

PEOPLE = 8


def subject_of(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"]


def fill(folder, data, sizes):
    """A data folder with completed analyses of a few people: their targets and tokens as files for wrk."""
    photo = draw(folder, "small", 600, 800, 6)
    with LumenServer(data) as server:
        people = [server.person(f"reader{i}@example.org") for i in range(PEOPLE)]
        analysis = people[0].upload(photo.read_bytes())
        people[0].wait_for(analysis)
        answer = people[0].get(f"/analysis/{analysis}").text
        (folder / "concerns.json").write_text(people[0].get(f"/analysis/{analysis}/concerns").text)
    (folder / "analysis.json").write_text(answer)
    say(f"filling {sizes.analyses} analyses of {len(answer)} bytes")
    targets = run(BUILD / "lumen-bench-fill", data, folder / "analysis.json", folder / "concerns.json", sizes.analyses,
                  *(subject_of(person.token) for person in people))
    (folder / "tokens").write_text("".join(person.token + "\n" for person in people))
    (folder / "all").write_text(targets)
    (folder / "hot").write_text("".join(targets.splitlines(keepends=True)[:sizes.hot]))
    return [person.token for person in people]


def copy_hot_set(folder, server, nginx, tokens):
    """Each hot analysis as a file of the same path and the same bytes."""
    from lumen_server import Client
    place = nginx.files / "analysis"
    place.mkdir()
    for line in (folder / "hot").read_text().splitlines():
        owner, name = line.split()
        answer = Client(server, tokens[int(owner) - 1]).get(f"/analysis/{name}")
        if answer.status_code != 200 or answer.json()["status"] != "completed":
            raise RuntimeError(f"{name}: {answer.text[:200]}")
        (place / name).write_bytes(answer.content)


def read_rows(folder, sizes):
    data = folder / "read-data"
    tokens = fill(folder, data, sizes)
    hot, random, peer = [], [], []
    with LumenServer(data) as server, Nginx(folder / "nginx") as nginx:
        copy_hot_set(folder, server, nginx, tokens)
        for _ in range(sizes.rounds):
            ask = lambda address, set_: wrk(address, "read_analyses.lua", folder / set_, folder / "tokens", seconds=sizes.round_s)
            peer.append(ask(nginx.address, "hot"))
            hot.append(ask(server.address, "hot"))
            random.append(ask(server.address, "all"))
            say(f"nginx {peer[-1]}, hot {hot[-1]}, random {random[-1]}")
    nginx_rate, hot_rate, random_rate = (median([one[0] for one in rounds]) for rounds in (peer, hot, random))
    nginx_p99, hot_p99 = (median([one[1] for one in rounds]) for rounds in (peer, hot))
    rate = lambda value: f"{value:,.0f} req/s"
    return [
        Line(f"GET of {sizes.hot} hot analyses : nginx, same bodies", rate(hot_rate), rate(nginx_rate),
             hot_rate / nginx_rate, "at least", 0.9),
        Line("the same, p99", f"{hot_p99:.2f} ms", f"{nginx_p99:.2f} ms", hot_p99 / nginx_p99, "at most", 2.0),
        Line(f"GET of {sizes.analyses:,} analyses at random : nginx's hot files", rate(random_rate), rate(nginx_rate),
             random_rate / nginx_rate, "at least", 0.45),
    ]
