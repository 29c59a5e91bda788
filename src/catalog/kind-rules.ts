/** What an entity of one kind must look like. */
export interface KindRules {
  /** As written in `kind:`, such as `Component`. */
  readonly kind: string;
  readonly apiVersions: readonly string[];
  /** The JSON Schema of `spec`; fields that it does not name pass. */
  readonly spec: object;
  /** Whether an entity may have no `spec` at all. */
  readonly isSpecOptional?: true;
  /** What to do about a field that is missing or wrong, to follow a colon; by its path without indices. */
  readonly advice: Readonly<Record<string, string>>;
}

/** The versions that Backstage's own kinds may name. */
export const backstageVersions = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'] as const;
