import type { Picture } from './picture.ts';

/** More lines than these nobody reads. */
const lineLimit = 80;

/**
 * A picture as lines of text: from what it is about along the arrows, then against them. What stands there twice leads on
 * where it stands first.
 */
export function pictureTree(picture: Picture): readonly string[] {
  const [forward, backward] = picture.arrowWords;
  const subjects = picture.nodes.filter(({ mark }) => mark === 'subject');
  const along = nextTo(picture.arrows.map(({ from, to }) => [from, to]));
  const against = nextTo(picture.arrows.map(({ from, to }) => [to, from]));
  const lines = subjects.flatMap(({ id, label }) => [
    ...treeOf(id, `${label} ${forward}:`, along, picture),
    ...treeOf(id, `${label} ${backward}:`, against, picture),
  ]);
  const omitted = picture.omitted > 0 ? [`… and ${picture.omitted} more`] : [];
  return lines.length > lineLimit ? [...lines.slice(0, lineLimit), '…'] : [...lines, ...omitted];
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

function nextTo(pairs: readonly (readonly [string, string])[]): Neighbours {
  const neighbours = new Map<string, string[]>();
  for (const [from, to] of pairs) neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
  return neighbours;
}

/** The lines below a heading, or nothing where nothing is there. */
function treeOf(root: string, heading: string, neighbours: Neighbours, picture: Picture): readonly string[] {
  const nodes = new Map(picture.nodes.map((node) => [node.id, node]));
  const place = placesInTree(root, neighbours, nodes.keys());
  const lines: string[] = [];
  const add = (id: string, indent: string): void => {
    const children = (neighbours.get(id) ?? []).flatMap((child) => nodes.get(child) ?? []);
    for (const [index, child] of children.entries()) {
      const isLast = index === children.length - 1;
      const leadsOn = place.get(child.id) === id;
      const again = !leadsOn && (neighbours.get(child.id)?.length ?? 0) > 0 ? ' …' : '';
      lines.push(`${indent}${isLast ? '└─' : '├─'} ${child.label} (${child.word})${again}`);
      if (leadsOn && lines.length <= lineLimit) add(child.id, `${indent}${isLast ? '   ' : '│  '}`);
    }
  };
  add(root, '');
  return lines.length === 0 ? [] : [heading, ...lines];
}

/** Under which parent each node leads on: the one that is nearest to the root. */
function placesInTree(root: string, neighbours: Neighbours, ids: Iterable<string>): ReadonlyMap<string, string> {
  const known = new Set(ids);
  const parents = new Map<string, string>();
  const reached = new Set([root]);
  for (const id of reached) {
    for (const child of neighbours.get(id) ?? []) {
      if (reached.has(child) || !known.has(child)) continue;
      reached.add(child);
      parents.set(child, id);
    }
  }
  return parents;
}
