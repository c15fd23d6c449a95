import { Button, Group, Stepper } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import type { Import } from "../../api/types";
import { useSiteId } from "../../frame/site";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Loading } from "../../parts/Loading";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import { formatSize } from "../../parts/TimeAgo";
import { Applied } from "./Applied";
import { Discard } from "./Discard";
import { Discarded, Failed, Reading } from "./States";
import { Mapping } from "./Mapping";
import { Preview } from "./Preview";
import { useImport } from "./watch";
import "./import.css";

export default function OneImport() {
  const { t } = useTranslation("imports");
  const site = useSiteId();
  const id = useParams({ strict: false }).import ?? "";
  const can = useCan();
  const may = can("import.run", site);
  const query = useImport(site, id, may);
  const [columnsAgain, setColumnsAgain] = useState(false);
  if (!may) return <NoPermission title={t("title")} />;
  if (query.isError) {
    return (
      <Page title={t("title")}>
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  const item = query.data;
  if (!item) return <Loading />;

  const mapping = item.state === "mapping" || (columnsAgain && item.kind === "sheet" && item.state === "ready");
  return (
    <Page
      title={item.file}
      lead={t("size", { size: formatSize(item.size), by: item.by })}
      actions={
        <Group gap="xs">
          {["mapping", "ready", "reading"].includes(item.state) && <Discard site={site} item={item} />}
          <Button component={Link} to={`/sites/${encodeURIComponent(site)}/imports`} variant="default">
            {t("back")}
          </Button>
        </Group>
      }
    >
      <Steps item={item} mapping={mapping} />
      {mapping && <Mapping site={site} item={item} onDone={() => setColumnsAgain(false)} />}
      {!mapping && item.state === "ready" && (
        <Preview site={site} item={item} onColumns={() => setColumnsAgain(true)} />
      )}
      {(item.state === "reading" || item.state === "applying") && <Reading item={item} />}
      {item.state === "applied" && <Applied site={site} item={item} />}
      {item.state === "failed" && <Failed site={site} item={item} />}
      {item.state === "discarded" && <Discarded />}
    </Page>
  );
}

function Steps({ item, mapping }: { item: Import; mapping: boolean }) {
  const { t } = useTranslation("imports");
  const steps =
    item.kind === "sheet"
      ? (["upload", "columns", "preview", "done"] as const)
      : (["upload", "preview", "done"] as const);
  const now = mapping ? "columns" : item.state === "ready" || item.state === "applying" ? "preview" : "upload";
  const at = item.state === "applied" ? steps.length : steps.findIndex((s) => s === now);
  if (item.state === "failed" || item.state === "discarded") return null;
  return (
    <Stepper active={at} size="xs" className="import-steps" allowNextStepsSelect={false}>
      {steps.map((s) => (
        <Stepper.Step key={s} label={t(`steps.${s}`)} allowStepSelect={false} />
      ))}
    </Stepper>
  );
}
