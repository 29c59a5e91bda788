import { isRefusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { jsonAt, textAt } from '#callboard/core/storage/json-at.ts';
import { pushBranch } from '#callboard/git/push-branch.ts';
import type { Action, JsonObject, MadeContext } from '#callboard/scaffolder/action.ts';
import { authorProperties, commitAuthor } from '#callboard/scaffolder/commit-author.ts';
import { addressedRepository } from '#callboard/scaffolder/hosts/addressed-repository.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { pathOf } from '../bitbucket-repositories.ts';
import type { Bitbucket } from '../create-bitbucket.ts';

type Call = Pick<MadeContext, 'input' | 'runId' | 'signal'>;

/** Backstage's action that proposes the run's files as a change of a repository. */
export function createPullRequest(bitbucket: Bitbucket): Action {
  return {
    id: 'publish:bitbucketCloud:pull-request',
    description: "Opens a pull request at Bitbucket Cloud with the run's files, or of a branch that is there.",
    effect: 'outside',
    examples: [
      {
        description: "Propose the run's files",
        input: { repoUrl: '${{ parameters.repoUrl }}', title: 'Add docs', sourceBranch: 'add-docs' },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['repoUrl', 'title', 'sourceBranch'],
      properties: {
        repoUrl: { type: 'string', description: 'As `bitbucket.org?workspace=acme&repo=shop`.' },
        title: { type: 'string', minLength: 1 },
        description: { type: 'string' },
        targetBranch: { type: 'string', description: 'The main branch where none is given.' },
        sourceBranch: { type: 'string', minLength: 1, description: "Made of the run's files unless it is there." },
        ...authorProperties,
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['pullRequestUrl'],
      properties: {
        pullRequestUrl: { type: 'string', description: 'Where a person reads it.' },
        made: { type: 'number', description: 'Its number, where this step opened it.' },
      },
    },
    run: async (context) => {
      const base = await pushUnlessThere(bitbucket, context, context.workspace);
      const found = await findOpen(bitbucket, context);
      const opened = found ?? (await open(bitbucket, context, base));
      const made = jsonAt(opened, 'id');
      return {
        pullRequestUrl: textAt(opened, 'links', 'html', 'href') ?? '',
        ...(typeof made === 'number' && isOfRun(opened, context.runId) && { made }),
      };
    },
    made: {
      find: async (context) => {
        const made = await readMade(bitbucket, context);
        if (made === undefined || textAt(made, 'state') === 'DECLINED') return undefined;
        const { owner, name } = repositoryOf(bitbucket, context.input);
        const url = textAt(made, 'links', 'html', 'href');
        return {
          what: `the pull request "${textAt(made, 'title') ?? ''}" of ${owner}/${name}`,
          ...(url !== undefined && { url }),
          ...(textAt(made, 'state') === 'MERGED' && { obstacle: 'It is merged, and is to be reverted there.' }),
        };
      },
      // The branch stays: Bitbucket tells of no commit that it is this run's alone.
      undo: async (context) => {
        const made = await readMade(bitbucket, context);
        if (textAt(made, 'state') !== 'OPEN') return;
        const path = `${pullRequestsOf(bitbucket, context.input)}/${Number(jsonAt(made, 'id'))}/decline`;
        await bitbucket.api.ask({ method: 'POST', path }, context.signal);
      },
    },
  };
}

const repositoryOf = ({ remote }: Bitbucket, input: JsonObject) =>
  addressedRepository(remote, textOf(input['repoUrl']) ?? '');

const pullRequestsOf = (bitbucket: Bitbucket, input: JsonObject): string =>
  `${pathOf(repositoryOf(bitbucket, input))}/pullrequests`;

const branchIn = (input: JsonObject): string => textOf(input['sourceBranch']) ?? '';

/** @returns the branch that it is to go into */
async function pushUnlessThere(
  bitbucket: Bitbucket,
  { input, runId, signal }: Call,
  workspace: string,
): Promise<string> {
  const { remote, api } = bitbucket;
  const repository = repositoryOf(bitbucket, input);
  const named = textOf(input['targetBranch']);
  const base = named ?? textAt(await api.ask({ path: pathOf(repository) }, signal), 'mainbranch', 'name') ?? 'master';
  try {
    await pushBranch(remote.cloneUrlOf(repository), {
      base,
      branch: branchIn(input),
      folder: workspace,
      targetPath: '',
      filesToDelete: [],
      message: textOf(input['description']) ?? textOf(input['title']) ?? '',
      runId,
      mayUpdate: false,
      mayBeEmpty: true,
      author: commitAuthor(input) ?? remote.author,
      credentials: await remote.readCredentials(signal),
      signal,
    });
  } catch (error) {
    // A branch that is there is proposed as it is.
    if (!isRefusal(error, ['branch-taken'])) throw error;
  }
  return base;
}

async function findOpen(bitbucket: Bitbucket, { input, signal }: Call): Promise<Json | undefined> {
  const query = { q: `source.branch.name = ${JSON.stringify(branchIn(input))} AND state = "OPEN"` };
  const body = await bitbucket.api.ask({ path: pullRequestsOf(bitbucket, input), query }, signal);
  const values = jsonAt(body, 'values');
  return Array.isArray(values) ? values[0] : undefined;
}

async function open(bitbucket: Bitbucket, { input, runId, signal }: Call, base: string): Promise<Json> {
  const body = {
    title: textOf(input['title']) ?? '',
    summary: { raw: `${textOf(input['description']) ?? ''}\n\n${markOf(runId)}`.trimStart() },
    source: { branch: { name: branchIn(input) } },
    destination: { branch: { name: base } },
  };
  return bitbucket.api.ask({ method: 'POST', path: pullRequestsOf(bitbucket, input), body }, signal);
}

/** What the call made: by its number, or by the run's mark where the call did not come to its end. */
async function readMade(bitbucket: Bitbucket, context: MadeContext): Promise<Json | undefined> {
  const made = context.output?.['made'];
  if (typeof made === 'number') {
    const path = `${pullRequestsOf(bitbucket, context.input)}/${made}`;
    return bitbucket.api.askIfThere({ path }, context.signal);
  }
  const found = context.output === undefined ? await findOpen(bitbucket, context) : undefined;
  return isOfRun(found, context.runId) ? found : undefined;
}

/** Bitbucket's Markdown shows no link whose name nothing uses. */
const markOf = (runId: string): string => `[callboard]: ${runId}`;

const isOfRun = (pullRequest: Json | undefined, runId: string): boolean =>
  textAt(pullRequest, 'summary', 'raw')?.endsWith(markOf(runId)) === true;
