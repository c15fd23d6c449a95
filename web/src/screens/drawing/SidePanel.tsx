import { Alert, Button, CloseButton, Group, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { DevicesOf } from "../../parts/plant/devices";
import { LinkButton } from "../../parts/plant/link";
import { Marks } from "../../parts/plant/Marks";
import { conduitsOf, subjectOf } from "../../parts/plant/queries";
import { Reason } from "../../parts/plant/Reasons";
import {
  standing,
  type Drawing,
  type DrawingEdge,
  type DrawingNode,
  type SubjectPosture,
} from "../../parts/plant/types";
import { word } from "../../parts/plant/words";
import { formatNumber } from "../../parts/TimeAgo";
import { VectorBar } from "../../parts/VectorBar";
import { AssetChip, assetsIn } from "./AssetChips";
import classes from "./drawing.module.css";
import type { Found } from "./findings";
import { FoundList } from "./Found";
import { Selecting } from "./selecting";

interface Props {
  site: string;
  drawing: Drawing;
  selected: string;
  found: Found;
  onEdit?: (id: string) => void;
  onDelete?: (id: string) => void;
  onClose?: () => void;
}

/** What is known of the selected zone or conduit, and where to go from here. */
export function SidePanel({ site, drawing, selected, found, onEdit, onDelete, onClose }: Props) {
  const { t } = useTranslation(["plant", "drawing", "common"]);
  const zone = drawing.nodes.find((n) => n.id === selected);
  const conduit = drawing.edges.find((e) => e.id === selected);
  const subject = zone ?? conduit;
  const kind = zone ? "zone" : "conduit";
  const posture = useQuery({ ...subjectOf(site, kind, selected), enabled: Boolean(subject) });
  if (!subject) return null;
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2}>
          <Key>{subject.key}</Key> {subject.name}
        </Title>
        {onClose && <CloseButton aria-label={t("drawing.closePanel")} onClick={onClose} />}
      </Group>
      {(onEdit || onDelete) && (
        <Group gap="xs">
          {onEdit && (
            <Button
              size="xs"
              variant="default"
              leftSection={<Pencil size={14} aria-hidden />}
              onClick={() => onEdit(subject.id)}
            >
              {t("drawing:edit")}
            </Button>
          )}
          {onDelete && (
            <Button
              size="xs"
              variant="default"
              leftSection={<Trash2 size={14} aria-hidden />}
              onClick={() => onDelete(subject.id)}
            >
              {t("common:delete")}
            </Button>
          )}
        </Group>
      )}
      {zone && <ZoneFacts zone={zone} />}
      {conduit && <ConduitFacts site={site} conduit={conduit} drawing={drawing} />}
      <VectorBar
        achieved={subject.achieved}
        target={subject.target}
        capable={posture.data?.capable}
        gap={subject.target ? subject.gap : null}
        caption={t("drawing.vectorOf", { key: subject.key })}
      />
      <Text size="sm">{t(`standing.${standing(subject)}`, { count: subject.steps ?? 0 })}</Text>
      <Group gap="xs">
        <LinkButton size="xs" to="/sites/$site/requirements/$kind/$id" params={{ site, kind, id: subject.id }}>
          {t("drawing.requirements")}
        </LinkButton>
        {zone && (
          <LinkButton size="xs" variant="default" to="/sites/$site/assets" params={{ site }} search={{ zone: zone.id }}>
            {t("drawing.assets", { count: zone.assets, n: formatNumber(zone.assets) })}
          </LinkButton>
        )}
        <LinkButton
          size="xs"
          variant="default"
          to="/sites/$site/zones"
          params={{ site }}
          search={{ tab: zone ? undefined : "conduits", edit: subject.id }}
        >
          {t("drawing.record")}
        </LinkButton>
      </Group>
      <FoundList found={found.get(`${kind} ${subject.key}`)} />
      {zone && zone.assets > 0 && <ZoneAssets site={site} zone={zone.id} />}
      {posture.isPending && <LoadingRows rows={4} />}
      {posture.isError && <ErrorPanel error={posture.error} onRetry={() => void posture.refetch()} />}
      {posture.data && <Reasons site={site} posture={posture.data} />}
    </Stack>
  );
}

const fewAssets = 12;

/** The first assets of the zone; each can be put into another. */
function ZoneAssets({ site, zone }: { site: string; zone: string }) {
  const { t } = useTranslation("drawing");
  const { carry } = use(Selecting);
  const { data } = useQuery(assetsIn(site, zone, fewAssets));
  if (!data || !carry || data.total === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t("assetsOfZone")}>
      {data.items.map((a) => (
        <li key={a.id}>
          <AssetChip asset={a} />
        </li>
      ))}
      {data.total > fewAssets && (
        <li className={classes.more}>{t("more", { n: formatNumber(data.total - fewAssets) })}</li>
      )}
    </ul>
  );
}

function ZoneFacts({ zone }: { zone: DrawingNode }) {
  const { t } = useTranslation("plant");
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {[word("zoneKind", zone.zoneKind), zone.purdue && t("drawing.purdue", { level: zone.purdue })]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Marks of={zone} />
    </Group>
  );
}

const none: string[] = [];

function ConduitFacts({ site, conduit, drawing }: { site: string; conduit: DrawingEdge; drawing: Drawing }) {
  const { t } = useTranslation("plant");
  const conduits = useQuery(conduitsOf(site));
  const name = (id: string) => {
    const zone = drawing.nodes.find((n) => n.id === id);
    return zone ? `${zone.key} ${zone.name}` : "";
  };
  const record = conduits.data?.find((c) => c.id === conduit.id);
  const flows = record?.flows ?? [];
  return (
    <>
      <Text size="sm">
        {t(`drawing.between.${conduit.direction}`, { from: name(conduit.from), to: name(conduit.to) })}
      </Text>
      {flows.length > 0 && (
        <List size="sm" aria-label={t("drawing.flows")}>
          {flows.map((f, i) => (
            <List.Item key={i}>
              <Key>{[f.protocol, f.ports].filter(Boolean).join(" ")}</Key> {word("function", f.function ?? "any")},{" "}
              {word("direction", f.direction)}
            </List.Item>
          ))}
        </List>
      )}
      {flows.length === 0 && conduits.data && (
        <Text size="sm" c="dimmed">
          {t("drawing.noFlows")}
        </Text>
      )}
      {record && <DevicesOf site={site} ids={record.devices ?? none} />}
    </>
  );
}

function Reasons({ site, posture }: { site: string; posture: SubjectPosture }) {
  const { t } = useTranslation("plant");
  const short = posture.frs.filter((f) => f.gap > 0);
  return (
    <div>
      {(posture.notes ?? []).map((note) => (
        <Alert key={note} color="yellow" p="xs" mb="xs">
          {note}
        </Alert>
      ))}
      {posture.unanswered > 0 && (
        <Text size="sm" mb="xs">
          {t("reason.unanswered", { count: posture.unanswered })}
        </Text>
      )}
      {short.map((fr) => (
        <div key={fr.fr} className={classes.reason}>
          <Reason site={site} subject={posture.subject} fr={fr} />
        </div>
      ))}
    </div>
  );
}
