import { expect, it } from "vitest";
import { can } from "./me";
import type { Me } from "./types";

const me: Me = {
  user: { id: "u", email: "u@x", name: "U" },
  organisation: { id: "o", key: "O", name: "O" },
  roles: ["engineer"],
  can: { org: ["org.read"], allSites: ["site.read"], sites: { s1: ["plant.edit"] } },
};

it.each([
  ["on every site", "site.read", "s2", true],
  ["on the site that a grant names", "plant.edit", "s1", true],
  ["not on another site", "plant.edit", "s2", false],
  ["on the organisation", "org.read", undefined, true],
  ["not on the organisation by a grant for a site", "plant.edit", undefined, false],
] as const)("a right holds %s", (_, action, site, holds) => {
  expect(can(me, action, site)).toBe(holds);
});
