import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from './action.ts';
import { loadTemplate, type TemplateAtHand, templateAt } from './find-template.ts';
import type { GitHost, Proposed, Repository } from './git-host.ts';
import { textOf } from './json-object.ts';
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
  readonly now: TemplateAtHand;
}

/**
 * Proposes to the repository that a run has published what its template renders otherwise by now, with the run's values.
 * @throws Refusal where the run published nothing, was given secrets, or the template can't be rendered as it was or as
 *   it is; where the host refuses
 */
export async function proposeUpdate(scaffolder: Scaffolder, run: Run, signal: AbortSignal): Promise<Proposed> {
  if (Object.keys(run.secrets).length > 0) throw withSecrets(run);
  const { host, owner, name, stepId } = publishedBy(run, scaffolder.hosts);
  const { old, now } = await versionsOf(run, scaffolder);
  const values = valuesFor(scaffolder, now, run);
  const folder = await mkdtemp(path.join(tmpdir(), 'callboard-update-'));
  try {
    const render = (atHand: TemplateAtHand, into: string, given: Run['values']) =>
      renderAgain(scaffolder, atHand, { run, values: given, folder: path.join(folder, into), stepId, signal });
    const before = await render(old, 'before', run.values);
    const after = await render(now, 'after', values);
    const title = `Bring in what has changed in ${run.templateTitle}`;
    const description = `This was made from ${run.templateTitle}, which has changed since: ${old.commit} → ${now.commit}. It was rendered with the same values, and merged with what was changed here.`;
    return await host.propose({ owner, name, runId: run.id, title, description, before, after }, signal);
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

async function versionsOf({ template, templateRef, templateCommit }: Run, scaffolder: Scaffolder): Promise<Versions> {
  const entry = scaffolder.catalog.directory.get(templateRef);
  if (!entry) {
    throw new Refusal('Its template is not in the catalog any more.', {
      code: 'no-such-template',
      subject: templateRef,
    });
  }
  const now = await loadTemplate(entry, scaffolder);
  if (templateCommit !== undefined && now.commit !== undefined) {
    return { old: await templateAt(entry, template, templateCommit, scaffolder), now };
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
