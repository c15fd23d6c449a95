import type { Company } from "../../../parts/library/supply";

export const programs = ["development", "services", "program"] as const;
export type ProgramView = (typeof programs)[number];

export const setOfProgram: Record<ProgramView, string> = {
  development: "iec-62443-4-1:2018",
  services: "iec-62443-2-4:2023",
  program: "iec-62443-2-1:2024",
};

/** Which sets a company answers, by its parts: suppliers their development, providers their services, owners their program. */
export function programsOf(c: Pick<Company, "parties">): ProgramView[] {
  const parts = c.parties ?? [];
  const views: ProgramView[] = [];
  if (parts.includes("product-supplier")) views.push("development");
  if (parts.includes("service-provider")) views.push("services");
  if (parts.includes("asset-owner")) views.push("program");
  return views;
}
