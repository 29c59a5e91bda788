import type { Line } from '#callboard/core/answers/answer.ts';
import { counted } from '#callboard/core/counted.ts';
import type { Definition } from '../definitions/definition.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import type { DirectoryEntry } from '../directory.ts';
import { joinLines, linkSpan, shownFile } from '../entity-text.ts';
import type { Field } from './entity-fields.ts';

/** What is named of a definition; of the others, their number. */
const maximumServers = 4;
const maximumOperations = 5;

/** An API's definition for a card: where it is and what it is, its servers, and what it can be asked. */
export async function definitionFields(entry: DirectoryEntry): Promise<readonly Field[]> {
  const definition = await readDefinition(entry);
  const { origin } = entry;
  const place = origin.viewUrl === undefined ? `in ${shownFile(origin)}` : linkSpan('in its file', origin.viewUrl);
  if (definition.kind === 'unreadable') {
    const problem = `${definition.format} that can not be read, ${definition.problem}`;
    return [{ label: 'Definition', value: joinLines([problem, place], ', ') }];
  }
  return [
    { label: 'Definition', value: joinLines([describe(definition), place], ', ') },
    ...serversField(definition),
    ...operationsField(definition),
  ];
}

const describe = ({ format, title, version }: Definition): string =>
  [format, [title, version].filter((word) => word !== undefined).join(' ')].filter((part) => part !== '').join(', ');

function serversField({ servers }: Definition): readonly Field[] {
  if (servers.length === 0) return [];
  const lines = servers
    .slice(0, maximumServers)
    .map(({ url, description }): Line =>
      joinLines([linkSpan('', url), ...(description ? [` (${description})`] : [])], ''),
    );
  return [{ label: 'Servers', value: joinLines([...lines, ...others(servers.length, lines.length)], ', ') }];
}

function operationsField({ operations }: Definition): readonly Field[] {
  if (operations.length === 0) return [];
  const lines = operations.slice(0, maximumOperations);
  const value = joinLines([...lines, ...others(operations.length, lines.length)], '; ');
  return [{ label: counted(operations.length, 'operation'), value }];
}

const others = (count: number, shown: number): readonly string[] =>
  count > shown ? [`and ${count - shown} more`] : [];
