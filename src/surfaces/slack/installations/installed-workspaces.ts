import type { Surface } from '#callboard/core/messages/surface.ts';
import type { JsonObject } from '#callboard/core/storage/json.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { readLeaving } from '../events/leaving.ts';
import type { TakeInWorkspace } from '../events/take-event.ts';
import { workspaceIds } from '../events/workspace-ids.ts';
import type { Installation } from './installation.ts';
import type { InstallationRecords, KeptInstallation } from './installation-records.ts';
import type { InstalledWorkspace } from './installed-workspace.ts';
import { isDue } from './renew-token.ts';

/** How often what other instances have installed, removed or renewed is read. */
const followMs = 10_000;
/** What is not known is looked for in the store at most so often. */
const lookAgainMs = 1000;

export interface InstalledParts {
  readonly kept: InstallationRecords;
  readonly create: (id: string, name: string) => InstalledWorkspace;
  readonly addSurface: (surface: Surface) => void;
  readonly renew: (id: string) => Promise<void>;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** The workspaces that the bot is installed in, in memory as in the store. */
export interface InstalledWorkspaces {
  /** Reads what is kept. */
  readonly load: () => Promise<void>;
  /** Reads what is kept, and renews tokens that end soon. */
  readonly follow: () => Promise<void>;
  /** Follows from now on; workspaces that are added are started. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Who takes what Slack sent, from memory; undefined where the bot is not installed there. */
  readonly find: (body: JsonObject) => Promise<TakeInWorkspace | undefined>;
  readonly install: (installation: Installation) => Promise<void>;
}

/** See {@link InstalledWorkspaces}. */
export function createInstalledWorkspaces(parts: InstalledParts): InstalledWorkspaces {
  const { kept, now, logger } = parts;
  const workspaces = new Map<string, InstalledWorkspace>();
  const revisions = new Map<string, number>();
  let isStarted = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let following: Promise<void> = Promise.resolve();

  const workspaceOf = async (id: string, name: string): Promise<InstalledWorkspace> => {
    const known = workspaces.get(id);
    if (known) return known;
    const created = parts.create(id, name);
    workspaces.set(id, created);
    parts.addSurface(created.surface);
    if (isStarted) await created.surface.start();
    return created;
  };

  const show = async (one: KeptInstallation): Promise<void> => {
    const isInstalled = one.kind === 'installed';
    const { id, name } = isInstalled ? one.installation : one;
    const workspace = await workspaceOf(id, name);
    if (isInstalled && !workspace.installation) logger.info({ workspace: id }, `installed in ${name}`);
    if (!isInstalled && workspace.installation) logger.info({ workspace: id }, `no more installed in ${name}`);
    workspace.installation = isInstalled ? one.installation : undefined;
  };

  const read = async (): Promise<void> => {
    readAt = now().getTime();
    for (const [id, { revision, open }] of await kept.all()) {
      if (revisions.get(id) === revision) continue;
      revisions.set(id, revision);
      try {
        await show(open());
      } catch (error) {
        logger.error({ error, workspace: id }, 'an installation in Slack cannot be read: have it made again');
      }
    }
  };

  const follow = async (): Promise<void> => {
    await read();
    const due = [...workspaces.values()].filter(({ installation }) => installation && isDue(installation, now()));
    for (const { id } of due) await parts.renew(id);
    if (due.length > 0) await read();
  };

  const followOn = (): void => {
    following = follow().catch((error: unknown) => logger.warn({ error }, 'installations in Slack could not be read'));
  };

  const leave = async (workspace: InstalledWorkspace, body: JsonObject): Promise<boolean> => {
    const leaving = readLeaving(body);
    if (!leaving || !workspace.installation) return leaving !== undefined;
    const { id, name, installedAt } = workspace.installation;
    // It may tell of what was before the bot was installed again. Slack counts in seconds.
    if (leaving.at + 1000 < installedAt) return true;
    await kept.remove(id, name);
    workspace.installation = undefined;
    logger.warn(
      { workspace: id, reason: leaving.reason },
      `${name} has uninstalled Callboard; what is queued for it is given up`,
    );
    return true;
  };

  const known = (ids: readonly string[]): InstalledWorkspace | undefined =>
    ids.map((id) => workspaces.get(id)).find((workspace) => workspace?.installation !== undefined);

  return {
    load: read,
    follow,
    start: () => {
      isStarted = true;
      followOn();
      timer = setInterval(followOn, followMs);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await following;
    },
    find: async (body) => {
      const ids = workspaceIds(body);
      if (!known(ids) && now().getTime() - readAt > lookAgainMs) await read();
      const workspace = known(ids);
      return (
        workspace &&
        (async (event) => {
          if (await leave(workspace, event.body)) await event.ack();
          else await workspace.take(event);
        })
      );
    },
    install: async (installation) => {
      await kept.put(installation);
      await read();
    },
  };
}
