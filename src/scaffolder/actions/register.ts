import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { SourceTarget } from '#callboard/catalog/catalog-store.ts';
import { readChatTarget } from '#callboard/catalog/chat-address.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import type { Problem } from '#callboard/catalog/problem.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';
import type { SyncReport } from '#callboard/catalog/sync-report.ts';
import type { Action, JsonObject } from '../action.ts';
import type { GitHost, Repository } from '../git-host.ts';
import { textOf } from '../json-object.ts';

/**
 * The action that brings a published repository's catalog file into the catalog.
 * @param hosts asked for at each use
 */
export function createRegister(catalog: CatalogExtensionPoint, hosts: () => readonly GitHost[]): Action {
  return {
    id: 'catalog:register',
    description: "Registers a published repository's catalog file.",
    effect: 'outside',
    examples: [
      {
        description: 'Register what a step published',
        input: {
          repoContentsUrl: '${{ steps.publish.output.repoContentsUrl }}',
          catalogInfoPath: '/catalog-info.yaml',
        },
      },
      {
        description: 'Register a file by its page',
        input: { catalogInfoUrl: 'https://github.com/acme/orders/blob/main/catalog-info.yaml', optional: true },
      },
    ],
    inputSchema: {
      type: 'object',
      anyOf: [{ required: ['repository'] }, { required: ['repoContentsUrl'] }, { required: ['catalogInfoUrl'] }],
      additionalProperties: false,
      properties: {
        repository: { type: 'object', description: 'The output `repository` of the step with `publish`.' },
        repoContentsUrl: { type: 'string', description: 'Its output `repoContentsUrl`.' },
        catalogInfoPath: { type: 'string', description: '`/catalog-info.yaml` where none is given.' },
        catalogInfoUrl: { type: 'string', description: "The file's page at a Git host, instead of all these." },
        optional: { type: 'boolean', description: 'A file that is not there, or brings nothing in, is no failure.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['entityRef', 'catalogInfoUrl'],
      properties: {
        entityRef: { type: ['string', 'null'], description: 'The component of the file, else its first entity.' },
        catalogInfoUrl: { type: 'string', description: 'Where a person reads the file, else the repository.' },
      },
    },
    inspect: async ({ input, workspace }) => {
      if (input['catalogInfoUrl'] !== undefined || input['optional'] === true) return;
      const file = fileOf(input);
      const path = join(workspace, file);
      // The repository may get its file in another way, such as from a folder that is published on its own.
      if (!isWithin(workspace, path) || !(await isFile(path))) return;
      const report = await catalog.preview({ kind: 'file', glob: path });
      if (report.refs.length === report.documents) return;
      // Whose name it claims is told at that other file, too.
      const problems = report.problems.filter((problem) => problem.file === path);
      const told = reasonsOf(problems.map((problem) => ({ ...problem, file })));
      throw new Refusal(`Its ${file} could not come into the catalog: ${told}`, {
        code: 'would-not-register',
        hint: 'Nothing was made. Give other values, or have the template mended.',
      });
    },
    made: {
      find: async ({ input, runId }) => {
        const { target, what, webUrl: url } = registrationOf(input, hosts());
        return (await catalog.isRegisteredBy(target, runId)) ? { what, url } : undefined;
      },
      undo: ({ input, runId }) => catalog.unregister(registrationOf(input, hosts()).target, runId),
    },
    run: async ({ input, runId }) => {
      const registration = registrationOf(input, hosts());
      try {
        const report = await catalog.register(registration.target, runId);
        const [first] = report.refs;
        if (first === undefined) throw noEntity(registration, report);
        const entityRef = report.refs.find((ref) => ref.startsWith('component:')) ?? first;
        const viewUrl = catalog.directory.get(entityRef)?.origin.viewUrl;
        return { entityRef, catalogInfoUrl: viewUrl ?? registration.webUrl };
      } catch (error) {
        if (!(error instanceof Refusal) || input['optional'] !== true) throw error;
        return { entityRef: null, catalogInfoUrl: registration.webUrl };
      }
    },
  };
}

const fileOf = (input: JsonObject): string =>
  (textOf(input['catalogInfoPath']) ?? '/catalog-info.yaml').replace(/^\/+/, '');

/** What a call registers. */
interface Registration {
  readonly target: SourceTarget;
  /** For a person. */
  readonly what: string;
  readonly webUrl: string;
  readonly repository: string;
  readonly file: string;
}

function registrationOf(input: JsonObject, hosts: readonly GitHost[]): Registration {
  const catalogInfoUrl = textOf(input['catalogInfoUrl']);
  if (catalogInfoUrl !== undefined) return registrationAt(catalogInfoUrl);
  const file = fileOf(input);
  const { host, repository } = findRepository(input, hosts);
  const { owner, name, webUrl } = repository;
  const target = host.catalogSource(repository, file);
  const fullName = `${owner}/${name}`;
  return {
    target,
    webUrl,
    repository: fullName,
    file,
    what: `the registration of ${file} of ${fullName} in the catalog`,
  };
}

/** @throws Refusal where the address is none of a file at a Git host */
function registrationAt(catalogInfoUrl: string): Registration {
  const target = readChatTarget(catalogInfoUrl);
  const [file = ''] = target.paths;
  const what = `the registration of ${catalogInfoUrl} in the catalog`;
  return { target, webUrl: catalogInfoUrl, repository: target.url, file, what };
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );

type RegisteredRepository = Omit<Repository, 'cloneUrl'>;

function findRepository(
  input: JsonObject,
  hosts: readonly GitHost[],
): { readonly host: GitHost; readonly repository: RegisteredRepository } {
  const stated = isJsonObject(input['repository']) ? input['repository'] : {};
  const webUrl = textOf(input['repoContentsUrl']) ?? textOf(stated['webUrl']) ?? '';
  const byName = hosts.find((candidate) => candidate.host === textOf(stated['host']));
  const host = byName ?? hosts.find((candidate) => candidate.repositoryAt(webUrl) !== undefined);
  if (!host) {
    throw new Refusal(`The repository ${webUrl} is on no configured Git host, so it could not be registered.`, {
      code: 'no-such-git-host',
      hint: "Give the step the output `repository` of the template's `publish` step.",
    });
  }
  const { owner = '', name = '' } = host.repositoryAt(webUrl) ?? {};
  const repository = {
    owner: textOf(stated['owner']) ?? owner,
    name: textOf(stated['name']) ?? name,
    webUrl,
  };
  return { host, repository };
}

function noEntity({ repository, file, webUrl }: Registration, report: SyncReport): Refusal {
  const reason = report.problems.length > 0 ? reasonsOf(report.problems) : 'the file is not there or is empty.';
  return new Refusal(`The repository ${repository} is there, but ${file} brought nothing into the catalog: ${reason}`, {
    code: 'nothing-registered',
    hint: `Correct ${file} in the repository, then run on the command line: callboard ingest ${webUrl}`,
  });
}

/** All problems in one line, each with its place. */
function reasonsOf(problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message.replace(/\.?$/, '.')}`)
    .join(' ');
}
