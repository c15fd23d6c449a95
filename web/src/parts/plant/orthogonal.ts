// Finds the way of a conduit around zones: along a grid of lines beside the
// zones, short, with few bends, and not on top of a conduit that is there already.

import type { Place } from "./types";

export interface Point {
  x: number;
  y: number;
}

const clearances = [16, 30]; // how far from a zone lines may run
const bend = 70; // how much longer a way may be to save one bend
const shared = 6; // how many times dearer a stretch is that a conduit runs on already
const crossing = 30;

/** A grid of lines on which ways are found; remembers where ways run. */
export class Streets {
  private readonly used = new Map<string, number>();

  constructor(private readonly obstacles: { id: string; place: Place }[]) {}

  /** The way from a to b, which lie on the borders of their zones; undefined when everything is blocked. */
  find(a: Point, b: Point, outA: Point, outB: Point, open: ReadonlySet<string>): Point[] | undefined {
    const blocks = this.obstacles.filter((o) => !open.has(o.id)).map((o) => grow(o.place, clearances[0] ?? 0));
    const start = { x: a.x + outA.x * 16, y: a.y + outA.y * 16 };
    const end = { x: b.x + outB.x * 16, y: b.y + outB.y * 16 };
    const xs = lines(
      this.obstacles.flatMap(({ place: p }) => clearances.flatMap((c) => [p.x - c, p.x + p.w + c])),
      start.x,
      end.x,
    );
    const ys = lines(
      this.obstacles.flatMap(({ place: p }) => clearances.flatMap((c) => [p.y - c, p.y + p.h + c])),
      start.y,
      end.y,
    );
    const path = this.search(xs, ys, start, end, outA.x !== 0 ? 0 : 1, outB.x !== 0 ? 0 : 1, blocks);
    if (!path) return undefined;
    this.remember(path);
    return straightened([a, ...path, b]);
  }

  /** A* over points and the direction (0 across, 1 down) in which each was reached. */
  private search(xs: number[], ys: number[], start: Point, end: Point, first: number, last: number, blocks: Place[]) {
    const nx = xs.length;
    const at = (p: Point) => ys.indexOf(p.y) * nx + xs.indexOf(p.x);
    const from = at(start) * 2 + first;
    const goal = at(end);
    const cost = new Map<number, number>([[from, 0]]);
    const before = new Map<number, number>();
    const queue = new Queue();
    queue.add(from, 0);
    for (let state = queue.next(); state !== undefined; state = queue.next()) {
      const node = state >> 1;
      if (node === goal) return trail(before, state, xs, ys, nx);
      const ix = node % nx;
      const iy = (node - ix) / nx;
      const here = cost.get(state) ?? 0;
      for (const [dx, dy] of steps) {
        const x = xs[ix + dx];
        const y = ys[iy + dy];
        if (x === undefined || y === undefined) continue;
        const x0 = xs[ix] ?? 0;
        const y0 = ys[iy] ?? 0;
        if (blocks.some((p) => cuts(p, x0, y0, x, y))) continue;
        const direction = dx !== 0 ? 0 : 1;
        const to = node + dx + dy * nx;
        const length = Math.abs(x - x0) + Math.abs(y - y0);
        let price = here + length * (this.busy(x0, y0, x, y) ? shared : 1);
        if (direction !== (state & 1)) price += bend;
        if (to === goal && direction !== last) price += bend;
        if (this.used.has(`${x},${y},${1 - direction}`)) price += crossing;
        const next = to * 2 + direction;
        if (price >= (cost.get(next) ?? Infinity)) continue;
        cost.set(next, price);
        before.set(next, state);
        queue.add(next, price + Math.abs(x - end.x) + Math.abs(y - end.y));
      }
    }
    return undefined;
  }

  private busy(x0: number, y0: number, x1: number, y1: number): boolean {
    const direction = y0 === y1 ? 0 : 1;
    return this.used.has(`${x0},${y0},${direction}`) && this.used.has(`${x1},${y1},${direction}`);
  }

  private remember(path: Point[]) {
    for (let i = 1; i < path.length; i++) {
      const [p, q] = [path[i - 1], path[i]];
      if (!p || !q) continue;
      const direction = p.y === q.y ? 0 : 1;
      this.used.set(`${p.x},${p.y},${direction}`, 1);
      this.used.set(`${q.x},${q.y},${direction}`, 1);
    }
  }
}

const steps = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

function grow(p: Place, by: number): Place {
  const inner = by - 1; // a line at the clearance itself is free
  return { x: p.x - inner, y: p.y - inner, w: p.w + 2 * inner, h: p.h + 2 * inner };
}

function cuts(p: Place, x0: number, y0: number, x1: number, y1: number): boolean {
  return (
    Math.max(x0, x1) > p.x && Math.min(x0, x1) < p.x + p.w && Math.max(y0, y1) > p.y && Math.min(y0, y1) < p.y + p.h
  );
}

function lines(all: number[], ...ends: number[]): number[] {
  return [...new Set([...all, ...ends])].sort((a, b) => a - b);
}

function trail(before: Map<number, number>, state: number, xs: number[], ys: number[], nx: number): Point[] {
  const points: Point[] = [];
  for (let s: number | undefined = state; s !== undefined; s = before.get(s)) {
    const node = s >> 1;
    points.push({ x: xs[node % nx] ?? 0, y: ys[Math.floor(node / nx)] ?? 0 });
  }
  return points.reverse();
}

/** Only the corners: points in the middle of a straight stretch are left out. */
export function straightened(points: Point[]): Point[] {
  return points.filter((p, i) => {
    const a = points[i - 1];
    const b = points[i + 1];
    if (a && a.x === p.x && a.y === p.y) return false;
    return !a || !b || !((a.x === p.x && p.x === b.x) || (a.y === p.y && p.y === b.y));
  });
}

/** A queue that gives the cheapest first. */
class Queue {
  private readonly heap: { state: number; price: number }[] = [];

  add(state: number, price: number) {
    const heap = this.heap;
    let i = heap.push({ state, price }) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if ((heap[up]?.price ?? 0) <= price) break;
      this.swap(i, up);
      i = up;
    }
  }

  next(): number | undefined {
    const heap = this.heap;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      for (let i = 0; ;) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) {
          if ((heap[child]?.price ?? Infinity) < (heap[least]?.price ?? Infinity)) least = child;
        }
        if (least === i) break;
        this.swap(i, least);
        i = least;
      }
    }
    return top.state;
  }

  private swap(i: number, j: number) {
    const [a, b] = [this.heap[i], this.heap[j]];
    if (a && b) [this.heap[i], this.heap[j]] = [b, a];
  }
}
