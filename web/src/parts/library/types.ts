// Types of the library, named as the server names them. This part: the catalogue.

import type { Meta, Party } from "../../api/types";
import type { Doubt } from "../plant/types";

// The series

export interface SeriesPack {
  version: string;
  groups: SeriesGroup[];
  parts: Standard[];
  related: Standard[];
  references: Reference[];
  corrections: Correction[];
}

export interface SeriesGroup {
  id: string;
  title: string;
  number?: string;
  about: string;
}

/** A part of the series, or a standard beside it. */
export interface Standard {
  id: string;
  title: string;
  group: string;
  isa?: string;
  names?: string[];
  publisher?: string;
  committee?: string;
  type?: string;
  edition?: string;
  published?: string;
  status?: "published" | "in development" | "planned";
  then?: { title: string; released: boolean };
  roles?: (Party | "all")[];
  about: string;
  use?: string;
  sets?: string[];
  note?: string;
  link?: string;
  confidence?: Confidence;
}

export interface Reference {
  from: string;
  verb: string;
  to: string;
  note?: string;
}

export interface Correction {
  about: string;
  then: string;
  now: string;
}

export interface GlossaryTerm {
  term: string;
  also?: string[];
  ja?: string[];
  de?: string[];
  part?: string;
  see?: string[];
  text: string;
}

export interface Glossary {
  version: string;
  terms: GlossaryTerm[];
}

// Requirement sets

export type SetKind = "system" | "component" | "development" | "provider" | "program" | "procedure" | "framework";
export type Confidence = "high" | "medium" | "low";
export type ComponentType = "software-application" | "embedded-device" | "host-device" | "network-device";

export const setKinds: SetKind[] = [
  "system",
  "component",
  "development",
  "provider",
  "program",
  "procedure",
  "framework",
];
export const confidences: Confidence[] = ["high", "medium", "low"];
export const componentTypes: ComponentType[] = [
  "software-application",
  "embedded-device",
  "host-device",
  "network-device",
];

interface SetHead {
  id: string;
  kind: SetKind;
  standard: string;
  title: string;
  edition?: string;
  corrigendum?: string;
  replaces?: string;
  version: string;
  attribution?: string;
}

/** A requirement set in a list: how many requirements it has, and how well they are attested. */
export interface SetSummary extends SetHead {
  requirements: number;
  confidence?: Partial<Record<Confidence, number>>;
  /** Its requirements are rated by maturity. */
  rated: boolean;
  /** What it is answered for: "zone", "product", "site" and so on. */
  subjects: string[];
  /** The organisation added it; the program does not carry it. */
  added: boolean;
}

export interface RequirementSet extends SetHead {
  maturity?: { level: number; name: string; summary: string }[];
  foundationalRequirements?: Foundation[];
  groups?: RequirementGroup[];
  requirements: LibraryRequirement[];
}

export interface Foundation {
  fr: number;
  id: string;
  abbrev: string;
  title: string;
  clause: string;
  summary: string;
}

export interface RequirementGroup {
  id: string;
  parent?: string;
  title: string;
  clause?: string;
  summary?: string;
}

/** A requirement of any set; without a level where the set knows none. */
export interface LibraryRequirement {
  id: string;
  fr?: number;
  group?: string;
  parent?: string;
  title: string;
  slFrom?: number;
  types?: ComponentType[];
  heading?: string;
  derives?: string[];
  summary?: string;
  question?: string;
  evidence?: string;
  confidence?: Confidence;
  doubts?: Doubt[];
}

// Crosswalks

export type Strength = "equal" | "superset" | "subset" | "intersects" | "related";
export type PairState = "suggested" | "confirmed" | "rejected";

export const strengths: Strength[] = ["equal", "superset", "subset", "intersects", "related"];
export const pairStates: PairState[] = ["suggested", "confirmed", "rejected"];

export interface CrosswalkHead {
  id: string;
  title: string;
  from: string;
  to: string;
  source: string;
  attribution?: string;
  direct: boolean;
}

export interface CrosswalkSummary extends CrosswalkHead {
  pairs: number;
  confirmed: number;
  rejected: number;
  /** How many pairs the organisation decided about. */
  decided: number;
}

export interface Crosswalk extends CrosswalkHead {
  pairs: Pair[];
  rest?: { set: string; requirement: string; why: string }[];
}

export interface Pair {
  from: string;
  to: string;
  strength: Strength;
  state: PairState;
  whole?: boolean;
  via?: string[];
  note?: string;
}

// What the organisation adds to the catalogue

interface CatalogueHead extends Meta {
  id: string;
  key: string;
  name: string;
}

/** The wording out of a copy that the owner bought. It never leaves the installation. */
export interface LicensedText extends CatalogueHead {
  set: string;
  requirement: string;
  text: string;
}

/** How old evidence may be, for a set or for one requirement of it. */
export interface Freshness extends CatalogueHead {
  set: string;
  requirement?: string;
  days: number;
  note?: string;
}
