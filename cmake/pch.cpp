// SPDX-License-Identifier: Apache-2.0
// Exists only to own the precompiled header.
