// SPDX-License-Identifier: Apache-2.0
// Says a sentence to screen readers without moving the focus, through the page's one polite live region.

export function announce(sentence: string): void {
  const region = document.getElementById("status");
  if (region === null) return;
  // The same sentence twice is only read twice when the region changes in between.
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}
