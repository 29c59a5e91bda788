import type { PictureNode } from '#callboard/core/answers/picture.ts';
import type { Direction, Point, Route } from './lay-out.ts';
import { fontFamily, type Measure } from './measure-text.ts';
import { labelSize, lineHeight, rim, type PlannedNode, type PlannedPicture, wordSize } from './plan-picture.ts';

/** Between the graph and the edge of the card, in pixels. */
const margin = 20;
/** A small graph stands on a card as wide as this, so that no chat window blows its letters up. */
const narrowestCard = 440;
const captionSize = 12;
const captionHeight = 30;

/** An opaque card, so that it looks the same on light and on dark; all text has a contrast of at least 4.5 to 1 on it. */
const card = { fill: '#fafbfd', line: '#b9c2cf', caption: '#475467', arrow: '#667085', back: '#b42318' };
const text = { label: '#101828', word: '#475467', subject: '#ffffff', subjectWord: '#dce4f2', missing: '#a11212' };
const fills: Readonly<Record<PictureNode['shape'], { readonly fill: string; readonly line: string }>> = {
  box: { fill: '#e6effd', line: '#3465b4' },
  pill: { fill: '#e4f5e9', line: '#2c7a4b' },
  cylinder: { fill: '#fdf0dc', line: '#a85d08' },
  frame: { fill: '#f0eafb', line: '#6d49b0' },
};
const subjectFill = '#1f2a44';

/** A picture as SVG: text and shapes alone, with nothing that leads out of it. @param arrowWord what an arrow says */
export function toSvg({ layout, nodes, omitted }: PlannedPicture, arrowWord: string, measure: Measure): string {
  // Those that close a circle lie above the others, or their heads would not be seen.
  const arrows = layout.arrows.toSorted((one, other) => Number(one.isBack) - Number(other.isBack));
  const hasCircle = arrows.some(({ isBack }) => isBack);
  const caption = captionOf(measure.canDraw(arrowWord) ? arrowWord : '…', hasCircle, omitted);
  const captionWidth = measure.width(caption, captionSize, 'regular');
  const width = Math.ceil(Math.max(layout.width, narrowestCard, captionWidth) + 2 * margin);
  const height = Math.ceil(layout.height + 2 * margin + captionHeight);
  const left = (width - layout.width) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">`,
    `<defs>${headOf('head', card.arrow)}${headOf('back', card.back)}</defs>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${card.fill}" stroke="${card.line}"/>`,
    `<g transform="translate(${rounded(left)} ${margin})">`,
    ...arrows.map((arrow) => arrowOf(arrow, layout.direction)),
    ...nodes.map((node) => nodeOf(node, layout.middles.get(node.node.id) ?? { x: 0, y: 0 })),
    '</g>',
    textOf(caption, { x: width / 2, y: height - margin + 2 }, captionSize, card.caption),
    '</svg>',
  ].join('\n');
}

const captionOf = (arrowWord: string, hasCircle: boolean, omitted: number): string =>
  [
    `A → B: A ${arrowWord} B`,
    ...(hasCircle ? ['red: closes a circle'] : []),
    ...(omitted === 0 ? [] : [`${omitted} more ${omitted === 1 ? 'is' : 'are'} left out`]),
  ].join('   ·   ');

