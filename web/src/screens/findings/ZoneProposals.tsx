import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, reading, send, url } from "../../api/api";
import type { Page, Written, ZoneKind } from "../../api/types";
import { useWrite } from "../../api/write";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { zoneKinds } from "../../parts/plant/types";
import { options } from "../../parts/plant/words";
import { formatNumber } from "../../parts/TimeAgo";
import classes from "./findings.module.css";

interface ProposedZone {
  key: string;
  name: string;
  kind: ZoneKind;
  safety?: boolean;
  wireless?: boolean;
  transient?: boolean;
  logicalBoundary?: string;
}

export interface ZoneProposal {
  id: string;
  existing?: string;
  zone: ProposedZone;
  assets: { id: string; key: string; name?: string }[];
  reason: string;
  clause: string;
}

/** What the user makes of a proposal: left out until something is changed. */
interface Piece {
  taken: boolean;
  zone: ProposedZone;
  without: ReadonlySet<string>;
}

interface Props {
  site: string;
  onClose: () => void;
}

/** Zones for assets that lie in none, to accept piece by piece. */
export default function ZoneProposals({ site, onClose }: Props) {
  const { t } = useTranslation(["findings", "common"]);
  const [moves, setMoves] = useState(false);
  const [pieces, setPieces] = useState<Record<string, Piece>>({});
  const path = url`/sites/${site}/zones/proposals`;
  const list = useQuery(reading<Page<ZoneProposal>>(path, { moves }));
  const proposals = list.data?.items ?? [];
  const pieceOf = (p: ZoneProposal): Piece => pieces[p.id] ?? { taken: false, zone: p.zone, without: new Set() };
  const change = (p: ZoneProposal, changed: Partial<Piece>) =>
    setPieces((old) => ({ ...old, [p.id]: { ...pieceOf(p), ...changed } }));
  const accepted = proposals
    .filter((p) => pieceOf(p).taken)
    .map((p) => {
      const piece = pieceOf(p);
      const assets = p.assets.filter((a) => !piece.without.has(a.id)).map((a) => a.id);
      return p.existing ? { zoneId: p.existing, assets } : { zone: piece.zone, assets };
    })
    .filter((p) => p.assets.length > 0);
  const count = accepted.reduce((sum, p) => sum + p.assets.length, 0);
  const take = useWrite(() => send<Written & { assets: number }>("POST", path, { accept: accepted }), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: (out) => t("zones.done", { count: out.assets, n: formatNumber(out.assets) }),
    onSuccess: onClose,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("zones.title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("zones.text")}
        </Text>
        <Checkbox label={t("zones.moves")} checked={moves} onChange={(e) => setMoves(e.currentTarget.checked)} />
        {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <LoadingRows rows={6} />}
        {list.isSuccess && proposals.length === 0 && (
          <EmptyState icon={CircleCheck} title={t("zones.none")} text={t("zones.noneText")} />
        )}
        {proposals.map((p) => (
          <Proposal key={p.id} proposal={p} piece={pieceOf(p)} onChange={(changed) => change(p, changed)} />
        ))}
        <ErrorPanel error={take.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button disabled={count === 0} loading={take.isPending} onClick={() => take.mutate(undefined)}>
            {t("zones.apply", { count, n: formatNumber(count) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface ProposalProps {
  proposal: ZoneProposal;
  piece: Piece;
  onChange: (changed: Partial<Piece>) => void;
}

const listed = 200;

function Proposal({ proposal: p, piece, onChange }: ProposalProps) {
  const { t } = useTranslation("findings");
  const [open, setOpen] = useState(false);
  const name = p.existing ? t("zones.existing", { key: p.zone.key, name: p.zone.name }) : piece.zone.name;
  const chosen = p.assets.length - piece.without.size;
  const edit = (zone: Partial<ProposedZone>) => onChange({ taken: true, zone: { ...piece.zone, ...zone } });
  const toggle = (id: string) => {
    const without = new Set(piece.without);
    if (!without.delete(id)) without.add(id);
    onChange({ taken: true, without });
  };
  return (
    <section className={classes.piece} data-taken={piece.taken || undefined} aria-label={name}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Checkbox
          mt={2}
          aria-label={t("zones.take", { name })}
          checked={piece.taken}
          onChange={(e) => onChange({ taken: e.currentTarget.checked })}
        />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text fw={600}>{p.existing ? name : `${t("zones.new")}: ${name}`}</Text>
          <Text size="sm" c="dimmed">
            {p.reason} ({p.clause})
          </Text>
          {!p.existing && (
            <Group grow align="flex-start" mt="xs" preventGrowOverflow={false}>
              <TextInput
                label={t("zones.key")}
                maxLength={64}
                value={piece.zone.key}
                onChange={(e) => edit({ key: e.currentTarget.value })}
              />
              <TextInput
                label={t("zones.name")}
                maxLength={200}
                value={piece.zone.name}
                onChange={(e) => edit({ name: e.currentTarget.value })}
              />
              <Select
                label={t("zones.kind")}
                allowDeselect={false}
                data={options("zoneKind", zoneKinds)}
                value={piece.zone.kind}
                onChange={(kind) => kind && edit({ kind: kind as ZoneKind })}
              />
            </Group>
          )}
          <Button variant="subtle" size="compact-sm" mt={6} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("zones.assets", { count: chosen, n: formatNumber(chosen) })}
          </Button>
          {open && (
            <>
              <Group gap="xs" mb={4}>
                <Button size="compact-xs" variant="default" onClick={() => onChange({ without: new Set() })}>
                  {t("zones.all")}
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => onChange({ without: new Set(p.assets.map((a) => a.id)) })}
                >
                  {t("zones.noneOf")}
                </Button>
              </Group>
              <div className={classes.members}>
                {p.assets.slice(0, listed).map((a) => (
                  <Checkbox
                    key={a.id}
                    size="xs"
                    label={
                      <>
                        <Key>{a.key}</Key> {a.name}
                      </>
                    }
                    checked={!piece.without.has(a.id)}
                    onChange={() => toggle(a.id)}
                  />
                ))}
              </div>
            </>
          )}
        </div>
      </Group>
    </section>
  );
}
