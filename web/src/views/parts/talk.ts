// SPDX-License-Identifier: Apache-2.0
// A conversation about one result: what was said, what is being looked up, and a field to ask.

import { announce } from "../../announce";
import type { Api } from "../../api";
import { h, replace } from "../../dom";
import { readableLabel } from "../../wire";
import type { Analysis, Exchange } from "../../wire";
import { citationItem } from "./explanation";
import { field, form } from "./form";
import { productItem } from "./products";

const messageLength_max = 1000;

// What a tool does, in words for whoever waits.
const lookingUp: Readonly<Record<string, string>> = {
  search_products: "Looking through the products.",
  get_products_by_condition: "Looking through the products.",
  search_knowledge: "Looking through the sources.",
  get_history: "Looking at your earlier photos.",
  check_routine: "Checking what goes together.",
};

function exchangeItem(exchange: Exchange): HTMLElement {
  return h(
    "li",
    { class: "exchange" },
    h("p", { class: "asked" }, h("span", { class: "unseen" }, "You asked: "), exchange.message),
    h("p", { class: exchange.urgent ? "reply doctor" : "reply" }, exchange.reply),
    exchange.products.length > 0 && h("ul", { class: "plain-list product-list" }, ...exchange.products.map(productItem)),
    exchange.citations.length > 0 &&
      h("details", {}, h("summary", {}, "Sources"), h("ul", {}, ...exchange.citations.map(citationItem))),
  );
}

function suggestions(analysis: Analysis): string[] {
  const name = readableLabel(analysis.prediction?.condition ?? "").toLowerCase();
  const healthy = name === "" || name === "healthy";
  return [
    "What does my result mean?",
    healthy ? "How do I keep my skin like this?" : `What helps with ${name}?`,
    "Which product should I try first?",
  ];
}

class Talk {
  readonly element: HTMLElement;
  private readonly list = h("ol", { class: "plain-list exchanges", "aria-label": "Questions and answers" });
  private readonly waiting = h("p", { class: "quiet waiting", hidden: true });
  private readonly question = field("Your question", { type: "text", maxlength: String(messageLength_max), autocomplete: "off", required: true });
  private readonly starts: HTMLElement;
  private sessionId = "";

  constructor(
    private readonly api: Api,
    private readonly analysis: Analysis,
    private readonly signal: AbortSignal,
  ) {
    const start = (text: string): HTMLElement => h("button", { type: "button", class: "plain", onclick: () => this.begin(text) }, text);
    this.starts = h("p", { class: "actions starts" }, ...suggestions(analysis).map(start));
    const asking = form("Ask", () => this.ask(), this.question.row);
    this.element = h(
      "section",
      { class: "talk", "aria-labelledby": "talk-title" },
      h("h2", { id: "talk-title" }, "Ask about this result"),
      h("p", { class: "quiet" }, "Answers come from what was measured and from published sources. They are no medical advice."),
      this.list,
      this.waiting,
      this.starts,
      asking,
    );
    void this.load();
  }

  private async load(): Promise<void> {
    try {
      const exchanges = await this.api.exchanges(this.analysis.id, this.signal);
      this.list.prepend(...exchanges.map(exchangeItem));
      this.sessionId ||= exchanges.at(-1)?.sessionId ?? "";
      if (exchanges.length > 0) this.starts.remove();
    } catch {
      // What was said before is beside the main thing; asking says what is wrong.
    }
  }

  private begin(text: string): void {
    this.question.input.value = text;
    this.question.input.form?.requestSubmit();
  }

  private async ask(): Promise<void> {
    const message = this.question.input.value.trim();
    if (message === "") return;
    this.wait("Thinking about it.");
    try {
      const onTool = (tool: string): void => this.wait(lookingUp[tool] ?? "Looking something up.");
      const exchange = await this.api.ask(this.analysis.id, message, this.sessionId, onTool, this.signal);
      this.sessionId = exchange.sessionId;
      this.question.input.value = "";
      this.starts.remove();
      const item = exchangeItem(exchange);
      this.list.append(item);
      announce(exchange.reply);
      this.question.input.focus({ preventScroll: true });
      item.scrollIntoView({ block: "nearest" });
    } finally {
      this.waiting.hidden = true;
    }
  }

  private wait(text: string): void {
    replace(this.waiting, text);
    this.waiting.hidden = false;
  }
}

export function talkSection(api: Api, analysis: Analysis, signal: AbortSignal): HTMLElement {
  return new Talk(api, analysis, signal).element;
}
