import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { explainForm, nameForm } from '../catalog/text-form.ts';
import { Refusal } from '../core/refusal.ts';
import type { Output } from './output.ts';

const starter = join(import.meta.dirname, '..', '..', 'templates', 'starter');

/**
 * Writes a small template that works into a new folder of its name, below the working folder.
 * @returns the exit code
 * @throws Refusal where a template can't have that name, or something of that name is there already
 */
export async function templateNew(name: string, output: Output): Promise<number> {
  const breach = explainForm(name, nameForm);
  if (breach !== undefined) {
    throw new Refusal(`A template can not be called "${name}".`, { code: 'wrong-name', hint: `It ${breach}.` });
  }
  await makeFolder(name);
  await cp(starter, resolve(name), { recursive: true });
  const file = join(name, 'template.yaml');
  const text = await readFile(file, 'utf8');
  // In quotes, since a name such as 007 or true would be no text.
  const named = text.replace(/^ {2}name: .*$/m, `  name: '${name}'`).replace(/^ {2}title: .*$/m, `  title: '${name}'`);
  await writeFile(file, named);
  output.print(
    { file: resolve(file) },
    `${file} is there. Change it, then check and try it:\n  callboard template check ${file}\n  callboard template try ${file}`,
  );
  return 0;
}

/** @throws Refusal where something has that name: nothing is written over */
async function makeFolder(name: string): Promise<void> {
  await mkdir(name).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new Refusal(`There is a ${name} here already.`, { code: 'already-there', hint: 'Give another name.' });
  });
}
