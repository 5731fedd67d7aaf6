// SPDX-License-Identifier: Apache-2.0
// Remembers on this device that a person has agreed to their photos being stored. Asked again when the words change.

import type { Keep } from "./session";

const version = "1";

export class Consent {
  constructor(private readonly keep: Keep) {}

  given(subject: string): boolean {
    try {
      return this.keep.getItem(this.key(subject)) === version;
    } catch {
      return false;
    }
  }

  give(subject: string): void {
    try {
      this.keep.setItem(this.key(subject), version);
    } catch {
      // Not stored: asked again next time.
    }
  }

  private key(subject: string): string {
    return `lumen.consent.${subject}`;
  }
}
