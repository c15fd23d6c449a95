import { Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of the drawer with its heading. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Title order={3} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}
