// Types of the API's records, named as the server names them.

/** Seven security levels in the order FR 1 to FR 7. */
export type Vector = [number, number, number, number, number, number, number];

export type SubjectKind = "zone" | "conduit";

export interface Meta {
  version: number;
}

export interface Ref {
  kind: string;
  id: string;
  key: string;
  name?: string;
}

/** One page of a list; `next` is the cursor of the following page. */
export interface Page<T> {
  items: T[];
  next?: string;
  total?: number;
}

export interface Organisation extends Meta {
  id: string;
  key: string;
  name: string;
  parties?: Party[];
}
export type Party = "asset-owner" | "service-provider" | "product-supplier";

export interface SiteRecord extends Meta {
  id: string;
  key: string;
  name: string;
  sector?: string;
  location?: string;
  description?: string;
  owner?: string;
}

export interface Target {
  vector: Vector;
  method?: string;
  rationale?: string;
  approver?: string;
  approvedOn?: string;
}

export type ZoneKind = "control" | "safety" | "supervisory" | "operations" | "dmz" | "enterprise" | "remote" | "other";

export interface Zone extends Meta {
  id: string;
  key: string;
  name: string;
  kind: ZoneKind;
  parent?: string;
  purdue?: string;
  safety?: boolean;
  wireless?: boolean;
  transient?: boolean;
  external?: boolean;
  logicalBoundary?: string;
  physicalBoundary?: string;
  owner?: string;
  description?: string;
  assumptions?: string[];
  target?: Target;
  place?: { x: number; y: number; w: number; h: number };
}

export type Direction = "forward" | "backward" | "both";
export type FlowFunction = "any" | "read" | "write" | "program" | "discover";

export interface FlowRule {
  direction: Direction;
  protocol: string;
  ports?: string;
  function?: FlowFunction;
  note?: string;
}

export interface Conduit extends Meta {
  id: string;
  key: string;
  name: string;
  from: string;
  to: string;
  flows?: FlowRule[];
  controls?: string[];
  /** Ids of the assets that form it: firewalls, diodes, gateways. */
  devices?: string[];
  medium?: string;
  wireless?: boolean;
  external?: boolean;
  owner?: string;
  description?: string;
  assumptions?: string[];
  target?: Target;
}

export type AssetType = "embedded-device" | "host-device" | "network-device" | "software-application";

export interface Address {
  interface?: string;
  mac?: string;
  ip?: string;
  vlan?: number;
  host?: string;
}

export interface Module {
  slot?: string;
  name?: string;
  vendor?: string;
  model?: string;
  orderNumber?: string;
  firmware?: string;
  serial?: string;
}

export interface Source {
  from: "typed" | "imported" | "observed";
  ref?: string;
  confidence?: "confirmed" | "likely" | "guess";
}

export interface Asset extends Meta {
  id: string;
  key: string;
  name?: string;
  type: AssetType;
  role?: string;
  zone?: string;
  vendor?: string;
  model?: string;
  orderNumber?: string;
  firmware?: string;
  serial?: string;
  addresses?: Address[];
  modules?: Module[];
  criticality?: number;
  owner?: string;
  location?: string;
  installed?: string;
  supportEnds?: string;
  retired?: string;
  safety?: { standard?: string; sil?: number; pl?: string; function?: string };
  tags?: string[];
  description?: string;
  sources?: Record<string, Source>;
}

// Accounts

export type Role =
  | "administrator"
  | "security-manager"
  | "engineer"
  | "assessor"
  | "auditor"
  | "approver"
  | "integrator"
  | "supplier"
  | "viewer";

export type Action =
  | "org.read"
  | "org.edit"
  | "user.manage"
  | "token.own"
  | "site.read"
  | "site.add"
  | "site.edit"
  | "site.delete"
  | "plant.read"
  | "plant.edit"
  | "asset.read"
  | "asset.edit"
  | "verdict.read"
  | "verdict.edit"
  | "import.run"
  | "history.read"
  | "history.restore"
  | "report.read"
  | "ledger.read"
  | "finding.write"
  | "risk.read"
  | "risk.edit"
  | "risk.sign"
  | "library.read"
  | "library.edit"
  | "evidence.read"
  | "evidence.edit"
  | "assessment.sign"
  | "package.read"
  | "package.run"
  | "package.sign";

export interface Me {
  user: { id: string; email: string; name: string; language?: string };
  organisation: { id: string; key: string; name: string };
  roles: Role[];
  can: { org: Action[]; sites: Record<string, Action[]>; allSites: Action[] };
  session?: Session;
}

export interface Grant {
  role: Role;
  site?: string;
  zones?: string[];
  vendor?: string;
}

export interface User extends Meta {
  id: string;
  email: string;
  name: string;
  grants: Grant[];
  disabled?: boolean;
  language?: string;
}

export interface Session {
  id: string;
  created: string;
  lastSeen: string;
  ends: string;
  idleEnds: string;
  agent: string;
  address: string;
  current?: boolean;
}

