// What the screen of what-ifs and roadmaps reads and writes, named as the server names it.

import { queryOptions } from "@tanstack/react-query";
import type { SubjectRef } from "../parts/plant/types";
import { get, keyOf, send, url } from "./api";
import type { Meta, Page, Vector } from "./types";

/** What every record of the risk register has. */
export interface Head extends Meta {
  id: string;
  key: string;
  name: string;
}

export interface Assumption extends Head {
  state: string;
}

export interface Countermeasure extends Head {
  layer: string;
  kind: string;
  state: string;
  wholeSite?: boolean;
  zones?: string[];
  conduits?: string[];
  requirements?: string[];
  cost?: number;
  effort?: number;
}

export type ChangeKind =
  | "close-conduit"
  | "open-conduit"
  | "move-asset"
  | "add-countermeasure"
  | "set-countermeasure"
  | "set-assumption"
  | "set-target";

/** One step of a what-if. */
export interface Change {
  kind: ChangeKind;
  record?: string;
  zone?: string;
  value?: string;
  conduit?: { key: string; name: string; from: string; to: string };
  countermeasure?: Partial<Countermeasure>;
  at?: { scenario: string; lowersLikelihood?: number; lowersConsequence?: number; reason?: string }[];
}

export interface Rating {
  likelihood: number;
  consequence: number;
  band?: string;
  rank: number;
  why: string;
}

export interface Stages {
  unmitigated: Rating;
  existing: Rating;
  residual: Rating;
  hackable: boolean;
  tolerable: boolean;
  tolerableToday: boolean;
}

export interface ScenarioChange {
  id: string;
  key: string;
  name: string;
  why: string;
  before: Stages;
  after: Stages | null;
  moves: number;
}

export interface Levels {
  target: Vector | null;
  achieved: Vector;
  gap: Vector;
  steps: number;
  unanswered: number;
  assets: number;
  risk?: string;
}

export interface SubjectChange {
  subject: SubjectRef;
  key: string;
  name: string;
  safety: boolean;
  before: Levels | null;
  after: Levels | null;
  why: string[];
}

export interface Band {
  band: string;
  name: string;
  region: string;
  unmitigated: number;
  existing: number;
  residual: number;
}

export const numberNames = [
  "aboveToday",
  "aboveResidual",
  "hackable",
  "unrated",
  "scenarios",
  "subjectsBelow",
  "steps",
  "unanswered",
  "findings",
  "depthFails",
  "depthEmpty",
] as const;

export type Numbers = Record<(typeof numberNames)[number], number>;

export interface Found {
  id: string;
  rule: string;
  severity: string;
  clause?: string;
  key: string;
  text: string;
  mend: string;
}

export interface Standing {
  score: number;
  empty: number;
  fails: boolean;
  why: string;
}

export interface WhatIf {
  today: string;
  criteria: string;
  changes: { kind: ChangeKind; text: string }[];
  before: Numbers;
  after: Numbers;
  bands: { before: Band; after: Band }[];
  scenarios: ScenarioChange[];
  scenariosMoved: number;
  review: { id: string; key: string; name: string; why: string }[];
  subjects: SubjectChange[];
  gained: Found[];
  gainedCount: number;
  lost: Found[];
  lostCount: number;
  depth: { zone: string; key: string; name: string; before: Standing; after: Standing }[];
  supposed: number;
  rules: string[];
  notes: string[];
  toDo: { change: number; text: string; kind?: string; record?: string }[];
}

export interface Proposal extends Head {
  note?: string;
  changes: Change[];
  /** Of one proposal; the list leaves it out. */
  result?: WhatIf;
}

export interface Price {
  cost: number;
  effort: number;
  shutdown: boolean;
  hours: number;
}

export interface OutageWindow {
  date: string;
  hours: number;
}

export interface RoadmapAsk {
  subjects?: SubjectRef[];
  costs?: { default?: Price; frs?: Record<string, Price>; requirements?: Record<string, Price> };
  dayRate?: number;
  hourRate?: number;
  windows?: OutageWindow[];
  effortPerWeek?: number;
  start?: string;
}

export interface SubjectLevel {
  subject: SubjectRef;
  key: string;
  before: Vector;
  after: Vector;
}

export interface RoadmapStep extends Price {
  number: number;
  id: string;
  name: string;
  subjects: SubjectRef[];
  requirements: string[];
  closes: { subject: SubjectRef; key: string; requirement: string; state: string }[];
  levels: SubjectLevel[];
  gain: number;
  worth: number;
  why: string;
  date?: string;
  window?: number;
  sum: Price;
}

export interface RoadmapSubject {
  subject: SubjectRef;
  key: string;
  name: string;
  safety: boolean;
  target: Vector;
  before: Vector;
  after: Vector;
  reached: boolean;
  shortfalls: number;
  unanswered: number;
  why: string;
}

export interface RoadmapPlan {
  today: string;
  subjects: RoadmapSubject[];
  steps: RoadmapStep[];
  total: {
    steps: number;
    cost: number;
    effort: number;
    hours: number;
    weight: number;
    shutdowns: number;
    closed: number;
    stepsBefore: number;
    stepsAfter: number;
  };
  proof: { exact: boolean; bound: number; gap: number; why: string };
  open: { subject: SubjectRef; key: string; requirement: string; state: string; why: string }[];
  shortfalls: number;
  unanswered: number;
  stairs: { date: string; steps: number[]; subjects: SubjectLevel[] }[];
  windows: (OutageWindow & { used: number; steps: number[] })[];
  unplaced: { step: number; why: string }[];
  rules: string[];
  notes: string[];
}

export interface Roadmap extends Head {
  note?: string;
  asked?: RoadmapAsk;
  plan?: RoadmapPlan;
}

/** Reads all pages of a kind of the register. */
function register<T>(site: string, kind: string) {
  const path = url`/sites/${site}/${kind}`;
  return queryOptions({
    queryKey: [...keyOf(path), "whole"],
    queryFn: async ({ signal }) => {
      const items: T[] = [];
      let after: string | undefined;
      do {
        const page: Page<T> = await get<Page<T>>(path, { limit: 200, after }, signal);
        items.push(...page.items);
        after = page.next || undefined;
      } while (after);
      return items;
    },
  });
}

/** What a query needs to read a kind of the register whole. */
export type Listing<T> = ReturnType<typeof register<T>>;

export const countermeasuresOf = (site: string) => register<Countermeasure>(site, "countermeasures");
export const assumptionsOf = (site: string) => register<Assumption>(site, "assumptions");
export const scenariosOf = (site: string) => register<Head>(site, "scenarios");
export const proposalsOf = (site: string) => register<Proposal>(site, "proposals");
export const roadmapsOf = (site: string) => register<Roadmap>(site, "roadmaps");

/** Tries changes out; nothing is kept. */
export function trying(site: string, changes: Change[]) {
  const path = url`/sites/${site}/what-if`;
  return queryOptions({
    queryKey: [...keyOf(path), changes],
    queryFn: () => send<WhatIf>("POST", path, { changes }),
    enabled: changes.length > 0,
    retry: false,
  });
}

/** Plans a roadmap; nothing is kept. */
export function planning(site: string, ask: RoadmapAsk | undefined) {
  const path = url`/sites/${site}/roadmap`;
  return queryOptions({
    queryKey: [...keyOf(path), ask],
    queryFn: () => send<RoadmapPlan>("POST", path, ask),
    enabled: ask !== undefined,
    retry: false,
  });
}
