import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useMe } from "../../api/me";
import { useWrite } from "../../api/write";
import { Key } from "../../parts/Key";
import { SignDialog } from "../../parts/risk/SignDialog";
import type { Criteria } from "../../parts/risk/types";
import type { Look } from "./criteria";
import { Reachable, Remarks } from "./LookPanel";

interface Props {
  site: string;
  criteria: Criteria;
  look: Look;
  inForce: Criteria | undefined;
  onDone: () => void;
  onClose: () => void;
}

/** Shows what is signed and what signing does, and puts the criteria into force. */
export function SignCriteria({ site, criteria: c, look, inForce, onDone, onClose }: Props) {
  const { t } = useTranslation("criteria");
  const me = useMe();
  const sign = useWrite(
    (password: string) => send<Criteria>("POST", url`/sites/${site}/criteria/${c.id}/sign`, { password }, c.version),
    {
      touches: [keyOf(url`/sites/${site}`)],
      quiet: true,
      said: t("sign.done", { key: c.key }),
      onSuccess: onDone,
    },
  );
  return (
    <SignDialog
      title={t("sign.title", { key: c.key })}
      confirm={t("sign.confirm")}
      busy={sign.isPending}
      error={sign.error}
      onSign={(password) => sign.mutate(password)}
      onClose={onClose}
    >
      <Text size="sm">
        {t("sign.what")} <Key>{c.key}</Key> <strong>{c.name}</strong>{" "}
        {t("sign.version", { version: c.version, name: me.user.name })}
      </Text>
      <div>
        <Text size="sm" fw={600}>
          {t("look.title")}
        </Text>
        <Reachable criteria={c} reachable={look.reachable} />
      </div>
      <Remarks title={t("look.warnings", { count: look.warnings.length })} remarks={look.warnings} kind="warning" />
      <div>
        <Text size="sm" fw={600}>
          {t("sign.does")}
        </Text>
        <List size="sm">
          <List.Item>{inForce ? t("sign.replaces", { key: inForce.key }) : t("sign.opens")}</List.Item>
          <List.Item>{t("sign.stays")}</List.Item>
          <List.Item>{t("sign.rerates")}</List.Item>
        </List>
      </div>
    </SignDialog>
  );
}
