import type { Directory } from '../directory.ts';

/**
 * Makes the example of a command: a question about the first entity of a kind, by its name; of groups, about the first
 * that owns something.
 * @param kind in lower case
 * @returns what is undefined as long as the catalog has none such
 */
export const exampleAbout =
  (directory: Directory, kind: string, question: (name: string) => string): (() => string | undefined) =>
  () => {
    const isTelling = (ref: string): boolean => kind !== 'group' || directory.related(ref, 'ownerOf').length > 0;
    const first = directory.ofKind(kind).find(({ ref }) => isTelling(ref));
    return first && question(first.entity.metadata.name);
  };
