// SPDX-License-Identifier: Apache-2.0
// The frame around the views: the header, moving from one view to the next, where the focus goes.

import type { App, MakeView } from "./app";
import { h, replace } from "./dom";
import { hashOf, isForVisitors, routeOf } from "./router";
import type { Route } from "./router";
import type { EndReason } from "./session";
import { analysisView } from "./views/analysis";
import { confirmView } from "./views/confirm";
import { historyView } from "./views/history";
import { newPhotoView } from "./views/new_photo";
import { progressView } from "./views/progress";
import { signInView } from "./views/sign_in";
import { signUpView } from "./views/sign_up";

function makerOf(route: Route): MakeView {
  switch (route.name) {
    case "sign_in":
      return signInView;
    case "sign_up":
      return signUpView;
    case "confirm":
      return confirmView;
    case "history":
      return historyView;
    case "progress":
      return progressView(route.concern);
    case "analysis":
      return analysisView(route.id);
    default:
      return newPhotoView;
  }
}

function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

type Parts = Omit<App, "go" | "goWhereAsked" | "takeNotice" | "pending">;

const farewells: Readonly<Record<EndReason, string>> = {
  signed_out: "You are signed out.",
  expired: "Your sign-in has ended. Please sign in again.",
  account_deleted: "Your account is deleted, with everything that was stored.",
};

export class Shell {
  private readonly main = part("main");
  private readonly nav = part("nav");
  private readonly account = part("account");
  private readonly app: App;
  private leaving = new AbortController();
  private asked: Route = { name: "new_photo" };
  private notice = "";
  private firstView = true;

  constructor(parts: Parts) {
    this.app = {
      ...parts,
      pending: null,
      go: (route, notice) => this.go(route, notice ?? ""),
      goWhereAsked: () => this.go(this.asked, ""),
      takeNotice: () => {
        const notice = this.notice;
        this.notice = "";
        return notice;
      },
    };
  }

  start(): void {
    const { session } = this.app;
    session.onEnd = (reason) => {
      this.app.photos.clear();
      if (reason === "expired") this.asked = routeOf(location.hash);
      else this.asked = { name: "new_photo" };
      this.go({ name: "sign_in" }, farewells[reason]);
    };
    window.addEventListener("hashchange", () => this.show());
    part("skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.main.focus();
    });
    this.show();
  }

  private go(route: Route, notice: string): void {
    this.notice = notice;
    const hash = hashOf(route);
    if (location.hash === hash) this.show();
    else location.hash = hash;
  }

  // Signed-out people only reach the visitors' views, signed-in ones only the others.
  private show(): void {
    const signedIn = this.app.session.account !== null;
    const wanted = routeOf(location.hash);
    if (!signedIn && !isForVisitors(wanted)) {
      this.asked = wanted;
      history.replaceState(null, "", hashOf({ name: "sign_in" }));
    } else if (signedIn && isForVisitors(wanted)) {
      history.replaceState(null, "", hashOf(this.asked));
    }
    this.mount(routeOf(location.hash));
  }

  private mount(route: Route): void {
    this.leaving.abort();
    this.leaving = new AbortController();
    const view = makerOf(route)(this.app, this.leaving.signal);
    this.showHeader(route);
    document.title = `${view.title} – Lumen`;
    replace(this.main, view.element);
    // A new page is read from its top; the first one starts where the browser puts the focus.
    if (!this.firstView) {
      window.scrollTo(0, 0);
      view.element.querySelector<HTMLElement>("h1")?.focus();
    }
    this.firstView = false;
  }

  private showHeader(route: Route): void {
    const account = this.app.session.account;
    this.nav.hidden = account === null;
    this.account.hidden = account === null;
    if (account === null) {
      replace(this.nav);
      replace(this.account);
      return;
    }
    const link = (to: Route, text: string): HTMLElement =>
      h("a", { href: hashOf(to), "aria-current": to.name === route.name ? "page" : null }, text);
    replace(this.nav, link({ name: "new_photo" }, "New photo"), link({ name: "history" }, "History"));
    const signOut = h("button", { type: "button", class: "plain", onclick: () => void this.signOut() }, "Sign out");
    replace(this.account, account.email !== "" && h("span", { class: "quiet email" }, account.email), signOut);
  }

  private async signOut(): Promise<void> {
    if (await this.app.session.signOut()) return;
    this.go({ name: "sign_in" }, "You are signed out on this device. The server could not be told, so the session there ends by itself later.");
  }
}
