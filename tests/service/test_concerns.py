# SPDX-License-Identifier: Apache-2.0
"""What was measured, concern by concern, and how it changes from photo to photo."""
import json

import pytest

import photos
from lumen_server import lumen, new_client


@pytest.fixture(scope="module")
def watcher(shared_server):
    return new_client(shared_server, "concerns@example.org")


@pytest.fixture(scope="module")
def series(watcher):
    """Three photos of one face with fewer and fewer lesions, the oldest first."""
    ids = []
    for lesions in (30, 18, 4):
        ids.append(watcher.upload(photos.face(seed=3, extra=("--lesions", lesions))))
        assert watcher.wait_for(ids[-1])["status"] == "completed"
    return ids


def test_every_concern_is_explained(watcher, series):
    answer = watcher.get(f"/analysis/{series[0]}/concerns")
    assert answer.status_code == 200
    report = answer.json()
    assert len(report["concerns"]) == 23
    for concern in report["concerns"]:
        assert concern["note"], concern["name"]
        if not concern["measured"]:
            continue
        assert 0 <= concern["score"] <= 100 and 0 < concern["confidence"] <= 1
        explain = concern["explain"]
        assert explain["formula"] and explain["inputs"] and len(explain["thresholds"]) == 4
        assert explain["next_band"].startswith("It is " + concern["severity"])
    lesions = next(one for one in report["concerns"] if one["name"] == "inflamed_lesions")
    assert lesions["count"] == len(lesions["positions"]) >= 20
    assert all(0 <= place["x"] <= 1 and 0 <= place["y"] <= 1 for place in lesions["positions"])
    assert 1 <= report["skin"]["tone"]["monk"] <= 10
    assert report["skin_age"]["estimated"] is False
    short = watcher.get(f"/analysis/{series[0]}").json()["prediction"]["concerns"]["inflamed_lesions"]
    assert short["score"] == lesions["score"] and short["count"] == lesions["count"]


def test_a_report_is_its_owners_and_ends_with_the_analysis(watcher, stranger, series):
    extra = watcher.upload(photos.face(seed=4))
    assert watcher.wait_for(extra)["status"] == "completed"
    assert stranger.get(f"/analysis/{extra}/concerns").status_code == 403
    waiting = watcher.start_upload()["analysis_id"]
    early = watcher.get(f"/analysis/{waiting}/concerns")
    assert early.status_code == 404 and early.json()["error"]["code"] == "no_report"
    assert watcher.call("DELETE", f"/analysis/{extra}").status_code == 204
    assert watcher.get(f"/analysis/{extra}/concerns").status_code == 403


def test_progress_tells_a_real_change(shared_server, watcher, series):
    progress = watcher.get("/progress", params={"concern": "Inflamed lesions"}).json()
    assert [point["analysis_id"] for point in progress["points"]] == series
    scores = [point["score"] for point in progress["points"]]
    assert scores == sorted(scores, reverse=True)
    assert progress["change"] == "better" and progress["delta"] < -progress["band"] < 0
    nobody = new_client(shared_server, "nothing-yet@example.org").get("/progress?concern=redness").json()
    assert nobody["change"] == "one_photo" and nobody["points"] == []


@pytest.mark.parametrize("query", ["", "?concern=", "?concern=beauty", "?concern=redness&limit=0", "?concern=redness&limit=x"])
def test_a_bad_question_is_refused(watcher, query):
    answer = watcher.get("/progress" + query)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_the_command_line_shows_the_concerns(tmp_path):
    photo = tmp_path / "face.jpg"
    photo.write_bytes(photos.face(seed=3, extra=("--lesions", 30)))
    shown = lumen("analyze", photo, "--data", tmp_path / "data").stdout
    assert "In detail (0 to 100)" in shown and "Inflamed lesions" in shown
    report = json.loads(lumen("analyze", photo, "--json", "--data", tmp_path / "data").stdout)["report"]
    assert len(report["concerns"]) == 23


def test_each_concern_can_be_seen(watcher, series):
    path = f"/analysis/{series[0]}/overlay"
    everything = watcher.get(path)
    size = photos.as_image(everything.content).size
    seen = {everything.content}
    for concern in ("redness", "Inflamed lesions", "under-eye-darkness"):
        picture = watcher.get(path, params={"concern": concern})
        assert picture.headers["Content-Type"] == "image/png", picture.text
        assert photos.as_image(picture.content).size == size
        seen.add(picture.content)
    assert len(seen) == 4
    assert photos.as_image(watcher.get(path, params={"view": "report"}).content).size[0] >= 1200
    assert watcher.get(path, params={"view": "overlay"}).content == everything.content


@pytest.mark.parametrize("params, code", [
    ({"concern": "freckles"}, "bad_concern"), ({"concern": ""}, "bad_concern"), ({"view": "x-ray"}, "bad_view"),
    ({"view": "report", "concern": "redness"}, "bad_view"),
])
def test_what_cannot_be_drawn_is_told(watcher, series, params, code):
    answer = watcher.get(f"/analysis/{series[0]}/overlay", params=params)
    assert answer.status_code == 400 and answer.json()["error"]["code"] == code
