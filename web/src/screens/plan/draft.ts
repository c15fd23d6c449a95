// A change while it is put together, and what of it is sent.

import type { Change, ChangeKind } from "../../api/plan";

export const kinds: ChangeKind[] = [
  "set-countermeasure",
  "add-countermeasure",
  "close-conduit",
  "open-conduit",
  "move-asset",
  "set-assumption",
  "set-target",
];

export const states = ["proposed", "planned", "existing", "retired"] as const;
export const layers = [
  "policy-people",
  "physical",
  "perimeter",
  "network",
  "host",
  "application",
  "data",
  "safety-process",
] as const;
export const measureKinds = ["technical", "physical", "procedural", "people", "organisational"] as const;

export interface Draft {
  record: string;
  recordLabel: string;
  value: string;
  key: string;
  name: string;
  from: string;
  zone: string;
  layer: (typeof layers)[number];
  measureKind: (typeof measureKinds)[number];
  wholeSite: boolean;
  zones: string[];
  conduits: string[];
  requirements: string[];
  scenarios: string[];
  lowersLikelihood: number;
  lowersConsequence: number;
}

export const emptyDraft: Draft = {
  record: "",
  recordLabel: "",
  value: "",
  key: "",
  name: "",
  from: "",
  zone: "",
  layer: "network",
  measureKind: "technical",
  wholeSite: false,
  zones: [],
  conduits: [],
  requirements: [],
  scenarios: [],
  lowersLikelihood: 1,
  lowersConsequence: 0,
};

/** Whether enough is chosen to be tried out; whether it can be, the server says. */
export function complete(kind: ChangeKind, d: Draft): boolean {
  switch (kind) {
    case "close-conduit":
      return d.record !== "";
    case "open-conduit":
      return d.key.trim() !== "" && d.name.trim() !== "" && d.from !== "" && d.zone !== "";
    case "move-asset":
      return d.record !== "" && d.zone !== "";
    case "add-countermeasure":
      return d.name.trim() !== "";
    default:
      return d.record !== "" && d.value.trim() !== "";
  }
}

/** The change that is sent: only what its kind uses. */
export function changeOf(kind: ChangeKind, d: Draft): Change {
  switch (kind) {
    case "close-conduit":
      return { kind, record: d.record };
    case "open-conduit":
      return { kind, conduit: { key: d.key.trim(), name: d.name.trim(), from: d.from, to: d.zone } };
    case "move-asset":
      return { kind, record: d.record, zone: d.zone };
    case "add-countermeasure":
      return {
        kind,
        countermeasure: {
          key: "",
          name: d.name.trim(),
          layer: d.layer,
          kind: d.measureKind,
          state: d.value || "existing",
          ...(d.wholeSite ? { wholeSite: true } : { zones: d.zones, conduits: d.conduits }),
          requirements: d.requirements,
        },
        at: d.scenarios.map((scenario) => ({
          scenario,
          lowersLikelihood: d.lowersLikelihood,
          lowersConsequence: d.lowersConsequence,
        })),
      };
    default:
      return { kind, record: d.record, value: d.value.trim() };
  }
}
