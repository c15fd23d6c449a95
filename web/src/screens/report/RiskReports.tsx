import { Button, Paper, Text, Title } from "@mantine/core";
import { FileCheck, HeartPulse, ListTree, Timer, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../api/api";
import { LinkAnchor } from "../../parts/plant/link";

const formats = ["docx", "pdf", "xlsx", "html", "json"] as const;

/** The reports that are made of the risk register, each in all its formats. */
export function RiskReports({ site }: { site: string }) {
  const { t } = useTranslation("history");
  return (
    <section aria-labelledby="risk-reports">
      <Title order={2} id="risk-reports">
        {t("report.risk")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("report.riskLead")}{" "}
        <LinkAnchor size="sm" to="/sites/$site/crs" params={{ site }}>
          {t("report.toCrs")}
        </LinkAnchor>
      </Text>
      <div className="risk-reports">
        <Card
          icon={ListTree}
          title={t("report.assessment")}
          text={t("report.assessmentText")}
          path={url`/sites/${site}/reports/risk`}
        />
        <Card icon={FileCheck} title={t("report.crs")} text={t("report.crsText")} path={url`/sites/${site}/crs`} />
        <Card
          icon={HeartPulse}
          title={t("report.beyond")}
          text={t("report.beyondText")}
          path={url`/sites/${site}/reports/beyond`}
        />
        <Card
          icon={Timer}
          title={t("report.adequacy")}
          text={t("report.adequacyText")}
          path={url`/sites/${site}/reports/adequacy`}
        />
      </div>
    </section>
  );
}

interface CardProps {
  icon: LucideIcon;
  title: string;
  text: string;
  path: string;
}

function Card({ icon: Icon, title, text, path }: CardProps) {
  const { t } = useTranslation("history");
  return (
    <Paper withBorder p="md" component="section" aria-label={title} className="risk-report">
      <div>
        <Text fw={600} component="h3" m={0}>
          <Icon size={20} strokeWidth={1.5} aria-hidden className="icon" /> {title}
        </Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
      <div className="risk-report-formats">
        {formats.map((format) => (
          <Button
            key={format}
            component="a"
            href={address(`${path}.${format}`)}
            size="compact-sm"
            variant="default"
            aria-label={t("report.as", { title, format: t(`report.format.${format}`) })}
            {...(format === "html" ? { target: "_blank", rel: "noopener" } : { download: true })}
          >
            {t(`report.format.${format}`)}
          </Button>
        ))}
      </div>
    </Paper>
  );
}