/** A line through points that leaves and meets each in the direction of the layout. */
function arrowOf({ points: [first, ...others], isBack }: Route, direction: Direction): string {
  if (!first) return '';
  const curves = others.map((point, index) => {
    const before = others[index - 1] ?? first;
    const [x, y] = [(before.x + point.x) / 2, (before.y + point.y) / 2];
    const [leaving, meeting] =
      direction === 'down'
        ? [
            { x: before.x, y },
            { x: point.x, y },
          ]
        : [
            { x, y: before.y },
            { x, y: point.y },
          ];
    return `C${at(leaving)} ${at(meeting)} ${at(point)}`;
  });
  const [color, width, head] = isBack ? [card.back, 1.8, 'back'] : [card.arrow, 1.4, 'head'];
  const path = `M${at(first)} ${curves.join(' ')}`;
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" marker-end="url(#${head})"/>`;
}

/** The head of an arrow. */
const headOf = (id: string, color: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 L8 4 L0 7.5 Z" fill="${color}"/></marker>`;

function nodeOf(planned: PlannedNode, middle: Point): string {
  const { node, lines, words, width, height } = planned;
  const isSubject = node.mark === 'subject';
  const isMissing = node.mark === 'missing';
  const textHeight = (lines.length * labelSize + words.length * wordSize) * lineHeight;
  let y = middle.y - textHeight / 2 + (node.shape === 'cylinder' ? rim / 2 : 0);
  const drawn = [...lines.map((line) => [line, true] as const), ...words.map((word) => [word, false] as const)];
  const texts = drawn.map(([line, isLabel]) => {
    const size = isLabel ? labelSize : wordSize;
    y += size * lineHeight;
    const plain = isLabel ? text.label : isMissing ? text.missing : text.word;
    const inSubject = isLabel ? text.subject : text.subjectWord;
    const baseline = { x: middle.x, y: y - size * 0.27 };
    return textOf(line, baseline, size, isSubject ? inSubject : plain, isSubject && isLabel);
  });
  return [outlineOf(node, { x: middle.x - width / 2, y: middle.y - height / 2 }, width, height), ...texts].join('\n');
}

function outlineOf({ shape, mark }: PictureNode, { x, y }: Point, width: number, height: number): string {
  const { fill, line } = fills[shape];
  const paint = {
    subject: `fill="${subjectFill}" stroke="${subjectFill}" stroke-width="2"`,
    plain: `fill="${fill}" stroke="${line}" stroke-width="1.3"`,
    fading: `fill="${card.fill}" stroke="${line}" stroke-width="1.6" stroke-dasharray="6 4"`,
    missing: `fill="${card.fill}" stroke="${text.missing}" stroke-width="1.6" stroke-dasharray="1.6 3.6" stroke-linecap="round"`,
  }[mark];
  const frame = (inset: number, radius: number, look: string) =>
    `<rect x="${rounded(x + inset)}" y="${rounded(y + inset)}" width="${rounded(width - 2 * inset)}" height="${rounded(height - 2 * inset)}" rx="${rounded(radius)}" ${look}/>`;
  switch (shape) {
    case 'box':
      return frame(0, 6, paint);
    case 'pill':
      return frame(0, height / 2, paint);
    case 'frame':
      return frame(0, 3, paint) + frame(3.5, 1, `${withoutFill(paint)} fill="none"`);
    case 'cylinder':
      return cylinderOf({ x, y }, width, height, paint);
  }
}

function cylinderOf({ x, y }: Point, width: number, height: number, paint: string): string {
  const [top, bottom] = [
    { x, y: y + rim },
    { x: x + width, y: y + height - rim },
  ];
  const arc = `A${rounded(width / 2)} ${rim} 0 0`;
  const body = `M${at(top)} ${arc} 1 ${at({ ...bottom, y: top.y })} V${rounded(bottom.y)} ${arc} 1 ${at({ ...top, y: bottom.y })} Z`;
  const line = `M${at(top)} ${arc} 0 ${at({ ...bottom, y: top.y })}`;
  const isDark = paint.includes(`fill="${subjectFill}"`);
  const linePaint = isDark ? `stroke="${text.subjectWord}"` : withoutFill(paint);
  return `<path d="${body}" ${paint}/><path d="${line}" ${linePaint} fill="none"/>`;
}

const withoutFill = (paint: string): string => paint.replace(/fill="[^"]*"/, '');

function textOf(line: string, { x, y }: Point, size: number, color: string, isBold = false): string {
  const weight = isBold ? ' font-weight="bold"' : '';
  return `<text x="${rounded(x)}" y="${rounded(y)}" font-size="${size}"${weight} text-anchor="middle" fill="${color}">${escapeXml(line)}</text>`;
}

const at = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;
const rounded = (number: number): number => Math.round(number * 10) / 10;

const escapeXml = (line: string): string =>
  line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
