import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from './action.ts';
import { loadTemplate, type TemplateAtHand, templateAt } from './find-template.ts';
import type { GitHost, Proposed, Repository } from './git-host.ts';
import { textOf } from './json-object.ts';
import { leaveOutSecrets } from './leave-out-secrets.ts';
import { keepProposed, type ProposedVersion, proposedVersions } from './proposed-versions.ts';
import { renderAgain, valuesFor } from './render-again.ts';
import type { Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';

/** Where a run has published, and the step that did. */
interface Published extends Pick<Repository, 'owner' | 'name'> {
  readonly host: GitHost;
  readonly stepId: string;
}

/** A template as it was when a run was made, and as it is now. */
interface Versions {
  readonly old: TemplateAtHand;
  /** As it was last proposed. */
  readonly last: TemplateAtHand | undefined;
  readonly now: TemplateAtHand & { readonly commit: string };
}

/** How long rendering twice, fetching and pushing may take. */
export const proposeTimeoutMs = 120_000;

const shownCommitLength = 12;

/** What came of proposing. */
export interface ProposedUpdate {
  readonly proposed: Proposed;
  /** Files whose changes were left out, since they show secrets that only the run knew. */
  readonly leftOut: readonly string[];
}

/**
 * Proposes to the repository that a run has published what its template renders otherwise by now, with the run's values.
 * @throws Refusal where the run published nothing, was given secrets, or the template can't be rendered as it was or as
 *   it is; where the host refuses
 */
export async function proposeUpdate(scaffolder: Scaffolder, run: Run, signal: AbortSignal): Promise<ProposedUpdate> {
  if (Object.keys(run.secrets).length > 0) throw withSecrets(run);
  const { host, owner, name, stepId } = publishedBy(run, scaffolder.hosts);
  const { old, last, now } = await versionsOf(run, scaffolder);
  const values = valuesFor(scaffolder, now, run);
  // Of one proposal alone, so that nothing else in its files is like it.
  const standIn = `callboard-secret-${scaffolder.newId()}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'callboard-update-'));
  try {
    const render = (atHand: TemplateAtHand, into: string, given: Run['values']) =>
      renderAgain(scaffolder, atHand, { run, values: given, folder: path.join(folder, into), stepId, standIn, signal });
    const title = `Bring in what has changed in ${run.templateTitle}`;
    const branch = `callboard/${run.id}-${now.commit.slice(0, shownCommitLength)}`;
    const propose = async (base: TemplateAtHand, into: string, given: Run['values']) => {
      const before = await render(base, `${into}-before`, given);
      const after = await render(now, `${into}-after`, values);
      const leftOut = await leaveOutSecrets(before, after, standIn);
      const notes = leftOut.length === 0 ? '' : `\n\nLeft out, since they show secrets: ${leftOut.join(', ')}.`;
      const description = `This was made from ${run.templateTitle}, which has changed since: ${base.commit} → ${now.commit}. It was rendered with the same values, and merged with what was changed here.${notes}`;
      const proposal = { owner, name, runId: run.id, branch, title, description, before, after };
      return { proposed: await host.propose(proposal, signal), leftOut };
    };
    let update = await propose(old, 'first', run.values);
    // What was proposed last may have been taken in: then only what has changed since is new.
    if (update.proposed.kind === 'conflicts' && last) {
      update = await propose(last, 'last', valuesFor(scaffolder, last, run));
    }
    // What waits to be merged there, or is there, is stale no more.
    if (update.proposed.kind !== 'conflicts') {
      await keepProposed(scaffolder.context.records, run.id, now.document, now.commit);
    }
    return update;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function publishedBy({ steps, templateRef }: Run, hosts: readonly GitHost[]): Published {
  const step = steps.findLast(({ output }) => textOf(output['repoContentsUrl']) !== undefined);
  const url = textOf(step?.output['repoContentsUrl']);
  if (!step || url === undefined) {
    throw new Refusal('That run has published no repository.', { code: 'nothing-published', subject: templateRef });
  }
  for (const host of hosts) {
    const repository = namedIn(step.output, host) ?? host.repositoryAt(url);
    if (repository) return { host, ...repository, stepId: step.id };
  }
  throw new Refusal(`${url} is at no Git host that is configured.`, {
    code: 'no-such-git-host',
    hint: 'Have its host configured.',
    subject: templateRef,
  });
}

/** The repository as the step has told it, whatever the address of its page is by now. */
function namedIn({ repository }: JsonObject, { host }: GitHost): Pick<Repository, 'owner' | 'name'> | undefined {
  if (!isJsonObject(repository) || repository['host'] !== host) return undefined;
  const { owner, name } = repository;
  return typeof owner === 'string' && typeof name === 'string' ? { owner, name } : undefined;
}

async function versionsOf(run: Run, scaffolder: Scaffolder): Promise<Versions> {
  const { id, template, templateRef, templateCommit } = run;
  const entry = scaffolder.catalog.directory.get(templateRef);
  if (!entry) {
    throw new Refusal('Its template is not in the catalog any more.', {
      code: 'no-such-template',
      subject: templateRef,
    });
  }
  const now = await loadTemplate(entry, scaffolder);
  const { commit } = now;
  if (templateCommit !== undefined && commit !== undefined) {
    const at = (version: ProposedVersion) => templateAt(entry, version.template, version.templateCommit, scaffolder);
    const proposed = (await proposedVersions(scaffolder.context.records)).get(id);
    const last = proposed && (await at(proposed));
    return { old: await at({ template, templateCommit }), last, now: { ...now, commit } };
  }
  throw new Refusal('Its template is or was no part of a repository: nobody knows how its files were.', {
    code: 'no-template-commit',
    hint: 'Keep templates in a repository that the catalog reads.',
    subject: templateRef,
  });
}

const withSecrets = ({ templateRef }: Run): Refusal =>
  new Refusal('That run was given secrets, which are deleted: what it made can not be rendered again without them.', {
    code: 'secrets-gone',
    hint: 'Bring the changes of the template in by hand.',
    subject: templateRef,
  });
