// Companies, products and certificates as the server tells them, and what a
// product is capable of by its claims.

import { keyOf, reading, url } from "../../api/api";
import type { Meta, Party, Vector } from "../../api/types";
import type { AnswerState, Effective, FRPosture, Tally, VerdictState } from "../plant/types";
import { whole } from "./queries";
import type { ComponentType, LibraryRequirement } from "./types";

export interface LibraryHead extends Meta {
  id: string;
  key: string;
  name: string;
}

export interface PartnerKey {
  key: string;
  fingerprint: string;
  trusted?: boolean;
  by?: string;
  on?: string;
  note?: string;
}

export interface Company extends LibraryHead {
  own?: boolean;
  parties?: Party[];
  aliases?: string[];
  contact?: string;
  website?: string;
  note?: string;
  critical?: boolean;
  keys?: PartnerKey[];
}

export interface Product extends LibraryHead {
  company?: string;
  vendor: string;
  model: string;
  release?: string;
  orderNumbers?: string[];
  aliases?: string[];
  types: ComponentType[];
  description?: string;
  aim?: number;
  supportFrom?: string;
  supportEnds?: string;
  securityEnds?: string;
  replacedBy?: string;
  sbom?: string;
  evidenceNotes?: string;
  received?: string;
}

export const schemes = [
  "isasecure-csa",
  "isasecure-ssa",
  "isasecure-sdla",
  "isasecure-icsa",
  "isasecure-acssa",
  "iecee-4-1",
  "iecee-4-2",
  "iecee-3-3",
  "iecee-2-4",
  "jipdec-csms",
  "iso-27001",
  "other",
] as const;

export interface Certificate extends LibraryHead {
  site?: string;
  scheme: string;
  company?: string;
  product?: string;
  set?: string;
  level?: number;
  maturity?: number;
  scope?: string;
  number?: string;
  issuer?: string;
  issued?: string;
  expires?: string;
  revoked?: string;
  proof?: string;
  note?: string;
}

export const parties: Party[] = ["asset-owner", "service-provider", "product-supplier"];

/** The set by which components are answered for. */
export const componentSet = "iec-62443-4-2:2019";

export interface ClaimSubject {
  kind: "product" | "company" | "asset";
  id: string;
}

/** What a supplier answers about a product or a company, or an owner about an asset. */
export interface ClaimAnswer extends Meta {
  id: string;
  subject: ClaimSubject;
  set: string;
  requirement: string;
  state: VerdictState;
  reason?: string;
  approver?: string;
  compensating?: string;
  expires?: string;
  evidence?: string[];
  proofs?: string[];
  assessor?: string;
  assessedOn?: string;
  note?: string;
}

/** One requirement as it stands for a component. */
export interface ComponentAnswer {
  requirement: LibraryRequirement;
  verdict?: ClaimAnswer | null;
  effective: Effective & { state: AnswerState };
  asked: boolean;
  /** The installed asset answers for itself. */
  own?: boolean;
  /** What its product claims, where the asset answers for itself. */
  claim?: ClaimAnswer | null;
}

export interface ComponentPosture {
  subject: ClaimSubject;
  key: string;
  name: string;
  set: string;
  product?: string;
  types: ComponentType[];
  capable: Vector;
  target: Vector | null;
  frs: FRPosture[];
  constraints: ComponentAnswer[];
  /** Why the levels are conditional. */
  conditional?: string;
  note?: string;
  counts: Tally;
  answers: ComponentAnswer[];
}

/** How an asset was found to be a product. */
export interface Matched {
  product?: string;
  key?: string;
  by?: string;
  release?: boolean;
  why: string;
  near?: string;
  nearKey?: string;
}

export interface InstalledComponent extends ComponentPosture {
  match: Matched;
}

export interface ProductLevel {
  product: string;
  capable: Vector;
  target: Vector | null;
  conditional?: string;
  note?: string;
  counts: Tally;
}

export interface ComponentRow {
  asset: string;
  key: string;
  name: string;
  zone?: string;
  firmware?: string;
  match: Matched;
  own: number;
  capable: Vector;
  conditional: boolean;
  reason: string;
}

export const companiesQuery = whole<Company>("/companies");
export const productsQuery = whole<Product>("/products");
export const certificatesQuery = whole<Certificate>("/certificates");
export const productLevelsQuery = whole<ProductLevel>("/products/levels");
export const productQuery = (id: string) => reading<Product>(url`/products/${id}`);
export const companyQuery = (id: string) => reading<Company>(url`/companies/${id}`);
export const componentQuery = (product: string) => reading<ComponentPosture>(url`/products/${product}/component`);
export const installedQuery = (site: string, asset: string) =>
  reading<InstalledComponent>(url`/sites/${site}/assets/${asset}/component`);

/** What may look different once a company, a product, a certificate or a claim has changed. */
export const supplyTouches = [["companies"], ["products"], ["certificates"], ["claims"], keyOf("/sites")];

/** "Veltrona VC 500 V2.9.4". */
export function productTitle(p: Pick<Product, "vendor" | "model" | "release">): string {
  return [p.vendor, p.model, p.release].filter(Boolean).join(" ");
}
