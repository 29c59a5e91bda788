import type { JsonObject } from '../action.ts';

/** A field of forms that a plugin adds: what a template calls it, and what is asked for in its place. */
export interface CustomField {
  /** The `ui:field` that it answers for, such as `ClusterPicker`. */
  readonly id: string;
  /**
   * The JSON Schema that a form asks for in place of a parameter's: with an `enum`, with `properties`, with a built-in
   * `ui:field`, or with `ui:field: Lookup` and `ui:options` of `lookup` and `filter`, for a lookup that the plugin adds.
   * Its value must be one that the parameter's own schema takes.
   */
  readonly ask: (parameter: JsonObject) => JsonObject;
}
