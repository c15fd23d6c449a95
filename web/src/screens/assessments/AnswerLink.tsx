import type { ReactNode } from "react";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import type { Where } from "./where";

interface Props {
  at: Where;
  children: ReactNode;
  button?: boolean;
}

/** The way to where something is answered. */
export function AnswerLink({ at, children, button }: Props) {
  // One of several screens, so its address is put together and not written out.
  const target = { to: at.to as "/", params: at.params as never, search: at.search };
  if (button) return <LinkButton {...target}>{children}</LinkButton>;
  return (
    <LinkAnchor {...target} size="sm">
      {children}
    </LinkAnchor>
  );
}
