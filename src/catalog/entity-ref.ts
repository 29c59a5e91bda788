/** A name in the catalog, in full. */
export interface EntityRef {
  /** As written, such as `Component`; compared in lower case. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The ref as text in lower case, `kind:namespace/name`: what entities are kept and compared by. */
export function formatEntityRef(ref: EntityRef): string {
  return `${ref.kind}:${ref.namespace}/${ref.name}`.toLowerCase();
}

/** The kind in a full ref, in lower case. */
export const kindOf = (ref: string): string => ref.slice(0, ref.indexOf(':'));

/**
 * Reads `[kind:][namespace/]name`.
 * @returns undefined where the text is not a ref, or names no kind and there is no default for it
 */
export function parseEntityRef(
  text: string,
  defaults: { readonly kind?: string; readonly namespace?: string } = {},
): EntityRef | undefined {
  const match = /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/.exec(text.trim());
  const kind = match?.[1] ?? defaults.kind;
  const name = match?.[3];
  if (kind === undefined || name === undefined) return undefined;
  return { kind, namespace: match?.[2] ?? defaults.namespace ?? 'default', name };
}
