import { Alert, Anchor, Button, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useCan } from "../../api/me";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import {
  evidenceOf,
  sectionName,
  standingOf,
  type Evidence,
  type EvidenceFile,
  type StandingEvidence,
} from "../../parts/library/evidence";
import { StandingBadge } from "../../parts/library/StandingBadge";
import { libWord } from "../../parts/library/words";
import { LoadingRows } from "../../parts/Loading";
import { LinkAnchor } from "../../parts/plant/link";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import { formatDay, formatTime } from "../../parts/TimeAgo";
import { DeleteEvidence } from "./DeleteEvidence";
import { followed } from "./evidence";
import classes from "./evidence.module.css";
import { EvidenceForm } from "./EvidenceForm";
import { Files } from "./Files";
import { LinkDialog } from "./LinkDialog";
import { Preview } from "./Preview";
import { Proves } from "./Proves";
import type { Uploads } from "./uploads";

interface Props {
  site: string;
  id: string;
  uploads: Uploads;
  onClose: () => void;
}

/** One evidence: how it stands, its files, what it proves, and what it says of itself. */
export function EvidenceDrawer({ site, id, uploads, onClose }: Props) {
  const { t } = useTranslation(["evidence", "common"]);
  const record = useQuery(evidenceOf(id));
  // Escape closes what is in front of the drawer, and the drawer only after it.
  const [behind, setBehind] = useState(false);
  const e = record.data;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      closeOnEscape={!behind}
      title={e ? t("drawer.title", { key: e.key }) : t("title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {record.isError && <ErrorPanel error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && <LoadingRows rows={8} />}
      {e && <About site={site} evidence={e} uploads={uploads} onBehind={setBehind} onClose={onClose} />}
    </Drawer>
  );
}

interface AboutProps {
  site: string;
  evidence: Evidence;
  uploads: Uploads;
  /** Told when a dialog opens in front of the drawer, and when it closes. */
  onBehind: (behind: boolean) => void;
  onClose: () => void;
}

function About({ site, evidence: e, uploads, onBehind, onClose }: AboutProps) {
  const { t } = useTranslation(["evidence", "common"]);
  const can = useCan();
  const mayEdit = can("evidence.edit", e.site);
  const mayLink = can("verdict.edit", site);
  const [open, setOpen] = useState<"edit" | "delete" | "link">();
  const found = useQuery({ ...standingOf(site, { q: e.key, limit: 200 }), enabled: can("evidence.read", site) });
  const standing = found.data?.items.find((i) => i.evidence.id === e.id);
  const [shown, setShown] = useState<EvidenceFile>();
  const front = open !== undefined || shown !== undefined;
  useEffect(() => onBehind(front), [front, onBehind]);
  const close = () => setOpen(undefined);
  return (
    <Stack gap="lg">
      <section aria-label={t("drawer.standing")}>
        <Title order={2} size="h3" className="wrap-anywhere">
          {e.name}
        </Title>
        {standing && (
          <>
            <Group gap="xs" mt={6}>
              <StandingBadge stand={standing.stand} soon={standing.soon} />
              <Text size="sm">{libWord("proofKind", e.kind)}</Text>
            </Group>
            <Text size="sm" mt={4} role="note">
              {standing.stand.why}
            </Text>
          </>
        )}
        {e.description && (
          <Text size="sm" mt="xs" className={classes.prose}>
            {e.description}
          </Text>
        )}
        {mayEdit && (
          <Group gap="xs" mt="sm" className="no-print">
            <Button size="xs" leftSection={<Pencil size={14} aria-hidden />} onClick={() => setOpen("edit")}>
              {t("common:edit")}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<Trash2 size={14} aria-hidden />}
              onClick={() => setOpen("delete")}
            >
              {t("common:delete")}
            </Button>
          </Group>
        )}
      </section>
      {e.made && <Made evidence={e} standing={standing} mayEdit={mayEdit} />}
      {!e.made && (
        <Files
          evidence={e}
          mayEdit={mayEdit}
          onShow={setShown}
          onFiles={(files, replaces) => uploads.send(e, files, replaces)}
        />
      )}
      <Links links={e.links ?? []} />
      <Proves site={site} evidence={e} mayLink={mayLink} onLink={() => setOpen("link")} />
      <Facts site={site} evidence={e} standing={standing} />
      {can("history.read", e.site) && e.site && (
        <LinkAnchor to="/sites/$site/history" params={{ site }} search={{ record: "evidence", id: e.id }} size="sm">
          {t("drawer.history")}
        </LinkAnchor>
      )}
      {shown && <Preview evidence={e} file={shown} onClose={() => setShown(undefined)} />}
      {open === "edit" && <EvidenceForm site={site} evidence={e} onDone={close} onClose={close} />}
      {open === "delete" && <DeleteEvidence evidence={e} onDone={onClose} onClose={close} />}
      {open === "link" && <LinkDialog site={site} evidence={[e]} onClose={close} />}
    </Stack>
  );
}

