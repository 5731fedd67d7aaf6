// SPDX-License-Identifier: Apache-2.0
// Builds elements from data. Text is always set as text, never parsed as HTML.

export type Child = Node | string | null | undefined | false;

type Handlers = { [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => void };

// Attributes: a string is set as it is, `true` as an empty one; `false`, null and undefined are left out.
export type Attributes = Handlers & { readonly [name: string]: unknown };

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value as EventListener);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter(isShown));
  return element;
}

const svgNamespace = "http://www.w3.org/2000/svg";

// A drawn element. Its looks come from classes: a style attribute would be against the page's policy.
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.filter(isShown));
  return element;
}

function isShown(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false && child !== "";
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren(...children.filter(isShown));
}

let lastId = 0;

// An id that no other element of the page has, for label/for and aria-describedby.
export function freshId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
