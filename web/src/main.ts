// SPDX-License-Identifier: Apache-2.0
// Wires the page together.

import { Api } from "./api";
import { Cognito } from "./cognito";
import { Consent } from "./consent";
import { readDeployment } from "./deployment";
import { RecentPhotos } from "./recent_photos";
import { Session, storageKey } from "./session";
import type { Keep } from "./session";
import { Shell } from "./shell";

// The folder of this page, so that Lumen works behind a stage prefix such as /dev.
const base = new URL(".", location.href.replace(/[?#].*$/, "")).href;
const send = (input: string, init: RequestInit): Promise<Response> => fetch(input, init);

// A browser that forbids storage throws at its mere mention; then nothing outlives this visit.
function storage(open: () => Keep): Keep {
  try {
    return open();
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  }
}

const lasting = storage(() => localStorage);
const passing = storage(() => sessionStorage);
const deployment = readDeployment((name) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null);
const cognito = new Cognito(base, deployment.clientId, send);
const session = new Session(cognito, lasting, passing, () => Date.now());
window.addEventListener("storage", (event) => {
  if (event.key === storageKey && event.newValue === null) session.endedElsewhere();
});

const shell = new Shell({
  deployment,
  cognito,
  session,
  api: new Api(base, session, send),
  photos: new RecentPhotos(),
  consent: new Consent(lasting),
});
shell.start();
