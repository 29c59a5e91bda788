import { type DependencyStep, stepsToNeeded, stepsToNeeding } from './dependency-steps.ts';
import type { Directory } from './directory.ts';

/** How far a graph of dependencies reaches. */
export const deepest = 5;

/** So many entities are followed in each direction; the level at which there are more is the last. */
const followedLimit = 500;

/** What needs another, and the API by which it does, where there is one. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  readonly api?: string;
}

/** What is found in one direction. */
export interface Reach {
  /** Refs by distance, the direct ones first; no ref twice. */
  readonly levels: readonly (readonly string[])[];
  /** How many more there are at the last level than are followed; what they lead to is not known. */
  readonly notFollowed: number;
}

/** What an entity needs and what needs it. */
export interface DependencyGraph {
  readonly subject: string;
  readonly needs: Reach;
  readonly neededBy: Reach;
  /** Between what was found, each once. */
  readonly dependencies: readonly Dependency[];
  /** Refs of what needs the subject and is needed by it; the subject itself where it names itself. */
  readonly circle: readonly string[];
  /** Refs that are named, and not in the catalog. */
  readonly missing: readonly string[];
}

/** What an entity needs and what needs it, up to a number of steps away, 1 to {@link deepest}. */
export function dependencyGraph(subject: string, depth: number, directory: Directory): DependencyGraph {
  const needs = follow(subject, depth, (ref) => stepsToNeeded(ref, directory));
  const neededBy = follow(subject, depth, (ref) => stepsToNeeding(ref, directory));
  const dependencies = new Map<string, Dependency>();
  const keep = (from: string, to: string, { api }: DependencyStep): void => {
    const key = `${from} ${to}`;
    if (!dependencies.has(key)) dependencies.set(key, { from, to, ...(api === undefined ? {} : { api }) });
  };
  for (const { from, step } of needs.steps) keep(from, step.ref, step);
  for (const { from, step } of neededBy.steps) keep(step.ref, from, step);
  const needed = new Set(needs.reach.levels.flat());
  const needing = neededBy.reach.levels.flat();
  return {
    subject,
    needs: needs.reach,
    neededBy: neededBy.reach,
    dependencies: [...dependencies.values()],
    circle: [
      ...(dependencies.has(`${subject} ${subject}`) ? [subject] : []),
      ...needing.filter((ref) => needed.has(ref)),
    ],
    missing: [...new Set([...needed, ...needing])].filter((ref) => directory.get(ref) === undefined),
  };
}

interface Followed {
  readonly reach: Reach;
  /** Between what was followed, and back to it. */
  readonly steps: readonly { readonly from: string; readonly step: DependencyStep }[];
}

/** Goes along steps, the nearest first; a circle ends where it comes back. */
function follow(subject: string, depth: number, stepsOf: (ref: string) => readonly DependencyStep[]): Followed {
  const seen = new Set([subject]);
  const notFollowed = new Set<string>();
  const levels: string[][] = [];
  const steps: { from: string; step: DependencyStep }[] = [];
  let level = [subject];
  // Beyond a level that is not followed whole, nothing is counted: it would be told as what it is not.
  while (levels.length < depth && level.length > 0 && notFollowed.size === 0) {
    const next: string[] = [];
    for (const from of level) {
      for (const step of stepsOf(from)) {
        if (!seen.has(step.ref) && seen.size > followedLimit) {
          notFollowed.add(step.ref);
          continue;
        }
        steps.push({ from, step });
        if (!seen.has(step.ref)) next.push(step.ref);
        seen.add(step.ref);
      }
    }
    if (next.length > 0) levels.push(next);
    level = next;
  }
  return { reach: { levels, notFollowed: notFollowed.size }, steps };
}
