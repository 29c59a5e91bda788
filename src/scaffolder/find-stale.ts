import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '#callboard/core/refusal.ts';
import { fingerprintAt, loadTemplate, type TemplateAtHand } from './find-template.ts';
import { textOf } from './json-object.ts';
import { proposedVersions } from './proposed-versions.ts';
import type { Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';

/** Something that was made from an older version of its template. */
export interface StaleThing {
  readonly run: Pick<Run, 'id' | 'templateRef' | 'templateTitle' | 'templateCommit'>;
  /** The ref of what the run registered, else the address of what it published. */
  readonly name: string;
  readonly url: string | undefined;
  /** The template's commit now; undefined where it comes from plain files. */
  readonly commit: string | undefined;
  /**
   * What of the template is another by now: its own document, or the files beside it alone; `unknown` where the
   * repository has moved on and does not tell how it was.
   */
  readonly change: 'document' | 'files' | 'unknown';
}

/** What came of comparing. */
export interface StaleThings {
  readonly things: readonly StaleThing[];
  /** Templates that have no commit to compare, by title: a change of the files beside their document is not seen. */
  readonly withoutCommit: readonly string[];
  /** Why a template could not be looked at, a sentence each. */
  readonly unknown: readonly string[];
}

/**
 * What runs made from versions of their templates that are not the newest, and that is not proposed to it. Of several
 * runs that made one thing, the latest counts; what was registered and is gone by now is left out.
 */
export async function findStale(scaffolder: Scaffolder): Promise<StaleThings> {
  const proposed = await proposedVersions(scaffolder.context.records);
  const versions = createVersions(scaffolder);
  const seen = new Set<string>();
  const things: StaleThing[] = [];
  const withoutCommit = new Set<string>();
  const unknown = new Set<string>();
  for await (const runs of scaffolder.runs.done()) {
    for (const run of runs) {
      const made = madeBy(run, scaffolder);
      if (!made || seen.has(made.name)) continue;
      seen.add(made.name);
      const { id, templateRef, templateTitle, templateCommit } = run;
      const now = await versions.now(templateRef);
      if (typeof now === 'string') {
        unknown.add(`${templateTitle}: ${now}`);
        continue;
      }
      const change = await changeOf({ ...run, ...proposed.get(id) }, now, versions);
      const kept = { id, templateRef, templateTitle, templateCommit };
      if (change) things.push({ run: kept, ...made, commit: now.commit, change });
      if (now.commit === undefined || templateCommit === undefined) withoutCommit.add(templateTitle);
    }
  }
  return { things, withoutCommit: [...withoutCommit], unknown: [...unknown] };
}

/** What a run made and is still there, as far as the catalog knows. */
function madeBy({ steps }: Run, { catalog }: Scaffolder): Pick<StaleThing, 'name' | 'url'> | undefined {
  const last = (name: string) => steps.map(({ output }) => textOf(output[name])).findLast((each) => each !== undefined);
  const [ref, url] = [last('entityRef'), last('repoContentsUrl')];
  const name = ref ?? url;
  if (name === undefined || (ref !== undefined && !catalog.directory.get(ref))) return undefined;
  return { name, url };
}

/** Templates as they are and were, each looked at once for all that was made of it. */
interface Versions {
  /** The template as it is now, or why that can't be told. */
  readonly now: (ref: string) => Promise<TemplateAtHand | string>;
  /** The fingerprint of its files at a commit. @throws Refusal where that can't be told */
  readonly fingerprint: (ref: string, commit: string) => Promise<string | undefined>;
}

function createVersions(scaffolder: Scaffolder): Versions {
  const templates = new Map<string, ReturnType<Versions['now']>>();
  const fingerprints = new Map<string, ReturnType<Versions['fingerprint']>>();
  return {
    now: (ref) => {
      const now = templates.get(ref) ?? templateNow(scaffolder, ref);
      templates.set(ref, now);
      return now;
    },
    fingerprint: (ref, commit) => {
      const key = `${ref} ${commit}`;
      const entry = scaffolder.catalog.directory.get(ref);
      const found =
        fingerprints.get(key) ?? (entry ? fingerprintAt(entry, commit, scaffolder) : Promise.resolve(undefined));
      fingerprints.set(key, found);
      return found;
    },
  };
}

/** The template as it is now, or why that can't be told. */
async function templateNow(scaffolder: Scaffolder, ref: string): Promise<TemplateAtHand | string> {
  const entry = scaffolder.catalog.directory.get(ref);
  if (!entry) return 'it is not in the catalog, so nothing tells which version is the newest.';
  try {
    return await loadTemplate(entry, scaffolder);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** What has changed since a thing was made, or last proposed to; undefined where nothing has that it was made of. */
async function changeOf(
  { template, templateRef, templateCommit }: Pick<Run, 'template' | 'templateRef' | 'templateCommit'>,
  { document, commit, fingerprint }: TemplateAtHand,
  versions: Versions,
): Promise<StaleThing['change'] | undefined> {
  // What the catalog adds to its metadata says nothing of what it makes.
  if (template['apiVersion'] !== document['apiVersion'] || !isDeepStrictEqual(template['spec'], document['spec'])) {
    return 'document';
  }
  if (commit === undefined || templateCommit === undefined || commit === templateCommit) return undefined;
  try {
    return (await versions.fingerprint(templateRef, templateCommit)) === fingerprint ? undefined : 'files';
  } catch (error) {
    if (error instanceof Refusal) return 'unknown';
    throw error;
  }
}
