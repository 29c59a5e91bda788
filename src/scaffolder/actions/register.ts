import { Refusal } from '#callboard/core/refusal.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import type { SyncReport } from '#callboard/catalog/sync-report.ts';
import type { Action, JsonObject } from '../action.ts';
import type { GitHost, Repository } from '../git-host.ts';
import { isJsonObject, textOf } from '../json-object.ts';

/**
 * The action that brings a published repository's catalog file into the catalog.
 * @param hosts asked for at each use
 */
export function createRegister(catalog: CatalogExtensionPoint, hosts: () => readonly GitHost[]): Action {
  return {
    id: 'catalog:register',
    description: "Registers a published repository's catalog file.",
    effect: 'outside',
    inputSchema: {
      type: 'object',
      anyOf: [{ required: ['repository'] }, { required: ['repoContentsUrl'] }],
      additionalProperties: false,
      properties: {
        repository: { type: 'object', description: 'The output `repository` of the step with `publish`.' },
        repoContentsUrl: { type: 'string', description: 'Its output `repoContentsUrl`.' },
        catalogInfoPath: { type: 'string', description: '`/catalog-info.yaml` where none is given.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['entityRef', 'catalogInfoUrl'],
      properties: {
        entityRef: { type: 'string' },
        catalogInfoUrl: { type: 'string', description: 'Where a person reads the file, else the repository.' },
      },
    },
    run: async ({ input }) => {
      const file = (textOf(input['catalogInfoPath']) ?? '/catalog-info.yaml').replace(/^\/+/, '');
      const { host, repository } = findRepository(input, hosts());
      const report = await catalog.register(host.catalogSource(repository, file));
      const [first] = report.refs;
      if (first === undefined) throw noEntity(repository, file, report);
      const entityRef = report.refs.find((ref) => ref.startsWith('component:')) ?? first;
      const viewUrl = catalog.directory.get(entityRef)?.origin.viewUrl;
      return { entityRef, catalogInfoUrl: viewUrl ?? repository.webUrl };
    },
  };
}

type RegisteredRepository = Omit<Repository, 'cloneUrl'>;

function findRepository(
  input: JsonObject,
  hosts: readonly GitHost[],
): { readonly host: GitHost; readonly repository: RegisteredRepository } {
  const stated = isJsonObject(input['repository']) ? input['repository'] : {};
  const webUrl = textOf(input['repoContentsUrl']) ?? textOf(stated['webUrl']) ?? '';
  const url = URL.canParse(webUrl) ? new URL(webUrl) : undefined;
  const [owner = '', name = ''] = url?.pathname.split('/').filter(Boolean).slice(-2) ?? [];
  const host = hosts.find((candidate) => candidate.host === (textOf(stated['host']) ?? url?.host));
  if (!host) {
    throw new Refusal(`The repository ${webUrl} is on no configured Git host, so it could not be registered.`, {
      code: 'no-such-git-host',
      hint: "Give the step the output `repository` of the template's `publish` step.",
    });
  }
  const repository = {
    owner: textOf(stated['owner']) ?? owner,
    name: textOf(stated['name']) ?? name,
    webUrl,
  };
  return { host, repository };
}

function noEntity(repository: RegisteredRepository, file: string, { problems }: SyncReport): Refusal {
  const told = problems.map(
    (problem) =>
      `${problem.file}:${problem.line}:${problem.column} ${problem.path === '' ? '' : `${problem.path} `}${problem.message}`,
  );
  const reason = told.length > 0 ? told.join('; ') : 'the file is not there or is empty';
  return new Refusal(
    `The repository ${repository.owner}/${repository.name} was made, but ${file} brought nothing into the catalog: ${reason}.`,
    {
      code: 'nothing-registered',
      hint: `Correct ${file} in the repository, then run on the command line: callboard ingest ${repository.webUrl}`,
    },
  );
}
