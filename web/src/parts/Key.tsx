import type { ReactNode } from "react";

/** A human key such as Z-02 or PLC-101: what people say aloud, never broken over lines. */
export function Key({ children }: { children: ReactNode }) {
  return <span className="mono key">{children}</span>;
}
