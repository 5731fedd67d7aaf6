// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { Cognito } from "./cognito";
import { claimsOf, Session, storageKey } from "./session";
import type { EndReason, Keep } from "./session";

class MemoryKeep implements Keep {
  readonly values = new Map<string, string>();
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
}

interface Call {
  readonly operation: string;
  readonly body: Record<string, unknown>;
}

type Answer = { readonly status: number; readonly json: unknown } | "lost";

function token(claims: object): string {
  return `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
}

function granted(name: string, refreshToken?: string): Answer {
  const idToken = token({ sub: "s-1", email: "jane@example.org", name });
  return { status: 200, json: { AuthenticationResult: { IdToken: idToken, AccessToken: "a", RefreshToken: refreshToken, ExpiresIn: 3600, TokenType: "Bearer" } } };
}

const refused: Answer = { status: 400, json: { __type: "NotAuthorizedException", message: "Refresh Token has been revoked" } };

function bench(answers: Answer[], lasting = new MemoryKeep()) {
  const calls: Call[] = [];
  const passing = new MemoryKeep();
  const clock = { now_ms: 0 };
  const cognito = new Cognito("/", "lumen-app", async (_address, init) => {
    const headers = init.headers as Record<string, string>;
    calls.push({ operation: (headers["X-Amz-Target"] ?? "").split(".")[1] ?? "", body: JSON.parse(String(init.body)) as Record<string, unknown> });
    const answer = answers.shift();
    assert.ok(answer !== undefined, "an unexpected call");
    if (answer === "lost") throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify(answer.json), { status: answer.status });
  });
  const session = new Session(cognito, lasting, passing, () => clock.now_ms);
  const ends: EndReason[] = [];
  session.onEnd = (reason) => ends.push(reason);
  return { session, calls, lasting, passing, clock, ends, answers };
}

test("signing in keeps only the refresh token, where the person asked for it", async () => {
  const stay = bench([granted("one", "r1")]);
  await stay.session.signIn("jane@example.org", "secret", "on_this_device");
  assert.deepEqual(JSON.parse(stay.lasting.getItem(storageKey) ?? ""), { refreshToken: "r1", email: "jane@example.org", subject: "s-1" });
  assert.equal(stay.passing.values.size, 0);
  assert.deepEqual(stay.calls[0]?.body, {
    ClientId: "lumen-app",
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "jane@example.org", PASSWORD: "secret" },
  });

  const pass = bench([granted("one", "r1")]);
  await pass.session.signIn("jane@example.org", "secret", "until_tab_closes");
  assert.equal(pass.lasting.values.size, 0);
  assert.equal(pass.passing.values.size, 1);
});

test("a token is used until a minute before its end and renewed once for many askers", async () => {
  const { session, calls, clock } = bench([granted("one", "r1"), granted("two")]);
  await session.signIn("jane@example.org", "secret", "on_this_device");
  clock.now_ms = 3_539_999;
  assert.equal(claimsOf(await session.idToken())["name"], "one");
  clock.now_ms = 3_540_000;
  const tokens = await Promise.all([session.idToken(), session.idToken(), session.idToken()]);
  assert.deepEqual(tokens.map((one) => claimsOf(one)["name"]), ["two", "two", "two"]);
  assert.deepEqual(calls.map((call) => call.operation), ["InitiateAuth", "InitiateAuth"]);
  assert.deepEqual(calls[1]?.body["AuthParameters"], { REFRESH_TOKEN: "r1" });
});

test("a stored session is taken up again, and a rotated refresh token replaces the old one", async () => {
  const lasting = new MemoryKeep();
  lasting.setItem(storageKey, JSON.stringify({ refreshToken: "r1", email: "jane@example.org", subject: "s-1" }));
  const { session } = bench([granted("two", "r2")], lasting);
  assert.equal(session.account?.email, "jane@example.org");
  await session.idToken();
  assert.match(lasting.getItem(storageKey) ?? "", /"r2"/);
});

test("a refused refresh token ends the session; a lost connection does not", async () => {
  const lasting = new MemoryKeep();
  lasting.setItem(storageKey, JSON.stringify({ refreshToken: "r1", email: "e", subject: "s" }));
  const { session, ends } = bench(["lost", { status: 503, json: {} }, refused], lasting);
  await assert.rejects(session.idToken(), /could not be reached/);
  await assert.rejects(session.idToken(), /fault/);
  assert.notEqual(session.account, null);
  await assert.rejects(session.idToken(), /revoked/);
  assert.equal(session.account, null);
  assert.deepEqual(ends, ["expired"]);
  assert.equal(lasting.values.size, 0);
});

test("signing out forgets first and then revokes; it says when the server could not be told", async () => {
  const told = bench([granted("one", "r1"), { status: 200, json: {} }]);
  await told.session.signIn("jane@example.org", "secret", "on_this_device");
  assert.equal(await told.session.signOut(), true);
  assert.deepEqual(told.calls[1], { operation: "RevokeToken", body: { ClientId: "lumen-app", Token: "r1" } });
  assert.equal(told.lasting.values.size, 0);
  assert.deepEqual(told.ends, ["signed_out"]);

  const untold = bench([granted("one", "r1"), "lost"]);
  await untold.session.signIn("jane@example.org", "secret", "on_this_device");
  assert.equal(await untold.session.signOut(), false);
  assert.equal(untold.session.account, null);
});

test("signing out during a renewal does not sign in again", async () => {
  const lasting = new MemoryKeep();
  lasting.setItem(storageKey, JSON.stringify({ refreshToken: "r1", email: "e", subject: "s" }));
  const { session } = bench([granted("two", "r2"), { status: 200, json: {} }], lasting);
  const renewing = session.idToken();
  const leaving = session.signOut();
  await assert.rejects(renewing, /signed out/);
  await leaving;
  assert.equal(session.account, null);
  assert.equal(lasting.values.size, 0);
});

test("a further sign-in step is told, broken storage and broken tokens are survived", async () => {
  const { session } = bench([{ status: 200, json: { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "x" } }]);
  await assert.rejects(session.signIn("e", "p", "on_this_device"), /SOFTWARE_TOKEN_MFA/);
  const lasting = new MemoryKeep();
  lasting.setItem(storageKey, "{broken");
  assert.equal(bench([], lasting).session.account, null);
  assert.deepEqual(claimsOf("not a token"), {});
});
