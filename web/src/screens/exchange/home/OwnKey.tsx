import { Button, Collapse, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyField } from "../../../parts/CopyField";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import classes from "../exchange.module.css";
import { ownKeyQuery } from "../queries";

/** The words by which partners know our key, and how they prove a package without this program. */
export function OwnKey() {
  const { t } = useTranslation("exchange");
  const own = useQuery(ownKeyQuery);
  const [open, setOpen] = useState(false);
  return (
    <section className={classes.card} aria-labelledby="own-key">
      <Title order={2} size="h4" id="own-key">
        <KeyRound size={17} aria-hidden className="icon" /> {t("own.title")}
      </Title>
      {own.isError && <ErrorPanel error={own.error} onRetry={() => void own.refetch()} />}
      {own.isPending && <Skeleton height={44} />}
      {own.data && (
        <>
          <p className={`mono ${classes.words}`}>{own.data.fingerprint.replaceAll("-", " ")}</p>
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" flex="1 1 240px">
              {t("own.text", { name: own.data.name })}
            </Text>
            <Button
              size="compact-sm"
              variant="subtle"
              className="no-print"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {t("own.offline")}
            </Button>
          </Group>
          <Collapse expanded={open}>
            <Stack gap="xs">
              <Text size="sm">{t("own.offlineText")}</Text>
              <CopyField label={t("own.verify")} value="ringwall verify package.zip" />
              <CopyField
                label={t("own.verifyKey")}
                value={`ringwall verify package.zip --key ${own.data.fingerprint}`}
              />
              <CopyField label={t("own.key")} value={own.data.key} />
            </Stack>
          </Collapse>
        </>
      )}
    </section>
  );
}
