// SPDX-License-Identifier: Apache-2.0
// Recognises the photo formats that Lumen reads by their first bytes, as the server does, so that a wrong file is
// refused before it is sent. Pure.

export const acceptedTypes = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif";

const heifBrands = new Set(["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"]);

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

// The first 12 bytes are enough; null when they belong to no accepted format.
export function photoType(bytes: Uint8Array): string | null {
  if (bytes.length < 12) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (bytes[0] === 0x89 && ascii(bytes, 1, 8) === "PNG\r\n\x1a\n") return "image/png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp";
  if (ascii(bytes, 4, 8) === "ftyp" && heifBrands.has(ascii(bytes, 8, 12))) return "image/heic";
  return null;
}

export async function photoTypeOf(file: Blob): Promise<string | null> {
  return photoType(new Uint8Array(await file.slice(0, 12).arrayBuffer()));
}
