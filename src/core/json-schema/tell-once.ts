import type { ErrorObject } from 'ajv/dist/2020.js';

/**
 * The errors of a value, one for each cause: of a choice (`oneOf`, `anyOf`) that nothing fits, what its nearest branch
 * says, or that one of the branches' fields is missing; and of a value of the wrong type, that alone.
 * @param errors as ajv gives them with `allErrors` and `verbose`
 */
export function tellOnce(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return settleChoices(errors).filter((error, _, all) => !isConsequence(error, all));
}

const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'oneOf' || keyword === 'anyOf';

/** The outermost choice comes last, since ajv tells what is in it first. */
function settleChoices(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choice = errors.findLast(isChoice);
  if (!choice) return errors;
  const isInside = ({ schemaPath, instancePath }: ErrorObject) =>
    schemaPath.startsWith(`${choice.schemaPath}/`) && `${instancePath}/`.startsWith(`${choice.instancePath}/`);
  const inside = errors.filter(isInside);
  const outside = errors.filter((error) => error !== choice && !isInside(error));
  return [...settleChoices(outside), ...settle(choice, inside)];
}

function settle(choice: ErrorObject, inside: readonly ErrorObject[]): readonly ErrorObject[] {
  const branches = [...Map.groupBy(inside, (error) => branchOf(choice, error)).values()].map(settleChoices);
  const own = branches.map(([error, ...more]) =>
    more.length === 0 && error?.instancePath === choice.instancePath ? error : undefined,
  );
  const [first] = own;
  if (branches.length < 2) return branches[0] ?? [choice];
  const isAlike = own.every((error) => error !== undefined && error.keyword === first?.keyword);
  const merged =
    isAlike && first
      ? merge(
          first,
          own.flatMap((error) => error?.params ?? []),
        )
      : undefined;
  return merged ? [merged] : nearest(choice, branches);
}

const branchOf = (choice: ErrorObject, { schemaPath }: ErrorObject): string =>
  schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '';

/** One error for branches that all fail in the same way; undefined where there is no way to say so. */
function merge(error: ErrorObject, params: readonly ErrorObject['params'][]): ErrorObject | undefined {
  const all = (name: string): readonly unknown[] => [...new Set(params.flatMap((one): unknown => one[name]))];
  switch (error.keyword) {
    case 'type':
      return { ...error, params: { type: all('type') } };
    case 'required':
      return { ...error, params: { ...error.params, alternatives: all('missingProperty').slice(1) } };
    case 'const':
      return { ...error, keyword: 'enum', params: { allowedValues: all('allowedValue') } };
    case 'enum':
      return { ...error, params: { allowedValues: all('allowedValues') } };
    default:
      return undefined;
  }
}

/** What the branch says that fits best: first by what it is, then by how little is wrong in it. */
function nearest(choice: ErrorObject, branches: readonly (readonly ErrorObject[])[]): readonly ErrorObject[] {
  const isMisfit = ({ keyword, instancePath }: ErrorObject) =>
    keyword === 'const' || (instancePath === choice.instancePath && keyword !== 'additionalProperties');
  const misfits = (branch: readonly ErrorObject[]) => branch.filter(isMisfit).length;
  return branches.toSorted((a, b) => misfits(a) - misfits(b) || a.length - b.length)[0] ?? [choice];
}

/** The fields of which an error says that one is missing. */
export function missingFields({ keyword, params }: ErrorObject): readonly string[] {
  const fields: unknown = [params['missingProperty'], params['alternatives'] ?? []].flat();
  return keyword === 'required' && Array.isArray(fields) ? fields.map(String) : [];
}

/** Whether an error only follows from another one at the same place. */
function isConsequence(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  // `if` fails only because a branch of it did, and that branch says so itself.
  if (error.keyword === 'if') return all.length > 1;
  const beside = all.filter((other) => other !== error && other.instancePath === error.instancePath);
  if (error.keyword === 'dependentRequired') {
    return beside.some((other) => missingFields(other).includes(String(error.params['missingProperty'])));
  }
  return error.keyword !== 'type' && beside.some(({ keyword }) => keyword === 'type');
}
