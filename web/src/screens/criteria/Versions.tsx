import { ActionIcon, Anchor, Badge, Menu } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { DataTable, type Column } from "../../parts/DataTable";
import { Key } from "../../parts/Key";
import { LinkItem } from "../../parts/plant/link";
import { DeleteRecord } from "../../parts/risk/DeleteRecord";
import { SignedBy } from "../../parts/risk/SignedBy";
import type { Criteria } from "../../parts/risk/types";
import type { Search } from "../../router";
import { fieldName } from "../../parts/words";
import { criteriaKind } from "./criteria";
import { Matrix } from "./Matrix";

interface Props {
  site: string;
  all: Criteria[];
  inForce: Criteria | undefined;
  mayEdit: boolean;
  go: (to: Search) => void;
  onCopy: (c: Criteria) => void;
}

/** Every version of the criteria, the newest first. */
export function Versions({ site, all, inForce, mayEdit, go, onCopy }: Props) {
  const { t } = useTranslation(["criteria", "common"]);
  const mayReadHistory = useCan()("history.read", site);
  const [doomed, setDoomed] = useState<Criteria>();
  const open = (c: Criteria) => go(c.signed || !mayEdit ? { show: c.id } : { edit: c.id });
  const columns: Column<Criteria>[] = [
    {
      id: "key",
      title: fieldName("key"),
      cell: (c) => (
        <Anchor component="button" type="button" size="sm" fw={600} onClick={() => open(c)}>
          <Key>{c.key}</Key>
        </Anchor>
      ),
    },
    { id: "name", title: fieldName("name"), cell: (c) => c.name },
    {
      id: "state",
      title: fieldName("state"),
      cell: (c) => (
        <Badge color={c === inForce ? "green" : c.signed ? "gray" : "orange"}>
          {c === inForce ? t("state.inForce") : c.signed ? t("state.replaced") : t("state.draft")}
        </Badge>
      ),
    },
    {
      id: "signed",
      title: fieldName("signed"),
      cell: (c) => (c.signed ? <SignedBy short of={c.signed} authorities={c.authorities} /> : t("notSigned")),
    },
    {
      id: "matrix",
      title: fieldName("matrix"),
      wide: true,
      cell: (c) => <Matrix small criteria={c} caption={t("matrixOf", { key: c.key })} />,
    },
    {
      id: "actions",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (c) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("actionsOf", { key: c.key })} className="no-print">
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => go({ show: c.id })}>{t("open")}</Menu.Item>
            {mayEdit && !c.signed && <Menu.Item onClick={() => go({ edit: c.id })}>{t("continue")}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => onCopy(c)}>{t("copyThis")}</Menu.Item>}
            {inForce && c !== inForce && (
              <Menu.Item onClick={() => go({ tab: "versions", compare: inForce.id, with: c.id })}>
                {t("compareWith", { key: inForce.key })}
              </Menu.Item>
            )}
            {mayReadHistory && (
              <LinkItem to="/sites/$site/history" params={{ site }} search={{ record: "criteria", id: c.id }}>
                {t("history")}
              </LinkItem>
            )}
            {mayEdit && !c.signed && (
              <Menu.Item color="red" onClick={() => setDoomed(c)}>
                {t("common:delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  return (
    <>
      <DataTable cards caption={t("versions")} columns={columns} rows={[...all].reverse()} rowKey={(c) => c.id} />
      {doomed && <DeleteRecord site={site} kind={criteriaKind} record={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}
