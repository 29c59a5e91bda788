import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgresql } from '../test/fixtures/postgresql.ts';
import { type CatalogFigures, measureCatalog } from './measure-catalog.ts';
import { bringInPeople } from './bring-in-people.ts';
import { measureQuestions } from './measure-questions.ts';
import { measureRendering } from './measure-rendering.ts';
import { measureRuns } from './measure-runs.ts';
import { measureSlack } from './measure-slack.ts';
import { measureScores, measureSearch } from './measure-search.ts';
import { residentMegabytes, startBot } from './start-bot.ts';

/**
 * Prints, as JSON, how fast and how small a bot with the example company is: first start, second start, questions
 * through the local workspace, memory; how fast components are made from their forms; how an instance with 100,000
 * entities bears 200 events a second from Slack; then how fast catalogs of 1,000 to 100,000 entities come in and are
 * served, how fast a skeleton of 500 files is rendered and written, and how well and how fast things are found in
 * companies of 1,000 to 100,000 entities. It judges nothing.
 */
const idleMs = 30_000;

const folder = await mkdtemp(join(tmpdir(), 'callboard-bench-'));
const server = await startPostgresql();
const postgresql = 'unavailable' in server ? undefined : server;
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
  const runners = await bringInPeople(folder, 20);
  const third = await startBot(folder);
  const runs = await measureRuns(third.url, runners);
  await third.stop();
  const slack = await measureSlack(join(folder, 'slack'), 100_000);
  const catalogs: CatalogFigures[] = [];
  for (const entities of [1000, 10_000, 100_000]) {
    catalogs.push(await measureCatalog(join(folder, `catalog-${entities}`), entities, postgresql));
  }
  const figures = {
    'npm start to serving, ms': { firstRun: first.readyMs, again: second.readyMs },
    'resident memory, MB': { '30 s after start': memory, 'after the questions': memoryAfter },
    '/who-owns through the local workspace, 20 a second': slash,
    'Node services made through the local workspace, one alone and 20 at once, ms': runs,
    'Slack, one instance': slack,
    catalogs,
    'a skeleton rendered and written, ms': await measureRendering(500),
    'questions of bench/questions': await measureScores(),
    'search, ms': [await measureSearch(1000), await measureSearch(10_000), await measureSearch(100_000)],
  };
  console.log(JSON.stringify(figures, undefined, 2));
} finally {
  await postgresql?.stop();
  await rm(folder, { recursive: true, force: true });
}
