// Releases of ATT&CK for ICS as the server tells of them.

import { reading, send, sendFile, url } from "../../api/api";
import type { Page } from "../../api/types";

export interface Release {
  id?: string;
  version?: number;
  release: string;
  attribution: string;
  techniques: number;
  mitigations: number;
  assets: number;
  retired: number;
  inUse: boolean;
  builtIn: boolean;
  file?: string;
  added?: string;
  by?: string;
  notes: string[];
}

export interface AtSite {
  site: string;
  key: string;
  name: string;
  techniques: { scenario: string; technique: string; text: string }[];
  /** Keys of the approvals that are reopened. */
  approvals: string[];
}

/** A release that was read in, or tried out: then nothing has been done. */
export interface AddedRelease extends Release {
  entry: number;
  sites: AtSite[];
}

export const releases = reading<Page<Release>>("/threats");

export const tryRelease = (file: File) => sendFile<AddedRelease>("/threats", { name: file.name, try: true }, file);

export const addRelease = (file: File) => sendFile<AddedRelease>("/threats", { name: file.name }, file);

export const removeRelease = (r: Release) => send("DELETE", url`/threats/${r.id ?? ""}`, undefined, r.version);
