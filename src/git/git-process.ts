import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { constants, getPriority, setPriority } from 'node:os';

/** One call of git. */
export interface GitCommand {
  /** Absolute; it exists. */
  readonly folder: string;
  readonly args: readonly string[];
  /** All that it gets of the surroundings. */
  readonly env: Readonly<Record<string, string>>;
  /** An exit code beside 0 that is no failure. */
  readonly acceptedCode?: number;
}

/** What git printed, or why it failed: its own words, or that it said nothing for too long. */
export type GitOutcome = { readonly printed: string } | { readonly failure: string; readonly isSilent: boolean };

/** What the process is told: to run git, or to stop what it was told to. */
export type GitOrder = (GitCommand & { readonly id: number }) | { readonly stop: number };

/** What it says. */
export type GitReply = GitOutcome & { readonly id: number };

interface Waiting {
  readonly settle: (outcome: GitOutcome) => void;
  readonly fail: (error: Error) => void;
}

/** The process is ended so long after it was last needed: it takes some 50 MB. */
const idleMs = 60_000;

/** Questions are answered first, however many runs push at once: git gets what they leave of the processors. */
const niceness = 10;

let helper: ChildProcess | undefined;
let idle: NodeJS.Timeout | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Runs git from a small process beside this one. To start a program, the system copies the table of all the memory of
 * whoever starts it, who stands still meanwhile: 20 ms and more for a bot with its catalog, 2 ms for a small process.
 * @param signal stops git, whose failure is then the outcome
 */
export async function runInGitProcess(command: GitCommand, signal: AbortSignal | undefined): Promise<GitOutcome> {
  clearTimeout(idle);
  helper ??= start();
  const running = helper;
  lastId += 1;
  const id = lastId;
  const say = (order: GitOrder): void => void running.send(order);
  const { promise, resolve, reject } = Promise.withResolvers<GitOutcome>();
  waiting.set(id, { settle: resolve, fail: reject });
  const stop = (): void => say({ stop: id });
  signal?.addEventListener('abort', stop);
  // It is a reason to keep this process only while git runs.
  running.channel?.ref();
  say({ ...command, id });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
    waiting.delete(id);
    if (waiting.size === 0) {
      running.channel?.unref();
      idle = setTimeout(() => end(running), idleMs).unref();
    }
  }
}

function start(): ChildProcess {
  const compiledFolder = getCompileCacheDir();
  const started = fork(new URL('git-worker.ts', import.meta.url), {
    execArgv: [],
    env: { ...process.env, ...(compiledFolder !== undefined && { NODE_COMPILE_CACHE: compiledFolder }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  started.unref();
  if (started.pid !== undefined)
    setPriority(started.pid, Math.min(getPriority() + niceness, constants.priority.PRIORITY_LOW));
  started.on('message', ({ id, ...outcome }: GitReply) => waiting.get(id)?.settle(outcome));
  const fail = (cause: unknown): void => {
    if (helper !== started) return;
    helper = undefined;
    for (const each of waiting.values()) each.fail(new Error('the process that runs git ended', { cause }));
  };
  started.on('error', fail);
  started.on('exit', (code, signal) => fail(`it ended with ${code ?? signal}`));
  return started;
}

function end(ended: ChildProcess): void {
  if (helper === ended) helper = undefined;
  if (ended.connected) ended.disconnect();
}
