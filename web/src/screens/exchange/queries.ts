// What the exchange reads.

import { reading, url } from "../../api/api";
import type { Organisation, Page } from "../../api/types";
import { whole } from "../../parts/library/queries";
import type { OwnKey, Package, PackageDifference, PackageView, Reply, ReplyView, Test, TestTally } from "./types";

export const organisationQuery = reading<Organisation>("/organisation");
export const ownKeyQuery = reading<OwnKey>("/exchange-key");
export const packagesQuery = whole<Package>("/packages");
export const repliesQuery = whole<Reply>("/replies");
export const replyQuery = (id: string) => reading<Reply>(url`/replies/${id}`);
export const contentOf = (id: string) => reading<PackageView>(url`/packages/${id}/content`);
export const differenceOf = (id: string, site?: string) =>
  reading<PackageDifference>(url`/packages/${id}/difference`, { site });
export const linesOf = (reply: string) => reading<ReplyView>(url`/replies/${reply}/lines`);
export const testsOf = (site: string) => whole<Test>("/tests", { site, own: "true" });
export const talliesOf = (site: string) => reading<Page<TestTally>>(url`/sites/${site}/tests/tally`);
