import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OwnerNote } from '../../src/catalog/extension-point.ts';
import { createDirectory } from '../../src/catalog/directory-in-memory.ts';
import type { Entity } from '../../src/catalog/entity.ts';
import { formatEntityRef } from '../../src/catalog/entity-ref.ts';
import type { Answer, Press } from '../../src/core/answers/answer.ts';
import { toPlainText } from '../../src/core/answers/plain-text.ts';
import type { Answered } from '../../src/core/commands/conversation.ts';
import { createCore } from '../../src/core/core.ts';
import type { Address } from '../../src/core/messages/address.ts';
import type { Surface } from '../../src/core/messages/surface.ts';
import type { Plugin } from '../../src/core/plugins/plugin.ts';
import { Refusal } from '../../src/core/refusal.ts';
import { createSecretBox } from '../../src/core/storage/secret-box.ts';
import { createMetrics } from '../../src/core/telemetry/create-metrics.ts';
import { createOnCall } from '../../src/on-call/on-call-plugin.ts';
import type { ScheduleSource } from '../../src/on-call/schedule.ts';
import { openStore } from '../../src/store/open-store.ts';

/** What is shown on the surface: posted first, edited in place. */
interface Shown {
  readonly to: Address;
  answer: Answer;
  readonly history: Answer[];
}

export interface BotOptions {
  readonly entities: readonly Entity[];
  /** Files of rotations, absolute. */
  readonly rotations?: readonly string[];
  readonly configuration?: { readonly rotations: readonly string[] };
  readonly sources?: readonly ScheduleSource[];
  readonly now?: string;
  /** People and channels that the platform delivers nothing to. */
  readonly undeliverable?: readonly string[];
}

/** The bot with a database, a catalog and one surface, all real but for the platform behind the surface. */
export async function startBot({
  entities,
  rotations = [],
  configuration,
  sources = [],
  now = '2026-01-06T12:00Z',
  undeliverable = [],
}: BotOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-on-call-'));
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  const logger = { debug: log, info: log, warn: log, error: log };
  const clock = { now: new Date(now) };
  const store = await openStore(`file:${join(folder, 'callboard.db')}`, { logger });
  let ids = 0;
  const core = createCore({
    ports: store,
    logger,
    metrics: createMetrics(),
    now: () => clock.now,
    newId: () => String((ids += 1)).padStart(32, '0'),
    secrets: createSecretBox(randomBytes(32)),
    administrators: [],
    baseUrl: 'http://localhost:3000',
    dataFolder: folder,
    configurationFolder: folder,
    notReady: async () => [],
  });
  const platform = createPlatform(undeliverable);
  const notes: OwnerNote[] = [];
  const onCall = createOnCall({ pages: store.pages, defaultRotationFiles: () => rotations }).plugin;
  const plugins = [catalogOf(entities, notes), onCall, sourcesPlugin(sources), platform.plugin];
  await core.setUp(
    plugins.map((plugin) => ({ plugin, isRequired: true })),
    (plugin) => (plugin === onCall && configuration ? { ...configuration } : {}),
  );
  await core.start();
  await core.open();
  onTestFinished(async () => {
    await core.stop();
    await store.close();
    await rm(folder, { recursive: true });
  });

  let events = 0;
  const channel: Address = { surface: 'slack', kind: 'place', conversation: 'C1', replyToken: 'https://slack.test/1' };
  const take = async (
    said: { readonly kind: 'sentence'; readonly text: string } | { readonly kind: 'press'; readonly press: Press },
    personId: string,
    eventId: string,
  ): Promise<Answered | 'kept'> => {
    const asker = { surface: 'slack', personId, name: personId };
    const taken = await core.conversation.take({ id: eventId, asker, address: channel, ...said });
    return taken.kind === 'kept' ? 'kept' : taken.answer();
  };
  return {
    folder,
    clock,
    logged,
    notes,
    shown: platform.shown,
    commands: core.conversation.commands,
    /** Says a sentence. @returns the answer, or `kept` where it comes through the outbox */
    say: (text: string, personId = 'UASKER', eventId = `event ${(events += 1)}`) =>
      take({ kind: 'sentence', text }, personId, eventId),
    /** Says a sentence on the command line. */
    ask: (text: string) =>
      core.conversation.answerNow({
        id: `event ${(events += 1)}`,
        kind: 'sentence',
        text,
        asker: { surface: 'terminal', personId: 'zoe' },
        address: { surface: 'terminal', kind: 'person', personId: 'zoe' },
      }),
    press: (press: Press, personId: string) => take({ kind: 'press', press }, personId, `event ${(events += 1)}`),
    /** The first message shown that fits, once it is shown. */
    seen: platform.seen,
  };
}

