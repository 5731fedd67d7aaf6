// SPDX-License-Identifier: Apache-2.0
// Products that may suit the result, each with the reason it was chosen. What a source did not state is not shown.

import { h } from "../../dom";
import { counted } from "../../format";
import type { Product } from "../../wire";

function ratingText(product: Product): string {
  if (product.rating === null) return "";
  const reviews = product.reviewCount > 0 ? ` (${counted(product.reviewCount, "review", "reviews")})` : "";
  return `Rated ${product.rating.toFixed(1)} of 5${reviews}`;
}

export function productItem(product: Product): HTMLElement {
  const facts = [product.category, product.priceRange, ratingText(product)].filter((fact) => fact !== "");
  const host = product.shopUrl === "" ? "" : new URL(product.shopUrl).hostname.replace(/^www\./, "");
  return h(
    "li",
    { class: "product" },
    h("h3", {}, product.name),
    product.brand !== "" && h("p", { class: "product-brand" }, product.brand),
    facts.length > 0 && h("p", { class: "product-facts" }, facts.join(" · ")),
    product.why !== "" && h("p", { class: "product-why" }, product.why),
    product.why === "" && product.description !== "" && h("p", {}, product.description),
    product.ingredients.length > 0 &&
      h(
        "details",
        {},
        h("summary", { "aria-label": `Ingredients of ${product.name}` }, "Ingredients"),
        h("p", { class: "quiet" }, product.ingredients.join(", ")),
      ),
    host !== "" &&
      h("p", {}, h("a", { href: product.shopUrl, rel: "noopener noreferrer external", target: "_blank", "aria-label": `${product.name} at ${host}, opens in a new tab` }, `See it at ${host}`)),
  );
}

export function productsSection(products: readonly Product[]): HTMLElement {
  return h(
    "section",
    { class: "products", "aria-labelledby": "products-title" },
    h("h2", { id: "products-title" }, "Products that may suit"),
    products.length === 0
      ? h("p", {}, "No product is suggested for this result.")
      : h("ul", { class: "plain-list product-list" }, ...products.map(productItem)),
  );
}
