import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, openApp } from '../app.ts';
import { isJsonObject } from '../core/storage/json.ts';
import { actions } from './actions.ts';
import { ask } from './ask.ts';
import { configCheck } from './config-check.ts';
import { create } from './create.ts';
import { ingest } from './ingest.ts';
import { kindsOf } from './kinds-of.ts';
import { jsonAt } from '../core/storage/json-at.ts';
import { manifestOf } from './manifest.ts';
import { createOutput, type Output } from './output.ts';
import { type Arguments, readArguments } from './read-arguments.ts';
import { runsLeft, runsList, runsPropose, runsShow, runsStale, runsUndo } from './runs.ts';
import { start } from './start.ts';
import { tellFailure } from './tell-failure.ts';
import { templateCheck } from './template-check.ts';
import { templateNew } from './template-new.ts';
import { templateTry } from './template-try.ts';
import { usage } from './usage.ts';
import { validate } from './validate.ts';
import { withOwnData } from './with-own-data.ts';

/** Does what was typed, and tells what goes wrong. @returns the exit code */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  try {
    return await run(readArguments(argv));
  } catch (error) {
    return tellFailure(error, argv, { write, tell: (text) => void process.stderr.write(text) });
  }
}

const write = (text: string): void => void process.stdout.write(text);

async function run({ task, config, isJson }: Arguments): Promise<number> {
  const output = createOutput(isJson, write);
  const withApp = async (use: (app: App) => Promise<number>): Promise<number> => {
    const app = await openApp({ configFile: config, folder: process.cwd(), environment: process.env });
    try {
      return await use(app);
    } finally {
      if (task.kind !== 'start') await app.close();
    }
  };
  const withPlugins = (use: (app: App) => number | Promise<number>) => withOwnData(config, process.env, use);
  switch (task.kind) {
    case 'help':
      return print(output, { usage }, usage.trimEnd());
    case 'version': {
      const version = readVersion();
      return print(output, { version }, version);
    }
    case 'validate':
      return validate(task.paths, task.format, await kindsOf(config, process.env), output);
    case 'config':
      return configCheck(config, process.cwd(), process.env, output);
    case 'start':
      return withApp((app) => start(app, output));
    case 'ask':
      return withApp((app) => ask(app, task.text, task.as, output));
    case 'ingest':
      return withApp((app) => ingest(app, task.targets, output));
    case 'create':
      return withApp((app) => create(app, task, output));
    case 'template': {
      const { task: wanted } = task;
      if (wanted.kind === 'new') return templateNew(wanted.name, output);
      if (wanted.kind === 'check') return withPlugins((app) => templateCheck(app, wanted.files, wanted.format, output));
      return withPlugins((app) => templateTry(app, wanted.file, wanted.out, output));
    }
    case 'runs': {
      const { which } = task;
      if (which === 'list') return withApp((app) => runsList(app, output));
      if (which === 'stale') return withApp((app) => runsStale(app, output));
      if ('propose' in which) return withApp((app) => runsPropose(app, which.propose, output));
      if ('undo' in which) {
        return withApp((app) => (which.isConfirmed ? runsUndo : runsLeft)(app, which.undo, output));
      }
      return withApp((app) => runsShow(app, which.id, output));
    }
    case 'actions':
      return withPlugins((app) => actions(app, task.action, output));
    case 'manifest':
      return withPlugins(async (app) => {
        const domains = jsonAt(app.config.sections['slack'], 'unfurlDomains');
        const manifest = await manifestOf(
          task.platform,
          app.commands(),
          httpAddress(app.config),
          installAddress(app.config),
          Array.isArray(domains) ? domains.map(String) : [],
        );
        return print(output, manifest, JSON.stringify(manifest, undefined, 2));
      });
  }
}

function print(output: Output, value: object, text: string): number {
  output.print(value, text);
  return 0;
}

/** Where Slack reaches the bot; undefined where it comes over Socket Mode, as with an app token. */
function httpAddress({ server, sections }: App['config']): string | undefined {
  const slack = sections['slack'];
  return isJsonObject(slack) && 'appToken' in slack ? undefined : server.baseUrl;
}

/** Where workspaces install the bot by themselves; undefined where the configuration lets none do so. */
function installAddress({ server, sections }: App['config']): string | undefined {
  const slack = sections['slack'];
  return isJsonObject(slack) && 'workspaces' in slack ? server.baseUrl : undefined;
}

function readVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
  );
  return manifest.version;
}
