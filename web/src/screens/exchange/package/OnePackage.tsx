import { Alert, Select, Tabs, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Loading, LoadingRows } from "../../../parts/Loading";
import { Page } from "../../../parts/Page";
import { useSites } from "../../../parts/sites";
import { useAddress } from "../address";
import { Back } from "../Back";
import classes from "../exchange.module.css";
import { KeyNote } from "../home/Checked";
import { Sentences, StateMark } from "../Marks";
import { contentOf, differenceOf } from "../queries";
import type { AcceptedPackage, PackageDifference, PackageView } from "../types";
import { Actions } from "./Actions";
import { AskedView } from "./AskedView";
import { Built } from "./Built";
import { ContentClaims, ContentLines, ContentTests, Files } from "./Content";
import { DecideLines } from "./DecideLines";
import { Facts } from "./Facts";
import { Offer } from "./Offer";
import { Shortfalls } from "./Shortfalls";
import { Trust } from "./Trust";

/** One package: how it stands, what it holds, and what it would change. */
export function OnePackage({ id }: { id: string }) {
  const content = useQuery(contentOf(id));
  if (content.isError) return <ErrorPanel error={content.error} onRetry={() => void content.refetch()} />;
  if (!content.data) return <Loading rows={10} />;
  return <Shown view={content.data} />;
}

interface Part {
  id: string;
  title: string;
  body: ReactNode;
}

function Shown({ view }: { view: PackageView }) {
  const { t } = useTranslation("exchange");
  const { get, change } = useAddress();
  const sites = useSites();
  const p = view.package;
  const incoming = p.direction === "in";
  const homeless = incoming && p.kind === "as-built" && !p.site && p.state === "received";
  const at = p.site || (homeless ? get("at") : "");
  const compares = incoming && p.kind !== "requirements";
  const difference = useQuery({ ...differenceOf(p.id, at || undefined), enabled: compares });
  const [accepted, setAccepted] = useState<AcceptedPackage>();
  const parts = partsOf(view, difference.data, t);
  const part = parts.find((x) => x.id === get("part")) ?? parts[0];
  return (
    <Page
      wide
      title={`${p.key} ${p.name}`}
      lead={
        <span className={classes.line}>
          <Back /> <StateMark state={p.state} asks={p.kind === "requirements"} /> <span>{t(`kind.${p.kind}`)}</span>
          {p.site && <span>{sites.find((s) => s.id === p.site)?.name}</span>}
        </span>
      }
      actions={<Actions view={view} at={at} says={difference.data?.says ?? []} onAccepted={setAccepted} />}
    >
      {accepted && <Taken of={accepted} />}
      <div className={classes.top}>
        <Facts view={view} />
        <section className={classes.card} aria-label={t("fact.key")}>
          <Title order={2} size="h4">
            {t(incoming ? "fact.keyTheirs" : "fact.keyOurs")}
          </Title>
          <KeyNote of={view.key} />
          {incoming && <Trust of={view.key} from={p.from} />}
        </section>
      </div>
      {p.state === "received" && view.blockers.length > 0 && p.kind !== "requirements" && (
        <Alert color="orange" icon={<ListChecks size={18} />} title={t("before", { count: view.blockers.length })}>
          <Sentences of={view.blockers.slice(0, 8)} />
          {view.blockers.length > 8 && (
            <Text size="sm" mt="xs">
              {t("beforeMore", { count: view.blockers.length - 8 })}
            </Text>
          )}
        </Alert>
      )}
      {homeless && (
        <Select
          label={t("built.site")}
          description={t("built.siteHint")}
          data={sites.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` }))}
          value={at || null}
          searchable
          maw={420}
          onChange={(id) => change({ at: id ?? undefined })}
        />
      )}
      {difference.isError && <ErrorPanel error={difference.error} onRetry={() => void difference.refetch()} />}
      {compares && difference.isPending && <LoadingRows rows={6} />}
      {difference.data && (
        <Sentences
          tone="calm"
          // The lines say theirs themselves.
          of={difference.data.says.filter((s) => part?.id !== "lines" || s !== difference.data.lines?.says)}
          label={t("says")}
        />
      )}
      {part && !(compares && difference.isPending) && (
        <Tabs value={part.id} keepMounted={false} onChange={(value) => change({ part: value ?? undefined })}>
          <Tabs.List mb="md" className="no-print" aria-label={t("parts")}>
            {parts.map((x) => (
              <Tabs.Tab key={x.id} value={x.id}>
                {x.title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={part.id}>{part.body}</Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}

function partsOf(
  view: PackageView,
  d: PackageDifference | undefined,
  t: ReturnType<typeof useTranslation<"exchange">>["t"],
): Part[] {
  const parts: Part[] = [];
  const add = (id: string, title: string, body: ReactNode) => parts.push({ id, title, body });
  if (view.asked)
    add(
      "asked",
      t("part.asked", { count: view.asked.lines.length }),
      <AskedView asked={view.asked} ours={view.package.direction === "out"} />,
    );
  if (d?.lines) {
    add("lines", t("part.lines", { count: d.lines.counts.lines }), <DecideLines view={view} difference={d.lines} />);
    add("levels", t("part.levels", { count: d.lines.levels.length }), <Shortfalls of={d.lines.levels} />);
  } else if (view.reply && view.package.kind === "reply") {
    add("lines", t("part.lines", { count: view.reply.lines.length }), <ContentLines lines={view.reply.lines} />);
  }
  if (d?.built) add("built", t("part.built", { count: d.built.changes.length }), <Built of={d.built} />);
  if (view.built) add("tests", t("part.tests", { count: view.built.tests.length }), <ContentTests of={view.built} />);
  if (d?.offer) add("offer", t("part.offer", { count: d.offer.products.length }), <Offer of={d.offer} />);
  else if (view.claims)
    add("claims", t("part.offer", { count: view.claims.products.length }), <ContentClaims of={view.claims} />);
  add("files", t("part.files", { count: view.report.manifest?.parts.length ?? 0 }), <Files report={view.report} />);
  return parts;
}

/** What accepting a package did, and what it left. */
function Taken({ of: a }: { of: AcceptedPackage }) {
  const { t } = useTranslation("exchange");
  return (
    <Alert color="green" title={t("accept.did")}>
      <Sentences
        tone="calm"
        of={[
          t("accept.products", { added: a.adopted.products.add, changed: a.adopted.products.change }),
          t("accept.claims", { added: a.adopted.claims.add, changed: a.adopted.claims.change }),
          ...(a.package.kind === "as-built" ? [t("accept.tests", { tests: a.tests, proofs: a.evidence })] : []),
        ]}
      />
      {a.adopted.left.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="sm">
            {t("accept.left")}
          </Text>
          <Sentences of={a.adopted.left} />
        </>
      )}
    </Alert>
  );
}
