import { Badge, Button, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { formatDay, formatNumber } from "../../parts/TimeAgo";
import type { Release } from "./releases";

interface Props {
  releases: Release[];
  onRemove?: (r: Release) => void;
}

export function ReleaseTable({ releases, onRemove }: Props) {
  const { t } = useTranslation("account");
  const columns: Column<Release>[] = [
    {
      id: "release",
      title: t("threats.release"),
      cell: (r) => (
        <>
          <strong>{r.release}</strong> {r.inUse && <Badge>{t("threats.used")}</Badge>}
        </>
      ),
    },
    { id: "from", title: t("threats.from"), cell: (r) => <From release={r} /> },
    { id: "techniques", title: t("threats.techniques"), right: true, cell: (r) => formatNumber(r.techniques) },
    { id: "retired", title: t("threats.retired"), right: true, cell: (r) => formatNumber(r.retired) },
    {
      id: "remove",
      title: t("threats.remove"),
      untitled: true,
      right: true,
      cell: (r) =>
        onRemove &&
        !r.builtIn && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("threats.removeOf", { release: r.release })}
            onClick={() => onRemove(r)}
          >
            {t("threats.remove")}
          </Button>
        ),
    },
  ];
  return (
    <DataTable cards columns={columns} rows={releases} rowKey={(r) => r.release} caption={t("settings.threats")} />
  );
}

function From({ release: r }: { release: Release }) {
  const { t } = useTranslation("account");
  if (r.builtIn) return t("threats.builtIn");
  return (
    <div>
      {t("threats.readIn", { by: r.by, day: formatDay((r.added ?? "").slice(0, 10)) })}
      {r.file && (
        <Text size="xs" c="dimmed" className="wrap-anywhere">
          {r.file}
        </Text>
      )}
      {r.notes.length > 0 && (
        <details>
          <summary>{t("threats.notes", { count: r.notes.length })}</summary>
          <List size="xs">
            {r.notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </details>
      )}
    </div>
  );
}