/** What the program found in its own record, and looking again. */
function Made({
  evidence: e,
  standing,
  mayEdit,
}: {
  evidence: Evidence;
  standing?: StandingEvidence;
  mayEdit: boolean;
}) {
  const { t } = useTranslation("evidence");
  const refresh = useWrite(() => send<Evidence>("POST", url`/evidence/${e.id}/refresh`, undefined, e.version), {
    touches: [keyOf("/evidence"), keyOf("/sites")],
    site: e.site ?? "",
    said: (out) => t("made.again", { result: out.made?.result }),
  });
  if (!e.made) return null;
  const stale = standing?.stand.state === "stale";
  return (
    <Alert
      color={e.made.holds && !stale ? "green" : "orange"}
      title={e.made.holds ? t("made.speaksFor") : t("made.speaksAgainst")}
    >
      <Text size="sm">{e.made.result}</Text>
      <Text size="sm" mt={4}>
        {t("made.at", { at: formatTime(e.made.at) })} {stale && t("made.stale")}
      </Text>
      {mayEdit && (
        <Button
          mt="xs"
          size="xs"
          variant={stale ? "filled" : "default"}
          leftSection={<RefreshCw size={14} aria-hidden />}
          loading={refresh.isPending}
          onClick={() => refresh.mutate(undefined)}
        >
          {t("made.refresh")}
        </Button>
      )}
    </Alert>
  );
}

function Links({ links }: { links: string[] }) {
  const { t } = useTranslation("evidence");
  if (links.length === 0) return null;
  return (
    <section aria-label={t("drawer.links")}>
      <Title order={3} size="h5" mb={4}>
        {t("drawer.links")}
      </Title>
      <ul className={classes.plain}>
        {links.map((l) => (
          <li key={l}>
            {followed(l) ? (
              <Anchor href={followed(l)} size="sm" target="_blank" rel="noreferrer noopener" className="wrap-anywhere">
                {l}
              </Anchor>
            ) : (
              <Text size="sm" className="mono wrap-anywhere">
                {l}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ site, evidence: e, standing }: { site: string; evidence: Evidence; standing?: StandingEvidence }) {
  const { t } = useTranslation("evidence");
  const zones = useQuery(zonesOf(site)).data ?? [];
  const conduits = useQuery(conduitsOf(site)).data ?? [];
  const keys = (ids: string[] | undefined, of: { id: string; key: string }[]) =>
    (ids ?? []).map((id) => of.find((r) => r.id === id)?.key ?? id).join(", ");
  const places = [keys(e.zones, zones), keys(e.conduits, conduits)].filter(Boolean).join(", ");
  const count = (e.assets ?? []).length;
  const period =
    e.until &&
    (e.from ? t("drawer.period", { from: formatDay(e.from), until: formatDay(e.until) }) : formatDay(e.until));
  const facts: [string, string | undefined][] = [
    [t("form.section"), e.section && sectionName(e.section)],
    [t("form.confidentiality"), libWord("grade", e.confidentiality ?? "internal")],
    [t("form.whose"), t(e.site ? "form.whoseIs.site" : "form.whoseIs.all")],
    [t("form.effective"), e.effective && formatDay(e.effective)],
    [t("drawer.covers"), period || undefined],
    [t("form.expires"), e.expires && formatDay(e.expires)],
    [t("drawer.counts"), standing?.stand.until && formatDay(standing.stand.until)],
    [t("drawer.places"), places || (e.site && count === 0 ? t("drawer.wholeSite") : undefined)],
    [t("form.assets"), count > 0 ? String(count) : undefined],
    [t("form.sample"), e.sample],
    [t("form.collectedBy"), e.collectedBy],
    [t("form.source"), e.source],
  ];
  return (
    <section aria-label={t("drawer.facts")}>
      <Title order={3} size="h5" mb={4}>
        {t("drawer.facts")} <Key>{e.key}</Key>
      </Title>
      <dl className={classes.facts}>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
