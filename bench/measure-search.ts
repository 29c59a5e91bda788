import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DirectoryInMemory } from '#callboard/catalog/directory-in-memory.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { ask, catalogCommands, readQuestions, scoreQuestions } from './ask-questions.ts';
import { generateCompany } from './generate-company.ts';
import { loadDirectory } from './load-directory.ts';
import { createRandom, type Random } from './random.ts';

/** The company that the questions of bench/questions/generated.yaml are about. */
export const questionCompany = { entities: 2000, seed: 7 } as const;

const asked = 400;

/** How many of the questions are answered rightly: over the example company, and over a generated one. */
export async function measureScores(): Promise<Readonly<Record<string, string>>> {
  const scores: Record<string, string> = {};
  const examples = await loadDirectory(join(import.meta.dirname, '../examples'));
  const generated = await withCompany(questionCompany, loadDirectory);
  for (const [name, directory] of [
    ['example', examples],
    ['generated', generated],
  ] as const) {
    for (const set of [name, `${name}-held-out`]) {
      const { asked, right, confidentlyWrong } = await scoreQuestions(readQuestions(set), directory);
      const share = ((100 * right) / asked).toFixed(1);
      scores[set] = `${right} of ${asked} right (${share} %), ${confidentlyWrong.length} confidently wrong`;
    }
  }
  return scores;
}

/** Times of questions, in milliseconds, in a company of so many entities; memory in megabytes. */
export async function measureSearch(entities: number): Promise<Readonly<Record<string, unknown>>> {
  return withCompany({ entities, seed: questionCompany.seed }, async (folder) => {
    const directory = await loadDirectory(folder);
    const before = heapMegabytes();
    const commands = catalogCommands(directory);
    const random = createRandom(1);
    const names = directory.ofKind('component').map(({ entity }) => entity.metadata.name);
    const first = await timeOf('/who-owns paymnts gatway', commands);
    await timeOf('/who-owns parcel-tracker', commands);
    return {
      entities: directory.size(),
      'first question, which builds the indexes': first,
      'indexes, MB': heapMegabytes() - before,
      'who-owns, spelt right': await timesOf(() => `/who-owns ${random.pick(names)}`, commands),
      'who-owns, as a sentence': await timesOf(() => `who owns ${random.pick(names).replaceAll('-', ' ')}?`, commands),
      'who-owns, misspelt': await timesOf(() => `/who-owns ${misspell(random.pick(names), random)}`, commands),
      'who-owns, absent': await timesOf(() => `/who-owns ${random.pick(names)}-teleport`, commands),
      'search alone, misspelt': searchTimes(directory, () => misspell(random.pick(names), random)),
    };
  });
}

async function withCompany<Result>(
  company: { readonly entities: number; readonly seed: number },
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-company-'));
  try {
    await generateCompany(folder, company);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Leaves a letter out, doubles one, or swaps two. */
function misspell(name: string, random: Random): string {
  const at = 1 + random.below(name.length - 2);
  const [a, b] = [name.charAt(at), name.charAt(at + 1)];
  return `${name.slice(0, at)}${random.pick(['', a + a, b + a])}${name.slice(at + (random.happens(0.3) ? 1 : 2))}`;
}

async function timeOf(text: string, commands: readonly Command[]): Promise<number> {
  const started = performance.now();
  await ask(text, commands);
  return round(performance.now() - started);
}

async function timesOf(question: () => string, commands: readonly Command[]): Promise<Spread> {
  const times: number[] = [];
  for (let index = 0; index < asked; index += 1) times.push(await timeOf(question(), commands));
  return spreadOf(times);
}

function searchTimes(directory: DirectoryInMemory, text: () => string): Spread {
  return spreadOf(
    Array.from({ length: asked }, () => {
      const typed = text();
      const started = performance.now();
      directory.search(typed, {}, 10);
      return performance.now() - started;
    }),
  );
}

interface Spread {
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { median: at(0.5), p99: at(0.99), max: at(1) };
}

const round = (milliseconds: number): number => Number(milliseconds.toFixed(2));

function heapMegabytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1_000_000);
}
