// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";

import { days, readDeployment } from "./deployment";

function read(meta: Record<string, string>) {
  return readDeployment((name) => meta[name] ?? null);
}

test("the page knows the client id and the retention the server wrote into it", () => {
  const deployment = read({ "lumen-client-id": "other-app", "lumen-retention-days": "7" });
  assert.deepEqual(deployment, { clientId: "other-app", retentionDays: 7 });
});

test("a page that no server filled in says so", () => {
  const unfilled = { "lumen-client-id": "{{client_id}}", "lumen-retention-days": "{{retention_days}}" };
  for (const meta of [{}, unfilled, { "lumen-client-id": "", "lumen-retention-days": "7" }]) {
    assert.throws(() => read(meta), /lacks its lumen-client-id/);
  }
});

test("days are counted in English", () => {
  assert.equal(days(1), "1 day");
  assert.equal(days(30), "30 days");
});
