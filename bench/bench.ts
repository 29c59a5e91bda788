import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureQuestions } from './measure-questions.ts';
import { residentMegabytes, startBot } from './start-bot.ts';

/**
 * Prints, as JSON, how fast and how small a bot with the example company is: first start, second start, questions
 * through the local workspace, memory. It judges nothing.
 */
const idleMs = 30_000;

const folder = await mkdtemp(join(tmpdir(), 'callboard-bench-'));
try {
  const first = await startBot(folder);
  await first.stop();
  const second = await startBot(folder);
  await new Promise((resolve) => {
    setTimeout(resolve, idleMs);
  });
  const memory = await residentMegabytes(second.url);
  const slash = await measureQuestions(second.url, { perSecond: 20, seconds: 30 });
  const memoryAfter = await residentMegabytes(second.url);
  await second.stop();
  const figures = {
    'npm start to serving, ms': { firstRun: first.readyMs, again: second.readyMs },
    'resident memory, MB': { '30 s after start': memory, 'after the questions': memoryAfter },
    '/who-owns through the local workspace, 20 a second': slash,
  };
  console.log(JSON.stringify(figures, undefined, 2));
} finally {
  await rm(folder, { recursive: true, force: true });
}