/** A platform that shows what it is given, and tells those who wait for something to be shown. */
function createPlatform(undeliverable: readonly string[]) {
  const shown: Shown[] = [];
  const waiting = new Set<() => void>();
  const show = () => waiting.forEach((look) => look());
  const surface: Surface = {
    id: 'slack',
    userAnnotation: 'slack.com/user-id',
    everyoneIsAdministrator: true,
    findByEmail: async () => undefined,
    post: async (to, answer) => {
      if (undeliverable.includes(to.kind === 'person' ? to.personId : to.conversation)) {
        throw new Refusal('The account is gone.', { code: 'gone' });
      }
      shown.push({ to, answer, history: [answer] });
      show();
      return String(shown.length - 1);
    },
    edit: async (posted, answer) => {
      const message = shown[Number(posted)];
      if (message) {
        message.answer = answer;
        message.history.push(answer);
      }
      show();
      return posted;
    },
    profile: async () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  };
  const plugin: Plugin = { id: 'platform', kind: 'standalone', setup: (context) => context.addSurface(surface) };
  const seen = (fits: (text: string, message: Shown) => boolean): Promise<Shown> => {
    const { promise, resolve } = Promise.withResolvers<Shown>();
    const look = () => {
      const found = shown.find((message) => fits(toPlainText(message.answer), message));
      if (!found) return;
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
    return promise;
  };
  return { shown, plugin, seen };
}

/** The catalog as on-call sees it. */
function catalogOf(entities: readonly Entity[], notes: OwnerNote[]): Plugin {
  const directory = createDirectory();
  const origin = { sourceId: 'test', file: 'catalog.yaml', document: 0 };
  const written = entities.map((entity) => {
    const { name, namespace = 'default' } = entity.metadata;
    const ref = formatEntityRef({ kind: entity.kind, namespace, name });
    return { ref, entity, origin, digest: ref };
  });
  directory.apply({ revision: 1, written, removed: [] });
  return {
    id: 'catalog',
    kind: 'service-backed',
    setup: (context) => {
      context.identity.usePeople({
        findByAnnotation: (annotation, value) => directory.withAnnotation(annotation, value)[0],
        findByEmail: () => undefined,
        findByName: () => undefined,
        isMember: () => false,
        emailOf: () => undefined,
        nameOf: () => undefined,
        annotationsOf: (ref) => directory.get(ref)?.entity.metadata.annotations ?? {},
      });
      context.provide('catalog', () => ({
        directory,
        addGitCredentials: () => undefined,
        addRepositoryPages: () => undefined,
        addKind: () => undefined,
        addSource: () => undefined,
        refreshSource: () => Promise.resolve(),
        refreshRepository: () => Promise.resolve(),
        register: () => Promise.reject(new Error('nothing is registered here')),
        isRegisteredBy: () => Promise.resolve(false),
        unregister: () => Promise.resolve(),
        preview: () => Promise.reject(new Error('nothing is registered here')),
        checkOut: () => Promise.reject(new Error('nothing has a folder here')),
        checkOutPage: () => Promise.reject(new Error('nothing is on the network here')),
        addOwnerNote: (note) => void notes.push(note),
        addEntityNote: () => {},
      }));
    },
  };
}

const sourcesPlugin = (sources: readonly ScheduleSource[]): Plugin => ({
  id: 'sources',
  kind: 'third-party-backed',
  setup: (context) => sources.forEach(context.extend('on-call').addScheduleSource),
});
