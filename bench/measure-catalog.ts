import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Postgresql } from '../test/fixtures/postgresql.ts';
import { generateCompany } from './generate-company.ts';
import { type ApiTimes, measureCatalogApi } from './measure-catalog-api.ts';
import { residentMegabytes, startBot } from './start-bot.ts';
import type { SyncCost, SyncCosts } from './sync-catalog.ts';

/** A catalog of a size, from nothing to answers. Memory in megabytes (10^6 bytes). */
export interface CatalogFigures {
  readonly entities: number;
  readonly files: number;
  readonly 'first sync, SQLite': SyncCost;
  /** Undefined where there is no server. It need not wait for the disk. */
  readonly 'first sync, PostgreSQL': SyncCost | undefined;
  readonly 'peak while syncing, MB': number;
  readonly 'nothing changed': SyncCost;
  readonly 'nothing changed, first sync of a process': SyncCost;
  readonly 'one file changed': SyncCost;
  /** What that took more than where nothing changed. */
  readonly 'work after the changed file is read': SyncCost;
  readonly 'ready after a restart, ms': number;
  readonly 'resident 30 s after that, MB': number;
  readonly api: ApiTimes;
  readonly 'resident after the questions to the API, MB': number;
}

const idleMs = 30_000;

/**
 * Generates a company and runs a bot with it.
 * @param folder empty; for the company and for the bot's data
 */
export async function measureCatalog(
  folder: string,
  entities: number,
  postgresql: Pick<Postgresql, 'createDatabase'> | undefined,
): Promise<CatalogFigures> {
  const company = join(folder, 'company');
  const data = join(folder, 'data');
  await generateCompany(company, { entities, seed: 7 });
  const inPostgresql =
    postgresql && (await syncs(company, { CALLBOARD_DATA: data, DATABASE_URL: await postgresql.createDatabase() }));
  const { files, first, peakMegabytes, nothingChanged, oneFileChanged } = await syncs(company, {
    CALLBOARD_DATA: data,
  });
  const again = await syncs(company, { CALLBOARD_DATA: data });
  const bot = await startBot(data);
  await new Promise((resolve) => {
    setTimeout(resolve, idleMs);
  });
  const resident = await residentMegabytes(bot.url);
  const api = await measureCatalogApi(bot.url);
  const residentAfter = await residentMegabytes(bot.url);
  await bot.stop();
  return {
    entities,
    files,
    'first sync, SQLite': first,
    'first sync, PostgreSQL': inPostgresql?.first,
    'peak while syncing, MB': peakMegabytes,
    'nothing changed': nothingChanged,
    'nothing changed, first sync of a process': again.first,
    'one file changed': oneFileChanged,
    'work after the changed file is read': {
      ms: oneFileChanged.ms - nothingChanged.ms,
      cpuMs: oneFileChanged.cpuMs - nothingChanged.cpuMs,
    },
    'ready after a restart, ms': bot.readyMs,
    'resident 30 s after that, MB': resident,
    api,
    'resident after the questions to the API, MB': residentAfter,
  };
}

/** Runs bench/sync-catalog.ts as a process of its own. @throws Error where it fails */
async function syncs(company: string, environment: Readonly<Record<string, string>>): Promise<SyncCosts> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sync-catalog.ts'), company], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`a sync of ${company} ended with ${String(status)}`);
  const costs: SyncCosts = JSON.parse(Buffer.concat(chunks).toString());
  return costs;
}
