import type { JsonObject } from './json.ts';

/** What the app shows a person of a work object: its `entity`, or why not. */
export type Details =
  | { readonly kind: 'shown'; readonly personId: string; readonly entity: JsonObject }
  | { readonly kind: 'refused'; readonly personId: string; readonly title?: string; readonly message: string }
  | { readonly kind: 'signIn'; readonly personId: string; readonly url?: string };
