# SPDX-License-Identifier: Apache-2.0
"""A small server that speaks Converse, InvokeAgent and Retrieve like Bedrock's, with faults on demand. It takes only requests
whose signature Debian's botocore computes too. No product code here."""
import base64
import http.server
import json
import re
import struct
import threading
import zlib

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

MODEL = "amazon.nova-lite-v1:0"
KEY_ID, SECRET, API_KEY, REGION = "AKIDEXAMPLE", "bedrock-secret-key", "bedrock-api-key", "us-west-2"
SUMMARY = "The photo shows signs of acne that were measured, and a model in Bedrock puts them “into these words”."
SEARCH = {"query": "gentle cleanser", "limit": 3}


def signature_is_right(url, headers, body):
    found = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/(\S+)/bedrock/aws4_request, "
                         r"SignedHeaders=(\S+), Signature=(\w{64})", headers.get("authorization", ""))
    if not found or found.group(1) != KEY_ID or found.group(2) != REGION:
        return False
    signer = SigV4Auth(Credentials(KEY_ID, SECRET), "bedrock", REGION)
    request = AWSRequest(method="POST", url=url, data=body)
    for name in found.group(3).split(";"):
        request.headers[name] = headers[name]
    request.context["timestamp"] = headers["x-amz-date"]
    text = signer.string_to_sign(request, signer.canonical_request(request))
    return signer.signature(text, request) == found.group(4)


def frame(payload, **headers):
    """One message of an event stream."""
    encoded = b""
    for name, value in headers.items():
        name = b":" + name.replace("_", "-").encode()
        encoded += bytes([len(name)]) + name + b"\x07" + struct.pack(">H", len(value)) + value.encode()
    prelude = struct.pack(">II", 16 + len(encoded) + len(payload), len(encoded))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + encoded + payload
    return message + struct.pack(">I", zlib.crc32(message))


def event(kind, **payload):
    return frame(json.dumps(payload).encode(), event_type=kind, content_type="application/json", message_type="event")


def exception(kind):
    return frame(b'{"message":"Not now."}', exception_type=kind, content_type="application/json", message_type="exception")


def final_answer(products):
    return json.dumps({"summary": SUMMARY, "recommendations": ["Cleanse gently in the evening."],
                       "care_instructions": ["Evening: cleanse, then moisturise."],
                       "product_ids": [one["product_id"] for one in products[:2]], "citation_ids": []}, ensure_ascii=False)


def converse_answer(content, reason):
    return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": reason,
            "usage": {"inputTokens": 200, "outputTokens": 20, "totalTokens": 220}, "metrics": {"latencyMs": 1}}


def agent_trace():
    usage = {"inputTokens": 200, "outputTokens": 20}
    return event("trace", sessionId="s", trace={"orchestrationTrace": {"modelInvocationOutput": {"metadata": {"usage": usage}}}})


