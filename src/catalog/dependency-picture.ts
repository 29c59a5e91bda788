import type { Picture, PictureNode } from '#callboard/core/answers/picture.ts';
import { counted } from '#callboard/core/counted.ts';
import type { DependencyGraph, Reach } from './dependency-graph.ts';
import type { Directory } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { displayName } from './entity-text.ts';
import { isDeprecated } from './is-deprecated.ts';
import { textsOf } from './json-values.ts';

/** More things than these make no picture that anybody can read. */
const nodeLimit = 60;
/** How many names the description of a picture has room for. */
const maximumNamed = 10;

const shapes: Readonly<Record<string, PictureNode['shape']>> = {
  component: 'box',
  api: 'pill',
  resource: 'cylinder',
};

/** A graph of dependencies as a picture: of the nearest things, where there are too many. */
export function dependencyPicture(graph: DependencyGraph, depth: number, directory: Directory): Picture {
  const { subject, needs, neededBy } = graph;
  const refs = nearestFirst(graph);
  const shown = refs.slice(0, nodeLimit);
  const ids = new Set(shown);
  const nameOf = (ref: string) => nodeOf(ref, subject, directory).label;
  return {
    alt: [
      `Dependencies of ${nameOf(subject)}, ${counted(depth, 'level')} each way.`,
      directSentence('It needs', needs, nameOf),
      directSentence('It is needed by', neededBy, nameOf),
    ].join(' '),
    nodes: shown.map((ref) => nodeOf(ref, subject, directory)),
    arrows: graph.dependencies
      .filter(({ from, to }) => ids.has(from) && ids.has(to))
      .map(({ from, to }) => ({ from, to })),
    arrowWords: ['needs', 'is needed by'],
    omitted: refs.length - shown.length + needs.notFollowed + neededBy.notFollowed,
  };
}

/** The subject, then level by level; both directions take turns, so that neither crowds out the other. */
function nearestFirst({ subject, needs, neededBy }: DependencyGraph): readonly string[] {
  const refs = new Set([subject]);
  for (let level = 0; level < Math.max(needs.levels.length, neededBy.levels.length); level += 1) {
    const sides = [needs.levels[level] ?? [], neededBy.levels[level] ?? []];
    const longest = Math.max(...sides.map(({ length }) => length));
    for (let index = 0; index < longest; index += 1) {
      for (const side of sides) {
        const ref = side[index];
        if (ref !== undefined) refs.add(ref);
      }
    }
  }
  return [...refs];
}

function nodeOf(ref: string, subject: string, directory: Directory): PictureNode {
  const entry = directory.get(ref);
  const kind = kindOf(ref);
  const shape = shapes[kind] ?? 'frame';
  if (!entry) {
    return {
      id: ref,
      label: ref.slice(ref.indexOf('/') + 1),
      word: 'not in the catalog',
      shape,
      mark: 'missing',
    };
  }
  const type = kind === 'component' || kind === 'resource' ? textsOf(entry.entity.spec?.['type'])[0] : undefined;
  const isFading = isDeprecated(entry);
  const mark = isFading ? 'fading' : 'plain';
  return {
    id: ref,
    label: displayName(entry.entity),
    word: `${type ?? entry.entity.kind}${isFading ? ', deprecated' : ''}`,
    shape,
    mark: ref === subject ? 'subject' : mark,
  };
}

function directSentence(beginning: string, { levels }: Reach, nameOf: (ref: string) => string): string {
  const [direct = []] = levels;
  if (direct.length === 0) return `${beginning} nothing in the catalog.`;
  const further = levels.slice(1).flat().length;
  const others = direct.length - maximumNamed;
  const named = [...direct.slice(0, maximumNamed).map(nameOf), ...(others > 0 ? [`${others} more`] : [])].join(', ');
  return `${beginning} ${named}${further > 0 ? `, and ${further} further away` : ''}.`;
}
