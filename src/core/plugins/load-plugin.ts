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
  const isFile = /^[./]/.test(use);
  try {
    const location = isFile ? resolve(folder, use) : createRequire(join(folder, 'callboard.yaml')).resolve(use);
    const module: { readonly default?: unknown } = await import(pathToFileURL(location).href);
    return module.default;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Refusal(
      `The plugin ${use} could not be loaded: ${reason}`,
      {
        code: 'plugin-not-loaded',
        hint: isFile
          ? 'Check the path, which starts at the folder of callboard.yaml.'
          : `Install it there: npm install ${use}`,
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
