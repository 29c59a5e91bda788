import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Brings people into the catalog of a bot that does not run, who then are in its local workspace too.
 * @param dataFolder the bot's
 * @returns their handles
 */
export async function bringInPeople(dataFolder: string, count: number): Promise<readonly string[]> {
  const handles = Array.from({ length: count }, (_each, index) => `runner-${String(index).padStart(2, '0')}`);
  const file = join(dataFolder, 'runners.yaml');
  await writeFile(file, handles.map(userOf).join('---\n'));
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'main.ts'), 'ingest', file], {
    env: { ...process.env, CALLBOARD_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error('the people were not brought in');
  return handles;
}

const userOf = (name: string): string => `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name} }
spec: { memberOf: [] }
`;
