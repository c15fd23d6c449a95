import { Checkbox, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { url } from "../../api/api";
import type { Import, ImportRow } from "../../api/types";
import { EmptyState } from "../../parts/EmptyState";
import { Key } from "../../parts/Key";
import { PagedTable } from "../../parts/PagedTable";

/** The rows to apply, by number. */
export type Chosen = ReadonlySet<number> | "all";

interface Props {
  site: string;
  item: Import;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

/** Assets that a capture suggests, to be chosen one by one. */
export function Proposals({ site, item, chosen, onChoose }: Props) {
  const { t } = useTranslation("imports");
  const toggle = (n: number) => {
    const next = new Set(chosen === "all" ? [] : chosen);
    if (!next.delete(n)) next.add(n);
    onChoose(next);
  };
  const count = item.counts?.add ?? 0;
  return (
    <>
      {count > 1 && (
        <Checkbox
          label={t("preview.chooseAll", { count })}
          checked={chosen === "all"}
          onChange={() => onChoose(chosen === "all" ? new Set() : "all")}
        />
      )}
      <PagedTable<ImportRow>
        cards
        path={url`/sites/${site}/imports/${item.id}/rows`}
        params={{ outcome: "add" }}
        caption={t("capture.proposals")}
        rowKey={(r) => r.n}
        empty={<EmptyState title={t("capture.noProposals")} />}
        columns={[
          {
            id: "choose",
            title: t("capture.choose"),
            untitled: true,
            cell: (r) => (
              <Checkbox
                aria-label={t("preview.choose", { key: r.key })}
                checked={chosen === "all" || chosen.has(r.n)}
                disabled={chosen === "all"}
                onChange={() => toggle(r.n)}
              />
            ),
          },
          {
            id: "asset",
            title: t("capture.asset"),
            cell: (r) => (
              <Stack gap={0}>
                <span>
                  <Key>{r.key}</Key> {r.name}
                </span>
                <Text size="xs" c="dimmed">
                  {[r.proposal?.asset.vendor, r.proposal?.asset.model].filter(Boolean).join(" ")}
                </Text>
              </Stack>
            ),
          },
          {
            id: "address",
            title: t("capture.address"),
            cell: (r) => (
              <span className="mono">
                {(r.proposal?.asset.addresses ?? []).map((a) => [a.ip, a.mac].filter(Boolean).join(" ")).join(", ")}
              </span>
            ),
          },
          { id: "why", title: t("capture.because"), cell: (r) => r.reason },
        ]}
      />
    </>
  );
}
