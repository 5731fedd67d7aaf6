// SPDX-License-Identifier: Apache-2.0
// What the operator set and this page has to know. The server writes it into the page's <meta> elements.

export interface Deployment {
  readonly clientId: string; // of the user pool
  readonly retentionDays: number; // until a photo and its result are deleted
}

export function readDeployment(contentOf: (name: string) => string | null): Deployment {
  const clientId = contentOf("lumen-client-id") ?? "";
  const retentionDays = Number(contentOf("lumen-retention-days"));
  if (clientId === "" || !Number.isInteger(retentionDays) || retentionDays < 1) {
    throw new Error("The page lacks its lumen-client-id or lumen-retention-days.");
  }
  return { clientId, retentionDays };
}

export function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
