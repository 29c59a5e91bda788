import type { Picture, PictureNode } from '#callboard/core/answers/picture.ts';
import { fitText } from './fit-text.ts';
import { type Direction, layOut, type Layout } from './lay-out.ts';
import type { Measure } from './measure-text.ts';

/** The widest that a graph may be, in pixels: a chat window shows it at about its own size, so that it can be read. */
const widest = 640;
/** The highest: longer pictures are shrunk, or scrolled past. */
const highest = 960;
/** With fewer nodes than these a picture is drawn, however large it becomes. */
const fewestNodes = 6;
/** Bounds on what is laid out, which takes longer than in proportion. */
const nodeLimit = 60;
const arrowLimit = 240;

export const labelSize = 14;
export const wordSize = 11.5;
/** What a line takes from the one above it, by its font size. */
export const lineHeight = 1.25;
/** Half of the height of a cylinder's upper face, which no text stands on. */
export const rim = 5;
const padding = { x: 10, y: 8 };

/** So many pixels of height are worth one step down in {@link shapes}. */
const costOfTightness = 30;

interface Shape {
  readonly direction: Direction;
  readonly textWidth: number;
}

/** Ways to lay a picture out, the roomiest first: which way arrows lead, and how wide a line of text may be. */
const shapes: readonly [Shape, ...Shape[]] = [
  { direction: 'right', textWidth: 180 },
  { direction: 'down', textWidth: 190 },
  { direction: 'right', textWidth: 130 },
  { direction: 'down', textWidth: 150 },
  { direction: 'right', textWidth: 100 },
  { direction: 'down', textWidth: 104 },
  { direction: 'right', textWidth: 84 },
];

/** A node with its text in lines. */
export interface PlannedNode {
  readonly node: PictureNode;
  readonly lines: readonly string[];
  readonly words: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** A picture with everything in its place. */
export interface PlannedPicture {
  readonly layout: Layout;
  readonly nodes: readonly PlannedNode[];
  /** How many nodes are not in it. */
  readonly omitted: number;
}

/** Lays a picture out in the way that is best read in a chat window; what has no room is left out. */
export function planPicture(picture: Picture, measure: Measure): PlannedPicture {
  const most = Math.min(picture.nodes.length, nodeLimit);
  let best = planFirst(picture, most, measure);
  if (!fits(best)) {
    let [enough, tooMany] = [Math.min(fewestNodes, most), most];
    best = planFirst(picture, enough, measure);
    while (tooMany - enough > 1) {
      const count = Math.floor((enough + tooMany) / 2);
      const next = planFirst(picture, count, measure);
      if (fits(next)) [enough, best] = [count, next];
      else tooMany = count;
    }
  }
  return { ...best, omitted: picture.omitted + picture.nodes.length - best.nodes.length };
}

type Plan = Omit<PlannedPicture, 'omitted'>;

const fits = ({ layout }: Plan): boolean => layout.width <= widest && layout.height <= highest;

/** The first nodes in the way that suits best, or the narrowest where none fits. */
function planFirst(picture: Picture, count: number, measure: Measure): Plan {
  const shown = picture.nodes.slice(0, count);
  const [roomiest, ...others] = shapes;
  let best = plan(picture, shown, roomiest, measure);
  let costOfBest = costOf(best, 0);
  for (const [index, shape] of others.entries()) {
    const next = plan(picture, shown, shape, measure);
    const cost = costOf(next, index + 1);
    if (cost < costOfBest) [best, costOfBest] = [next, cost];
  }
  return best;
}

/** What a way to lay out costs: chat windows shrink what is high, and tight text is broken and shortened. */
function costOf(made: Plan, tightness: number): number {
  const { width, height } = made.layout;
  return fits(made) ? height + tightness * costOfTightness : width * 1000;
}

function plan(
  { arrows }: Picture,
  shown: readonly PictureNode[],
  { direction, textWidth }: Shape,
  measure: Measure,
): Plan {
  const nodes = shown.map((node) => planNode(node, textWidth, measure));
  const ids = new Set(shown.map(({ id }) => id));
  const drawn = arrows.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to)).slice(0, arrowLimit);
  const boxes = nodes.map(({ node, width, height }) => ({ id: node.id, width, height }));
  return { nodes, layout: layOut(boxes, drawn, direction) };
}

function planNode(node: PictureNode, textWidth: number, measure: Measure): PlannedNode {
  const weight = node.mark === 'subject' ? 'bold' : 'regular';
  const label = (text: string) => measure.width(text, labelSize, weight);
  const word = (text: string) => measure.width(text, wordSize, 'regular');
  const lines = fitText(drawable(node, measure), 2, { widthOf: label, maximum: textWidth });
  const words = measure.canDraw(node.word) ? fitText(node.word, 2, { widthOf: word, maximum: textWidth }) : [];
  const widest = Math.max(...lines.map(label), ...words.map(word));
  return {
    node,
    lines,
    words,
    width: Math.ceil(widest) + 2 * padding.x,
    height:
      Math.ceil((lines.length * labelSize + words.length * wordSize) * lineHeight) +
      2 * padding.y +
      (node.shape === 'cylinder' ? rim : 0),
  };
}

/** The label, or where the font lacks letters of it, the id, which is plainer. */
function drawable({ label, id }: PictureNode, measure: Measure): string {
  if (label.trim() !== '' && measure.canDraw(label)) return label;
  return Array.from(id, (letter) => (measure.canDraw(letter) ? letter : '?')).join('');
}
