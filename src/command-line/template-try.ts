import { access, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { App } from '../app.ts';
import { parseEntityRef } from '../catalog/entity-ref.ts';
import { Refusal } from '../core/refusal.ts';
import { readTemplateTest } from '../scaffolder/read-template-test.ts';
import type { CreateResult } from '../scaffolder/create-now.ts';
import { inFolder } from './in-folder.ts';
import type { Output } from './output.ts';
import { runCommand } from './run-command.ts';

/** A command that was run, with its exit code; null where a signal ended it. */
interface Ran {
  readonly command: string;
  readonly code: number | null;
}

/**
 * Renders a template with the values of the `test.yaml` beside it, and runs that file's commands on what came out, up to
 * the first that fails. Nothing is published.
 * @param app with data of its own: who asks is brought into its catalog
 * @param file of the template
 * @param out where the files stay, empty or not there; without it they go at the end
 * @returns the exit code: 1 where a step or a command failed
 * @throws Refusal where it can't be tried: no such file, no test, wrong values, a folder that is not empty
 */
export async function templateTry(app: App, file: string, out: string | undefined, output: Output): Promise<number> {
  await requireFile(file);
  const test = await readTemplateTest(dirname(resolve(file)));
  if (test.user !== undefined) await bringIn(app, test.user);
  return inFolder(out, async (folder) => {
    const made = await app.scaffolder.create({
      template: file,
      values: test.values,
      valuesAreSamples: true,
      dryRunInto: folder,
      asker: { surface: 'terminal', personId: '' },
      ...(test.user !== undefined && { userRef: test.user }),
    });
    const commands = made.status === 'done' ? await runAll(test.commands, folder) : [];
    const isFine = made.status === 'done' && commands.every(({ code }) => code === 0);
    const { steps } = made;
    output.print({ fine: isFine, steps, commands, folder: out ?? null }, told(made, commands, out).join('\n'));
    return isFine ? 0 : 1;
  });
}

/** A template may read what the catalog has of who asks. */
async function bringIn({ catalog, config }: App, userRef: string): Promise<void> {
  const { kind, ...metadata } = parseEntityRef(userRef, { kind: 'user' }) ?? {};
  if (kind !== 'user') return;
  const user = { apiVersion: 'backstage.io/v1alpha1', kind: 'User', metadata, spec: { memberOf: [] } };
  const file = join(config.dataFolder, 'user.yaml');
  await writeFile(file, JSON.stringify(user));
  await catalog.ingest([file], config.dataFolder);
}

async function requireFile(file: string): Promise<void> {
  await access(file).catch((cause: unknown) => {
    const details = { code: 'no-template-file', hint: 'Look whether the file is there.' };
    throw new Refusal(`The template's file ${file} can not be read.`, details, { cause });
  });
}

async function runAll(commands: readonly string[], folder: string): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (const command of commands) {
    const code = (await runCommand(command, folder)) ?? null;
    ran.push({ command, code });
    if (code !== 0) break;
  }
  return ran;
}

function told({ steps }: CreateResult, commands: readonly Ran[], out: string | undefined): readonly string[] {
  return [
    ...steps.map(
      ({ id, action, status, message }) => `${status}  ${id} (${action})${message === undefined ? '' : `: ${message}`}`,
    ),
    ...commands.map(({ command, code }) => (code === 0 ? `done  ${command}` : `failed  ${command}: ${reasonOf(code)}`)),
    ...(out === undefined ? [] : [`The files are in ${out}`]),
  ];
}

const reasonOf = (code: number | null): string => (code === null ? 'a signal ended it' : `exit code ${code}`);
