import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Action } from './action.ts';
import { askedProperties } from './asked-properties.ts';
import { nearName } from './near-name.ts';
import { readVariables } from './read-variables.ts';
import { textsIn } from './render-json.ts';
import type { Template, TemplateStep } from './template.ts';
import type { UsedVariable } from './template-engine.ts';

/** What is wrong with a template whatever its values are: a `warning` does not keep it from being run. */
export interface TemplateMistake {
  readonly level: 'error' | 'warning';
  /** From the document's root. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what to do, without a full stop. */
  readonly message: string;
}

/** What expressions at one place may read. */
interface Readable {
  readonly roots: readonly string[];
  /** Names of parameters; undefined where they are not known: what the pages refer to is elsewhere. */
  readonly parameters: readonly string[] | undefined;
  /** The steps before, with their actions where a plugin provides them. */
  readonly steps: ReadonlyMap<string, Action | undefined>;
}

type Path = TemplateMistake['path'];

const everywhere = ['parameters', 'steps', 'user', 'context', 'environment'];

/**
 * All that is wrong with a template's steps and output: ids that occur twice, expressions that are not well-formed,
 * variables that are not there, outputs of steps that are not there or come later. Actions that no plugin provides are
 * passed over, and what they give is taken to be right.
 * @param isFormKnown whether what the template asks for could be read; else each parameter is taken to be there
 */
export function findMistakes(
  template: Template,
  actions: ReadonlyMap<string, Action>,
  isFormKnown = true,
): readonly TemplateMistake[] {
  const parameters = isFormKnown ? namesOfParameters(template) : undefined;
  const steps = new Map<string, Action | undefined>();
  const mistakes: TemplateMistake[] = [];
  for (const step of template.steps) {
    if (steps.has(step.id)) mistakes.push(twice(step));
    mistakes.push(...inStep(template, step, { parameters, steps, roots: everywhere }));
    steps.set(step.id, actions.get(step.action));
  }
  const readable = { parameters, steps, roots: everywhere };
  return [...mistakes, ...inExpressions(template, template.output, ['spec', 'output'], readable)];
}

function namesOfParameters(template: Template): readonly string[] | undefined {
  // What a reference brings in is not looked up.
  if (JSON.stringify(template.pages).includes('"$ref"')) return undefined;
  return [...new Set(askedProperties(template).map(({ name }) => name))];
}

const twice = ({ id, path }: TemplateStep): TemplateMistake => ({
  level: 'error',
  path: [...path, 'id'],
  message: `two steps have the id "${id}": give one of them another`,
});

function inStep(template: Template, step: TemplateStep, readable: Readable): readonly TemplateMistake[] {
  const repeated = step.each === undefined ? [] : ['each'];
  const inInput = [...everywhere, 'secrets', ...repeated];
  // The calls always() and failure() are variables by now.
  const inCondition = [...everywhere, 'always', 'failure', ...repeated];
  return [
    ...inExpressions(template, step.condition ?? null, [...step.path, 'if'], { ...readable, roots: inCondition }),
    ...inExpressions(template, step.each ?? null, [...step.path, 'each'], {
      ...readable,
      roots: [...everywhere, 'secrets'],
    }),
    ...inExpressions(template, step.input, [...step.path, 'input'], { ...readable, roots: inInput }),
  ];
}

function inExpressions(template: Template, value: Json, path: Path, readable: Readable): readonly TemplateMistake[] {
  return textsIn(value, path).flatMap((found): readonly TemplateMistake[] => {
    const read = readVariables(template.engine, found.text);
    if (read.kind === 'mistake') return [{ level: 'error', path: found.path, message: read.message }];
    return read.variables.flatMap((variable) => {
      const why = whyNotThere(variable, readable);
      return why === undefined ? [] : [{ ...notThere(variable, why), path: found.path }];
    });
  });
}

/** Why a variable is not there, and what is. */
export interface NotThere {
  readonly reason: string;
  readonly instead: string;
}

/** A variable that is not there, with what comes of it. */
export function notThere({ mayBeMissing }: UsedVariable, { reason, instead }: NotThere): Omit<TemplateMistake, 'path'> {
  return mayBeMissing
    ? { level: 'warning', message: `${reason}, so it comes to nothing; ${instead}` }
    : { level: 'error', message: `${reason}; ${instead}` };
}

function whyNotThere({ segments }: UsedVariable, readable: Readable): NotThere | undefined {
  const [root = '', name, ...rest] = segments;
  if (!readable.roots.includes(root)) return whyNoRoot(segments, readable.roots);
  if (name === undefined || name === '') return undefined;
  if (root === 'steps') return whyNoOutput(name, rest, readable.steps);
  if (root !== 'parameters' || readable.parameters === undefined || readable.parameters.includes(name))
    return undefined;
  return {
    reason: `parameters.${name} is not asked for`,
    instead: insteadOf('parameters.', name, readable.parameters),
  };
}

/** A word alone may be one of the language's own. */
export function whyNoRoot(segments: readonly string[], roots: readonly string[]): NotThere | undefined {
  const [root = '', name] = segments;
  if (root === '' || name === undefined) return undefined;
  const read = segments.filter((part) => part !== '').join('.');
  return { reason: `${read} is nothing that can be read here`, instead: insteadOf('', root, roots) };
}

function whyNoOutput(id: string, [word, property]: readonly string[], steps: Readable['steps']): NotThere | undefined {
  if (!steps.has(id)) {
    return { reason: `"${id}" is not the id of an earlier step`, instead: insteadOf('', id, [...steps.keys()]) };
  }
  if (word !== undefined && word !== '' && word !== 'output') {
    return { reason: `a step has no "${word}"`, instead: `what it gives is steps.${id}.output` };
  }
  const known = outputsOf(steps.get(id));
  if (property === undefined || property === '' || !known || known.includes(property)) return undefined;
  const instead = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
  return { reason: `the step "${id}" has no output "${property}"`, instead };
}

/** What to write in the place of a name that is not there. */
export function insteadOf(prefix: string, name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  if (near !== undefined) return `${prefix}${near} is`;
  return known.length === 0 ? 'nothing is' : `what is: ${known.map((each) => `${prefix}${each}`).join(', ')}`;
}

/** The outputs that an action declares; undefined where it leaves them open. */
function outputsOf(action: Action | undefined): readonly string[] | undefined {
  const schema: unknown = action?.outputSchema;
  if (!isJsonObject(schema) || schema['additionalProperties'] !== false) return undefined;
  return isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
}
