// SPDX-License-Identifier: Apache-2.0
// What every view may use, and what a view is.

import type { Api } from "./api";
import type { Cognito } from "./cognito";
import type { Consent } from "./consent";
import type { Deployment } from "./deployment";
import type { RecentPhotos } from "./recent_photos";
import type { Route } from "./router";
import type { Session } from "./session";

// Between signing up and entering the code; the password is kept in memory to sign in right after.
export interface PendingConfirmation {
  readonly email: string;
  readonly password: string;
  readonly destination: string; // masked
}

export interface App {
  readonly deployment: Deployment;
  readonly cognito: Cognito;
  readonly session: Session;
  readonly api: Api;
  readonly photos: RecentPhotos;
  readonly consent: Consent;
  pending: PendingConfirmation | null;
  // Leaves for another view; `notice` is a sentence the next view shows at its top.
  go(route: Route, notice?: string): void;
  // Where to go after signing in: the page that was asked for first.
  goWhereAsked(): void;
  takeNotice(): string;
}

export interface View {
  readonly title: string;
  readonly element: HTMLElement; // holds the page's one h1
}

// `signal` is aborted when the view is left.
export type MakeView = (app: App, signal: AbortSignal) => View;
