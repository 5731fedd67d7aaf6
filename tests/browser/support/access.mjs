// SPDX-License-Identifier: Apache-2.0
// Checks of what a page must have for people who do not see it, see it badly or use no mouse. They run in the page.

import assert from "node:assert/strict";

// Names, labels, headings, landmarks, ids.
function structureFaults() {
  const faults = [];
  const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
  const nameOf = (element) => {
    const by = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const text = by.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const labels = [...(element.labels ?? [])].map((label) => label.textContent).join(" ");
    return (text || element.getAttribute("aria-label") || labels || "").trim();
  };
  const tell = (element, what) => faults.push(`${what}: ${element.outerHTML.slice(0, 120)}`);

  if (document.documentElement.lang === "") faults.push("the page has no language");
  if (document.title.trim() === "") faults.push("the page has no title");
  for (const landmark of ["header", "main", "footer"]) {
    if (document.querySelectorAll(landmark).length !== 1) faults.push(`not one <${landmark}>`);
  }
  const headings = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(shown);
  if (headings.filter((one) => one.tagName === "H1").length !== 1) faults.push("not one h1");
  headings.forEach((heading, index) => {
    const level = Number(heading.tagName[1]);
    const before = index === 0 ? 0 : Number(headings[index - 1].tagName[1]);
    if (level > before + 1) tell(heading, "a heading skips a level");
  });
  for (const input of document.querySelectorAll("input,select,textarea,progress,meter")) {
    if (nameOf(input) === "") tell(input, "no label");
  }
  for (const image of document.querySelectorAll("img")) {
    if (!image.hasAttribute("alt")) tell(image, "no alt");
    const decoration = image.closest("a,button") !== null;
    if (image.alt === "" && !decoration) tell(image, "empty alt");
  }
  for (const control of document.querySelectorAll("button,a[href],summary")) {
    if (shown(control) && nameOf(control) === "" && control.textContent.trim() === "") tell(control, "no name");
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => faults.push(`id twice: ${id}`));
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      for (const id of element.getAttribute(name).split(/\s+/)) if (!document.getElementById(id)) tell(element, `${name} leads nowhere`);
    }
  }
  for (const list of document.querySelectorAll("ul,ol")) {
    if ([...list.children].some((child) => child.tagName !== "LI")) tell(list, "a list with other than entries");
  }
  return faults;
}

// Every shown text against what lies behind it, as WCAG 2.2 computes contrast (4.5, and 3 for large text; here 4.5
// for all), and the borders of fields and buttons against their surroundings (3).
function contrastFaults() {
  const parse = (color) => {
    const numbers = color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    return { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
  };
  const over = (top, below) => top.rgb.map((value, index) => value * top.alpha + below[index] * (1 - top.alpha));
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const faults = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === "" || !element.checkVisibility({ checkVisibilityCSS: true })) continue;
    if (element.closest(".unseen, dialog:not([open]), noscript")) continue;
    texts += 1;
    const ground = groundOf(element);
    const ratio = contrast(over(parse(getComputedStyle(element).color), ground), ground);
    if (ratio < 4.5) faults.push(`text ${ratio.toFixed(2)}: "${walker.currentNode.data.trim().slice(0, 40)}"`);
  }
  for (const control of document.querySelectorAll("input:not(.unseen):not([type=checkbox]), select, .button, button:not(.plain), progress, .bar")) {
    if (!control.checkVisibility()) continue;
    const around = groundOf(control.parentElement);
    const ratio = contrast(over(parse(getComputedStyle(control).borderTopColor), around), around);
    if (ratio < 3) faults.push(`border ${ratio.toFixed(2)}: ${control.outerHTML.slice(0, 80)}`);
  }
  return { faults, texts };
}

export async function checkStructure(page, where) {
  assert.deepEqual(await page.evaluate(structureFaults), [], where);
}

export async function checkContrast(page, where) {
  const { faults, texts } = await page.evaluate(contrastFaults);
  assert.deepEqual(faults, [], where);
  assert.ok(texts > 3, `${where}: hardly any text was found`);
}

// Nothing may need sideways scrolling at the width of a small phone.
export async function checkFits(page, where) {
  const { needed, width, widest } = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const tooWide = [...document.body.querySelectorAll("*")].find((one) => one.getBoundingClientRect().right > limit + 1 && !one.closest(".scroll, .unseen"));
    return { needed: document.scrollingElement.scrollWidth, width: limit, widest: tooWide?.outerHTML.slice(0, 120) ?? "" };
  });
  assert.ok(needed <= width, `${where}: ${needed} px in ${width} px; ${widest}`);
  assert.equal(widest, "", where);
}

// What has the focus, and whether a person can see that it has.
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    // A hidden file input shows its focus on the label that stands for it.
    const shownOn = element.classList.contains("unseen") ? element.nextElementSibling : element;
    const style = getComputedStyle(shownOn);
    return {
      tag: element.tagName.toLowerCase(),
      name: (element.getAttribute("aria-label") ?? [...(element.labels ?? [])].map((label) => label.textContent).join(" ") ?? "") || element.textContent.trim(),
      visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  });
}

// Presses Tab until something with that name has the focus; every stop on the way must show that it has it.
export async function tabTo(page, name, stops_max = 60) {
  const passed = [];
  for (let stop = 0; stop < stops_max; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.tag === "body") continue;
    assert.ok(at.visible, `the focus does not show on ${at.tag} "${at.name}"`);
    if (name.test(at.name)) return;
    passed.push(at.name);
  }
  assert.fail(`no ${name} among: ${passed.join(" | ")}`);
}
