#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type App, openApp } from './app.ts';
import { ask } from './command-line/ask.ts';
import { configCheck } from './command-line/config-check.ts';
import { create } from './command-line/create.ts';
import { ingest } from './command-line/ingest.ts';
import { manifestOf } from './command-line/manifest.ts';
import { createOutput, type Output } from './command-line/output.ts';
import { start } from './command-line/start.ts';
import { usage, WrongUsage } from './command-line/usage.ts';
import { validate } from './command-line/validate.ts';
import { isMapping } from './core/config/configuration-text.ts';
import { Refusal } from './core/refusal.ts';

const options = {
  config: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  as: { type: 'string' },
  values: { type: 'string' },
  set: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', default: false },
  out: { type: 'string' },
} as const;

/** The options that each command takes beside those that all do. */
const commandOptions: Readonly<Record<string, readonly string[]>> = {
  start: [],
  ask: ['as'],
  validate: [],
  ingest: [],
  create: ['values', 'set', 'dry-run', 'out'],
  manifest: [],
  config: [],
};

type Arguments = ReturnType<typeof readArguments>;

function readArguments(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [command, ...rest] = positionals;
    return { values, command, rest };
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

async function run(argv: readonly string[]): Promise<number> {
  const args = readArguments(argv);
  const { values, command } = args;
  if (values.version) return print(`${readVersion()}\n`);
  if (values.help) return print(usage);
  if (command === undefined || !Object.hasOwn(commandOptions, command)) {
    throw new WrongUsage(command === undefined ? 'no command is given' : `there is no command ${command}`);
  }
  refuseStrangeOptions(command, values);
  const output = createOutput(values.json, (text) => process.stdout.write(text));
  if (command === 'validate') {
    if (args.rest.length === 0) throw new WrongUsage('callboard validate needs a path');
    return validate(args.rest, output);
  }
  return withApp(args, (app) => runWithApp(command, args, app, output));
}

async function runWithApp(command: string, { values, rest }: Arguments, app: App, output: Output): Promise<number> {
  switch (command) {
    case 'start':
      return start(app, (text) => process.stdout.write(text));
    case 'ask':
      if (rest.length === 0) throw new WrongUsage('callboard ask needs a question');
      return ask(app, rest.join(' '), values.as, output);
    case 'ingest':
      return ingest(app, rest, output);
    case 'create':
      return create(
        app,
        rest,
        { values: values.values, set: values.set ?? [], isDryRun: values['dry-run'], out: values.out },
        output,
      );
    case 'manifest': {
      const manifest = await manifestOf(rest[0], app.commands(), httpAddress(app.config));
      return print(`${JSON.stringify(manifest, undefined, 2)}\n`);
    }
    default:
      if (rest[0] !== 'check' || rest.length > 1) throw new WrongUsage('there is callboard config check');
      return configCheck(app, output);
  }
}

async function withApp({ values, command }: Arguments, use: (app: App) => Promise<number>): Promise<number> {
  const app = await openApp({ configFile: values.config, folder: process.cwd(), environment: process.env });
  try {
    return await use(app);
  } finally {
    if (command !== 'start') await app.close();
  }
}

function refuseStrangeOptions(command: string, values: Arguments['values']): void {
  const everywhere = new Set(['config', 'json', 'help', 'version']);
  const given = Object.entries(values).filter(([name, value]) => value !== false && !everywhere.has(name));
  const strange = given.find(([name]) => !commandOptions[command]?.includes(name));
  if (strange) throw new WrongUsage(`callboard ${command} takes no --${strange[0]}`);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Where Slack reaches the bot; undefined where it comes over Socket Mode, as with an app token. */
function httpAddress({ server, sections }: App['config']): string | undefined {
  const slack = sections['slack'];
  const hasAppToken = slack !== undefined && isMapping(slack) && 'appToken' in slack;
  return hasAppToken ? undefined : server.baseUrl;
}

function readVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
  );
  return manifest.version;
}

/** Tells what went wrong to the one who typed, in their terms. @returns the exit code */
function tell(error: unknown, isJson: boolean): number {
  if (error instanceof WrongUsage) {
    process.stderr.write(`callboard: ${error.message}\n\n${usage}`);
    return 2;
  }
  if (error instanceof Refusal) {
    const { code, message, hint } = error;
    if (isJson) process.stdout.write(`${JSON.stringify({ error: { code, message, hint } }, undefined, 2)}\n`);
    process.stderr.write(`callboard: ${message}\n${hint === undefined ? '' : `${hint}\n`}`);
    return 1;
  }
  process.stderr.write(
    `callboard: a fault of the program: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 1;
}

const argv = process.argv.slice(2);
process.exitCode = await run(argv).catch((error: unknown) => tell(error, argv.includes('--json')));
// What is still open (a keep-alive connection, a timer of a library) must not keep the process.
process.exit();
