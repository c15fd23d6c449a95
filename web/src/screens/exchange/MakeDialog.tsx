import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Party } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { useAddress } from "./address";
import { PartyFields, partyOf } from "./Party";
import type { NewPackage, Package } from "./types";

interface Props {
  title: string;
  confirm: string;
  /** Of whom the receiver is likely one. */
  of: Party[];
  /** The site whose history holds it; "" is the organisation. */
  site: string;
  disabled?: boolean;
  start?: NewPackage;
  make: (to: NewPackage) => Promise<Package>;
  onClose: () => void;
  children: ReactNode;
}

/** Makes a package: what goes in stands above, to whom it goes below. */
export function MakeDialog({ title, confirm, of, site, disabled, start, make, onClose, children }: Props) {
  const { t } = useTranslation(["exchange", "common"]);
  const { go } = useAddress();
  const [to, setTo] = useState<NewPackage>(start ?? {});
  const run = useWrite(() => make(partyOf(to)), {
    site,
    quiet: true,
    said: (p) => t("made", { key: p.key }),
    onSuccess: (p) => {
      onClose();
      go({ package: p.id });
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={title}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          run.mutate(undefined);
        }}
      >
        <Stack>
          {children}
          <PartyFields value={to} onChange={setTo} of={of} />
          <ErrorPanel error={run.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={run.isPending} disabled={disabled}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
