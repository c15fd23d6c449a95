import type { Certificate } from "../../../parts/library/supply";

export type CertificateState = "valid" | "expired" | "revoked";

/** What a certificate is worth today, by its own dates. */
export function certificateState(c: Certificate, today: string): CertificateState {
  if (c.revoked && c.revoked <= today) return "revoked";
  if (c.expires && c.expires < today) return "expired";
  return "valid";
}
