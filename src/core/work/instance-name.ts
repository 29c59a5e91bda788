import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What a name is made of: where the process runs, its id there, and what tells it from all others. */
const separator = '|';

/**
 * The name of this process among all that share a database. Where the system tells, it says which boot of the machine
 * and which namespace of process ids it runs in, so that another process there can see when it is gone.
 * @param unique never the same twice
 */
export function instanceName(unique: string): string {
  return [placeOfProcesses() ?? '', process.pid, unique].join(separator);
}

/**
 * Whether the process of that name is certainly gone: it ran where this one runs, and its id is nobody's there, or this
 * one's by now. Of a process elsewhere that is never known.
 */
export function isGone(name: string): boolean {
  const [place, pid] = name.split(separator);
  if (place === undefined || place === '' || place !== placeOfProcesses()) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * Where process ids mean the same processes: a boot of a machine and a namespace in it. A namespace's number is given
 * again only when all its processes are gone.
 */
function placeOfProcesses(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Only Linux tells: elsewhere leases end by themselves.
    return undefined;
  }
}
