// The records that the app reads by hand-written types are held here against
// the types made from the server's OpenAPI document (npm run gen): where the
// server sends something else than the app expects, this file does not compile.

import type * as mine from "./types";
import type * as plant from "../parts/plant/types";
import type { components } from "./schema";

type Sent<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** The shape of a type without what JSON Schema cannot say: tuples and literal strings. */
type Shape<T> = T extends readonly (infer Item)[]
  ? Shape<Item>[]
  : T extends string
    ? string
    : T extends object
      ? { [Key in keyof T]: Shape<NonNullable<T[Key]>> }
      : T;

type Agrees<Read, Server extends Shape<Read>> = Server;

/** In a set with security levels every requirement has both, which a set without them leaves out. */
type Levelled = Shape<Sent<"Requirement">> & { fr: number; slFrom: number };
type LevelledAnswer = Omit<Shape<Sent<"Answer">>, "requirement"> & { requirement: Levelled };

export type Checked = [
  Agrees<mine.Zone, Shape<Sent<"Zone">>>,
  Agrees<mine.Conduit, Shape<Sent<"Conduit">>>,
  Agrees<mine.Asset, Shape<Sent<"Asset">>>,
  Agrees<mine.SiteRecord, Shape<Sent<"SiteRecord">>>,
  Agrees<mine.Organisation, Shape<Sent<"Organisation">>>,
  Agrees<mine.User, Shape<Sent<"User">>>,
  Agrees<mine.Grant, Shape<Sent<"Grant">>>,
  Agrees<mine.Token, Shape<Sent<"Token">>>,
  Agrees<mine.Session, Shape<Sent<"Session">>>,
  Agrees<mine.System, Shape<Sent<"System">>>,
  Agrees<mine.Import, Shape<Sent<"Import">>>,
  Agrees<mine.ImportRow, Shape<Sent<"ImportRow">>>,
  Agrees<mine.Capture, Shape<Sent<"Capture">>>,
  Agrees<mine.Talker, Shape<Sent<"Talker">>>,
  Agrees<mine.Flow, Shape<Sent<"Flow">>>,
  Agrees<mine.EntryDetail, Shape<Sent<"EntryDetail">>>,
  Agrees<mine.RecordVersion, Shape<Sent<"RecordVersion">>>,
  Agrees<mine.Target, Shape<Sent<"Target">>>,
  Agrees<mine.FlowRule, Shape<Sent<"FlowRule">>>,
  Agrees<mine.Address, Shape<Sent<"Address">>>,
  Agrees<mine.Module, Shape<Sent<"Module">>>,
  Agrees<mine.Refusal, Shape<Sent<"Refusal">>>,
  Agrees<mine.Proposal, Shape<Sent<"Proposal">>>,
  Agrees<mine.Skip, Shape<Sent<"Skip">>>,
  Agrees<mine.Source, Shape<Sent<"Source">>>,
  Agrees<mine.Me, Shape<Sent<"Me">>>,
  Agrees<plant.Verdict, Shape<Sent<"Verdict">>>,
  Agrees<plant.Doubt, Shape<Sent<"Doubt">>>,
  Agrees<plant.Requirement, Levelled>,
  Agrees<plant.Effective, Shape<Sent<"Effective">>>,
  Agrees<plant.Answer, LevelledAnswer>,
  Agrees<plant.Stop, Shape<Sent<"Stop">>>,
  Agrees<plant.FRPosture, Shape<Sent<"FRPosture">>>,
  Agrees<plant.SubjectPosture, Shape<Sent<"SubjectPosture">>>,
  Agrees<plant.Posture, Shape<Sent<"Posture">>>,
  Agrees<plant.Facet, Shape<Sent<"Facet">>>,
  Agrees<plant.AssetFacets, Shape<Sent<"AssetFacets">>>,
  Agrees<plant.Place, Shape<Sent<"Place">>>,
  Agrees<plant.DrawingNode, Shape<Sent<"DrawingNode">>>,
  Agrees<plant.DrawingEdge, Shape<Sent<"DrawingEdge">>>,
  Agrees<plant.Drawing, Shape<Sent<"Drawing">>>,
  Agrees<mine.PortfolioItem, Shape<Sent<"PortfolioSite">>>,
  Agrees<mine.Entry, Shape<Sent<"HistoryEntry">>>,
  Agrees<mine.Difference, Shape<Sent<"SiteDiff">>>,
  Agrees<mine.FieldChange, Shape<Sent<"FieldChange">>>,
  Agrees<mine.Ref, Shape<Sent<"Reference">>>,
  Agrees<mine.ImportSheet, Shape<Sent<"Sheet">>>,
  Agrees<mine.ImportMapping, Shape<Sent<"Mapping">>>,
  Agrees<mine.ImportColumn, Shape<Sent<"Column">>>,
  Agrees<plant.PostureSummary, Shape<Sent<"Summary">>>,
];
