import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import type { GitLabClient } from './gitlab-client.ts';

/**
 * Asks for all pages of a connection, whose query takes `$after`.
 * @param pageOf finds the connection in an answer
 * @returns the nodes of all pages
 * @throws Refusal where GitLab does not answer
 */
export async function queryPages(
  client: GitLabClient,
  query: string,
  variables: Readonly<Record<string, Json>>,
  pageOf: (data: JsonObject) => Json | undefined,
  signal: AbortSignal,
  from?: string,
): Promise<readonly JsonObject[]> {
  const nodes: JsonObject[] = [];
  let after = from;
  do {
    const data = await client.query(query, { ...variables, ...(after !== undefined && { after }) }, signal);
    const page = pageOf(data);
    nodes.push(...nodesOf(page));
    after = nextOf(page);
  } while (after !== undefined);
  return nodes;
}

/** The nodes of a connection. */
export function nodesOf(page: Json | undefined): readonly JsonObject[] {
  const nodes = isJsonObject(page) ? page['nodes'] : undefined;
  return Array.isArray(nodes) ? nodes.filter(isJsonObject) : [];
}

/** Where the next page of a connection begins; undefined after the last. */
export function nextOf(page: Json | undefined): string | undefined {
  const info = isJsonObject(page) ? page['pageInfo'] : undefined;
  return isJsonObject(info) && info['hasNextPage'] === true ? textOf(info['endCursor']) : undefined;
}
