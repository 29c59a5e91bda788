import { readdirSync, readFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { runGit } from '#callboard/git/run-git.ts';

/** The ids of the processes that run git for this one: as Linux tells them. */
function helpers(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const [, , parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[0]?.split(' ') ?? [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return Number(parent) === process.pid && command.includes('git-worker.ts') ? [Number(name)] : [];
    } catch {
      // No process, or one that is gone by now.
      return [];
    }
  });
}

const isLinux = process.platform === 'linux';
if (!isLinux)
  process.stdout.write('The tests of the process that runs git are skipped: only Linux tells of processes.\n');

describe.skipIf(!isLinux)('git runs from a process beside this one', () => {
  test('of which there is one, however many calls there are at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => runGit(tmpdir(), ['--version'])));
    expect(helpers()).toHaveLength(1);
  });

  test('which waits for this one where both have something to do', async () => {
    await runGit(tmpdir(), ['--version']);
    expect(helpers().map((pid) => getPriority(pid) > getPriority())).toEqual([true]);
  });

  test('which is started anew where it was killed', async () => {
    await runGit(tmpdir(), ['--version']);
    const [killed] = helpers();
    if (killed === undefined) throw new Error('there is no such process');
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => runGit(tmpdir(), ['--version']).catch(String)).toContain('git version');
    expect(helpers()).not.toContain(killed);
  });
});
