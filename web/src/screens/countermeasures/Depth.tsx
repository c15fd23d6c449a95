import { Alert, Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, Shield } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { LinkButton } from "../../parts/plant/link";
import { depthOf, type DepthCell, type DepthMap, type DepthState, type ZoneDepth } from "../../parts/risk/views";
import { riskWord } from "../../parts/risk/words";
import { CellDrawer } from "./CellDrawer";
import classes from "./countermeasures.module.css";
import { depthStates, signs } from "./depth";
import { DepthTable } from "./DepthTable";

interface Props {
  site: string;
  mayEdit: boolean;
  /** Starts a countermeasure for a layer of a zone. */
  onAdd: (layer: string, zone: string) => void;
  onOpen: (measure: string) => void;
}

/** Defence in depth: zone by layer, failing zones first, and the empty cells by name. */
export function Depth({ site, mayEdit, onAdd, onOpen }: Props) {
  const { t } = useTranslation("targets");
  const depth = useQuery(depthOf(site));
  const [looked, setLooked] = useState<{ zone: ZoneDepth; cell: DepthCell }>();
  if (depth.isError) return <ErrorPanel error={depth.error} onRetry={() => void depth.refetch()} />;
  if (depth.isPending) return <LoadingRows rows={9} />;
  const map = depth.data;
  if (map.zones.length === 0) {
    return (
      <EmptyState icon={Shield} title={t("depth.none")} text={t("depth.noneText")}>
        <LinkButton to="/sites/$site/zones" params={{ site }}>
          {t("toZones")}
        </LinkButton>
      </EmptyState>
    );
  }
  const zones = [...map.zones].sort((a, b) => Number(b.fails) - Number(a.fails) || a.score - b.score);
  const click = (zone: ZoneDepth, cell: DepthCell) =>
    cell.measures.length === 0 && mayEdit ? onAdd(cell.layer, zone.zone) : setLooked({ zone, cell });
  return (
    <Stack>
      <Text size="sm" fw={600}>
        {t("depth.fails", { count: map.fails, zones: map.zones.length })} {t("depth.empty", { count: map.empty })}
      </Text>
      {map.flagged.length > 0 && (
        <Alert color="red" title={t("depth.flagged")}>
          <List size="sm">
            {map.flagged.map((f) => (
              <List.Item key={f.id}>{f.text}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Legend />
      <DepthTable map={map} zones={zones} mayEdit={mayEdit} onCell={click} />
      <EmptyCells map={map} zones={zones} mayEdit={mayEdit} onAdd={onAdd} />
      <details>
        <summary>{t("depth.rules")}</summary>
        <ul className={classes.rules}>
          {map.rules.map((r) => (
            <li key={r}>{r}</li>
          ))}
        </ul>
      </details>
      {looked && (
        <CellDrawer
          zone={looked.zone}
          cell={looked.cell}
          onClose={() => setLooked(undefined)}
          onOpen={(id) => {
            setLooked(undefined);
            onOpen(id);
          }}
          onAdd={
            mayEdit
              ? () => {
                  setLooked(undefined);
                  onAdd(looked.cell.layer, looked.zone.zone);
                }
              : undefined
          }
        />
      )}
    </Stack>
  );
}

function Legend() {
  const { t } = useTranslation("targets");
  return (
    <ul className={classes.legend} aria-label={t("depth.legend")}>
      {depthStates.map((s: DepthState) => (
        <li key={s}>
          <span className={classes.chip} data-state={s}>
            {signs[s]}
          </span>{" "}
          {t(`depth.state.${s}`)}
        </li>
      ))}
    </ul>
  );
}

/** The empty cells in words, as a list to work off. */
function EmptyCells({
  map,
  zones,
  mayEdit,
  onAdd,
}: { map: DepthMap; zones: ZoneDepth[] } & Pick<Props, "mayEdit" | "onAdd">) {
  const { t } = useTranslation("targets");
  if (map.empty === 0) return null;
  return (
    <section aria-labelledby="empty-title">
      <Title order={2} id="empty-title" mb="xs">
        {t("depth.emptyTitle", { count: map.empty })}
      </Title>
      <Stack gap="xs">
        {zones
          .filter((z) => z.empty.length > 0)
          .map((z) => (
            <Group key={z.zone} gap={6}>
              <Text size="sm" fw={z.fails ? 600 : 400}>
                <Key>{z.key}</Key> {z.name}
              </Text>
              {z.empty.map((layer) =>
                mayEdit ? (
                  <Button
                    key={layer}
                    size="compact-xs"
                    variant="default"
                    leftSection={<Plus size={12} aria-hidden />}
                    aria-label={t("depth.addTo", { layer: riskWord("layer", layer), zone: z.key })}
                    onClick={() => onAdd(layer, z.zone)}
                  >
                    {riskWord("layer", layer)}
                  </Button>
                ) : (
                  <span key={layer} className={classes.emptyName}>
                    {riskWord("layer", layer)}
                  </span>
                ),
              )}
            </Group>
          ))}
      </Stack>
    </section>
  );
}
