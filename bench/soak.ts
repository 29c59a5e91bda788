import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askInSlack } from './ask-in-slack.ts';
import { namesOf, openModals, startInSlack } from './measure-slack.ts';
import { residentMegabytes } from './start-bot.ts';

/**
 * Puts an hour's traffic of a large company, 72,000 questions and 1,200 forms, through one instance in ten minutes, and
 * prints after each half minute how much memory it has and how it answers. It judges nothing: memory that is flat after
 * the first minutes is what to look for.
 */
const entities = 10_000;
const rounds = 20;
const secondsPerRound = 30;
const questionsPerSecond = 120;
const formsPerRound = 60;

const folder = await mkdtemp(join(tmpdir(), 'callboard-soak-'));
const { bot, hosted } = await startInSlack(folder, entities);
try {
  const names = await namesOf(bot.url);
  console.log(JSON.stringify({ entities, 'resident at the start, MB': await residentMegabytes(bot.url) }));
  for (let round = 1; round <= rounds; round += 1) {
    const [questions, forms] = await Promise.all([
      askInSlack(hosted, { perSecond: questionsPerSecond, seconds: secondsPerRound, names }),
      openModals(hosted, formsPerRound),
    ]);
    const figures = { round, 'resident, MB': await residentMegabytes(bot.url), questions, 'a modal opens': forms };
    console.log(JSON.stringify(figures));
  }
} finally {
  await bot.stop();
  await hosted.stop();
  await rm(folder, { recursive: true, force: true });
}
