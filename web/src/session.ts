// SPDX-License-Identifier: Apache-2.0
// Who is signed in. Short-lived tokens stay in memory; only the refresh token is kept by the browser: across
// visits when the person asked to stay signed in, else until the tab closes.

import type { Cognito, Tokens } from "./cognito";
import { Problem } from "./problem";
import { asObject, asText } from "./wire";

// The part of Storage that is used; a browser that refuses to store simply forgets.
export interface Keep {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Account {
  readonly email: string;
  readonly subject: string; // the `sub` claim, "" when the token does not show it
}

export type KeepSignedIn = "on_this_device" | "until_tab_closes";
export type EndReason = "signed_out" | "expired" | "account_deleted";

interface Stored extends Account {
  readonly refreshToken: string;
}

export const storageKey = "lumen.session";
const renewBefore_ms = 60_000;

// The claims of a token as they are written in it. The server checks the signature; the page only shows them.
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return asObject(JSON.parse(new TextDecoder().decode(bytes))) ?? {};
  } catch {
    return {};
  }
}

function readStored(keep: Keep): Stored | null {
  try {
    const json = asObject(JSON.parse(keep.getItem(storageKey) ?? "null"));
    const refreshToken = asText(json?.["refreshToken"]);
    if (json === null || refreshToken === "") return null;
    return { refreshToken, email: asText(json["email"]), subject: asText(json["subject"]) };
  } catch {
    return null;
  }
}

function tryTo(action: () => void): void {
  try {
    action();
  } catch {
    // Storage is full or forbidden: the person is signed in for this visit only.
  }
}

export class Session {
  private stored: Stored | null;
  private keep: Keep;
  private tokens: Tokens | null = null;
  private renewAt_ms = 0;
  private renewal: Promise<Tokens> | null = null;

  // Called when a signed-in session is over.
  onEnd: (reason: EndReason) => void = () => undefined;

  constructor(
    private readonly cognito: Cognito,
    private readonly lasting: Keep,
    private readonly passing: Keep,
    private readonly now_ms: () => number,
  ) {
    this.stored = readStored(passing);
    this.keep = passing;
    if (this.stored === null) {
      this.stored = readStored(lasting);
      this.keep = lasting;
    }
  }

  get account(): Account | null {
    return this.stored;
  }

  async signIn(email: string, password: string, keepSignedIn: KeepSignedIn): Promise<void> {
    const tokens = await this.cognito.signIn(email, password);
    const claims = claimsOf(tokens.idToken);
    const address = asText(claims["email"]) || (await this.cognito.emailOf(tokens.accessToken).catch(() => email));
    this.keep = keepSignedIn === "on_this_device" ? this.lasting : this.passing;
    this.take(tokens);
    this.store({ refreshToken: tokens.refreshToken, email: address, subject: asText(claims["sub"]) });
  }

  // An id token that is good for at least the next minute. Renews it once however many ask at the same time.
  async idToken(): Promise<string> {
    if (this.tokens !== null && this.now_ms() < this.renewAt_ms) return this.tokens.idToken;
    return (await this.renew()).idToken;
  }

  // For a token that the server refused before its time.
  forgetToken(refused: string): void {
    if (this.tokens?.idToken === refused) this.tokens = null;
  }

  // Forgets the session here first, then asks the server to revoke it. False: the server could not be asked.
  async signOut(): Promise<boolean> {
    const refreshToken = this.stored?.refreshToken ?? "";
    this.end("signed_out");
    if (refreshToken === "") return true;
    try {
      await this.cognito.revoke(refreshToken);
      return true;
    } catch {
      return false;
    }
  }

  // The account goes for good, and this session with it. An access token is asked for anew: only a living one counts.
  async deleteAccount(): Promise<void> {
    const tokens = await this.renew();
    await this.cognito.deleteUser(tokens.accessToken);
    this.end("account_deleted");
  }

  // Another tab has signed out (its storage event names our key with no value).
  endedElsewhere(): void {
    if (this.stored !== null && this.keep === this.lasting) this.end("signed_out");
  }

  private renew(): Promise<Tokens> {
    this.renewal ??= this.requestTokens().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async requestTokens(): Promise<Tokens> {
    const stored = this.stored;
    if (stored === null) throw new Problem({ code: "signed_out", message: "You are signed out.", status: 401 });
    try {
      const tokens = await this.cognito.refresh(stored.refreshToken);
      if (this.stored !== stored) throw new Problem({ code: "signed_out", message: "You are signed out.", status: 401 });
      this.take(tokens);
      if (tokens.refreshToken !== "") this.store({ ...stored, refreshToken: tokens.refreshToken });
      return tokens;
    } catch (thrown) {
      // Only a refusal ends the session; a lost connection or a busy server does not.
      if (thrown instanceof Problem && !thrown.passes && this.stored === stored) this.end("expired");
      throw thrown;
    }
  }

  private take(tokens: Tokens): void {
    this.tokens = tokens;
    // A token that lives less than two minutes is used for half of its life.
    const life_ms = tokens.expiresIn_s * 1000;
    this.renewAt_ms = this.now_ms() + Math.max(life_ms - renewBefore_ms, life_ms / 2);
  }

  private store(stored: Stored): void {
    this.stored = stored;
    tryTo(() => this.keep.setItem(storageKey, JSON.stringify(stored)));
  }

  private end(reason: EndReason): void {
    this.stored = null;
    this.tokens = null;
    tryTo(() => this.lasting.removeItem(storageKey));
    tryTo(() => this.passing.removeItem(storageKey));
    this.onEnd(reason);
  }
}
