# SPDX-License-Identifier: Apache-2.0
"""A small server that speaks chat completions and embeddings like OpenAI's, with faults on demand. No product code here."""
import hashlib
import http.server
import json
import math
import re
import threading

MODEL = "skin-7b"
TOKEN = "sk-test-secret"
SUMMARY = "The photo shows signs of acne that were measured, and a model from elsewhere puts them into these words."


def tool_turn():
    call = {"id": "call_1", "type": "function",
            "function": {"name": "search_products", "arguments": json.dumps({"query": "gentle cleanser", "limit": 3})}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"


def final_turn(messages):
    found = [json.loads(one["content"]) for one in messages if one["role"] == "tool"]
    ids = [product["product_id"] for one in found for product in one.get("products", [])]
    answer = {"summary": SUMMARY, "recommendations": ["Cleanse gently in the evening."],
              "care_instructions": ["Evening: cleanse, then moisturise."], "product_ids": ids[:2], "citation_ids": []}
    return {"role": "assistant", "content": json.dumps(answer)}, "stop"


def usage_of(body):
    return {"prompt_tokens": len(body["messages"]) * 100, "completion_tokens": 20, "total_tokens": len(body["messages"]) * 100 + 20}


def whole(body, message, reason):
    return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1768473000, "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": reason}], "usage": usage_of(body)}


def chunks(body, message, reason):
    """The same answer as a stream's events."""
    def chunk(delta, finish=None):
        return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1768473000, "model": body["model"],
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    yield chunk({"role": "assistant", "content": None if message.get("tool_calls") else ""})
    for index, call in enumerate(message.get("tool_calls", [])):
        function = call["function"]
        yield chunk({"tool_calls": [{"index": index, "id": call["id"], "type": "function",
                                     "function": {"name": function["name"], "arguments": ""}}]})
        for part in re.findall(".{1,7}", function["arguments"]):
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": part}}]})
    for part in re.findall("(?s).{1,9}", message["content"] or ""):
        yield chunk({"content": part})
    yield chunk({}, reason)
    if body.get("stream_options", {}).get("include_usage"):
        yield {**chunk({}), "choices": [], "usage": usage_of(body)}


def embedding_of(text, dimensions):
    """Words hashed onto dimensions: texts with common words are near."""
    vector = [0.0] * dimensions
    for word in re.findall("[a-z]+", text.lower()):
        digest = hashlib.sha256(word.encode()).digest()
        vector[int.from_bytes(digest[:4], "big") % dimensions] += 2.0
    return vector if any(vector) else [1.0] * dimensions


class ChatServer:
    """`fault`: "" | "half" (the second turn breaks off) | "loop" (tools for ever) | "nonsense" | "throttled" | "loading"
    | "down" (embeddings answer 500)."""

    def __init__(self, fault="", dimensions=64):
        self.fault = fault
        self.dimensions = dimensions
        self.requests = []  # (path, headers by their names in lower case, body)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def bodies(self, path="/v1/chat/completions"):
        return [body for seen, _, body in self.requests if seen == path]

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *unused):
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *unused):
                pass

            def answer(self, status, value, **headers):
                body = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                for name, text in {"Content-Type": "application/json", "Content-Length": len(body), **headers}.items():
                    self.send_header(name, str(text))
                self.end_headers()
                self.wfile.write(body)

            def refused(self):
                if self.headers["Authorization"] == f"Bearer {TOKEN}":
                    return False
                self.answer(401, {"error": {"message": "Incorrect API key provided", "type": "invalid_request_error",
                                            "param": None, "code": "invalid_api_key"}})
                return True

            def do_GET(self):
                owner.requests.append((self.path, {name.lower(): text for name, text in self.headers.items()}, None))
                if not self.refused():
                    self.answer(200, {"object": "list", "data": [{"id": MODEL, "object": "model"}]})

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                owner.requests.append((self.path, {name.lower(): text for name, text in self.headers.items()}, body))
                if self.refused():
                    return
                if self.path == "/v1/embeddings":
                    self.embed(body)
                elif body["model"] != MODEL:
                    self.answer(404, {"error": {"message": "no such model", "type": "invalid_request_error",
                                                "param": None, "code": "model_not_found"}})
                else:
                    self.chat(body)

            def embed(self, body):
                if owner.fault == "down":
                    return self.answer(500, {"error": {"message": "down"}})
                data = [{"object": "embedding", "index": i, "embedding": embedding_of(text, owner.dimensions)}
                        for i, text in enumerate(body["input"])]
                return self.answer(200, {"object": "list", "data": data[::-1], "model": body["model"],
                                         "usage": {"prompt_tokens": 1, "total_tokens": 1}})

            def chat(self, body):
                if owner.fault == "throttled":
                    return self.answer(429, {"error": {"message": "slow down"}}, **{"Retry-After": 1})
                if owner.fault == "loading":
                    return self.answer(503, {"error": {"message": "Loading model"}})
                if owner.fault == "nonsense":
                    return self.answer(200, b"<html>a proxy's page</html>")
                answered = any(one["role"] == "tool" for one in body["messages"])
                message, reason = final_turn(body["messages"]) if answered and owner.fault != "loop" else tool_turn()
                breaks = answered and owner.fault == "half"
                return self.stream(body, message, reason, breaks) if body.get("stream") else \
                    self.send_whole(body, message, reason, breaks)

            def send_whole(self, body, message, reason, breaks):
                text = json.dumps(whole(body, message, reason)).encode()
                if not breaks:
                    return self.answer(200, text)
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text[:len(text) // 2])
                self.close_connection = True

            def stream(self, body, message, reason, breaks):
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                events = [b"data: " + json.dumps(one).encode() + b"\n\n" for one in chunks(body, message, reason)]
                self.wfile.write(b"".join(events[:len(events) // 2] if breaks else events + [b"data: [DONE]\n\n"]))
                self.close_connection = True

        return Handler