export interface Token extends Meta {
  id: string;
  user: string;
  name: string;
  scope: "read" | "write";
  site?: string;
  expires: string;
}

export interface System {
  version: string;
  dialect: "sqlite" | "postgres";
  dataFile?: string;
  ledger: { size: number; root: string; checkpoint?: string; key?: string };
}

// Portfolio

export interface Worst {
  kind: SubjectKind;
  key: string;
  name: string;
  /** From 0, so that 0 is FR 1. */
  fr: number;
  gap: number;
}

export interface PortfolioItem {
  site: SiteRecord;
  zones: number;
  conduits: number;
  assets: number;
  unzoned: number;
  gap: { subjectsBelow: number; subjects: number; withoutTarget: number; steps: number; worst?: Worst | null };
  answered: number;
  asked: number;
  expired: number;
}

// History

export interface Entry {
  seq: number;
  at: string;
  actor: string;
  name: string;
  verb: string;
  subject: string;
  note?: string;
  changes: number;
  undoes?: number;
  undoneBy?: number;
  undone: boolean;
  undoable: boolean;
}

export interface FieldChange {
  path: string;
  before?: unknown;
  after?: unknown;
}

export type ChangeOp = "add" | "change" | "remove";

export interface Change {
  kind: string;
  id: string;
  key: string;
  op: ChangeOp;
  fields: FieldChange[];
}

/** Changes with the keys behind the ids in their values. */
export interface Changes {
  changes: Change[];
  next: string;
  names: Record<string, string>;
}

export interface EntryDetail extends Changes {
  entry: Entry;
}

export interface Difference extends Changes {
  from: number;
  to: number;
  total: number;
}

export interface RecordVersion {
  seq: number;
  at: string;
  name: string;
  version: number;
  deleted: boolean;
  doc?: Record<string, unknown>;
}

/** Writes that touch many records answer with the number of the entry they left in the history. */
export interface Written {
  changed?: number;
  entry?: number;
  note?: string;
}

// Imports

export type ImportState = "reading" | "mapping" | "ready" | "applying" | "applied" | "failed" | "discarded";
export type Outcome = "add" | "change" | "skip" | "refuse" | "remove";

export interface ImportColumn {
  index: number;
  letter: string;
  title: string;
  sample: string[] | null;
  /** Name of the field that the title suggests. */
  guess?: string;
}

export interface ImportSheet {
  name: string;
  rows: number;
  /** Row number of the header, from 1. */
  header: number;
  columns: ImportColumn[];
}

export interface ImportMapping {
  sheet: string;
  header: number;
  /** Index of the column, from 0, by the name of the field. */
  columns: Record<string, number>;
}

export interface Import {
  id: string;
  kind: "sheet" | "document" | "capture";
  file: string;
  size: number;
  state: ImportState;
  done: number;
  total: number;
  error?: string;
  created: string;
  by: string;
  counts?: Partial<Record<Outcome, number>>;
  sheets?: ImportSheet[];
  fields?: { name: string; label: string }[];
  mapping?: ImportMapping;
  remembered?: boolean;
  createZones?: boolean;
  capture?: Capture;
  /** Entry of the history that applying left. */
  entry?: number;
}

export interface Refusal {
  sheet: string;
  row: number;
  cell: string;
  column: string;
  reason: string;
}

export interface ImportRow {
  n: number;
  sheet?: string;
  row?: number;
  outcome: Outcome;
  kind: string;
  key: string;
  name?: string;
  reason?: string;
  fields?: FieldChange[];
  refusals?: Refusal[];
  proposal?: Proposal;
}

export interface Proposal {
  asset: Asset;
  reason?: string;
}

// Captures

export interface Skip {
  reason: string;
  count: number;
}

export interface Capture {
  id: string;
  key: string;
  file: string;
  format?: string;
  link?: string[];
  bytes: number;
  packets: number;
  read: number;
  skipped?: Skip[];
  partly?: Skip[];
  first?: string;
  last?: string;
  macs: number;
  ipv4s: number;
  ipv6s: number;
  talkers: number;
  flows: number;
  truncated?: boolean;
  damaged?: boolean;
  warnings?: string[];
}

export interface Talker {
  mac?: string;
  ip?: string;
  group?: string;
  vlans?: number[];
  packets: number;
  bytes: number;
  sent: number;
  first?: string;
  last?: string;
  firstFrame: number;
  serves?: { transport: string; port?: number; protocol: string }[];
  attributes?: { name: string; value: string; protocol: string; frame: number; confidence: string }[];
}

export interface Flow {
  client: { mac?: string; ip?: string };
  server: { mac?: string; ip?: string };
  vlan: number;
  transport?: string;
  protocol: string;
  port?: number;
  packetsOut: number;
  packetsIn: number;
  bytesOut: number;
  bytesIn: number;
  first?: string;
  last?: string;
  firstFrame: number;
}
