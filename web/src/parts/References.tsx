import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Ref } from "../api/types";
import { Key } from "./Key";
import { kindName } from "./words";

/** Names the records that still refer to something. */
export function References({ items }: { items: Ref[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  const shown = items.slice(0, 12);
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("references", { count: items.length })}
      </Text>
      <List size="sm">
        {shown.map((r) => (
          <List.Item key={r.kind + r.id}>
            {kindName(r.kind)} <Key>{r.key}</Key> {r.name}
          </List.Item>
        ))}
      </List>
      {items.length > shown.length && <Text size="sm">{t("andMore", { count: items.length - shown.length })}</Text>}
    </div>
  );
}
