import type { Company } from "../../../parts/library/supply";

/** A company that is not stored yet; every field has a value, so that inputs stay controlled. */
export const blankCompany: Company = {
  id: "",
  key: "",
  name: "",
  version: 0,
  own: false,
  parties: [],
  aliases: [],
  contact: "",
  website: "",
  note: "",
  critical: false,
};
