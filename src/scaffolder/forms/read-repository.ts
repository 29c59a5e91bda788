import type { Values } from '#callboard/core/answers/answer.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
import { textOf } from '../json-object.ts';
import { quote } from '../quote.ts';
import { parseRepoUrl, type RepoUrl, formatRepoUrl } from '../repo-url.ts';
import type { RepositoryPicker } from './question.ts';
import { ownerRulesOf, projectKey, repositoryName } from './repository-rules.ts';

type Part = 'host' | 'owner' | 'project' | 'repo';

/**
 * Puts the address of a repository together again, from its parts or from the whole.
 * @param values by field; a part that is not there has its field's default
 * @returns undefined where nothing was given
 */
export function readRepository(picker: RepositoryPicker, values: Values): string | undefined | FieldProblem {
  const whole = textOf(values[picker.name]);
  const given = whole === undefined ? undefined : parseRepoUrl(whole);
  if (whole !== undefined && whole !== '' && !given)
    return problemAt(picker, 'repo', `${quote(whole)} must look like host?owner=acme&repo=shop`);
  const part = (name: Part): string | undefined => {
    const field = picker.fields.find((each) => each.name === `${picker.name}.${name}`);
    const initial = field?.kind === 'text' || field?.kind === 'choice' ? field.initial : undefined;
    const text = given?.[name] ?? textOf(values[`${picker.name}.${name}`]) ?? initial;
    return text === '' ? undefined : text;
  };
  const hostNames = picker.hosts.map(({ host }) => host);
  const repo = part('repo');
  const host = part('host') ?? lone(hostNames);
  if (repo === undefined) return undefined;
  if (host === undefined) return problemAt(picker, 'host', 'The host of the repository is needed');
  const found = picker.hosts.find((each) => each.host === host);
  if (!found) return problemAt(picker, 'host', `The host must be one of ${hostNames.join(', ')}`);
  return joined(picker, found, { owner: part('owner') ?? lone(picker.owners), project: part('project'), repo });
}

function joined(
  picker: RepositoryPicker,
  { host, ownerWord, organization }: RepositoryPicker['hosts'][number],
  { owner, project, repo }: Record<'owner' | 'project', string | undefined> & { readonly repo: string },
): string | FieldProblem {
  const { word, pattern } = ownerRulesOf(ownerWord);
  const notAllowed = [
    ...notOffered(picker, 'repo', repo, 'name of the repository'),
    ...notOffered(picker, 'project', project, 'project'),
  ];
  if (notAllowed[0]) return notAllowed[0];
  if (owner === undefined) return problemAt(picker, 'owner', `The ${word} of the repository is needed`);
  if (picker.owners.length > 0 && !picker.owners.includes(owner))
    return problemAt(picker, 'owner', `The ${word} must be one of ${picker.owners.join(', ')}`);
  if (!fits(repo, repositoryName.source))
    return problemAt(picker, 'repo', `${quote(repo)} can not be a repository's name (${repositoryName.message})`);
  if (!fits(owner, pattern.source))
    return problemAt(picker, 'owner', `${quote(owner)} can not be the ${word} of a repository (${pattern.message})`);
  const address: RepoUrl = { host, owner, repo };
  if (ownerWord === undefined) return formatRepoUrl(address);
  if (ownerWord === 'project')
    return formatRepoUrl({ ...address, project: owner, ...(organization !== undefined && { organization }) });
  if (project !== undefined && !fits(project, projectKey.source))
    return problemAt(picker, 'project', `${quote(project)} can not be a project's key (${projectKey.message})`);
  return formatRepoUrl({ ...address, workspace: owner, ...(project !== undefined && { project }) });
}

/** A whole address may have what the template does not allow. */
function notOffered(
  picker: RepositoryPicker,
  part: Part,
  value: string | undefined,
  word: string,
): readonly FieldProblem[] {
  const field = picker.fields.find(({ name }) => name === `${picker.name}.${part}`);
  const allowed = field?.kind === 'choice' ? field.options.map((option) => option.value) : undefined;
  if (value === undefined || allowed === undefined || allowed.includes(value)) return [];
  return [problemAt(picker, part, `The ${word} must be one of ${allowed.join(', ')}`)];
}

/** At the field of the part; where nobody is asked for that part, at the name. */
function problemAt({ name, fields }: RepositoryPicker, part: Part, message: string): FieldProblem {
  return { field: fields.find((field) => field.name === `${name}.${part}`)?.name ?? `${name}.repo`, message };
}

const fits = (text: string, source: string): boolean => new RegExp(source, 'u').test(text);

const lone = (values: readonly string[]): string | undefined => (values.length === 1 ? values[0] : undefined);
