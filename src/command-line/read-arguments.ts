import { parseArgs } from 'node:util';
import { type CommandName, isCommandName, WrongUsage } from './usage.ts';

/** How what is wrong is told: for a person who reads the terminal, or as annotations of a change on GitHub. */
export type FindingFormat = 'text' | 'github';

/** What is to be done, as the arguments say. */
export type Task =
  | { readonly kind: 'help' | 'version' | 'start' | 'config' }
  /** `as` is the ref of the user who asks. */
  | { readonly kind: 'ask'; readonly text: string; readonly as: string | undefined }
  | { readonly kind: 'validate'; readonly paths: readonly string[]; readonly format: FindingFormat }
  /** Without targets, the configured sources are meant. */
  | { readonly kind: 'ingest'; readonly targets: readonly string[] }
  | ({ readonly kind: 'create' } & CreateOptions)
  | { readonly kind: 'template'; readonly task: TemplateTask }
  | { readonly kind: 'runs'; readonly which: RunsTask }
  /** Without an action, all are meant. */
  | { readonly kind: 'actions'; readonly action: string | undefined }
  | { readonly kind: 'manifest'; readonly platform: 'slack' | 'discord' };

/**
 * Which runs are to be told of; `propose` is the run whose template's changes are to be proposed, `undo` the one whose
 * doings are to be listed, or taken away.
 */
export type RunsTask =
  | 'list'
  | 'stale'
  | { readonly propose: string }
  | { readonly undo: string; readonly isConfirmed: boolean }
  | { readonly id: string };

/** What is to be done with a template that is being written. */
export type TemplateTask =
  | { readonly kind: 'new'; readonly name: string }
  | { readonly kind: 'check'; readonly files: readonly string[]; readonly format: FindingFormat }
  /** `out` is where the files are left. */
  | { readonly kind: 'try'; readonly file: string; readonly out: string | undefined };

export interface CreateOptions {
  /** A template's ref, or its file. */
  readonly template: string;
  /** A YAML or JSON file of values. */
  readonly valuesFile: string | undefined;
  /** Values by name, which go before the file's. */
  readonly set: Readonly<Record<string, string>>;
  readonly isDryRun: boolean;
  /** Where a dry run leaves the files. */
  readonly out: string | undefined;
}

/** A task, and what every command takes. */
export interface Arguments {
  readonly task: Task;
  /** What `--config` names. */
  readonly config: string | undefined;
  readonly isJson: boolean;
}

const options = {
  config: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  as: { type: 'string' },
  format: { type: 'string' },
  values: { type: 'string' },
  set: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', default: false },
  out: { type: 'string' },
  propose: { type: 'string' },
  yes: { type: 'boolean', default: false },
} as const;

/** The options of each command beside those that all take. */
const ownOptions: Readonly<Record<CommandName, readonly string[]>> = {
  start: [],
  ask: ['as'],
  validate: ['format'],
  ingest: [],
  create: ['values', 'set', 'dry-run', 'out'],
  template: ['format', 'out'],
  runs: ['propose', 'yes'],
  actions: [],
  manifest: [],
  config: [],
};

/**
 * Reads the arguments of the program, those of Node left out.
 * @throws WrongUsage where they are not as the usage says
 */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [name, ...rest] = positionals;
  const shared = { config: values.config, isJson: values.json };
  if (values.version) return { ...shared, task: { kind: 'version' } };
  if (values.help) return { ...shared, task: { kind: 'help' } };
  if (name === undefined) throw new WrongUsage('No command is given.');
  if (!isCommandName(name)) throw new WrongUsage(`There is no command ${name}.`);
  refuseStrangeOptions(name, values);
  if (rest.includes('')) throw new WrongUsage('An argument is empty.', name);
  return { ...shared, task: readTask(name, rest, values) };
}

type Values = ReturnType<typeof parse>['values'];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    // What Node adds in further sentences is about arguments that begin with a hyphen, which none of ours do.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\.?(?:\s*\n|\. |$)/);
    throw new WrongUsage(`${sentence}.`, argv.find(isCommandName));
  }
}

