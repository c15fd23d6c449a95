import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable } from "../../../parts/DataTable";
import { Key } from "../../../parts/Key";
import { formatSize } from "../../../parts/TimeAgo";
import { FlagMark, ReplyMark, ResultMark, Sentences } from "../Marks";
import { Tallies } from "../tests/Tallies";
import type { OfferedLine, PackageView, Report } from "../types";

/** Answers of a package that we sent. */
export function ContentLines({ lines }: { lines: OfferedLine[] }) {
  const { t } = useTranslation("exchange");
  return (
    <DataTable
      cards
      caption={t("lines.table")}
      columns={[
        { id: "line", title: t("content.line"), cell: (l) => <Key>{l.line}</Key> },
        { id: "answer", title: t("reply.answer"), cell: (l) => <ReplyMark answer={l.answer} /> },
        { id: "reason", title: t("reply.reason"), cell: (l) => [l.reason, l.instead].filter(Boolean).join(" ") },
        { id: "products", title: t("decide.products"), cell: (l) => l.products?.join(", ") },
      ]}
      rows={lines}
      rowKey={(l) => l.line}
    />
  );
}

export function ContentClaims({ of }: { of: NonNullable<PackageView["claims"]> }) {
  const { t } = useTranslation("exchange");
  const count = (key: string) => of.claims.filter((c) => c.about === `product ${key}`).length;
  return (
    <DataTable
      cards
      caption={t("offer.table")}
      columns={[
        {
          id: "product",
          title: t("offer.product"),
          cell: (p) => (
            <>
              <Key>{p.key}</Key> {p.name}
            </>
          ),
        },
        {
          id: "model",
          title: t("content.model"),
          cell: (p) => [p.vendor, p.model, p.release].filter(Boolean).join(" "),
        },
        { id: "claims", title: t("offer.claims"), right: true, cell: (p) => count(p.key) },
      ]}
      rows={of.products}
      rowKey={(p) => p.key}
    />
  );
}

/** Tests and proofs of an as-built package. */
export function ContentTests({ of }: { of: NonNullable<PackageView["built"]> }) {
  const { t } = useTranslation("exchange");
  return (
    <Stack>
      <Tallies of={of.tally} />
      <DataTable
        cards
        caption={t("tests.table")}
        columns={[
          {
            id: "test",
            title: t("tests.test"),
            cell: (x) => (
              <>
                <Key>{x.key}</Key> {x.name}
              </>
            ),
          },
          { id: "phase", title: t("tests.phase"), cell: (x) => t(`phase.${x.phase}`) },
          { id: "result", title: t("tests.result"), cell: (x) => <ResultMark result={x.result} /> },
          { id: "hold", title: t("flag.hold"), cell: (x) => x.holdPoint && <FlagMark flag="hold" /> },
          { id: "found", title: t("tests.found"), cell: (x) => x.found },
          {
            id: "who",
            title: t("tests.who"),
            cell: (x) => [x.by, x.witness && t("tests.witnessed", { name: x.witness })].filter(Boolean).join(", "),
          },
        ]}
        rows={of.tests}
        rowKey={(x) => x.key}
      />
      {of.proofs.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t("content.proofs", { count: of.proofs.length })}
          </Text>
          <Sentences
            tone="calm"
            of={of.proofs.map((p) =>
              [`${p.key} ${p.name}`, p.files?.map((f) => f.name).join(", ")].filter(Boolean).join(": "),
            )}
          />
        </>
      )}
    </Stack>
  );
}

/** The parts of the file, each with its digest. */
export function Files({ report }: { report: Report }) {
  const { t } = useTranslation("exchange");
  return (
    <DataTable
      cards
      caption={t("content.files")}
      columns={[
        { id: "path", title: t("content.path"), cell: (f) => <span className="mono wrap-anywhere">{f.path}</span> },
        { id: "size", title: t("content.size"), right: true, cell: (f) => formatSize(f.size) },
        {
          id: "sha",
          title: t("content.sha"),
          wide: true,
          cell: (f) => <span className="mono wrap-anywhere">{f.sha256}</span>,
        },
      ]}
      rows={report.manifest?.parts ?? []}
      rowKey={(f) => f.path}
    />
  );
}
