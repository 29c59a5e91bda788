import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ingest } from './ingest.ts';

/**
 * Brings people into the catalog of a bot that does not run, who then are in its local workspace too.
 * @param dataFolder the bot's
 * @returns their handles
 */
export async function bringInPeople(dataFolder: string, count: number): Promise<readonly string[]> {
  const handles = Array.from({ length: count }, (_each, index) => `runner-${String(index).padStart(2, '0')}`);
  const file = join(dataFolder, 'runners.yaml');
  await writeFile(file, handles.map(userOf).join('---\n'));
  await ingest(dataFolder, [file]);
  return handles;
}

const userOf = (name: string): string => `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name} }
spec: { memberOf: [] }
`;
