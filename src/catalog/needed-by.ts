import type { Directory } from './directory.ts';

/**
 * Refs of what needs an entity: what depends on it, what consumes it or an API that it provides, and for a system what so
 * needs one of its parts, without the parts themselves.
 */
export function neededBy(ref: string, directory: Directory): readonly string[] {
  const parts = ref.startsWith('system:') ? directory.related(ref, 'hasPart') : [];
  const whole = new Set([ref, ...parts]);
  const others = [...whole].flatMap((each) => {
    const apis = [each, ...directory.related(each, 'providesApi')];
    return [
      ...directory.related(each, 'dependencyOf'),
      ...apis.flatMap((api) => directory.related(api, 'apiConsumedBy')),
    ];
  });
  return [...new Set(others)].filter((other) => !whole.has(other));
}
