import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Template } from '../template.ts';
import { insteadOf, notThere, type NotThere, whyNoRoot } from '../find-mistakes.ts';
import type { CheckOutPage } from '../actions/find-fetched.ts';
import type { FindingPlaces } from './finding-places.ts';
import { readSkeleton, type RenderedSkeleton } from './read-skeleton.ts';
import type { SkeletonUse } from './skeleton-use.ts';
import type { TemplateFinding } from './template-finding.ts';

/**
 * What is wrong in the skeletons of a template: variables that no step hands over, and values that no file reads. A
 * skeleton that is not at hand is a warning.
 * @param folder of the template's file, absolute
 */
export async function checkSkeletons(
  template: Template,
  folder: string,
  checkOutPage: CheckOutPage,
  places: FindingPlaces,
): Promise<readonly TemplateFinding[]> {
  const read = await Promise.all(
    template.steps.map((step) => readSkeleton({ template, step, folder, checkOutPage, places })),
  );
  const skeletons = read.flatMap(({ skeleton }) => skeleton ?? []);
  return [
    ...read.flatMap(({ findings }) => findings),
    ...missingValues(skeletons, places),
    ...skeletons.flatMap((skeleton) => unusedValues(skeleton, places)),
  ];
}

/** A file may be rendered by several steps: what one of them does not hand over may be guarded by a condition. */
function missingValues(skeletons: readonly RenderedSkeleton[], { inFile }: FindingPlaces): readonly TemplateFinding[] {
  const byPlace = new Map<string, { readonly use: SkeletonUse; readonly by: RenderedSkeleton[] }>();
  for (const skeleton of skeletons) {
    for (const use of skeleton.uses) {
      const { segments, line, column } = use.variable;
      const key = JSON.stringify([use.file, use.isInName, line, column, segments]);
      const known = byPlace.get(key) ?? { use, by: [] };
      known.by.push(skeleton);
      byPlace.set(key, known);
    }
  }
  return [...byPlace.values()].flatMap(({ use, by }): readonly TemplateFinding[] => {
    const reasons = by.flatMap((skeleton) => whyNotGiven(use, skeleton) ?? []);
    const [why] = reasons;
    if (!why) return [];
    const reason = use.isInName ? `in the name of the file, ${why.reason}` : why.reason;
    const { level, message } = notThere(use.variable, { ...why, reason });
    const isMissingInAll = reasons.length === by.length;
    return [{ ...inFile(use), level: isMissingInAll ? level : 'warning', message: `${message}.` }];
  });
}

function whyNotGiven(
  { variable: { segments } }: SkeletonUse,
  { root, given, step }: RenderedSkeleton,
): NotThere | undefined {
  const [first, name] = segments;
  if (first !== root) return whyNoRoot(segments, [root]);
  if (name === undefined || name === '' || given === undefined || given.includes(name)) return undefined;
  const reason = `${root}.${name} is not given by the step "${step.id}"`;
  return { reason, instead: insteadOf(`${root}.`, name, given) };
}

function unusedValues(
  { step, root, given = [], uses, label }: RenderedSkeleton,
  { inTemplate }: FindingPlaces,
): readonly TemplateFinding[] {
  const read = uses.filter(({ variable }) => variable.segments[0] === root).map(({ variable }) => variable.segments[1]);
  // Read as a whole, or by a name that is computed: that may be any.
  if (read.some((name) => name === undefined || name === '')) return [];
  const { values } = step.input;
  const isOfStep = (name: string): boolean => isJsonObject(values) && Object.hasOwn(values, name);
  return given
    .filter((name) => isOfStep(name) && !read.includes(name))
    .map((name) => ({
      ...inTemplate([...step.path, 'input', 'values', name]),
      level: 'warning',
      message: `no file of ${label} reads ${root}.${name}: take it out of the step "${step.id}", or use it.`,
    }));
}
