import { graphlib, layout } from '@dagrejs/dagre';

/** A thing to be placed, by its size in pixels. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of an arrow, from the border of its first box to that of its last, by way of where it passes others. */
export interface Route {
  readonly points: readonly Point[];
  /** It leads against the others, and so closes a circle. */
  readonly isBack: boolean;
}

/** Where everything is, in pixels from the upper left. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The middles of the boxes. */
  readonly middles: ReadonlyMap<string, Point>;
  readonly arrows: readonly Route[];
  readonly direction: Direction;
}

/** Where arrows lead: to the right, or down. */
export type Direction = 'right' | 'down';

/** Places boxes in layers so that arrows lead one way, as far as circles allow. */
export function layOut(
  boxes: readonly Box[],
  arrows: readonly { readonly from: string; readonly to: string }[],
  direction: Direction,
): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    nodesep: direction === 'right' ? 12 : 16,
    ranksep: direction === 'right' ? 40 : 34,
    edgesep: 8,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { from, to } of arrows) graph.setEdge(from, to);
  layout(graph);
  const boxOf = (id: string): Box & Point => {
    const { x, y, width, height } = graph.node(id);
    return { id, x, y, width, height };
  };
  const placed = boxes.map(({ id }) => boxOf(id));
  const thickness = Math.max(...boxes.map(({ width, height }) => (direction === 'down' ? height : width)));
  const routes = arrows.map(({ from, to }) =>
    route(boxOf(from), boxOf(to), graph.edge(from, to).points, thickness, direction),
  );
  return cropped({ direction, boxes: placed, arrows: routes });
}

/** The layout without the empty space around it. */
function cropped({
  direction,
  boxes,
  arrows,
}: {
  readonly direction: Direction;
  readonly boxes: readonly (Box & Point)[];
  readonly arrows: readonly Route[];
}): Layout {
  const points = arrows.flatMap((arrow) => arrow.points);
  const xs = [...points.map(({ x }) => x), ...boxes.flatMap(({ x, width }) => [x - width / 2, x + width / 2])];
  const ys = [...points.map(({ y }) => y), ...boxes.flatMap(({ y, height }) => [y - height / 2, y + height / 2])];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const moved = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });
  return {
    direction,
    width: Math.max(...xs) - left,
    height: Math.max(...ys) - top,
    middles: new Map(boxes.map((box) => [box.id, moved(box)])),
    arrows: arrows.map(({ points, isBack }) => ({ points: points.map(moved), isBack })),
  };
}

/**
 * The way of an arrow. The layout's own points are the two borders, and between them by turns a point between two layers
 * and one in a layer that the arrow passes, where it keeps to its line for as long as the layer is thick.
 */
function route(
  from: Box & Point,
  to: Box & Point,
  points: readonly Point[],
  thickness: number,
  direction: Direction,
): Route {
  const isDown = direction === 'down';
  const isForward = isDown ? from.y < to.y : from.x < to.x;
  const sign = isForward ? 1 : -1;
  const beside = (point: Point, distance: number): Point =>
    isDown ? { x: point.x, y: point.y + sign * distance } : { x: point.x + sign * distance, y: point.y };
  const half = ({ width, height }: Box) => (isDown ? height : width) / 2;
  const between = points.slice(1, -1);
  // An arrow against the others keeps all its points, which lead it around the one that it answers.
  const passed = isForward
    ? between
        .filter((_, index) => index % 2 === 1)
        .flatMap((point) => [beside(point, -thickness / 2), beside(point, thickness / 2)])
    : between;
  return { points: [beside(from, half(from)), ...passed, beside(to, -half(to))], isBack: !isForward };
}
