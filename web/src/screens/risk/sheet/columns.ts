// The columns of the worksheet: what each shows, how it is copied, and how text
// that was typed or pasted becomes a value.

import i18n from "../../../i18n";
import { consequenceChoices, likelihoodChoices } from "../../../parts/risk/levels";
import {
  categories,
  causeKinds,
  confidences,
  mechanisms,
  threatSources,
  treatments,
  type Category,
  type Safeguard,
  type Scenario,
} from "../../../parts/risk/types";
import { riskOptions } from "../../../parts/risk/words";
import { named, type Lookup } from "./lookup";

export interface Choice {
  value: string;
  label: string;
}

/** Text that could not be understood, with a sentence how to mend it. */
export class Unread {
  constructor(readonly problem: string) {}
}

export const groups = ["scenario", "cause", "consequence", "safeguards", "decision", "ground"] as const;
export type GroupID = (typeof groups)[number];

export interface SheetColumn {
  id: string;
  group: GroupID;
  width: number;
  /** The field that the server names when it refuses the cell: "ratings.safety". */
  field: string;
  kind: "text" | "choice" | "list" | "day" | "computed";
  /** The value as it is edited and copied. */
  read: (s: Scenario, look: Lookup) => string;
  /** The scenario with the cell's value out of text; absent where nothing can be entered. */
  write?: (s: Scenario, text: string, look: Lookup) => Scenario | Unread;
  choices?: (look: Lookup) => Choice[];
  right?: boolean;
}

type TextField =
  "name" | "deviation" | "vulnerability" | "cause" | "consequence" | "owner" | "pha" | "rationale" | "note";

function text(id: TextField, group: GroupID, width: number): SheetColumn {
  return {
    id,
    group,
    width,
    field: id,
    kind: "text",
    read: (s) => s[id] ?? "",
    write: (s, value) => ({ ...s, [id]: value.trim() }),
  };
}

type ChoiceField = "threatSource" | "causeKind" | "mechanism" | "treatment" | "confidence";

function choice(id: ChoiceField, group: GroupID, width: number, values: readonly string[]): SheetColumn {
  const choices = () => riskOptions(id, values);
  return {
    id,
    group,
    width,
    field: id,
    kind: "choice",
    choices,
    read: (s) => choices().find((c) => c.value === s[id])?.label ?? s[id] ?? "",
    write: (s, typed) => {
      const found = chosen(choices(), typed);
      return found instanceof Unread ? found : { ...s, [id]: found };
    },
  };
}

/** The value of a choice by its label, its value, the level it begins with, or a name without the level. */
export function chosen(choices: Choice[], typed: string): string | Unread {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return "";
  const short = (label: string) => label.toLowerCase().split(":")[0] ?? "";
  const found =
    choices.find((c) => c.label.toLowerCase() === wanted || c.value === wanted.replaceAll(" ", "-")) ??
    choices.find((c) => short(c.label) === wanted || short(c.label).replace(/^\d+ /, "") === wanted) ??
    (/^\d+(\D|$)/.test(wanted) ? choices.find((c) => c.value === /^\d+/.exec(wanted)?.[0]) : undefined);
  if (found) return found.value;
  const some = choices.map((c) => short(c.label)).slice(0, 12);
  return new Unread(i18n.t("risk:unread.choice", { text: clip(typed), choices: some.join(", ") }));
}

function rating(category: Category): SheetColumn {
  return {
    id: category,
    group: "consequence",
    width: 104,
    field: `ratings.${category}`,
    kind: "choice",
    right: true,
    choices: (look) => consequenceChoices(look.criteria, category),
    read: (s) => (s.ratings?.[category] === undefined ? "" : String(s.ratings[category])),
    write: (s, typed, look) => {
      const found = chosen(consequenceChoices(look.criteria, category), typed);
      if (found instanceof Unread) return found;
      const ratings = { ...s.ratings };
      if (found === "") delete ratings[category];
      else ratings[category] = Number(found);
      return { ...s, ratings };
    },
  };
}

