import { Alert, Button, Checkbox, Drawer, Group, Select, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { get, keyOf, send, url } from "../../api/api";
import type { Page, Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import { LinkAnchor } from "../../parts/plant/link";
import { crsPath, verifications, type Line, type Outline } from "./crs";
import classes from "./crs.module.css";
import { useWays } from "./places";

interface Props {
  site: string;
  /** Of the line: "Z-02/SR 1.1". */
  id: string;
  /** The line as the list has it. */
  loaded: Line | undefined;
  specification: string | undefined;
  outline: Outline;
  mayEdit: boolean;
  onClose: () => void;
}

/** One requirement with everything that makes it complete. */
export function LineDrawer({ site, id, loaded, specification, outline, mayEdit, onClose }: Props) {
  const { t } = useTranslation(["crs", "common"]);
  const path = `${crsPath(site)}/lines`;
  // A line of a link may lie far down in the list.
  const found = useQuery({
    queryKey: [...keyOf(path), "one", id, specification],
    enabled: !loaded,
    queryFn: async ({ signal }) => {
      const page = await get<Page<Line>>(path, { search: id, specification, limit: 200 }, signal);
      return page.items.find((l) => l.id === id) ?? null;
    },
  });
  const line = loaded ?? found.data;
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={line ? `${line.number} · ${line.subjectKey} · ${line.requirement}` : id}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {!line && found.isPending && <LoadingRows rows={6} />}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.data === null && !loaded && <Alert color="gray">{t("line.gone")}</Alert>}
      {line && (
        <Shown
          key={`${line.id} ${line.verification} ${line.holdPoint} ${line.note ?? ""}`}
          site={site}
          line={line}
          specification={specification}
          outline={outline}
          mayEdit={mayEdit}
        />
      )}
    </Drawer>
  );
}

interface ShownProps {
  site: string;
  line: Line;
  specification: string | undefined;
  outline: Outline;
  mayEdit: boolean;
}

function Shown({ site, line: l, specification, outline, mayEdit }: ShownProps) {
  const { t } = useTranslation(["crs", "common"]);
  const go = useWays(site);
  const target = go("targets", { subject: `${l.subject.kind}/${l.subject.id}` });
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h4">
          {l.title}
        </Title>
        <Text size="sm">{l.text}</Text>
      </div>
      <dl className={classes.facts}>
        <Fact name={t("line.where")}>
          <Key>{l.subjectKey}</Key> {l.subjectName}
        </Fact>
        {!l.own && (
          <Fact name={t("line.asks")}>
            {t("line.asksText", { fr: `${l.fr} ${l.frName}`, target: l.target, from: l.from })}
            {target && (
              <LinkAnchor size="sm" display="block" w="fit-content" {...target}>
                {t("line.toTarget")}
              </LinkAnchor>
            )}
          </Fact>
        )}
        <Fact name={t("line.state")}>
          {l.own ? l.stateWord : <AnswerMark state={l.state} named />}
          <Why text={l.stateWhy} />
          {!l.own && (l.subject.kind === "zone" || l.subject.kind === "conduit") && (
            <LinkAnchor
              size="sm"
              to="/sites/$site/requirements/$kind/$id"
              params={{ site, kind: l.subject.kind, id: l.subject.id }}
            >
              {t("line.answer")}
            </LinkAnchor>
          )}
        </Fact>
        <Fact name={t("line.trace")}>
          {t(`trace.${l.trace}`)}
          <Why text={l.traceWhy} />
          <Served site={site} line={l} outline={outline} />
        </Fact>
      </dl>
      <Verified site={site} line={l} specification={specification} mayEdit={mayEdit} />
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Why({ text }: { text: string }) {
  return (
    <Text size="sm" c="dimmed" className="wrap-anywhere">
      {text}
    </Text>
  );
}

/** The risks that the requirement serves, with what remains of them. */
function Served({ site, line: l, outline }: { site: string; line: Line; outline: Outline }) {
  const { t } = useTranslation("crs");
  const go = useWays(site);
  if (l.serves.length === 0) return null;
  return (
    <ul className={classes.served}>
      {l.serves.map((key) => {
        const risk = outline.risks.find((r) => r.key === key);
        const way = risk && go("risk", { scenario: risk.id });
        const name = (
          <>
            <Key>{key}</Key> {risk?.name}
          </>
        );
        return (
          <li key={key}>
            {way ? (
              <LinkAnchor size="sm" underline="always" {...way}>
                {name}
              </LinkAnchor>
            ) : (
              name
            )}
            {risk && (
              <Text span size="sm" c="dimmed">
                {" "}
                {t("line.residual", { band: risk.residual })}
              </Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How it is verified: shown to all, written by whoever may. */
function Verified({ site, line: l, specification, mayEdit }: Omit<ShownProps, "outline">) {
  const { t } = useTranslation(["crs", "common"]);
  const [verification, setVerification] = useState(l.verification);
  const [hold, setHold] = useState(l.holdPoint);
  const [note, setNote] = useState(l.note ?? "");
  const write = useWrite(
    (set: object) => send<Written>("POST", `${crsPath(site)}/lines`, { specification, ids: [l.id], set }),
    {
      touches: [keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: t("line.saved", { number: l.number }),
    },
  );
  const dirty = verification !== l.verification || hold !== l.holdPoint || note !== (l.note ?? "");
  return (
    <section aria-labelledby="crs-verified">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          write.mutate({
            ...(verification !== l.verification && { verification }),
            ...(hold !== l.holdPoint && { holdPoint: hold }),
            ...(note !== (l.note ?? "") && { note: note.trim() }),
          });
        }}
      >
        <Stack gap="sm">
          <Title order={3} size="h5" id="crs-verified">
            {t("line.how")}
          </Title>
          {l.own && mayEdit && (
            <Text size="sm" c="dimmed">
              {t("line.ownHint")}
            </Text>
          )}
          <Select
            label={t("line.verification")}
            description={t("line.because", { why: l.verificationWhy })}
            allowDeselect={false}
            readOnly={!mayEdit}
            data={verifications.map((value) => ({ value, label: t(`verification.${value}`) }))}
            value={verification}
            onChange={(value) => value && setVerification(value as Line["verification"])}
          />
          <Checkbox
            label={t("line.hold")}
            description={`${t("line.holdHint")} ${t("line.because", { why: l.holdPointWhy })}`}
            disabled={!mayEdit}
            checked={hold}
            onChange={(e) => setHold(e.currentTarget.checked)}
          />
          {!l.own && (
            <Textarea
              label={t("line.note")}
              autosize
              maxLength={4000}
              readOnly={!mayEdit}
              value={note}
              onChange={(e) => setNote(e.currentTarget.value)}
            />
          )}
          <ErrorPanel error={write.error} />
          {mayEdit && (
            <Group>
              <Button type="submit" disabled={!dirty} loading={write.isPending}>
                {t("common:save")}
              </Button>
              {!l.own && (
                <Button variant="subtle" loading={write.isPending} onClick={() => write.mutate({ asComputed: true })}>
                  {t("bulk.computed")}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
    </section>
  );
}
