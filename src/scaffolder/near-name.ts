import { editDistance } from '#callboard/core/text/edit-distance.ts';

const typosAtMost = 2;

/** The name that was probably meant; undefined where none is near. */
export function nearName(text: string, names: readonly string[]): string | undefined {
  const distance = (name: string) => editDistance(text.toLowerCase(), name.toLowerCase(), typosAtMost);
  const near = names.filter((name) => Number.isFinite(distance(name)));
  return near.toSorted((a, b) => distance(a) - distance(b))[0];
}
