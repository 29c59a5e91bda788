import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openApp } from '../../src/app.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFile(join(root, 'manifests', 'kubernetes', file), 'utf8');

const deployment = async () => new Deployment(parse(await read('deployment.yaml')));
const configuration = async () => new ConfigMap(parse(await read('configuration.yaml')));
const storage = async () => new PersistentVolumeClaim(parse(await read('storage.yaml')));
const service = async () => new Service(parse(await read('service.yaml')));
const secret = async () => new Secret(parse(await read('example/secret.yaml')));

const objects = [
  { file: 'deployment.yaml', type: 'Deployment', from: 'kubernetes-types/apps/v1', load: deployment },
  { file: 'configuration.yaml', type: 'ConfigMap', from: 'kubernetes-types/core/v1', load: configuration },
  { file: 'storage.yaml', type: 'PersistentVolumeClaim', from: 'kubernetes-types/core/v1', load: storage },
  { file: 'service.yaml', type: 'Service', from: 'kubernetes-types/core/v1', load: service },
  { file: 'example/secret.yaml', type: 'Secret', from: 'kubernetes-types/core/v1', load: secret },
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-kubernetes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the compiler says of objects written out as literals of Kubernetes' published types; '' where nothing. */
async function compile(literals: readonly { readonly type: string; readonly from: string; readonly value: unknown }[]) {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const lines = literals.map(
    ({ type, from, value }, index) =>
      `export const object${index} = ${JSON.stringify(value)} satisfies import('${from}').${type};`,
  );
  await writeFile(join(folder, 'objects.ts'), lines.join('\n'));
  const compilerOptions = { strict: true, noEmit: true, module: 'preserve', skipLibCheck: true, types: [] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['objects.ts'] }));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = promisify(execFile)(process.execPath, [compiler, '--project', folder, '--pretty', 'false']);
  return run.then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );
}

describe("the manifests for Kubernetes follow Kubernetes' published description", () => {
  it.each(objects)('$file has values of the right types', async ({ type, load }) => {
    const object = await load();
    expect(object.kind).toBe(type);
    object.validate();
  });

  it('a value of a wrong type is found', async () => {
    const object = parse((await read('deployment.yaml')).replace('replicas: 1', 'replicas: one'));
    expect(() => new Deployment(object).validate()).toThrow('replicas');
  });

  it('none of them has a key that Kubernetes does not know', async () => {
    const literals = await Promise.all(
      objects.map(async ({ file, ...rest }) => ({ ...rest, value: parse(await read(file)) })),
    );
    expect(await compile(literals)).toBe('');
  });

  it('an unknown key is found, however deep', async () => {
    const value: unknown = parse((await read('deployment.yaml')).replace('drop:', 'dropp:'));
    expect(await compile([{ type: 'Deployment', from: 'kubernetes-types/apps/v1', value }])).toContain('dropp');
  });
});

describe('the manifests fit one another and the image', () => {
  it('the Service finds the pods, and its port is one of theirs', async () => {
    const { spec } = await deployment();
    const labels = spec?.template.metadata?.labels;
    const { spec: serviceSpec } = await service();
    expect(spec?.selector.matchLabels).toEqual(labels);
    expect(serviceSpec?.selector).toEqual(labels);
    const ports = spec?.template.spec?.containers[0]?.ports?.map(({ name }) => name);
    expect(ports).toContain(serviceSpec?.ports?.[0]?.targetPort);
  });

  it('the pod names the configuration, the storage and the secret that are there', async () => {
    const pod = (await deployment()).spec?.template.spec;
    const named = (name: string) => pod?.volumes?.find((volume) => volume.name === name);
    expect(named('configuration')?.configMap?.name).toBe((await configuration()).metadata?.name);
    expect(named('data')?.persistentVolumeClaim?.claimName).toBe((await storage()).metadata?.name);
    expect(pod?.containers[0]?.envFrom?.[0]?.secretRef?.name).toBe((await secret()).metadata?.name);
  });

  it('the secret has every variable for a secret that the README names', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const table = readme.split('\n').filter((line) => /^\| `[A-Z_]+`/.test(line));
    const variables = table.flatMap((line) => [...line.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));
    const secrets = variables.filter((name) => /_(?:TOKEN|SECRET|SECRET_KEY|CLIENT_ID)$|^DATABASE_URL$/.test(name));
    expect(secrets).toContain('SLACK_SIGNING_SECRET');
    expect(Object.keys((await secret()).stringData ?? {}).toSorted()).toEqual(secrets.toSorted());
  });

  it('the pod runs as the user of the image, listens where it does, and writes where it does', async () => {
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    const pod = (await deployment()).spec?.template.spec;
    const container = pod?.containers[0];
    expect(dockerfile).toContain(`USER ${pod?.securityContext?.runAsUser}:${pod?.securityContext?.runAsGroup}\n`);
    expect(dockerfile).toContain(` PORT=${container?.ports?.[0]?.containerPort} `);
    const writable = container?.volumeMounts
      ?.filter(({ readOnly }) => readOnly !== true)
      .map(({ mountPath }) => mountPath);
    expect(writable).toEqual(['/data', '/tmp']);
    expect(dockerfile).toContain(' CALLBOARD_DATA=/data\n');
    expect(container?.volumeMounts?.[0]?.mountPath).toBe('/config/callboard.yaml');
    expect(dockerfile).toContain('WORKDIR /config\n');
  });

  it('the pod may do as little as the restricted pod security standard allows', async () => {
    const pod = (await deployment()).spec?.template.spec;
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod?.containers[0]?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod?.automountServiceAccountToken).toBe(false);
  });

  it('the pod gets longer to stop than the 10 s that Callboard takes at most', async () => {
    expect((await deployment()).spec?.template.spec?.terminationGracePeriodSeconds).toBeGreaterThan(10);
  });

  it('its callboard.yaml is one that Callboard takes', async () => {
    const configFile = join(folder, 'callboard.yaml');
    await writeFile(configFile, (await configuration()).data?.['callboard.yaml'] ?? '');
    const app = await openApp({ configFile, folder, environment: {} });
    await app.close();
    expect(app.config.server.baseUrl).toBe('https://callboard.example.com');
  });
});
