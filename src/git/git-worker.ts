import { simpleGit } from 'simple-git';
import type { GitCommand, GitOrder, GitOutcome, GitReply } from './git-process.ts';
import { silenceTimeoutMs } from './silence-timeout.ts';

/** The process that runs git for another one: a command comes in, what it printed goes out. It ends with the other. */
const stops = new Map<number, AbortController>();

process.on('message', (order: GitOrder) => {
  if ('stop' in order) {
    stops.get(order.stop)?.abort();
    return;
  }
  const stop = new AbortController();
  stops.set(order.id, stop);
  void answer(order, stop.signal);
});
process.on('disconnect', () => process.exit());
// Whoever stops the bot from a terminal signals both: the bot decides what is finished first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

async function answer(order: GitCommand & { readonly id: number }, stop: AbortSignal): Promise<void> {
  const reply: GitReply = { id: order.id, ...(await run(order, stop)) };
  stops.delete(order.id);
  process.send?.(reply);
}

async function run({ folder, args, env, acceptedCode }: GitCommand, abort: AbortSignal): Promise<GitOutcome> {
  try {
    const git = simpleGit({
      baseDir: folder,
      timeout: { block: silenceTimeoutMs },
      abort,
      allowEnvironment: Object.keys(env).filter((name) => name.startsWith('GIT_')),
      // Each of these guards against values of strangers; the values of the environment are run-git's own.
      unsafe: {
        allowUnsafeConfigEnvCount: true,
        allowUnsafeConfigPaths: true,
        allowUnsafeCredentialHelper: true,
        allowUnsafeHooksPath: true,
        allowUnsafeSshCommand: true,
        allowUnsafeTemplateDir: true,
      },
      // simple-git takes a failure that printed nothing for a success.
      errors: (error, result) =>
        result.exitCode === acceptedCode
          ? undefined
          : (error ?? (result.exitCode === 0 ? undefined : Buffer.concat([...result.stdOut, ...result.stdErr]))),
    }).env(env);
    return { printed: await git.raw([...args]) };
  } catch (error) {
    const isSilent = error instanceof Error && 'plugin' in error && error.plugin === 'timeout';
    return { failure: error instanceof Error ? error.message : String(error), isSilent };
  }
}
