# SPDX-License-Identifier: Apache-2.0
"""Wrong input through the HTTP door: each gets a clear error, nothing is lost, nothing crashes, nothing leaks."""
import base64
import hashlib
import hmac
import io
import json
import socket
import struct
import time
import zlib

import jwt
import pytest
import requests
from PIL import Image

import photos
from lumen_server import Client, Server, clean_environment, cognito, new_client, raw_exchange

NOTHING_PRIVATE = ("/src/", "sqlite", "lumen-data", "std::", "errno", "Traceback", "boost")


def check_problem(answer, status, code=None):
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"error", "message"} and body["message"] == body["error"]["message"]
    assert body["error"]["request_id"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    if code:
        assert body["error"]["code"] == code, body
    assert not any(word in answer.text for word in NOTHING_PRIVATE), answer.text
    return body["error"]


def xml_code(answer):
    assert answer.headers["Content-Type"].startswith("application/xml"), answer.text
    assert not any(word in answer.text for word in NOTHING_PRIVATE)
    return answer.text.split("<Code>")[1].split("</Code>")[0]


# --- what is put ---------------------------------------------------------------------------------------------

def png_header(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = zlib.compress(b"\0" * 1000)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", rows) + chunk(b"IEND", b""))


@pytest.mark.parametrize("body,code", [
    (b"hello, I am not a picture", "InvalidArgument"),
    (b"", "InvalidArgument"),
    (b"%PDF-1.7 not a picture either", "InvalidArgument"),
    (b"GIF89a" + b"\0" * 100, "InvalidArgument"),
    (png_header(20_000, 20_000), "EntityTooLarge"),
    (b"\xff\xd8\xff", "InvalidArgument"),
])
def test_what_is_no_acceptable_photo_is_refused_at_the_put(client, body, code):
    permit = client.start_upload()
    answer = client.put(permit, body)
    assert answer.status_code == 400, answer.text
    assert xml_code(answer) == code
    state = client.get(f"/analysis/{permit['analysis_id']}?wait=0").json()
    assert state["stage"] == "awaiting_upload", "the URL can still be used for a real photo"


def test_a_cut_photo_fails_with_a_reason_and_a_fix(client, face):
    permit = client.start_upload()
    answer = client.put(permit, face[: len(face) * 2 // 3])
    if answer.status_code == 200:
        failed = client.wait_for(permit["analysis_id"])
        assert failed["status"] == "failed"
        assert failed["error"]["message"] and failed["error"]["hint"]
        assert failed["error"]["retryable"] is False
    else:
        assert answer.status_code == 400 and xml_code(answer) == "InvalidArgument"


@pytest.mark.parametrize("kind", ["scene", "dark", "blurred"])
def test_an_unusable_photo_fails_with_one_reason_and_one_fix(client, kind):
    failed = client.wait_for(client.upload(photos.draw(kind)))
    assert failed["status"] == "failed", failed
    assert failed["error"]["code"] == "photo_rejected"
    assert failed["error"]["message"].endswith(".") and failed["error"]["hint"].endswith(".")
    assert failed["error"]["retryable"] is False
    assert "prediction" not in failed and failed["products"] == []


def test_a_photo_too_small(client):
    failed = client.wait_for(client.upload(photos.draw("face", 80, 100)))
    assert failed["error"]["code"] == "photo_rejected"


def test_the_byte_limit_on_both_sides(tmp_path, face):
    limit = len(face)
    environment = clean_environment(LUMEN_PHOTOS_BYTES_MAX=limit)
    with Server(tmp_path / "data", environment=environment) as server:
        client = new_client(server, "limit@example.org")
        fits = client.start_upload()
        assert client.put(fits, face).status_code == 200
        over = client.put(client.start_upload(), face + b"\0")
        assert over.status_code == 400 and xml_code(over) == "EntityTooLarge"
        check_problem(client.call("POST", "/upload-image", json={"content_length": limit + 1}), 413, "photo_too_large")
        form = client.call("POST", "/upload-image", files={"file": ("a.jpg", face + b"\0" * 70_000, "image/jpeg")})
        assert form.status_code == 413
        assert client.wait_for(fits["analysis_id"])["status"] == "completed"


def test_a_different_second_body_is_refused_and_the_same_is_fine(client, face):
    permit = client.start_upload()
    assert client.put(permit, face).status_code == 200
    assert client.put(permit, face).status_code == 200
    other = client.put(permit, photos.face(seed=2))
    assert other.status_code == 412 and xml_code(other) == "PreconditionFailed"
    assert client.wait_for(permit["analysis_id"])["status"] == "completed"


def test_declared_type_length_and_digest_are_held(client, face):
    permit = client.start_upload(content_type="image/jpeg", content_length=len(face),
                                 sha256=hashlib.sha256(face).hexdigest())
    wrong_type = requests.put(permit["upload_url"], data=face, headers={**permit["headers"], "Content-Type": "image/png"})
    assert wrong_type.status_code == 403 and xml_code(wrong_type) == "SignatureDoesNotMatch"
    wrong_length = requests.put(permit["upload_url"], data=face[:-1],
                                headers={k: v for k, v in permit["headers"].items() if k.lower() != "content-length"})
    assert wrong_length.status_code == 403
    other = bytearray(face)
    other[-3] ^= 1
    wrong_digest = requests.put(permit["upload_url"], data=bytes(other), headers=permit["headers"])
    assert wrong_digest.status_code == 400 and xml_code(wrong_digest) in ("BadDigest", "InvalidArgument")
    md5 = requests.put(permit["upload_url"], data=face,
                       headers={**permit["headers"], "Content-MD5": base64.b64encode(b"0" * 16).decode()})
    assert md5.status_code == 400 and xml_code(md5) == "BadDigest"
    assert client.put(permit, face).status_code == 200


# --- the upload URL ------------------------------------------------------------------------------------------

def test_tampered_urls(client, stranger, face):
    url = client.start_upload()["upload_url"]
    other = stranger.start_upload()["upload_url"]
    path, query = url.split("?")
    for changed in [
        other.split("?")[0] + "?" + query,
        url.replace("X-Amz-Expires=900", "X-Amz-Expires=90000"),
        url[:-1] + ("0" if url[-1] != "0" else "1"),
        url.replace("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=host%3Bx-amz-acl"),
    ]:
        answer = requests.put(changed, data=face)
        assert answer.status_code == 403, (changed, answer.text)
        assert xml_code(answer) in ("SignatureDoesNotMatch", "AccessDenied")
    unsigned = requests.put(path, data=face)
    assert unsigned.status_code == 403 and xml_code(unsigned) == "AccessDenied"
    unknown = requests.put(url.replace("X-Amz-Credential=", "X-Amz-Credential=X"), data=face)
    assert unknown.status_code == 403 and xml_code(unknown) == "InvalidAccessKeyId"


def test_an_expired_url(tmp_path, face):
    with Server(tmp_path / "data", environment=clean_environment(LUMEN_PHOTOS_UPLOAD_URL_SECONDS=1)) as server:
        client = new_client(server, "late@example.org")
        permit = client.start_upload()
        until = time.monotonic() + 20
        while True:
            answer = client.put(permit, b"x")
            if answer.status_code == 403 or time.monotonic() > until:
                break
        assert xml_code(answer) == "AccessDenied" and "expired" in answer.text
        failed = client.wait_for(permit["analysis_id"])
        assert failed["error"]["code"] == "upload_expired" and failed["error"]["retryable"] is True


def test_preflight_of_an_upload(client):
    permit = client.start_upload()
    answer = requests.options(permit["upload_url"], headers={
        "Origin": "https://app.example", "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "content-type"})
    assert answer.status_code == 200
    assert "PUT" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"].lower() == "content-type"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


# --- tokens --------------------------------------------------------------------------------------------------

def public_key(server):
    keys = requests.get(server.address + "/us-west-2_LumenLocal/.well-known/jwks.json").json()["keys"]
    assert len(keys) == 2 and all(key["alg"] == "RS256" and key["use"] == "sig" for key in keys)
    return keys


def segment(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_tokens_that_are_none(shared_server, client):
    good = client.token
    header, claims, signature = good.split(".")
    claims_dict = jwt.decode(good, options={"verify_signature": False})
    key = next(k for k in public_key(shared_server) if k["kid"] == jwt.get_unverified_header(good)["kid"])
    pem = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(key)).public_bytes(
        __import__("cryptography.hazmat.primitives.serialization", fromlist=["x"]).Encoding.PEM,
        __import__("cryptography.hazmat.primitives.serialization", fromlist=["x"]).PublicFormat.SubjectPublicKeyInfo)
    forged = segment({"alg": "HS256", "kid": key["kid"], "typ": "JWT"}) + "." + claims
    confused = forged + "." + base64.urlsafe_b64encode(hmac.new(pem, forged.encode(), "sha256").digest()).rstrip(b"=").decode()
    bad = {
        "alg none": segment({"alg": "none", "kid": key["kid"]}) + "." + claims + ".",
        "alg None": segment({"alg": "None", "kid": key["kid"]}) + "." + claims + "." + signature,
        "hs/rs confusion": confused,
        "no kid": segment({"alg": "RS256"}) + "." + claims + "." + signature,
        "foreign kid": segment({"alg": "RS256", "kid": "../../etc/passwd"}) + "." + claims + "." + signature,
        "changed claims": header + "." + segment({**claims_dict, "sub": "someone-else"}) + "." + signature,
        "two parts": header + "." + claims,
        "text": "not-a-token",
        "huge": "A" * 12_000,
    }
    for name, token in bad.items():
        answer = Client(shared_server, token).get("/history")
        if name == "huge" and answer.status_code == 431:
            continue
        check_problem(answer, 401)
    assert client.get("/history").status_code == 200


def test_the_access_token_is_no_id_token(shared_server, client):
    from lumen_server import PASSWORD, add_user, sign_in
    add_user(shared_server.data, "access@example.org")
    tokens = sign_in(shared_server, "access@example.org", PASSWORD)
    check_problem(Client(shared_server, tokens["AccessToken"]).get("/history"), 401)


@pytest.mark.parametrize("path", ["/history", "/analysis/00000000-0000-4000-8000-000000000000",
                                  "/products/recommendations", "/events"])
def test_no_token(shared_server, path):
    check_problem(Client(shared_server).get(path), 401, "missing_token")


# --- other people's analyses ---------------------------------------------------------------------------------

def test_foreign_unknown_and_malformed_ids_look_the_same(client, stranger):
    mine = client.start_upload()["analysis_id"]
    bodies = set()
    for analysis_id in (mine, "00000000-0000-4000-8000-000000000000", "no-uuid", mine.upper(), "%00", "..%2f" + mine):
        answer = stranger.get(f"/analysis/{analysis_id}?wait=0")
        error = check_problem(answer, 403)
        bodies.add((error["code"], error["message"]))
        assert stranger.call("DELETE", f"/analysis/{analysis_id}").status_code == 403
        assert stranger.get(f"/analysis/{analysis_id}/overlay").status_code == 403
    assert len(bodies) == 1
    assert client.get(f"/analysis/{mine}?wait=0").status_code == 200


# --- parameters and JSON -------------------------------------------------------------------------------------

@pytest.mark.parametrize("limit", ["0", "-1", "1e9", "abc", "51", "", "5.5", "99999999999999999999"])
def test_bad_limits(client, limit):
    error = check_problem(client.get("/products/recommendations", params={"condition": "acne", "limit": limit}), 400, "bad_limit")
    assert "1 to 50" in error["message"]


@pytest.mark.parametrize("limit", ["0", "-1", "1e9", "abc", "101"])
def test_bad_history_limits(client, limit):
    check_problem(client.get("/history", params={"limit": limit}), 400, "bad_limit")


@pytest.mark.parametrize("cursor", ["x", "AAAA", "%", "a" * 513, "../.."])
def test_bad_cursors(client, cursor):
    check_problem(client.get("/history", params={"cursor": cursor}), 400, "bad_cursor")


def test_a_foreign_cursor(client, stranger):
    for _ in range(3):
        client.start_upload()
    cursor = client.get("/history", params={"limit": 1}).json()["next_cursor"]
    check_problem(stranger.get("/history", params={"cursor": cursor}), 400, "bad_cursor")


@pytest.mark.parametrize("wait", ["-1", "26", "x", "1e1"])
def test_bad_waits(client, wait):
    analysis_id = client.start_upload()["analysis_id"]
    check_problem(client.get(f"/analysis/{analysis_id}?wait={wait}"), 400, "bad_wait")


@pytest.mark.parametrize("body,status", [
    (b"{", 400), (b"[]", 400), (b"null", 400), (b'"text"', 400), (b'{"content_length": "many"}', 400),
    (b'{"content_length": -1}', 400), (b'{"content_length": 0}', 400), (b'{"content_type": 5}', 400),
    (b'{"content_type": "text/html"}', 400), (b'{"sha256": "XYZ"}', 400), (b"[" * 5000, 400), (b'{"a":' * 100 + b"1" + b"}" * 100, 400),
    (b'{"content_type": "image/jpeg"} extra', 400), (b"\xff\xfe\x00", 400), (b" " * 70_000, 413),
])
def test_bad_json(client, body, status):
    answer = client.call("POST", "/upload-image", data=body, headers={"Content-Type": "application/json"})
    check_problem(answer, status)


def test_bad_forms(client, face):
    for content_type, body in [
        ("multipart/form-data", b"--x\r\n"), ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nno end"), ("text/plain", b"hello"),
    ]:
        check_problem(client.call("POST", "/upload-image", data=body, headers={"Content-Type": content_type}), 400)


def test_unknown_paths_and_methods(client):
    check_problem(client.get("/nothing/here"), 404, "no_such_path")
    answer = client.call("PATCH", "/history")
    check_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]
    assert client.call("HEAD", "/healthz").content == b""
    preflight = requests.options(client.url("/history"), headers={"Origin": "https://x"})
    assert preflight.status_code == 204 and "Authorization" in preflight.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("operation,body,kind", [
    ("SignUp", {"ClientId": "lumen-app", "Username": "a@example.org", "Password": "short"}, "InvalidPasswordException"),
    ("SignUp", {"ClientId": "wrong", "Username": "a@example.org", "Password": "Long-enough-1"}, "ResourceNotFoundException"),
    ("SignUp", {"ClientId": "lumen-app"}, "InvalidParameterException"),
    ("InitiateAuth", {"ClientId": "lumen-app", "AuthFlow": "USER_PASSWORD_AUTH",
                      "AuthParameters": {"USERNAME": "nobody@example.org", "PASSWORD": "Wrong-pass-1"}}, "NotAuthorizedException"),
    ("InitiateAuth", {"ClientId": "lumen-app", "AuthFlow": "NO_SUCH"}, "InvalidParameterException"),
    ("GetUser", {"AccessToken": "x"}, "NotAuthorizedException"),
])
def test_cognito_errors_have_cognitos_form(shared_server, operation, body, kind):
    answer = cognito(shared_server, operation, body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["__type"] == kind
    assert answer.json()["message"]
    assert answer.headers["x-amzn-ErrorType"].startswith(kind)


def test_malformed_cognito_calls(shared_server):
    for body in (b"", b"{", b"[]", b"[" * 10_000, b'{"a":1}' * 3):
        answer = requests.post(shared_server.address + "/", data=body, headers={
            "X-Amz-Target": "AWSCognitoIdentityProviderService.SignUp", "Content-Type": "application/x-amz-json-1.1"})
        assert answer.status_code == 400 and "__type" in answer.json(), answer.text
    unknown = cognito(shared_server, "NoSuchThing", {})
    assert unknown.status_code == 400 and "__type" in unknown.json()


# --- the socket ----------------------------------------------------------------------------------------------

def status_of(raw):
    return int(raw.split(b" ", 2)[1]) if raw.startswith(b"HTTP/1.1 ") else None


@pytest.mark.parametrize("raw,status", [
    (b"GET /healthz HTTP/1.1\r\n\r\n", 400),
    (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    (b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 40_000 + b"\r\n\r\n", 431),
    (b"NONSENSE\r\n\r\n", 400),
    (b"GET /healthz HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n", 400),
    (b"POST /upload-image HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    (b"POST /upload-image HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400),
    (b"POST /upload-image HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400),
])
def test_malformed_requests(shared_server, raw, status):
    assert status_of(raw_exchange(shared_server, raw)) == status
    assert requests.get(shared_server.address + "/healthz").status_code == 200


def test_pipelined_and_half_closed_requests_are_answered(shared_server):
    one = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert raw_exchange(shared_server, one * 3, half_close=True).count(b"HTTP/1.1 200 OK") == 3


def test_a_body_that_is_cut_stores_nothing(client, face):
    permit = client.start_upload()
    path = permit["upload_url"].split("/", 3)[3]
    head = f"PUT /{path} HTTP/1.1\r\nHost: 127.0.0.1:{client.server.port}\r\nContent-Length: {len(face)}\r\n\r\n".encode()
    answer = raw_exchange(client.server, head + face[:1000], half_close=True)
    assert status_of(answer) == 400
    assert client.get(f"/analysis/{permit['analysis_id']}?wait=0").json()["stage"] == "awaiting_upload"
    assert client.put(permit, face).status_code == 200


def test_a_body_that_comes_slowly_is_taken(client, face):
    permit = client.start_upload()
    path = permit["upload_url"].split("/", 3)[3]
    head = f"PUT /{path} HTTP/1.1\r\nHost: 127.0.0.1:{client.server.port}\r\nConnection: close\r\nContent-Length: {len(face)}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", client.server.port), timeout=30) as peer:
        peer.sendall(head)
        for start in range(0, len(face), len(face) // 5 + 1):
            peer.sendall(face[start:start + len(face) // 5 + 1])
            time.sleep(0.02)
        assert status_of(peer.recv(65536)) == 200


def test_expect_100_continue_is_answered_before_the_body(client, face):
    permit = client.start_upload()
    path = permit["upload_url"].split("/", 3)[3]
    head = (f"PUT /{path} HTTP/1.1\r\nHost: 127.0.0.1:{client.server.port}\r\nExpect: 100-continue\r\n"
            f"Connection: close\r\nContent-Length: {len(face)}\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", client.server.port), timeout=30) as peer:
        peer.sendall(head)
        assert peer.recv(65536).startswith(b"HTTP/1.1 100 ")
        peer.sendall(face)
        assert status_of(peer.recv(65536)) == 200
    refused = raw_exchange(client.server, head.replace(b"X-Amz-Signature=", b"X-Amz-Signature=0"))
    assert status_of(refused) == 403


def test_an_unknown_host_gets_no_upload_url(client):
    answer = client.call("POST", "/upload-image", headers={"Host": "evil.example", "Content-Type": "application/json"})
    check_problem(answer, 400, "unknown_host")


# --- unusual but valid photos --------------------------------------------------------------------------------

def variants(face):
    image = photos.as_image(face).convert("RGB")
    gray16 = Image.fromarray(__import__("numpy").asarray(image.convert("L")).astype("uint16") * 257)
    return {
        "16-bit png": (photos.encode(gray16, "PNG"), "image/png"),
        "cmyk jpeg": (photos.encode(image.convert("CMYK"), "JPEG", quality=92), "image/jpeg"),
        "gray jpeg": (photos.encode(image.convert("L"), "JPEG", quality=92), "image/jpeg"),
        "progressive jpeg": (photos.encode(image, "JPEG", quality=92, progressive=True), "image/jpeg"),
        "rgba png": (photos.encode(image.convert("RGBA"), "PNG"), "image/png"),
        "palette png": (photos.encode(image.quantize(256), "PNG"), "image/png"),
        "webp": (photos.encode(image, "WEBP", quality=90), "image/webp"),
        "animated webp": (photos.encode(image, "WEBP", quality=90, save_all=True,
                                        append_images=[Image.new("RGB", image.size)]), "image/webp"),
    }


@pytest.mark.parametrize("name", ["16-bit png", "cmyk jpeg", "gray jpeg", "progressive jpeg", "rgba png", "palette png",
                                  "webp", "animated webp"])
def test_unusual_photos_are_measured(client, face, name):
    photo, content_type = variants(face)[name]
    analysis = client.wait_for(client.upload(photo, content_type))
    assert analysis["status"] == "completed", analysis
    if name in ("16-bit png", "gray jpeg"):
        findings = {one["label"]: one for one in analysis["prediction"]["findings"]}
        assert findings["skin_redness"]["measured"] is False and findings["skin_redness"]["note"]
        assert analysis["prediction"]["notes"]


def test_all_eight_orientations_give_one_upright_result(client, face):
    predictions, sizes = set(), set()
    for orientation in range(1, 9):
        photo = photos.turned(face, orientation)
        analysis = client.wait_for(client.upload(photo))
        assert analysis["status"] == "completed", (orientation, analysis)
        overlay = client.get(f"/analysis/{analysis['analysis_id']}/overlay").content
        sizes.add(photos.as_image(overlay).size)
        predictions.add(analysis["prediction"]["condition"])
    assert len(sizes) == 1, sizes
    assert len(predictions) == 1, predictions


def test_a_48_megapixel_photo(client, face):
    image = photos.as_image(face).resize((6000, 8000))
    analysis = client.wait_for(client.upload(photos.encode(image, "JPEG", quality=80)))
    assert analysis["status"] == "completed", analysis


def test_no_metadata_reaches_the_disk(client, face):
    photo = photos.with_exif(face, orientation=1, gps=True)
    assert b"SecretCameraMaker" in photo
    permit = client.start_upload()
    answer = client.put(permit, photo)
    assert answer.headers["ETag"] == '"' + hashlib.md5(photo).hexdigest() + '"', "the ETag is of what was sent"
    head = requests.head(permit["upload_url"])
    if head.status_code == 200:
        assert int(head.headers["Content-Length"]) < len(photo)
    for file in client.server.data.rglob("*"):
        if file.is_file():
            assert b"SecretCameraMaker" not in file.read_bytes(), file