function computed(id: string, group: GroupID, width: number): SheetColumn {
  return { id, group, width, field: "", kind: "computed", read: () => "" };
}

export const columns: SheetColumn[] = [
  {
    id: "key",
    group: "scenario",
    width: 92,
    field: "key",
    kind: "text",
    read: (s) => s.key,
    write: (s, value) => ({ ...s, key: value.trim() }),
  },
  text("name", "scenario", 200),
  {
    id: "node",
    group: "scenario",
    width: 170,
    field: "zone",
    kind: "choice",
    choices: (look) => [...look.zones, ...look.conduits].map((r) => ({ value: r.id, label: `${r.key} ${r.name}` })),
    read: (s, look) => (s.zone || s.conduit ? look.key(s.zone || s.conduit || "") : ""),
    write: (s, typed, look) => {
      if (typed.trim() === "") return { ...s, zone: "", conduit: "" };
      const zone = look.zones.find((z) => z.id === typed) ?? named(look.zones, typed);
      if (zone) return { ...s, zone: zone.id, conduit: "" };
      const conduit = look.conduits.find((c) => c.id === typed) ?? named(look.conduits, typed);
      if (conduit) return { ...s, zone: "", conduit: conduit.id };
      return new Unread(i18n.t("risk:unread.node", { text: clip(typed) }));
    },
  },
  text("deviation", "scenario", 220),
  choice("threatSource", "cause", 130, threatSources),
  {
    id: "skill",
    group: "cause",
    width: 74,
    field: "skill",
    kind: "choice",
    right: true,
    choices: skills,
    read: (s) => (s.skill ? String(s.skill) : ""),
    write: (s, typed) => {
      const found = chosen(skills(), typed);
      return found instanceof Unread ? found : { ...s, skill: Number(found) };
    },
  },
  {
    id: "techniques",
    group: "cause",
    width: 150,
    field: "techniques",
    kind: "list",
    read: (s) => (s.techniques ?? []).join(", "),
    write: (s, typed) => {
      const techniques = parts(typed).map((p) => (/^t\d{4}(\.\d{3})?\b/i.exec(p)?.[0] ?? p).toUpperCase());
      const wrong = techniques.find((p) => !/^T\d{4}(\.\d{3})?$/.test(p));
      if (wrong !== undefined) return new Unread(i18n.t("risk:unread.technique", { text: clip(wrong) }));
      return { ...s, techniques: [...new Set(techniques)] };
    },
  },
  text("vulnerability", "cause", 200),
  text("cause", "cause", 220),
  choice("causeKind", "cause", 100, causeKinds),
  {
    id: "causeHackable",
    group: "cause",
    width: 120,
    field: "causeHackable",
    kind: "choice",
    choices: yesNo,
    read: (s) => (s.causeHackable ? i18n.t("common:yes") : ""),
    write: (s, typed) => {
      const found = truth(typed);
      return found instanceof Unread ? found : { ...s, causeHackable: found };
    },
  },
  choice("mechanism", "consequence", 160, mechanisms),
  text("consequence", "consequence", 220),
  ...categories.map(rating),
  {
    id: "likelihood",
    group: "consequence",
    width: 108,
    field: "likelihood",
    kind: "choice",
    right: true,
    choices: (look) => likelihoodChoices(look.criteria),
    read: (s) => (s.likelihood ? String(s.likelihood) : ""),
    write: (s, typed, look) => {
      const found = chosen(likelihoodChoices(look.criteria), typed);
      return found instanceof Unread ? found : { ...s, likelihood: Number(found) };
    },
  },
  computed("unmitigated", "consequence", 112),
  {
    id: "safeguards",
    group: "safeguards",
    width: 180,
    field: "safeguards",
    kind: "list",
    read: (s, look) => (s.safeguards ?? []).map((g) => safeguardName(g, look)).join("; "),
    write: (s, typed, look) => ({ ...s, safeguards: safeguards(s.safeguards ?? [], typed, look) }),
  },
  computed("existing", "safeguards", 112),
  computed("residual", "safeguards", 112),
  computed("tolerable", "safeguards", 92),
  computed("flags", "safeguards", 150),
  choice("treatment", "decision", 100, treatments),
  text("owner", "decision", 150),
  {
    id: "due",
    group: "decision",
    width: 104,
    field: "due",
    kind: "day",
    read: (s) => s.due ?? "",
    write: (s, typed) => {
      const found = day(typed);
      return found instanceof Unread ? found : { ...s, due: found };
    },
  },
  computed("acceptance", "decision", 150),
  choice("confidence", "ground", 100, confidences),
  {
    id: "assumptions",
    group: "ground",
    width: 130,
    field: "assumptions",
    kind: "list",
    read: (s, look) => (s.assumptions ?? []).map((id) => look.key(id)).join(", "),
    write: (s, typed, look) => {
      const ids: string[] = [];
      for (const part of parts(typed)) {
        const found = named(look.assumptions, part);
        if (!found) return new Unread(i18n.t("risk:unread.assumption", { text: clip(part) }));
        ids.push(found.id);
      }
      return { ...s, assumptions: [...new Set(ids)] };
    },
  },
  text("pha", "ground", 150),
  text("rationale", "ground", 220),
  text("note", "ground", 200),
];

