import i18n from "../../../i18n";
import { get, sendFile } from "../../../api/api";
import type { Page } from "../../../api/types";
import { refresh } from "../../../api/write";
import { carriedOver, unmarked } from "../../../parts/library/component/answering";
import { productTitle, supplyTouches, type ClaimAnswer, type Product } from "../../../parts/library/supply";
import { said, saidProblem } from "../../../parts/notice";

/**
 * Carries the claims of a product over to its next release in one act, each
 * marked as to be confirmed. Proofs stay behind: they prove the release before.
 */
export async function carry(from: Product, to: Product): Promise<void> {
  try {
    const { items } = await get<Page<ClaimAnswer>>("/claims", { kind: "product", id: from.id });
    if (items.length === 0) return;
    const file = new Blob([JSON.stringify(offered(from, to, items))], { type: "application/json" });
    const name = `${from.key} to ${to.key}.json`;
    const out = await sendFile<{ counts: { add: number } }>("/claims/sheet", { name, apply: "1" }, file);
    said(i18n.t("products:carry.done", { count: out.counts.add, key: to.key }));
  } catch (problem) {
    saidProblem(problem);
  }
  refresh(supplyTouches);
}

/** The claims of a product as a file of claims about its next release. */
export function offered(from: Product, to: Product, claims: ClaimAnswer[]) {
  const { key, name, vendor, model, release, types } = to;
  const note = `${carriedOver} ${from.key} ${productTitle(from)}.`;
  return {
    company: { key: "", name: vendor },
    products: [{ key, name, vendor, model, release, types }],
    claims: claims.map((c) => ({
      about: `product ${key}`,
      set: c.set,
      requirement: c.requirement,
      state: c.state,
      reason: c.reason,
      approver: c.approver,
      compensating: c.compensating,
      expires: c.expires,
      evidence: c.evidence,
      assessor: c.assessor,
      assessedOn: c.assessedOn,
      note: [note, unmarked(c.note)].filter(Boolean).join("\n"),
    })),
  };
}
