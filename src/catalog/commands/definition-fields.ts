import type { Line } from '#callboard/core/answers/answer.ts';
import type { Definition, DefinitionOperation, DefinitionServer } from '../definitions/definition.ts';
import type { EntityOrigin } from '../entity.ts';
import { joinLines, linkSpan, oneLine, shownFile } from '../entity-text.ts';
import type { Field } from './entity-fields.ts';

/** What an API's definition says, as fields: where it is and what it is, servers, operations. */
export function definitionFields(definition: Definition, origin: EntityOrigin): readonly Field[] {
  const place = origin.viewUrl === undefined ? `in ${shownFile(origin)}` : linkSpan('in its file', origin.viewUrl);
  const field = { label: 'Definition', value: joinLines([headOf(definition), place], ', ') };
  if (definition.kind === 'unreadable') return [field];
  return [field, ...serversField(definition.servers), ...operationsField(definition)];
}

function headOf(definition: Definition): string {
  if (definition.kind === 'read') {
    const { format, title, version } = definition;
    const name = [title, version].filter((word) => word !== undefined).join(' ');
    return [format, name].filter((part) => part !== '').join(', ');
  }
  const line = definition.line === undefined ? '' : ` in line ${definition.line} of its text`;
  return `⚠️ ${definition.format} that can’t be read${line}: ${oneLine(definition.message).replace(/\.$/, '')}`;
}

/** More than these have one for each region, and tell nothing new. */
const maximumServers = 5;

function serversField(servers: readonly DefinitionServer[]): readonly Field[] {
  if (servers.length === 0) return [];
  const lines = servers
    .slice(0, maximumServers)
    .map(({ url, description }) =>
      joinLines([linkSpan('', url), ...(description === undefined ? [] : [`(${description})`])], ' '),
    );
  return [{ label: 'Servers', value: withRest(lines, servers.length - lines.length) }];
}

function operationsField({ count, operations, omitted }: Extract<Definition, { kind: 'read' }>): readonly Field[] {
  if (count === undefined) return [];
  if (operations.length === 0) return [{ label: 'Operations', value: count }];
  const lines = operations.map(operationLine);
  return [{ label: 'Operations', value: joinLines([count, withRest(lines, omitted)], ': ') }];
}

const operationLine = ({ call, summary }: DefinitionOperation): Line => [
  { kind: 'code', text: call },
  ...(summary === undefined ? [] : [` — ${summary}`]),
];

const withRest = (lines: readonly Line[], rest: number): Line =>
  joinLines([...lines, ...(rest > 0 ? [`and ${rest} more`] : [])], ' · ');
