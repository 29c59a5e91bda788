import type { Press } from '#callboard/core/answers/answer.ts';
import type { Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory, DirectoryEntry } from '#callboard/catalog/directory.ts';
import { nameOf } from './entities.ts';

/** What one can be on call for, or be paged about. */
export const subjectKinds = ['component', 'api', 'resource', 'system', 'domain', 'group', 'user'] as const;

/** The lookup that offers names while a person types. */
export const subjectLookup = { name: 'entities', filter: JSON.stringify({ kinds: subjectKinds }) } as const;

/** Whether a name means one entity, and neither several nor none. */
export const isClear = (text: string, directory: Directory): boolean =>
  directory.resolve(text, { kinds: subjectKinds }).kind === 'one';

/**
 * What a name means: an entity, or a question back where several fit.
 * @param press what choosing one asks for
 * @throws Refusal `no-such-entity` where none fits, with the nearest
 */
export function findSubject(
  text: string,
  directory: Directory,
  press: (ref: string) => Press,
): { readonly entry: DirectoryEntry } | { readonly question: Reply } {
  const resolution = directory.resolve(text, { kinds: subjectKinds });
  if (resolution.kind === 'one') return { entry: resolution.entry };
  if (resolution.kind === 'several') {
    const options = resolution.entries.map(({ ref, entity }) => ({
      label: nameOf(entity),
      detail: ref,
      press: press(ref),
    }));
    return { question: { answer: { kind: 'choice', question: `Which ${text} do you mean?`, options } } };
  }
  const nearest = resolution.nearest.map(({ ref }) => ref);
  throw new Refusal(`Nothing in the catalog is called ${text}.`, {
    code: 'no-such-entity',
    hint: nearest.length > 0 ? `The nearest are: ${nearest.join(', ')}.` : 'Ask to find something similar.',
  });
}
