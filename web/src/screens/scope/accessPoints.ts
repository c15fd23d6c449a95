import type { AccessPoint, RecordFinding } from "../../parts/risk/scope";

const prefix = "AP-";

/** The key after the highest one: "AP-10" after "AP-09". */
export function nextKey(points: AccessPoint[]): string {
  const numbers = points.map((p) => (p.key.startsWith(prefix) ? Number(p.key.slice(prefix.length)) : NaN));
  const highest = Math.max(0, ...numbers.filter(Number.isInteger));
  return prefix + String(highest + 1).padStart(2, "0");
}

/** A copy to begin another access point from, with a key and a name of its own. */
export function copyOf(point: AccessPoint, points: AccessPoint[], name: string): AccessPoint {
  return { ...point, key: nextKey(points), name };
}

/** Whether a finding about a system is about one of its access points: its id ends with the point's key. */
export function ofPoint(finding: RecordFinding, system: string, key: string): boolean {
  const about = `${finding.rule}/${system}/${key}`;
  return finding.id === about || finding.id.startsWith(`${about}/`);
}
