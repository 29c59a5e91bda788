import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..', '..');

async function lockedPackages(): Promise<Readonly<Record<string, LockedPackage>>> {
  const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
    await readFile(join(root, 'package-lock.json'), 'utf8'),
  );
  return lock.packages;
}

describe('the image', () => {
  it('leaves out with --omit=optional only what the bot can do without', async () => {
    const installed = Object.values(await lockedPackages()).filter(
      ({ dev, devOptional, optional }) => dev !== true && devOptional !== true && optional !== true,
    );
    const leftOut = installed.flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
    // The binaries that draw pictures, one a platform, are copied from where nothing is left out.
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    expect(dockerfile).toContain('\nCOPY --from=clients /app/node_modules/@resvg node_modules/@resvg\n');
    // pg's way to connect from Cloudflare's workers.
    expect(leftOut.filter((name) => !name.startsWith('@resvg/resvg-js-'))).toEqual(['pg-cloudflare']);
  });

  it('starts the program as npm start does', async () => {
    const manifest: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
      await readFile(join(root, 'package.json'), 'utf8'),
    );
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    const entrypoint: readonly string[] = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(dockerfile)?.[1] ?? '[]');
    expect(entrypoint.slice(0, 2)).toEqual(['tini', '--']);
    expect([...entrypoint.slice(2), 'start'].join(' ').replace('/app/', '')).toBe(manifest.scripts['start']);
  });

  it('is built from nothing but what .dockerignore lets in', async () => {
    const ignored = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n');
    const letIn = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, paths]) => paths?.split(' ') ?? [],
    );
    expect(new Set(copied.map((path) => path.split('/')[0]))).toEqual(new Set(letIn));
    expect(ignored).toContain('*');
  });
});
