import { Alert, Card, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { LinkAnchor } from "../../parts/plant/link";
import type { Outline } from "./crs";
import { useWays } from "./places";

/** Which authority has to sign, who holds it, and whether that is the reader. */
export function WhoSigns({ site, outline: o }: { site: string; outline: Outline }) {
  const { t } = useTranslation("crs");
  const maySign = useCan()("risk.sign", site);
  const criteria = useWays(site)("criteria");
  const holders = o.needed?.holders ?? [];
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="crs-signs">
      <Title order={2} id="crs-signs" mb="xs">
        {t("who.title")}
      </Title>
      <Text size="sm">
        {o.needed ? t("who.needed", { title: o.needed.title }) : t("who.anybody")}{" "}
        {o.needed && (holders.length > 0 ? t("who.holders", { holders: holders.join(", ") }) : t("who.noHolders"))}
      </Text>
      <Text size="sm" mt={4}>
        {o.office ? t("who.office", { title: o.office.title }) : t("who.noOffice")}
      </Text>
      {(!maySign || o.mayNot) && (
        <Alert color="gray" mt="sm">
          <Text size="sm">{maySign ? o.mayNot : t("who.mayNotSign")}</Text>
          {maySign && criteria && (
            <LinkAnchor size="sm" {...criteria}>
              {t("who.toCriteria")}
            </LinkAnchor>
          )}
        </Alert>
      )}
      {maySign && !o.mayNot && (
        <Text size="sm" mt={4} fw={550}>
          {t("who.may")}
        </Text>
      )}
    </Card>
  );
}
