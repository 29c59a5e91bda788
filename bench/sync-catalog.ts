import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApp } from '../src/app.ts';

/** What a sync took, in milliseconds: on the clock, and of processors. */
export interface SyncCost {
  readonly ms: number;
  readonly cpuMs: number;
}

/** What this program prints, as JSON. */
export interface SyncCosts {
  readonly files: number;
  /** The first sync of this process: of nothing, or of what another process has synced. */
  readonly first: SyncCost;
  /** The most that the process had resident until then, in megabytes (10^6 bytes). */
  readonly peakMegabytes: number;
  /** The least of several, in the same process. */
  readonly nothingChanged: SyncCost;
  readonly oneFileChanged: SyncCost;
}

/** Others may work on the machine: the least of so many is the nearest to what a thing takes. */
const repetitions = 5;

const [company = ''] = process.argv.slice(2);
const app = await openApp({ configFile: undefined, folder: company, environment: process.env });

/** Syncs the company of the folder that is this program's argument, into the database that the environment names. */
async function sync(): Promise<SyncCost & { readonly files: number }> {
  const before = process.cpuUsage();
  const { files, ms } = await app.catalog.ingest([join(company, 'catalog.yaml')], company);
  const { user, system } = process.cpuUsage(before);
  return { files, ms, cpuMs: Math.round((user + system) / 1000) };
}

/** Changes the first repository's file. @param count what the change says */
async function changeOneFile(count: number): Promise<void> {
  const [repository] = (await readdir(join(company, 'repos'))).toSorted();
  if (repository === undefined) throw new Error(`${company} has no repository`);
  const file = join(company, 'repos', repository, 'catalog-info.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/description: .*/, `description: Changed ${process.pid} ${count}.`));
}

async function leastOf(prepare: (count: number) => Promise<void>): Promise<SyncCost> {
  const costs: SyncCost[] = [];
  for (let count = 0; count < repetitions; count += 1) {
    await prepare(count);
    const { ms, cpuMs } = await sync();
    costs.push({ ms, cpuMs });
  }
  return { ms: Math.min(...costs.map(({ ms }) => ms)), cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)) };
}

const { files, ...first } = await sync();
const peakMegabytes = Math.round((process.resourceUsage().maxRSS * 1024) / 1_000_000);
const nothingChanged = await leastOf(async () => undefined);
const oneFileChanged = await leastOf(changeOneFile);
const costs: SyncCosts = { files, first, peakMegabytes, nothingChanged, oneFileChanged };
console.log(JSON.stringify(costs));
await app.close();
process.exit();