/** The title of a column. */
export function title(column: SheetColumn): string {
  return i18n.t(`risk:column.${column.id}` as never);
}

function skills(): Choice[] {
  return [1, 2, 3, 4].map((n) => ({ value: String(n), label: i18n.t(`risk:skill.${n}` as never) }));
}

function yesNo(): Choice[] {
  return [
    { value: "yes", label: i18n.t("common:yes") },
    { value: "no", label: i18n.t("common:no") },
  ];
}

function truth(typed: string): boolean | Unread {
  const wanted = typed.trim().toLowerCase();
  if (["yes", "y", "true", "1", "x", "ja", "wahr"].includes(wanted)) return true;
  if (["", "no", "n", "false", "0", "-", "nein", "falsch"].includes(wanted)) return false;
  return new Unread(i18n.t("risk:unread.yesNo", { text: clip(typed) }));
}

function day(typed: string): string | Unread {
  const wanted = typed.trim();
  if (wanted === "") return "";
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(wanted);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(wanted);
  const [y, m, d] = iso ? [iso[1], iso[2], iso[3]] : dotted ? [dotted[3], dotted[2], dotted[1]] : [];
  if (y && m && d) {
    const text = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
    const date = new Date(`${text}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  }
  return new Unread(i18n.t("risk:unread.day", { text: clip(typed) }));
}

function parts(typed: string): string[] {
  return typed
    .split(/[,;\n]/)
    .map((p) => p.trim())
    .filter(Boolean);
}

/** A safeguard by the key of its countermeasure, or by its own name. */
export function safeguardName(g: Safeguard, look: Lookup): string {
  return g.countermeasure ? look.key(g.countermeasure) : (g.name ?? "");
}

/** Safeguards out of a list of names; one that was there keeps its credit and all else. */
function safeguards(old: Safeguard[], typed: string, look: Lookup): Safeguard[] {
  const left = [...old];
  return typed
    .split(/[;\n]/)
    .map((p) => p.trim())
    .filter(Boolean)
    .map((name): Safeguard => {
      const at = left.findIndex((g) => safeguardName(g, look).toLowerCase() === name.toLowerCase());
      const [kept] = at >= 0 ? left.splice(at, 1) : [];
      if (kept) return kept;
      const measure = look.countermeasures.find((m) => m.key.toLowerCase() === name.toLowerCase());
      return measure ? { countermeasure: measure.id } : { name };
    });
}

function clip(typed: string): string {
  const one = typed.trim().replace(/\s+/g, " ");
  return one.length > 40 ? one.slice(0, 39) + "…" : one;
}

const byField = new Map(columns.filter((c) => c.field).map((c) => [c.field, c.id]));

/** The column of a field that the server names: "techniques.2" is in techniques. */
export function columnOf(field: string): string | undefined {
  if (field === "conduit") return "node";
  for (let at = field; at; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const found = byField.get(at);
    if (found) return found;
  }
  return undefined;
}