class BedrockServer:
    """`fault`: "" | "half" (the second turn breaks off) | "loop" (tools for ever) | "nonsense" | "throttled" | "big" (10 MB) |
    "guardrail" | "inside" (an exception after HTTP 200; agents only)."""

    def __init__(self, fault=""):
        self.fault = fault
        self.requests = []  # (path, headers by their names in lower case, body)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def bodies(self):
        return [body for _, _, body in self.requests]

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

            def answer(self, status, body, kind="application/json", part=None, **headers):
                self.send_response(status)
                for name, text in {"Content-Type": kind, "Content-Length": len(body), **headers}.items():
                    self.send_header(name, str(text))
                self.end_headers()
                self.wfile.write(body[:part])
                self.close_connection = part is not None

            def refuse(self, status, name):
                self.answer(status, b'{"message":"No."}', **{"x-amzn-ErrorType": name + ":http://internal.amazon.com/"})

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): text for name, text in self.headers.items()}
                body = json.loads(raw)
                owner.requests.append((self.path, headers, body))
                by_key = headers.get("authorization") == f"Bearer {API_KEY}" and self.path.startswith("/model/")
                if not by_key and not signature_is_right(owner.url + self.path, headers, raw):
                    return self.refuse(403, "InvalidSignatureException")
                if owner.fault == "throttled":
                    return self.refuse(429, "ThrottlingException")
                if owner.fault == "nonsense":
                    return self.answer(200, b"<html>a proxy's page</html>", "text/html")
                if self.path == f"/model/{MODEL.replace(':', '%3A')}/converse":
                    return self.converse(body)
                if re.fullmatch(r"/agents/AGENT12345/agentAliases/TSTALIASID/sessions/[0-9a-zA-Z._:-]{2,100}/text", self.path):
                    return self.invoke_agent(body)
                return self.refuse(404, "ResourceNotFoundException")

            def converse(self, body):
                if not isinstance(body["messages"], list):
                    return self.refuse(400, "ValidationException")
                results = [block["toolResult"] for one in body["messages"] for block in one["content"] if "toolResult" in block]
                if owner.fault == "guardrail":
                    return self.send_json(converse_answer([{"text": "I cannot help."}], "guardrail_intervened"))
                if owner.fault == "big":
                    return self.send_json(converse_answer([{"text": "a" * 10_000_000}], "end_turn"))
                if not results or owner.fault == "loop":
                    use = {"toolUseId": f"tooluse_{len(results)}", "name": "search_products", "input": SEARCH}
                    return self.send_json(converse_answer([{"text": "Let me look."}, {"toolUse": use}], "tool_use"))
                text = final_answer(results[0]["content"][0]["json"]["products"])
                return self.send_json(converse_answer([{"text": text}], "end_turn"), breaks=owner.fault == "half")

            def send_json(self, value, breaks=False):
                body = json.dumps(value).encode()
                self.answer(200, body, part=len(body) // 2 if breaks else None)

            def invoke_agent(self, body):
                if not isinstance(body.get("inputText", ""), str):
                    return self.refuse(400, "SerializationException")
                state = body.get("sessionState")
                if owner.fault == "guardrail":
                    intervened = {"guardrailTrace": {"action": "INTERVENED"}}
                    return self.send_events([event("trace", trace=intervened), self.chunk("I cannot help.")])
                if owner.fault == "big":
                    return self.send_events([self.chunk("a" * 1_000_000)] * 8)
                if owner.fault == "inside":
                    return self.send_events([self.chunk("half of"), exception("throttlingException")])
                if state is None or owner.fault == "loop":
                    values = [{"name": name, "type": "string", "value": str(value)} for name, value in SEARCH.items()]
                    call = {"functionInvocationInput": {"actionGroup": "LumenTools", "function": "search_products",
                                                        "parameters": values, "actionInvocationType": "RESULT"}}
                    return self.send_events([agent_trace(), event("returnControl", invocationId="inv-1", invocationInputs=[call])])
                assert state["invocationId"] == "inv-1"
                result = state["returnControlInvocationResults"][0]["functionResult"]
                assert (result["actionGroup"], result["function"]) == ("LumenTools", "search_products")
                text = final_answer(json.loads(result["responseBody"]["TEXT"]["body"])["products"])
                # Cut in the middle of characters too.
                raw = text.encode()
                events = [self.chunk(raw[at:at + 11]) for at in range(0, len(raw), 11)]
                return self.send_events([agent_trace(), *events], breaks=owner.fault == "half")

            @staticmethod
            def chunk(text):
                raw = text if isinstance(text, bytes) else text.encode()
                return event("chunk", bytes=base64.b64encode(raw).decode())

            def send_events(self, events, breaks=False):
                body = b"".join(events)
                # As Bedrock does: a stream whose end is the connection's.
                self.send_response(200)
                self.send_header("Content-Type", "application/vnd.amazon.eventstream")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(body[:-5] if breaks else body)
                self.close_connection = True

        return Handler