function readTask(name: CommandName, rest: readonly string[], values: Values): Task {
  const [first, ...more] = rest;
  switch (name) {
    case 'start':
      if (first !== undefined) throw new WrongUsage(`start takes no argument, and ${first} is one.`, name);
      return { kind: 'start' };
    case 'ask': {
      const text = rest.join(' ').trim();
      if (text === '') throw new WrongUsage('ask needs a question.', name);
      return { kind: 'ask', text, as: values.as };
    }
    case 'validate':
      if (first === undefined) throw new WrongUsage('validate needs a path.', name);
      return { kind: 'validate', paths: rest, format: readFormat(name, values) };
    case 'ingest':
      return { kind: 'ingest', targets: rest };
    case 'create':
      return { kind: 'create', ...readCreate(rest, values) };
    case 'template':
      return { kind: 'template', task: readTemplateTask(rest, values) };
    case 'runs':
      return { kind: 'runs', which: readRunsTask(rest, values) };
    case 'actions':
      if (more.length > 0) throw new WrongUsage('actions takes one action.', name);
      return { kind: 'actions', action: first };
    case 'manifest':
      if ((first !== 'slack' && first !== 'discord') || more.length > 0)
        throw new WrongUsage('manifest needs slack or discord.', name);
      return { kind: 'manifest', platform: first };
    case 'config':
      if (first !== 'check' || more.length > 0) throw new WrongUsage('config needs the word check.', name);
      return { kind: 'config' };
  }
}

function readFormat(command: CommandName, { format, json }: Values): FindingFormat {
  if (format === undefined) return 'text';
  if (format !== 'github') throw new WrongUsage(`--format takes github, not ${format}.`, command);
  if (json) throw new WrongUsage('--format does not go with --json.', command);
  return format;
}

function readCreate([template, ...more]: readonly string[], values: Values): CreateOptions {
  if (template === undefined || more.length > 0) throw new WrongUsage('create needs one template.', 'create');
  const isDryRun = values['dry-run'];
  if (values.out !== undefined && !isDryRun) throw new WrongUsage('--out goes with --dry-run.', 'create');
  return { template, valuesFile: values.values, set: readSet(values.set ?? []), isDryRun, out: values.out };
}

function readTemplateTask([word, ...named]: readonly string[], values: Values): TemplateTask {
  const { out, format } = values;
  if (out !== undefined && word !== 'try') throw new WrongUsage('--out goes with try.', 'template');
  if (format !== undefined && word !== 'check') throw new WrongUsage('--format goes with check.', 'template');
  const [first, ...more] = named;
  if (first !== undefined) {
    if (word === 'check') return { kind: 'check', files: named, format: readFormat('template', values) };
    if (word === 'new' && more.length === 0) return { kind: 'new', name: first };
    if (word === 'try' && more.length === 0) return { kind: 'try', file: first, out };
  }
  throw new WrongUsage('template needs new and a name, check and files, or try and a file.', 'template');
}

function readSet(set: readonly string[]): Readonly<Record<string, string>> {
  const pairs = set.map((text): [string, string] => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined)
      throw new WrongUsage(`--set takes name=value, not ${text}.`, 'create');
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

function refuseStrangeOptions(command: CommandName, values: Values): void {
  const everywhere = new Set(['config', 'json', 'help', 'version']);
  const given = Object.entries(values).filter(([name, value]) => value !== false && !everywhere.has(name));
  const strange = given.find(([name]) => !ownOptions[command].includes(name));
  if (strange) throw new WrongUsage(`${command} takes no --${strange[0]}.`, command);
}

function readRunsTask([first, ...more]: readonly string[], { propose, yes }: Values): RunsTask {
  const [id] = more;
  if (yes && first !== 'undo') throw new WrongUsage('--yes goes with runs undo.', 'runs');
  if (propose !== undefined) {
    if (first === 'stale' && more.length === 0 && propose !== '') return { propose };
    throw new WrongUsage('--propose goes with runs stale, and takes the id of a run.', 'runs');
  }
  if ((first === 'list' || first === 'stale') && more.length === 0) return first;
  if (first === 'show' && id !== undefined && more.length === 1) return { id };
  if (first === 'undo' && id !== undefined && more.length === 1) return { undo: id, isConfirmed: yes };
  throw new WrongUsage('runs needs list, stale, or show or undo and the id of a run.', 'runs');
}
