import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Said } from '#callboard/core/commands/conversation.ts';
import { type Core, createCore } from '#callboard/core/core.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { Surface } from '#callboard/core/messages/surface.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { createSecretBox } from '#callboard/core/storage/secret-box.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { type CatalogService, createCatalog } from '#callboard/catalog/catalog-plugin.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import localGit from '#callboard/plugins/local-git/local-git-plugin.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';
import type { Run } from '#callboard/scaffolder/run.ts';
import type { RunStore } from '#callboard/scaffolder/run-store.ts';
import { createScaffolder, type ScaffolderService } from '#callboard/scaffolder/scaffolder-plugin.ts';
import type { TemplateFilter } from '#callboard/scaffolder/template-filter.ts';
import { openStore, type Store } from '#callboard/store/open-store.ts';

/** A bot of core, catalog, scaffolder and local Git host on a real database, and a surface that keeps what it is told. */
export interface StartedScaffolder {
  readonly folder: string;
  readonly core: Core;
  readonly store: Store;
  readonly catalog: CatalogService;
  readonly service: ScaffolderService;
  readonly logged: readonly { readonly fields: object; readonly message: string }[];
  /** Every message of the surface as it stands now. */
  readonly shown: ReadonlyMap<string, Answer>;
  /** Where each message went, by the same keys. */
  readonly sentTo: ReadonlyMap<string, Address>;
  /** Resolves with the first answer shown, now or later, that the condition holds for. */
  readonly whenShown: (holds: (answer: Answer) => boolean) => Promise<Answer>;
  /** Resolves with the latest run once the condition holds for it. */
  readonly whenRun: (holds: (run: Run) => boolean) => Promise<Run>;
  /** What Ada says, answered at once. */
  readonly say: (said: SaidByAda) => Promise<Answer | 'kept'>;
  /** The same of somebody else. */
  readonly sayAs: (asker: Asker, said: SaidByAda) => Promise<Answer | 'kept'>;
  readonly stop: () => Promise<void>;
}

type SaidByAda = Said extends infer Each ? (Each extends Said ? Omit<Each, 'id' | 'asker' | 'address'> : never) : never;

export const ada = { surface: 'paper', personId: 'P1', name: 'Ada' };
const here = { surface: 'paper', kind: 'place', conversation: 'C1' } as const;

const company = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, title: Payments }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: shop }
spec: { owner: payments }
`;

export interface StartOptions {
  /** Files of the catalog's folder by path; `*.yaml` anywhere in it is read. */
  readonly files?: Readonly<Record<string, string>>;
  /** A folder that is copied beside them. */
  readonly templatesFolder?: string;
  /** Is handed what the catalog offers to plugins. */
  readonly useCatalog?: (catalog: CatalogExtensionPoint) => void;
  readonly actions?: readonly Action[];
  readonly filters?: readonly TemplateFilter[];
  /** Beside the local one. */
  readonly hosts?: readonly GitHost[];
  /** Set up after those that there are always. */
  readonly plugins?: readonly Plugin[];
  /** The folder of everything; of an earlier start, to go on with its data. It stays when this stops. */
  readonly folder?: string;
  /** By plugin, as callboard.yaml has it. */
  readonly configuration?: Readonly<Record<string, Json>>;
  /** Stands between the scaffolder and its runs in the database. */
  readonly betweenRuns?: (runs: RunStore) => RunStore;
  /** Refs of groups. */
  readonly administrators?: readonly string[];
}

/** Starts it in a folder of its own. */
export async function startScaffolder(options: StartOptions = {}): Promise<StartedScaffolder> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'callboard-scaffolder-')));
  await writeFiles(path.join(folder, 'catalog'), { 'company.yaml': company, ...options.files });
  if (options.templatesFolder !== undefined) {
    await cp(options.templatesFolder, path.join(folder, 'catalog', 'templates'), { recursive: true });
  }
  const logged: { fields: object; message: string }[] = [];
  const log = (fields: object, message: string) => void logged.push({ fields, message });
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const newId = () => randomBytes(16).toString('hex');
  const store = await openStore(`file:${path.join(folder, 'callboard.db')}`, { logger });
  const { plugin: catalogPlugin, service: catalog } = createCatalog({ store: store.catalog });
  const { plugin, service } = createScaffolder({
    runs: options.betweenRuns?.(store.runs) ?? store.runs,
    newId,
  });
  const paper = createPaper();
  const core = createCore({
    ports: store,
    logger,
    metrics: createMetrics(),
    now: () => new Date(),
    newId,
    secrets: createSecretBox(randomBytes(32)),
    administrators: options.administrators ?? [],
    baseUrl: 'http://localhost:3000',
    dataFolder: path.join(folder, 'data'),
    configurationFolder: folder,
    notReady: async () => [],
  });
  const extras: Plugin = {
    id: 'extras',
    kind: 'standalone',
    setup: ({ addSurface, extend }) => {
      addSurface(paper.surface);
      options.useCatalog?.(extend('catalog'));
      for (const action of options.actions ?? []) extend('scaffolder').addAction(action);
      for (const filter of options.filters ?? []) extend('scaffolder').addFilter(filter);
      for (const host of options.hosts ?? []) extend('scaffolder').addGitHost(host);
    },
  };
  const plugins = [catalogPlugin, plugin, localGit, extras, ...(options.plugins ?? [])].map((one) => ({
    plugin: one,
    isRequired: true,
  }));
  await core.setUp(plugins, ({ id }) => options.configuration?.[id] ?? {});
  await catalog.load();
  await catalog.ingest(['catalog/company.yaml', 'catalog/**/template.yaml'], folder);
  await core.start();
  await core.open();
  const sayAs: StartedScaffolder['sayAs'] = async (asker, said) => {
    const taken = await core.conversation.take({ ...said, id: newId(), asker, address: here });
    return taken.kind === 'kept' ? 'kept' : (await taken.answer()).answer;
  };
  return {
    folder,
    core,
    store,
    catalog,
    service,
    logged,
    shown: paper.shown,
    sentTo: paper.sentTo,
    whenShown: paper.whenShown,
    whenRun: async (holds) => {
      for (;;) {
        const change = paper.whenChanged();
        const [run] = await store.runs.latest(1);
        if (run && holds(run)) return run;
        await change;
      }
    },
    say: (said) => sayAs(ada, said),
    sayAs,
    stop: async () => {
      await core.stop();
      await store.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes files below a folder, by path. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

function createPaper() {
  const shown = new Map<string, Answer>();
  const sentTo = new Map<string, Address>();
  const changes = new EventEmitter();
  const keep = (key: string, answer: Answer): string => {
    shown.set(key, answer);
    changes.emit('shown');
    return key;
  };
  const surface: Surface = {
    id: 'paper',
    userAnnotation: 'paper/id',
    everyoneIsAdministrator: false,
    post: async (to, answer) => {
      const key = String(shown.size);
      sentTo.set(key, to);
      return keep(key, answer);
    },
    edit: async (posted, answer) => keep(posted, answer),
    profile: async () => undefined,
    findByEmail: async () => undefined,
    start: async () => {},
    stop: async () => {},
  };
  const whenChanged = () => once(changes, 'shown');
  const whenShown = async (holds: (answer: Answer) => boolean): Promise<Answer> => {
    for (;;) {
      const found = [...shown.values()].find(holds);
      if (found) return found;
      await once(changes, 'shown');
    }
  };
  return { surface, shown, sentTo, whenShown, whenChanged };
}
