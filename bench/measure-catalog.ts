import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateCompany } from './generate-company.ts';
import { type ApiTimes, measureCatalogApi } from './measure-catalog-api.ts';
import { residentMegabytes, startBot } from './start-bot.ts';

/** A catalog of a size, from nothing to answers. Times in milliseconds, memory in megabytes (10^6 bytes). */
export interface CatalogFigures {
  readonly entities: number;
  readonly files: number;
  /** From the first file read to the directory ready. */
  readonly 'first sync, ms': number;
  /** The most that the process had resident meanwhile; undefined where the system does not tell. */
  readonly 'peak while syncing, MB': number | undefined;
  readonly 'with nothing changed, ms': number;
  readonly 'with one file changed, ms': number;
  readonly 'ready after a restart, ms': number;
  readonly 'resident 30 s after that, MB': number;
  readonly api: ApiTimes;
  readonly 'resident after the questions to the API, MB': number;
}

const idleMs = 30_000;
const program = join(import.meta.dirname, '../src/main.ts');

/**
 * Generates a company and runs a bot with it.
 * @param folder empty; for the company and for the bot's data
 */
export async function measureCatalog(folder: string, entities: number): Promise<CatalogFigures> {
  const company = join(folder, 'company');
  const data = join(folder, 'data');
  await generateCompany(company, { entities, seed: 7 });
  const root = join(company, 'catalog.yaml');
  const first = await ingest(root, data);
  const again = await ingest(root, data);
  await changeOneFile(company);
  const changed = await ingest(root, data);
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
    files: first.files,
    'first sync, ms': first.ms,
    'peak while syncing, MB': first.peakMegabytes,
    'with nothing changed, ms': again.ms,
    'with one file changed, ms': changed.ms,
    'ready after a restart, ms': bot.readyMs,
    'resident 30 s after that, MB': resident,
    api,
    'resident after the questions to the API, MB': residentAfter,
  };
}

interface Ingested {
  readonly files: number;
  readonly ms: number;
  readonly peakMegabytes: number | undefined;
}

/** Runs `callboard ingest` as a process of its own. @throws Error where it fails */
async function ingest(root: string, data: string): Promise<Ingested> {
  const child = spawn(process.execPath, [program, 'ingest', root, '--json'], {
    env: { ...process.env, CALLBOARD_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peakMegabytes: number | undefined;
  const watch = setInterval(() => {
    peakMegabytes = peakOf(child.pid) ?? peakMegabytes;
  }, 50);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const status = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (status !== 0) throw new Error(`callboard ingest ended with ${String(status)}`);
  const { files, ms }: { readonly files: number; readonly ms: number } = JSON.parse(Buffer.concat(chunks).toString());
  return { files, ms, peakMegabytes };
}

/** The most that a process had resident, as Linux tells it. */
function peakOf(pid: number | undefined): number | undefined {
  const path = `/proc/${pid}/status`;
  const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round((Number(kilobytes) * 1024) / 1_000_000);
}

/** Changes the first repository's file of a generated company. */
async function changeOneFile(company: string): Promise<void> {
  const [repository] = (await readdir(join(company, 'repos'))).toSorted();
  if (repository === undefined) throw new Error(`${company} has no repository`);
  const file = join(company, 'repos', repository, 'catalog-info.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/description: (.*)/, 'description: Changed. $1'));
}
