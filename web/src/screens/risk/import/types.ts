// What the import of worksheet rows reads and writes, named as the server names it.

import type { ImportSheet } from "../../../api/types";

export const kinds = ["hazop", "lopa", "physical", "worksheet"] as const;
export type Kind = (typeof kinds)[number];

export interface NodeRef {
  kind: "zone" | "conduit";
  id: string;
}

export interface Mapping {
  sheet: string;
  /** Row of the titles, from 1. */
  header: number;
  /** Indexes of columns, from 0, by the name of the field. */
  columns: Record<string, number[]>;
  /** Category that a single column of severity rates. */
  category?: string;
  fixed?: NodeRef;
  /** What the words of the file mean. */
  nodes?: Record<string, NodeRef>;
}

export interface SheetField {
  name: string;
  label: string;
  many?: boolean;
}

export interface SheetRow {
  sheet: string;
  row: number;
  outcome: "add" | "change" | "skip" | "refuse";
  key: string;
  name: string;
  node: string;
  pha: string;
  reason: string;
  cell: string;
  refusals: { field: string; cell: string; reason: string }[] | null;
  fields: { field: string; before?: string; after?: string }[] | null;
  notes: string[] | null;
  hackable?: boolean;
  review?: boolean;
}

export interface SheetImport {
  file: string;
  kind: Kind;
  sheets: ImportSheet[] | null;
  fields: SheetField[] | null;
  mapping?: Mapping;
  guessed: boolean;
  nodes: { text: string; rows: number; kind: string; id: string; key: string }[] | null;
  rows: SheetRow[] | null;
  counts: Partial<Record<SheetRow["outcome"], number>>;
  notes: string[] | null;
  blocked: string;
  hash: string;
  entry: number;
  review: string[] | null;
}
