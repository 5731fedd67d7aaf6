// SPDX-License-Identifier: Apache-2.0
// The photos sent from this page since it was opened, so that a result can show the photo without the overlay.
// They stay in memory only: nothing of them is written to the device, and signing out forgets them.

const kept_max = 4;

export class RecentPhotos {
  private readonly urls = new Map<string, string>();

  add(analysisId: string, photo: Blob): void {
    this.drop(analysisId);
    this.urls.set(analysisId, URL.createObjectURL(photo));
    const oldest = this.urls.keys().next();
    if (this.urls.size > kept_max && oldest.done !== true) this.drop(oldest.value);
  }

  // A blob: address, or null when the photo was not sent from here.
  url(analysisId: string): string | null {
    return this.urls.get(analysisId) ?? null;
  }

  drop(analysisId: string): void {
    const url = this.urls.get(analysisId);
    if (url !== undefined) URL.revokeObjectURL(url);
    this.urls.delete(analysisId);
  }

  clear(): void {
    for (const id of [...this.urls.keys()]) this.drop(id);
  }
}
