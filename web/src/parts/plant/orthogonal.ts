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
  private readonly used = new Set<number>();
  private readonly xs: number[];
  private readonly ys: number[];

  constructor(private readonly obstacles: { id: string; place: Place }[]) {
    // Many zones leave little room for a second line beside each, and it takes time.
    const beside = obstacles.length > 40 ? clearances.slice(0, 1) : clearances;
    this.xs = obstacles.flatMap(({ place: p }) => beside.flatMap((c) => [p.x - c, p.x + p.w + c]));
    this.ys = obstacles.flatMap(({ place: p }) => beside.flatMap((c) => [p.y - c, p.y + p.h + c]));
  }

  /** The way from a to b, which lie on the borders of their zones; undefined when everything is blocked. */
  find(a: Point, b: Point, outA: Point, outB: Point, open: ReadonlySet<string>): Point[] | undefined {
    const start = { x: a.x + outA.x * 16, y: a.y + outA.y * 16 };
    const end = { x: b.x + outB.x * 16, y: b.y + outB.y * 16 };
    const grid = new Grid(lines(this.xs, start.x, end.x), lines(this.ys, start.y, end.y));
    for (const { id, place } of this.obstacles) if (!open.has(id)) grid.block(place);
    const path = this.search(grid, start, end, outA.x !== 0 ? 0 : 1, outB.x !== 0 ? 0 : 1);
    if (!path) return undefined;
    this.remember(path);
    return straightened([a, ...path, b]);
  }

  /** A* over points and the direction (0 across, 1 down) in which each was reached. */
  private search(grid: Grid, start: Point, end: Point, first: number, last: number): Point[] | undefined {
    const { xs, ys } = grid;
    const cost = new Float64Array(xs.length * ys.length * 2).fill(Infinity);
    const before = new Int32Array(cost.length).fill(-1);
    const goal = grid.at(end);
    const from = grid.at(start) * 2 + first;
    cost[from] = 0;
    const queue = new Queue();
    queue.add(from, 0);
    for (let state = queue.next(); state !== undefined; state = queue.next()) {
      const node = state >> 1;
      if (node === goal) return trail(before, state, grid);
      const here = grid.point(node);
      const busy = [this.used.has(key(here, 0)), this.used.has(key(here, 1))];
      for (const [dx, dy] of steps) {
        const to = grid.next(node, dx, dy);
        if (to < 0) continue;
        const there = grid.point(to);
        const direction = dx !== 0 ? 0 : 1;
        const length = Math.abs(there.x - here.x) + Math.abs(there.y - here.y);
        const along = busy[direction] && this.used.has(key(there, direction));
        let price = (cost[state] ?? 0) + length * (along ? shared : 1);
        if (direction !== (state & 1)) price += bend;
        if (to === goal && direction !== last) price += bend;
        if (this.used.has(key(there, 1 - direction))) price += crossing;
        const next = to * 2 + direction;
        if (price >= (cost[next] ?? Infinity)) continue;
        cost[next] = price;
        before[next] = state;
        queue.add(next, price + Math.abs(there.x - end.x) + Math.abs(there.y - end.y));
      }
    }
    return undefined;
  }

  private remember(path: Point[]) {
    for (let i = 1; i < path.length; i++) {
      const [p, q] = [path[i - 1], path[i]];
      if (!p || !q) continue;
      const direction = p.y === q.y ? 0 : 1;
      this.used.add(key(p, direction));
      this.used.add(key(q, direction));
    }
  }
}

/** The points where lines cross, and which steps between neighbours are open. */
class Grid {
  private readonly across: Uint8Array; // 1: the step to the right is blocked
  private readonly down: Uint8Array;

  constructor(
    readonly xs: number[],
    readonly ys: number[],
  ) {
    this.across = new Uint8Array(xs.length * ys.length);
    this.down = new Uint8Array(xs.length * ys.length);
  }

  at(p: Point): number {
    return this.ys.indexOf(p.y) * this.xs.length + this.xs.indexOf(p.x);
  }

  point(node: number): Point {
    const ix = node % this.xs.length;
    return { x: this.xs[ix] ?? 0, y: this.ys[(node - ix) / this.xs.length] ?? 0 };
  }

  /** The neighbour in a direction, or -1 where there is none or a zone lies between. */
  next(node: number, dx: number, dy: number): number {
    const nx = this.xs.length;
    const ix = node % nx;
    if (ix + dx < 0 || ix + dx >= nx) return -1;
    const to = node + dx + dy * nx;
    if (to < 0 || to >= this.across.length) return -1;
    const blocked = dx !== 0 ? this.across[Math.min(node, to)] : this.down[Math.min(node, to)];
    return blocked ? -1 : to;
  }

  /** Closes all steps that lead through a zone or too close past it; a line at the clearance itself is free. */
  block(p: Place) {
    const near = (clearances[0] ?? 0) - 1;
    const [left, right, top, bottom] = [p.x - near, p.x + p.w + near, p.y - near, p.y + p.h + near];
    const { xs, ys } = this;
    const nx = xs.length;
    for (let iy = 0; iy < ys.length; iy++) {
      const y = ys[iy] ?? 0;
      const y1 = ys[iy + 1] ?? y;
      if (y1 <= top || y >= bottom) continue;
      for (let ix = 0; ix < nx; ix++) {
        const x = xs[ix] ?? 0;
        const x1 = xs[ix + 1] ?? x;
        if (x1 <= left || x >= right) continue;
        if (y > top && y < bottom) this.across[iy * nx + ix] = 1;
        if (x > left && x < right) this.down[iy * nx + ix] = 1;
      }
    }
  }
}

/** One number for a point and a direction, as sets of numbers are faster than sets of texts. */
function key(p: Point, direction: number): number {
  return ((Math.round(p.x) + 2 ** 20) * 2 ** 21 + Math.round(p.y) + 2 ** 20) * 2 + direction;
}

const steps = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

function lines(all: number[], ...ends: number[]): number[] {
  return [...new Set([...all, ...ends])].sort((a, b) => a - b);
}

function trail(before: Int32Array, state: number, grid: Grid): Point[] {
  const points: Point[] = [];
  for (let s = state; s >= 0; s = before[s] ?? -1) points.push(grid.point(s >> 1));
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
