import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const publishOnce = fileURLToPath(new URL('./publish-once.ts', import.meta.url));

/**
 * Publishes in a process of its own that dies of SIGKILL when the git it runs for the nth time (1 is the first) has
 * done its work.
 * @returns whether the process was killed: false when it ran git less often and was done
 */
export async function publishKilled(folder: string, files: string, atGitCall: number): Promise<boolean> {
  const wrapper = await mkdtemp(join(tmpdir(), 'callboard-kill-'));
  const path = process.env['PATH'] ?? '';
  await writeFile(
    join(wrapper, 'git'),
    `#!/bin/sh
echo >> '${wrapper}/calls'
export PATH='${path}'
if [ "$(wc -l < '${wrapper}/calls')" -eq ${atGitCall} ]; then
git "$@"
kill -9 "$(cat '${wrapper}/pid')"
fi
exec git "$@"
`,
    { mode: 0o755 },
  );
  const child = spawn(process.execPath, [publishOnce, folder, files], {
    env: { ...process.env, PATH: `${wrapper}:${path}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await writeFile(join(wrapper, 'pid'), String(child.pid));
  const [code, signal]: unknown[] = await once(child, 'exit');
  await rm(wrapper, { recursive: true, force: true });
  if (signal === null && code !== 0) throw new Error(`publishing failed: ${String(child.stderr.read())}`);
  return signal === 'SIGKILL';
}
