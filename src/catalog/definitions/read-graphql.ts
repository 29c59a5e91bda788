import type { DefinitionNode, DocumentNode } from 'graphql/language';
import { counted, type Definition, type DefinitionOperation, summarise } from './definition.ts';
import { optional, textOf } from './json-parts.ts';

/** Each kind of operation, the type that has them unless the schema names another, and its words. */
const operationTypes = [
  { operation: 'query', type: 'Query', many: 'queries' },
  { operation: 'mutation', type: 'Mutation', many: 'mutations' },
  { operation: 'subscription', type: 'Subscription', many: 'subscriptions' },
] as const;

/** Reads a schema in GraphQL's schema definition language. */
export async function readGraphql(text: string): Promise<Definition> {
  const { parse, GraphQLError } = await loadGraphql();
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const line = error.locations?.[0]?.line;
    const message = error.message.replace(/^Syntax Error: /, '');
    return { kind: 'unreadable', format: 'GraphQL', ...(line === undefined ? {} : { line }), message };
  }
  const groups = operationTypes.map(({ operation, type, many }) => ({
    words: { one: operation, many },
    operations: operationsOf(operation, rootType(operation, document) ?? type, document),
  }));
  const counts = groups
    .filter(({ operations }) => operations.length > 0)
    .map(({ words, operations }) => counted(operations.length, words.one, words.many));
  const count = counts.length === 0 ? 'no queries' : counts.join(', ');
  const operations = groups.flatMap((group) => group.operations);
  return { kind: 'read', format: 'GraphQL', servers: [], ...summarise(count, operations) };
}

/** The parser alone, and only for whoever has such a schema: all of GraphQL takes four times as long to load. */
async function loadGraphql() {
  const [{ parse }, { GraphQLError }] = await Promise.all([import('graphql/language'), import('graphql/error')]);
  return { parse, GraphQLError };
}

/** The type that the schema names for a kind of operation. */
function rootType(operation: string, { definitions }: DocumentNode): string | undefined {
  return definitions
    .flatMap((definition) =>
      definition.kind === 'SchemaDefinition' || definition.kind === 'SchemaExtension'
        ? (definition.operationTypes ?? [])
        : [],
    )
    .find((named) => named.operation === operation)?.type.name.value;
}

const operationsOf = (operation: string, type: string, { definitions }: DocumentNode): readonly DefinitionOperation[] =>
  definitions
    .filter((definition) => isObjectType(definition))
    .filter(({ name }) => name.value === type)
    .flatMap(({ fields }) => fields ?? [])
    .map(({ name, arguments: given, description }) => {
      const names = (given ?? []).map((argument) => argument.name.value).join(', ');
      return {
        call: `${operation} ${name.value}${names === '' ? '' : `(${names})`}`,
        ...optional('summary', textOf(description?.value)),
      };
    });

const isObjectType = (
  node: DefinitionNode,
): node is Extract<DefinitionNode, { readonly kind: 'ObjectTypeDefinition' | 'ObjectTypeExtension' }> =>
  node.kind === 'ObjectTypeDefinition' || node.kind === 'ObjectTypeExtension';
