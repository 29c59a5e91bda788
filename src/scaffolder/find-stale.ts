import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '#callboard/core/refusal.ts';
import { fingerprintAt, loadTemplate, type TemplateAtHand } from './find-template.ts';
import { textOf } from './json-object.ts';
import { proposedVersions } from './proposed-versions.ts';
import type { Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';

/** Something that a run made and that is still there, as far as the catalog knows. */
interface MadeThing {
  readonly run: Run;
  /** The ref of what it registered, else the address of what it published. */
  readonly name: string;
  readonly url: string | undefined;
}

/** Something that was made from an older version of its template. */
export interface StaleThing extends MadeThing {
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

/** So many of the latest runs are looked at. */
const lookedAtRuns = 500;

/** What the latest runs made from versions of their templates that are not the newest, and that is not proposed to it. */
export async function findStale(scaffolder: Scaffolder): Promise<StaleThings> {
  const made = madeThings(await scaffolder.runs.latest(lookedAtRuns), scaffolder);
  const proposed = await proposedVersions(scaffolder.context.records);
  const things: StaleThing[] = [];
  const withoutCommit = new Set<string>();
  const unknown: string[] = [];
  for (const [ref, ofTemplate] of Map.groupBy(made, ({ run }) => run.templateRef)) {
    const [{ run: { templateTitle } } = { run: { templateTitle: ref } }] = ofTemplate;
    const now = await templateNow(scaffolder, ref);
    if (typeof now === 'string') {
      unknown.push(`${templateTitle}: ${now}`);
      continue;
    }
    for (const thing of ofTemplate) {
      const change = await changeOf({ ...thing.run, ...proposed.get(thing.run.id) }, now, scaffolder);
      if (change) things.push({ ...thing, commit: now.commit, change });
    }
    if (ofTemplate.some(({ run }) => now.commit === undefined || run.templateCommit === undefined)) {
      withoutCommit.add(templateTitle);
    }
  }
  return { things, withoutCommit: [...withoutCommit], unknown };
}

/** Of several runs that made one thing, the latest counts. What was registered and is gone by now is left out. */
function madeThings(runs: readonly Run[], { catalog }: Scaffolder): readonly MadeThing[] {
  const byName = new Map<string, MadeThing>();
  for (const run of runs) {
    if (run.status !== 'done') continue;
    const outputs = run.steps.map(({ output }) => output);
    const ref = outputs.map(({ entityRef }) => textOf(entityRef)).findLast((each) => each !== undefined);
    const url = outputs.map(({ repoContentsUrl }) => textOf(repoContentsUrl)).findLast((each) => each !== undefined);
    const name = ref ?? url;
    if (name === undefined || byName.has(name) || (ref !== undefined && !catalog.directory.get(ref))) continue;
    byName.set(name, { run, name, url });
  }
  return [...byName.values()];
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
  scaffolder: Scaffolder,
): Promise<StaleThing['change'] | undefined> {
  // What the catalog adds to its metadata says nothing of what it makes.
  if (template['apiVersion'] !== document['apiVersion'] || !isDeepStrictEqual(template['spec'], document['spec'])) {
    return 'document';
  }
  const entry = scaffolder.catalog.directory.get(templateRef);
  if (!entry || commit === undefined || templateCommit === undefined || commit === templateCommit) return undefined;
  try {
    return (await fingerprintAt(entry, templateCommit, scaffolder)) === fingerprint ? undefined : 'files';
  } catch (error) {
    if (error instanceof Refusal) return 'unknown';
    throw error;
  }
}
