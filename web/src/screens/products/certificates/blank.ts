import type { Certificate } from "../../../parts/library/supply";

/** A certificate that is not stored yet; every field has a value, so that inputs stay controlled. */
export const blankCertificate: Certificate = {
  id: "",
  key: "",
  name: "",
  version: 0,
  site: "",
  scheme: "isasecure-csa",
  company: "",
  product: "",
  set: "",
  level: 0,
  maturity: 0,
  scope: "",
  number: "",
  issuer: "",
  issued: "",
  expires: "",
  revoked: "",
  proof: "",
  note: "",
};

/** The requirement set that a scheme certifies by; undefined where it is none of the library's. */
export const setOf: Partial<Record<string, string>> = {
  "isasecure-csa": "iec-62443-4-2:2019",
  "iecee-4-2": "iec-62443-4-2:2019",
  "isasecure-ssa": "iec-62443-3-3:2013",
  "iecee-3-3": "iec-62443-3-3:2013",
  "isasecure-sdla": "iec-62443-4-1:2018",
  "iecee-4-1": "iec-62443-4-1:2018",
  "iecee-2-4": "iec-62443-2-4:2023",
};
