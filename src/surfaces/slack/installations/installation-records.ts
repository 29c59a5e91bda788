import { fromJson, toJson } from '#callboard/core/storage/json.ts';
import type { Json, Records } from '#callboard/core/storage/records.ts';
import type { SecretBox } from '#callboard/core/storage/secret-box.ts';
import type { BotToken, Installation } from './installation.ts';

/** That it was removed is known for longer than a message waits, so that what is queued for it is given up. */
const removedLifetimeMs = 2 * 24 * 60 * 60 * 1000;

/** An installation as it is kept, or that it was removed. */
export type KeptInstallation =
  | { readonly kind: 'installed'; readonly installation: Installation; readonly revision: number }
  | { readonly kind: 'removed'; readonly id: string; readonly name: string; readonly revision: number };

/** The installations in the store, with their tokens sealed. */
export interface InstallationRecords {
  /**
   * Each by its key, opened when it is asked for.
   * @returns functions that throw a Refusal where the token was sealed with another key
   */
  readonly all: () => Promise<
    ReadonlyMap<string, { readonly revision: number; readonly open: () => KeptInstallation }>
  >;
  readonly get: (id: string) => Promise<KeptInstallation | undefined>;
  readonly put: (installation: Installation) => Promise<void>;
  /** Puts a token in place of the one of that revision. @returns false where it is another by now */
  readonly replace: (installation: Installation, revision: number) => Promise<boolean>;
  readonly remove: (id: string, name: string) => Promise<void>;
}

type Row =
  | (Pick<Installation, 'id' | 'name' | 'botId' | 'botUserId' | 'installedAt'> & { readonly sealed: string })
  | { readonly id: string; readonly name: string; readonly sealed?: undefined };

/** See {@link InstallationRecords}. */
export function createInstallationRecords(records: Records, secrets: SecretBox, now: () => Date): InstallationRecords {
  const rowOf = ({ token, rotation, ...open }: Installation): Json =>
    toJson({ ...open, sealed: secrets.seal(JSON.stringify({ token, rotation })) });
  const read = (value: Json, revision: number): KeptInstallation => {
    const row = fromJson<Row>(value);
    if (row.sealed === undefined) return { kind: 'removed', id: row.id, name: row.name, revision };
    const { sealed, ...open } = row;
    const token: BotToken = JSON.parse(secrets.open(sealed));
    return { kind: 'installed', installation: { ...open, ...token }, revision };
  };
  return {
    all: async () =>
      new Map(
        [...(await records.all())].map(([id, { value, revision }]) => [
          id,
          { revision, open: () => read(value, revision) },
        ]),
      ),
    get: async (id) => {
      const record = await records.get(id);
      return record && read(record.value, record.revision);
    },
    put: (installation) => records.put(installation.id, rowOf(installation)),
    replace: (installation, revision) => records.compareAndSet(installation.id, revision, rowOf(installation)),
    remove: (id, name) => records.put(id, { id, name }, new Date(now().getTime() + removedLifetimeMs)),
  };
}
