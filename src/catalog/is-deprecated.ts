import type { DirectoryEntry } from './directory.ts';
import { textsOf } from './json-values.ts';

/** Whether an entity is on its way out, by its `spec.lifecycle`. */
export const isDeprecated = ({ entity }: DirectoryEntry): boolean =>
  textsOf(entity.spec?.['lifecycle']).some((lifecycle) => lifecycle.toLowerCase() === 'deprecated');
