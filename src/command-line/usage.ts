/** The commands of the command line, each with the arguments that it takes. */
const commands = {
  start: '',
  ask: 'TEXT [--as USER_REF]',
  validate: 'PATH… [--format github]',
  ingest: '[PATH or URL]…',
  create: 'TEMPLATE [--values FILE] [--set name=value]… [--dry-run] [--out DIR]',
  template: 'new NAME|check FILE… [--format github]|try FILE [--out DIR]',
  runs: 'list|stale [--propose ID]|show ID|undo ID [--yes]',
  actions: '[ACTION]',
  manifest: 'slack|discord',
  config: 'check',
} as const;

export type CommandName = keyof typeof commands;

/** Whether there is a command of this name. */
export const isCommandName = (text: string | undefined): text is CommandName =>
  text !== undefined && Object.hasOwn(commands, text);

/** How the command line was used wrongly: told with the usage, exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
  readonly command: CommandName | undefined;

  /**
   * @param message one sentence
   * @param command whose usage is told; undefined where it is not known
   */
  constructor(message: string, command?: CommandName) {
    super(message);
    this.command = command;
  }
}

/** The usage in one line: of a command, or of the command line where there is none. */
export function usageOf(command: CommandName | undefined): string {
  if (command === undefined) return `callboard ${Object.keys(commands).join('|')} …, or callboard --help`;
  return `callboard ${command} ${commands[command]}`.trim();
}

/** What `--help` prints. */
export const usage = `callboard: who owns what, who is on call, and new components, from chat

  ${usageOf('start').padEnd(38)} serve chat, page and API
  ${usageOf('ask').padEnd(38)} answer a question from the database as it is
  ${usageOf('validate')}
  ${' '.repeat(38)} check catalog files, with --config also of kinds that its plugins add; needs no database
  ${usageOf('ingest').padEnd(38)} keep each as a source and read it; without one, read the configured ones
  ${usageOf('create')}
  ${' '.repeat(38)} make a component from a template (a ref, or a template's file)
  ${usageOf('template')}
  ${' '.repeat(38)} write a template, say what is wrong with one, or try it with its test.yaml
  ${usageOf('runs')}
  ${' '.repeat(38)} the latest runs, what is made from old templates, one with its log, or what one left
  ${usageOf('actions').padEnd(38)} what the steps of a template can do, or one of them in full
  ${usageOf('manifest').padEnd(38)} what an installer applies there
  ${usageOf('config').padEnd(38)} check callboard.yaml; needs no database

  --config FILE   another file than ./callboard.yaml
  --json          print JSON
  --help, --version

Exit code: 0 fine, 1 a finding or a refusal, 2 wrong usage.
`;
