// SPDX-License-Identifier: Apache-2.0
// Which view an address of the page means. Addresses live behind the "#", so the server serves one page. Pure.

export type Route =
  | { readonly name: "sign_in" }
  | { readonly name: "sign_up" }
  | { readonly name: "confirm" }
  | { readonly name: "new_photo" }
  | { readonly name: "history" }
  | { readonly name: "progress"; readonly concern: string } // "": the page chooses
  | { readonly name: "analysis"; readonly id: string };

export function routeOf(hash: string): Route {
  const parts = hash.replace(/^#\/?/, "").split("/");
  switch (parts[0]) {
    case "sign-in":
      return { name: "sign_in" };
    case "sign-up":
      return { name: "sign_up" };
    case "confirm":
      return { name: "confirm" };
    case "history":
      return { name: "history" };
    case "progress":
      return { name: "progress", concern: decoded(parts[1] ?? "") };
    case "analysis":
      return parts[1] ? { name: "analysis", id: decoded(parts[1]) } : { name: "history" };
    default:
      return { name: "new_photo" };
  }
}

export function hashOf(route: Route): string {
  switch (route.name) {
    case "sign_in":
      return "#/sign-in";
    case "sign_up":
      return "#/sign-up";
    case "analysis":
      return `#/analysis/${encodeURIComponent(route.id)}`;
    case "progress":
      return route.concern === "" ? "#/progress" : `#/progress/${encodeURIComponent(route.concern)}`;
    case "new_photo":
      return "#/";
    default:
      return `#/${route.name}`;
  }
}

// Views that only make sense before signing in.
export function isForVisitors(route: Route): boolean {
  return route.name === "sign_in" || route.name === "sign_up" || route.name === "confirm";
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
