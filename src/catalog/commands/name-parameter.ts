import type { Parameter } from '#callboard/core/commands/command.ts';
import type { Directory } from '../directory.ts';

/**
 * The parameter by which a command is told what it is about.
 * @param kinds in lower case, what it may be; everything where there are none
 */
export function nameParameter(description: string, directory: Directory, kinds: readonly string[] = []): Parameter {
  const filter = kinds.length === 0 ? {} : { kinds };
  return {
    name: 'name',
    description,
    isRequired: true,
    isSubject: true,
    lookup: { name: 'entities', filter: kinds.join(',') },
    nameAtStart: (line) => directory.nameAtStart(line, filter),
  };
}
