import type { Action } from './action.ts';
import type { Scaffolder } from './scaffolder.ts';

/** An action as it is listed. */
export interface ActionDescription extends Pick<
  Action,
  'id' | 'description' | 'effect' | 'inputSchema' | 'outputSchema'
> {
  /** The plugin that provides it. */
  readonly plugin: string;
  readonly examples: NonNullable<Action['examples']>;
}

/** All actions, by name. */
export function describeActions({
  actions,
  providers,
}: Pick<Scaffolder, 'actions' | 'providers'>): readonly ActionDescription[] {
  return [...actions.values()]
    .map(({ id, description, effect, inputSchema, outputSchema, examples = [] }) => ({
      id,
      description,
      effect,
      plugin: providers.get(id) ?? '',
      inputSchema,
      outputSchema,
      examples,
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
