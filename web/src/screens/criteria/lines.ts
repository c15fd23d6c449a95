// What criteria say, as lines of words, and how two versions differ in them.

import i18n from "../../i18n";
import { consequenceName, likelihoodName } from "../../parts/risk/levels";
import type { Authority, Band, Criteria, Override } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";

export const parts = ["matrix", "bands", "scales", "likelihood", "overrides", "targets", "general"] as const;
export type Part = (typeof parts)[number];

export const methods = ["consequence", "band", "crrf", "lopa", "pha", "technique"] as const;
/** The method that holds when the criteria name none. */
export const defaultMethod = "consequence";

export interface Difference {
  part: Part;
  what: string;
  before: string;
  after: string;
}

const t = (key: string, values?: Record<string, unknown>): string =>
  String(i18n.t(`criteria:${key}` as never, values as never));

export function bandName(c: Criteria, id: string): string {
  return c.bands.find((b) => b.id === id)?.name ?? id;
}

export function authorityTitle(c: Criteria, id: string | undefined): string {
  return c.authorities?.find((a) => a.id === id)?.title ?? id ?? "";
}

/** "Loss of protection or Release": any of them. */
export function anyOf(words: string[]): string {
  return words.join(t("override.or"));
}

/** "When the mechanism is … and safety is at least 4 Major, the band is at least High, because …" */
export function overrideSentence(c: Criteria, o: Override): string {
  const w = o.when;
  const when = [
    w.mechanisms?.length && t("override.mechanism", { list: anyOf(w.mechanisms.map((m) => riskWord("mechanism", m))) }),
    w.causes?.length &&
      t("override.cause", { list: anyOf(w.causes.map((x) => riskWord("causeKind", x).toLowerCase())) }),
    w.atLeast && w.category
      ? t("override.category", {
          category: riskWord("category", w.category).toLowerCase(),
          level: consequenceName(c, w.atLeast),
        })
      : w.atLeast
        ? t("override.any", { level: consequenceName(c, w.atLeast) })
        : w.category && t("override.rated", { category: riskWord("category", w.category).toLowerCase() }),
    w.hackable && t("override.hackable"),
    w.safetyZone && t("override.safetyZone"),
  ].filter(Boolean);
  const sentence = t("override.sentence", {
    when: when.length > 0 ? when.join(t("override.and")) : t("override.always"),
    band: bandName(c, o.least),
  });
  return o.reason ? t("override.because", { sentence, reason: o.reason.replace(/\.$/, "") }) : `${sentence}.`;
}

/** What a band asks for, in one line. */
export function bandLine(c: Criteria, b: Band): string {
  return [
    riskWord("region", b.region),
    b.authority && t("band.by", { authority: authorityTitle(c, b.authority) }),
    b.acceptMonths && t("band.months", { count: b.acceptMonths }),
    b.actDays && t("band.days", { count: b.actDays }),
  ]
    .filter(Boolean)
    .join("; ");
}

function authorityLine(a: Authority): string {
  return [a.title, ...(a.holders ?? [])].join(", ");
}

/** Everything that criteria say, by what it is said of. */
function linesOf(c: Criteria): Map<string, { part: Part; text: string }> {
  const lines = new Map<string, { part: Part; text: string }>();
  const say = (part: Part, what: string, text: string | undefined) => {
    if (text) lines.set(what, { part, text });
  };
  c.matrix.forEach((row, l) => row.forEach((band, n) => say("matrix", cellName(c, l, n), bandName(c, band))));
  c.bands.forEach((b) => say("bands", t("line.band", { name: b.name }), bandLine(c, b)));
  c.authorities?.forEach((a, i) => say("bands", t("line.authority", { n: i + 1 }), authorityLine(a)));
  c.consequences.forEach((name, i) => say("scales", t("line.consequence", { n: i + 1 }), name));
  c.categories.forEach((s) =>
    s.levels.forEach((text, i) =>
      say("scales", t("line.category", { category: riskWord("category", s.category), n: i + 1 }), text),
    ),
  );
  c.likelihoods.forEach((step, i) =>
    say(
      "likelihood",
      t("line.likelihood", { n: i + 1 }),
      [step.name, step.meaning, step.perYear && t("perYear", { number: step.perYear })].filter(Boolean).join("; "),
    ),
  );
  c.overrides?.forEach((o) => say("overrides", t("line.override", { name: o.name }), overrideSentence(c, o)));
  targetLines(c).forEach(([what, text]) => say("targets", what, text));
  say("general", t("line.name"), c.name);
  say("general", t("line.note"), c.note);
  return lines;
}

/** The numbers behind the target levels, each with what it is for. */
export function targetLines(c: Criteria): [what: string, text: string][] {
  const { targets: r } = c;
  const levels = (list: number[] | undefined, word: (x: number) => string) =>
    (list ?? []).map((x, i) => t("line.levelIs", { level: consequenceName(c, i + 1), is: word(x) })).join("; ");
  return [
    [t("target.default"), t(`method.${r.method || defaultMethod}.name`)],
    [t("target.byConsequence"), levels(r.byConsequence, (sl) => t("sl", { level: sl }))],
    [
      t("target.byBand"),
      c.bands
        .flatMap((b) => {
          const range = r.byBand?.[b.id];
          return range ? [t("line.levelIs", { level: b.name, is: t("slRange", range) })] : [];
        })
        .join("; "),
    ],
    [t("target.crrf"), r.crrf ? t(`crrf.${r.crrf}`) : ""],
    [t("target.tolerableRisk"), r.tolerableRisk ? String(r.tolerableRisk) : ""],
    [t("target.tolerablePerYear"), levels(r.tolerablePerYear, (x) => t("perYear", { number: x }))],
  ];
}

export function cellName(c: Criteria, l: number, n: number): string {
  return t("cell", { likelihood: likelihoodName(c, l + 1), consequence: consequenceName(c, n + 1) });
}

/** How a later version differs from an earlier one, part by part. */
export function differences(a: Criteria, b: Criteria): Difference[] {
  const before = linesOf(a);
  const after = linesOf(b);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((what) => ({
      part: (after.get(what) ?? before.get(what))?.part ?? "general",
      what,
      before: before.get(what)?.text ?? "",
      after: after.get(what)?.text ?? "",
    }))
    .filter((d) => d.before !== d.after)
    .sort((x, y) => parts.indexOf(x.part) - parts.indexOf(y.part));
}

/** The cells of the later matrix, as "likelihood/consequence", that have another band than before. */
export function changedCells(a: Criteria, b: Criteria): Set<string> {
  const cells = new Set<string>();
  b.matrix.forEach((row, l) =>
    row.forEach((band, n) => {
      const was = a.matrix[l]?.[n];
      if (was === undefined || bandName(a, was) !== bandName(b, band)) cells.add(`${l}/${n}`);
    }),
  );
  return cells;
}
