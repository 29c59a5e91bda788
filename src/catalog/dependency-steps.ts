import type { Directory } from './directory.ts';

/** One step along dependencies: what is needed, or what needs, and the API by which it does, where there is one. */
export interface DependencyStep {
  readonly ref: string;
  readonly api?: string;
}

/**
 * What an entity itself needs: what it depends on, who provides the APIs that it consumes, and for a system what its
 * parts so need, without the parts themselves. An API is no step of its own unless nobody provides it.
 */
export function stepsToNeeded(ref: string, directory: Directory): readonly DependencyStep[] {
  return stepsOf(ref, directory, (each) => {
    const named = directory.related(each, 'dependsOn').flatMap((other) => throughApi(other, directory));
    const consumed = directory.related(each, 'consumesApi').flatMap((api) => throughApi(api, directory));
    const provided = isApi(each) ? directory.related(each, 'apiProvidedBy').map((other) => ({ ref: other })) : [];
    return [...named, ...consumed, ...provided];
  });
}

/**
 * What needs an entity: what depends on it or on a system with dependents that it is part of, what consumes it or an API
 * that it provides, and for a system what so needs one of its parts, without the parts themselves.
 */
export function stepsToNeeding(ref: string, directory: Directory): readonly DependencyStep[] {
  return stepsOf(ref, directory, (each) => {
    const apis = directory.related(each, 'providesApi');
    const systems = directory
      .related(each, 'partOf')
      .filter((whole) => isSystem(whole) && directory.related(whole, 'dependencyOf').length > 0);
    return [
      ...directory.related(each, 'dependencyOf').map((other) => ({ ref: other })),
      ...(isApi(each) ? directory.related(each, 'apiConsumedBy').map((other) => ({ ref: other })) : []),
      ...apis.flatMap((api) => usersOf(api, directory).map((other) => ({ ref: other, api }))),
      ...systems.map((system) => ({ ref: system })),
    ];
  });
}

/** Refs of what needs an entity by itself, each once. */
export const neededBy = (ref: string, directory: Directory): readonly string[] =>
  stepsToNeeding(ref, directory).map((step) => step.ref);

/** The steps of an entity, or of the parts of a system to what is not part of it; each other entity once. */
function stepsOf(
  ref: string,
  directory: Directory,
  ownSteps: (ref: string) => readonly DependencyStep[],
): readonly DependencyStep[] {
  const parts = isSystem(ref) ? directory.related(ref, 'hasPart') : [];
  const whole = new Set([ref, ...parts]);
  const steps = new Map<string, DependencyStep>();
  for (const step of [...whole].flatMap(ownSteps)) {
    const isInside = whole.has(step.ref) && (parts.length > 0 || step.api !== undefined);
    if (!isInside && !steps.has(step.ref)) steps.set(step.ref, step);
  }
  return [...steps.values()];
}

function throughApi(ref: string, directory: Directory): readonly DependencyStep[] {
  const providers = isApi(ref) ? directory.related(ref, 'apiProvidedBy') : [];
  return providers.length === 0 ? [{ ref }] : providers.map((provider) => ({ ref: provider, api: ref }));
}

const usersOf = (api: string, directory: Directory): readonly string[] => [
  ...directory.related(api, 'apiConsumedBy'),
  ...directory.related(api, 'dependencyOf'),
];

const isApi = (ref: string): boolean => ref.startsWith('api:');
const isSystem = (ref: string): boolean => ref.startsWith('system:');
