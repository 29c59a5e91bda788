import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '../refusal.ts';
import type { Plugin } from './plugin.ts';

/**
 * Loads a plugin: a local file by its path (beginning with `.` or `/`), else a package.
 * @param folder the folder of callboard.yaml: where paths and packages are looked for
 * @throws Refusal where there is none, or what it exports is no plugin, with the reason
 */
export async function loadPlugin(use: string, folder: string): Promise<Plugin> {
  const loaded = await importDefault(use, folder);
  if (isPlugin(loaded)) return loaded;
  throw new Refusal(`The plugin ${use} does not export a plugin.`, {
    code: 'plugin-not-loaded',
    hint: 'Its default export must be an object with `id`, `kind` and `setup`.',
  });
}

async function importDefault(use: string, folder: string): Promise<unknown> {
  const location = locate(use, folder);
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(location).href);
    return module.default;
  } catch (error) {
    throw new Refusal(
      `The plugin ${use} threw while it was loaded: ${sentence(error)}`,
      { code: 'plugin-not-loaded', hint: 'Mend the plugin, or take it from callboard.yaml.' },
      { cause: error },
    );
  }
}

/** The file to import. @throws Refusal where there is none */
function locate(use: string, folder: string): string {
  if (/^[./]/.test(use)) {
    const file = resolve(folder, use);
    if (existsSync(file)) return file;
    throw new Refusal(`The plugin ${use} could not be loaded: there is no file ${file}.`, {
      code: 'plugin-not-loaded',
      hint: 'Check the path, which starts at the folder of callboard.yaml.',
    });
  }
  try {
    return createRequire(join(folder, 'callboard.yaml')).resolve(use);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
    const reason = isAbsent ? 'no package of that name is installed.' : sentence(error);
    throw new Refusal(
      `The plugin ${use} could not be loaded: ${reason}`,
      {
        code: 'plugin-not-loaded',
        ...(isAbsent ? { hint: `Install it beside callboard.yaml: npm install ${use}` } : {}),
      },
      { cause: error },
    );
  }
}

function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null) return false;
  if (!('id' in value) || !('kind' in value) || !('setup' in value)) return false;
  const isKind = value.kind === 'standalone' || value.kind === 'service-backed' || value.kind === 'third-party-backed';
  return (
    isKind && typeof value.id === 'string' && /^[a-z][a-z0-9-]*$/.test(value.id) && typeof value.setup === 'function'
  );
}

/** What was thrown, as a sentence: what a module loader adds in further lines is for a log. */
function sentence(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
