/** What a short text of an entity, such as its name, may be made of. */
export interface TextForm {
  /** One character that may be in it. */
  readonly character: RegExp;
  /** One character that it may begin and end with. */
  readonly edge: RegExp;
  /** What joins the parts of a text, and stands once between two of them; where it is left out, nothing is asked. */
  readonly single?: string;
  /** What it may be made of, as people say it. */
  readonly rule: string;
}

/** Backstage took this limit from Kubernetes; a name, a namespace, a tag and a label's value all have it. */
const maximumLength = 63;

export const nameForm: TextForm = {
  character: /[A-Za-z0-9_.-]/,
  edge: /[A-Za-z0-9]/,
  rule: 'use letters, digits, "-", "_" and ".", with a letter or a digit at both ends',
};

export const namespaceForm: TextForm = {
  character: /[a-z0-9-]/,
  edge: /[a-z0-9]/,
  rule: 'use a-z, 0-9 and hyphens between them',
};

export const tagForm: TextForm = {
  character: /[a-z0-9:+#-]/,
  edge: /[a-z0-9:+#]/,
  single: '-',
  rule: 'use a-z, 0-9, ":", "+", "#" and single hyphens between them',
};

/**
 * What keeps a text from having a form, what to use instead, and the nearest text that has it, such as
 * `holds a space: use letters, digits …, such as order-history`; undefined where it has the form.
 * @param text not empty
 */
export function explainForm(text: string, form: TextForm): string | undefined {
  const causes = [...lengthCauses(text), ...characterCauses(text, form), ...edgeCauses(text, form)];
  if (causes.length === 0) return undefined;
  const near = nearest(text, form);
  return `${causes.join(' and ')}: ${form.rule}${near === '' ? '' : `, such as ${near}`}`;
}

const lengthCauses = ({ length }: string): readonly string[] =>
  length > maximumLength ? [`has ${length} characters of at most ${maximumLength}`] : [];

function characterCauses(text: string, { character, single }: TextForm): readonly string[] {
  const wrong = new Set(
    Array.from(text)
      .filter((one) => !character.test(one))
      .map(calledBy),
  );
  const double = single !== undefined && text.includes(single + single) ? [`"${single}${single}"`] : [];
  const named = [...wrong, ...double];
  return named.length === 0 ? [] : [`holds ${listed(named)}`];
}

function edgeCauses(text: string, { character, edge }: TextForm): readonly string[] {
  const isWrong = (one: string | undefined): one is string =>
    one !== undefined && character.test(one) && !edge.test(one);
  const [first, last] = [text.at(0), text.at(-1)];
  return [
    ...(isWrong(first) ? [`begins with "${first}"`] : []),
    ...(isWrong(last) && text.length > 1 ? [`ends with "${last}"`] : []),
  ];
}

/** The most that is named; whoever sees so many sees the rest. */
const maximumNamed = 3;

const listed = (names: readonly string[]): string =>
  names.length > maximumNamed
    ? `${names.slice(0, maximumNamed).join(', ')} and others`
    : names.join(', ').replace(/, (?=[^,]*$)/, ' and ');

function calledBy(character: string): string {
  if (/\s/.test(character)) return character === ' ' ? 'a space' : 'a line break or tab';
  return /[A-Z]/.test(character) ? 'a capital letter' : JSON.stringify(character);
}

/** The same text, with what may not be in it turned into hyphens; empty where nothing of it is left. */
function nearest(text: string, { character, edge }: TextForm): string {
  const cased = character.test('A') ? text : text.toLowerCase();
  const parts = Array.from(cased, (one) => (character.test(one) ? one : '-'))
    .join('')
    .replace(/-{2,}/g, '-');
  let [from, to] = [0, Math.min(parts.length, maximumLength)];
  while (from < to && !edge.test(parts.charAt(from))) from += 1;
  while (to > from && !edge.test(parts.charAt(to - 1))) to -= 1;
  return parts.slice(from, to);
}
