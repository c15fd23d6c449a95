import { List, Stack, Text, Title } from "@mantine/core";
import { Braces, FileChartColumn, FileSpreadsheet, FileText, Network, Sheet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { url } from "../../api/api";
import { useSite } from "../../frame/site";
import { Key } from "../../parts/Key";
import { NoPermission } from "../../parts/NoPermission";
import { Page } from "../../parts/Page";
import { FormatCard } from "./FormatCard";
import { RiskReports } from "./RiskReports";
import "./report.css";

export default function Report() {
  const { t } = useTranslation("history");
  const site = useSite();
  const can = useCan();
  if (!can("report.read", site.id)) return <NoPermission title={t("report.title")} />;
  const report = url`/sites/${site.id}/reports/levels`;
  const data = url`/sites/${site.id}/export`;
  return (
    <Page
      title={t("report.title")}
      lead={
        <>
          <Key>{site.key}</Key> {t("report.lead")}
        </>
      }
    >
      <Stack gap="xl" maw={1080}>
        <Stack gap="xs" component="section">
          <Title order={2}>{t("report.formats")}</Title>
          <div className="format-cards">
            <FormatCard
              icon={FileChartColumn}
              title={t("report.html")}
              text={t("report.htmlText")}
              path={report}
              format="html"
              opens
            />
            <FormatCard icon={FileText} title={t("report.pdf")} text={t("report.pdfText")} path={report} format="pdf" />
            <FormatCard
              icon={FileSpreadsheet}
              title={t("report.xlsx")}
              text={t("report.xlsxText")}
              path={report}
              format="xlsx"
            />
            <FormatCard
              icon={Braces}
              title={t("report.json")}
              text={t("report.jsonText")}
              path={report}
              format="json"
            />
            <FormatCard
              icon={Network}
              title={t("report.drawing")}
              text={t("report.drawingText")}
              path={url`/sites/${site.id}/drawing.svg`}
              opens
            />
          </div>
        </Stack>
        <Stack gap="xs" component="section">
          <Title order={2}>{t("report.contents")}</Title>
          <List size="sm" spacing={4}>
            <List.Item>{t("report.content1")}</List.Item>
            <List.Item>{t("report.content2")}</List.Item>
            <List.Item>{t("report.content3")}</List.Item>
            <List.Item>{t("report.content4")}</List.Item>
            <List.Item>{t("report.content5")}</List.Item>
          </List>
        </Stack>
        {can("risk.read", site.id) && <RiskReports site={site.id} />}
        <Stack gap="xs" component="section">
          <Title order={2}>{t("report.data")}</Title>
          <Text size="sm" c="dimmed">
            {t("report.dataLead")}
          </Text>
          <div className="format-cards">
            <FormatCard
              icon={FileText}
              title={t("report.yaml")}
              text={t("report.yamlText")}
              path={data}
              format="yaml"
            />
            <FormatCard
              icon={Braces}
              title={t("report.dataJson")}
              text={t("report.dataJsonText")}
              path={data}
              format="json"
            />
            <FormatCard
              icon={FileSpreadsheet}
              title={t("report.dataXlsx")}
              text={t("report.dataXlsxText")}
              path={data}
              format="xlsx"
            />
            <FormatCard icon={Sheet} title={t("report.csv")} text={t("report.csvText")} path={data} format="csv" />
          </div>
        </Stack>
      </Stack>
    </Page>
  );
}
