import { hash } from 'node:crypto';
import type { Identity } from '#callboard/core/identity/identity.ts';
import type { List } from '#callboard/core/answers/answer.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { Outbox } from '#callboard/core/messages/outbox.ts';
import { channelsIn } from './channels-in.ts';
import { createProblemOwners } from './catalog-problems.ts';
import type { CatalogStore, SyncPlan } from './catalog-store.ts';
import { maximumListed } from './commands/entity-list.ts';
import type { Directory } from './directory.ts';
import { leadOf } from './owner.ts';
import type { Problem } from './problem.ts';
import { problemItem } from './problem-item.ts';
import { fileName } from './source-tree.ts';
import { shownFile } from './entity-text.ts';

export interface OwnerNoticesContext {
  readonly store: Pick<CatalogStore, 'memory' | 'problems'>;
  readonly directory: Directory;
  readonly messages: Outbox;
  readonly identity: Pick<Identity, 'findAccounts'>;
  /** Where owners are told, such as `slack`. */
  readonly surface: string;
}

/** Problems of files by their names. */
type ProblemsByFile = ReadonlyMap<string, readonly Problem[]>;

/**
 * Tells owners which of their files a sync finds broken that were not, and which are mended: one message an owner. Of a
 * source that is read for the first time nobody is told: `problems` lists what is wrong with it.
 * @returns what is called with each plan before it is applied; called again with the same plan it tells nothing twice
 */
export function createOwnerNotices(context: OwnerNoticesContext): (plan: SyncPlan) => Promise<void> {
  const { store, directory, messages } = context;
  return async (plan) => {
    const { sourceId } = plan;
    if (plan.memory === undefined || (await store.memory(sourceId)) === undefined) return;
    const before = Map.groupBy((await store.problems()).get(sourceId) ?? [], ({ file }) => file);
    const after = Map.groupBy(plan.problems, ({ file }) => file);
    const gone = new Set(plan.files.removed.map(({ tree, path }) => fileName({ name: tree }, path)));
    const broken = difference(after, before);
    const mended = new Map([...difference(before, after)].filter(([file]) => !gone.has(file)));
    const ownersOf = createProblemOwners(directory);
    const byOwner = (files: ProblemsByFile) =>
      Map.groupBy(
        [...files.values()]
          .flat()
          .flatMap((problem) => ownersOf({ ...problem, sourceId }).map((owner) => ({ owner, problem }))),
        ({ owner }) => owner,
      );
    for (const [kind, files] of [
      ['broken', broken],
      ['mended', mended],
    ] as const) {
      for (const [owner, owned] of byOwner(files)) {
        const to = await addressOf(owner, context);
        if (to === undefined) continue;
        const problems = owned.map(({ problem }) => problem);
        const answer = kind === 'broken' ? brokenList(problems, directory) : mendedList(problems);
        // The same plan again says the same under the same key; other files are another message.
        const about = hash('sha256', JSON.stringify(problems), 'base64url');
        const key = `catalog.${kind}:${sourceId}:${owner}:${directory.revision()}:${about}`;
        await messages.say({ key, to, answer });
      }
    }
  };
}

/** What one has and the other has not. */
const difference = (one: ProblemsByFile, other: ProblemsByFile): ProblemsByFile =>
  new Map([...one].filter(([file]) => !other.has(file)));

/** Where an owner is told: a team in its channel, or else its lead; a person directly. */
async function addressOf(owner: string, context: OwnerNoticesContext): Promise<Address | undefined> {
  const { directory, identity, surface } = context;
  const entry = directory.get(owner);
  const channel = channelsIn(entry?.entity.metadata.annotations)[surface];
  if (channel) return { surface, kind: 'place', conversation: channel };
  const person = owner.startsWith('user:') ? owner : entry && leadOf(entry);
  const personId = person === undefined ? undefined : (await identity.findAccounts(person))[surface];
  return personId === undefined ? undefined : { surface, kind: 'person', personId };
}

function brokenList(problems: readonly Problem[], directory: Directory): List {
  return {
    kind: 'list',
    title: '⚠️ A catalog file that you own is not valid any more',
    items: problems.slice(0, maximumListed).map((problem) => problemItem(problem, directory)),
    omitted: Math.max(0, problems.length - maximumListed),
    buttons: [],
  };
}

function mendedList(problems: readonly Problem[]): List {
  const files = [...new Set(problems.map(({ file }) => file))];
  return {
    kind: 'list',
    title: '✅ A catalog file that you own is valid again',
    items: files.slice(0, maximumListed).map((file) => ({ title: { kind: 'code', text: shownFile({ file }) } })),
    omitted: Math.max(0, files.length - maximumListed),
    buttons: [],
  };
}
