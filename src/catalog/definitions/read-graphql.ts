import type { Definition, UnreadableDefinition } from './definition.ts';
import { operationLine } from './definition.ts';

/** Far more than a schema of the largest size that is kept has; it bounds what a hostile text costs. */
const maximumTokens = 500_000;

const words = { query: 'query', mutation: 'mutation', subscription: 'subscription' } as const;

/** Reads a GraphQL schema: the fields of its query, mutation and subscription types. */
export async function readGraphQl(text: string): Promise<Definition | UnreadableDefinition> {
  const { GraphQLError, Kind, parse } = await import('graphql');
  try {
    const { definitions } = parse(text, { maxTokens: maximumTokens });
    const named = definitions.flatMap((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? (definition.operationTypes ?? [])
        : [],
    );
    const roots = new Map<string, string>([
      ['Query', words.query],
      ['Mutation', words.mutation],
      ['Subscription', words.subscription],
    ]);
    for (const { operation, type } of named) roots.set(type.name.value, words[operation]);
    const operations = definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
      const word = roots.get(definition.name.value);
      if (word === undefined) return [];
      return (definition.fields ?? []).map(({ name, description }) =>
        operationLine(`${word} ${name.value}`, description?.value),
      );
    });
    return { kind: 'definition', format: 'GraphQL', title: undefined, version: undefined, servers: [], operations };
  } catch (error) {
    if (error instanceof GraphQLError) {
      const line = error.locations?.[0]?.line;
      const reason = error.message.replace(/\.$/, '');
      return {
        kind: 'unreadable',
        format: 'GraphQL',
        problem: line === undefined ? reason : `line ${line}: ${reason}`,
      };
    }
    if (error instanceof RangeError) return { kind: 'unreadable', format: 'GraphQL', problem: 'it is nested too deep' };
    throw error;
  }
}
