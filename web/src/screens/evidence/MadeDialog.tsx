import { Alert, Button, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keyOf, reading, send } from "../../api/api";
import { useCan } from "../../api/me";
import type { Page } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { sectionName, type Evidence, type ProofKind } from "../../parts/library/evidence";
import { libWord } from "../../parts/library/words";
import { LoadingRows } from "../../parts/Loading";
import classes from "./evidence.module.css";

interface MadeRule {
  rule: string;
  name: string;
  section: string;
  kind: ProofKind;
  about: string;
  ofSite: boolean;
}

interface Props {
  site: string;
  onDone: (evidence: Evidence) => void;
  onClose: () => void;
}

/** The evidence that the program can make of its own record. */
export function MadeDialog({ site, onDone, onClose }: Props) {
  const { t } = useTranslation(["evidence", "common"]);
  const can = useCan();
  const rules = useQuery(reading<Page<MadeRule>>("/evidence/made-rules"));
  const make = useWrite(
    (r: MadeRule) => send<Evidence>("POST", "/evidence/made", r.ofSite ? { rule: r.rule, site } : { rule: r.rule }),
    {
      touches: [keyOf("/evidence"), keyOf("/sites")],
      quiet: true,
      said: (e) => t("made.done", { key: e.key, result: e.made?.result }),
      onSuccess: onDone,
    },
  );
  return (
    <Modal opened onClose={onClose} size="lg" title={t("made.title")}>
      <Stack>
        <Text size="sm">{t("made.text")}</Text>
        {rules.isPending && <LoadingRows rows={4} />}
        {rules.isError && <ErrorPanel error={rules.error} onRetry={() => void rules.refetch()} />}
        {make.isError && <ErrorPanel error={make.error} />}
        <ul className={classes.rules}>
          {rules.data?.items.map((r) => {
            const may = can("evidence.edit", r.ofSite ? site : undefined);
            return (
              <li key={r.rule}>
                <div>
                  <Title order={3} size="h5">
                    {r.name}
                  </Title>
                  <Text size="sm">{r.about}</Text>
                  <Text size="xs" c="dimmed">
                    {libWord("proofKind", r.kind)} · {sectionName(r.section)} ·{" "}
                    {t(r.ofSite ? "made.ofSite" : "made.ofAll")}
                  </Text>
                </div>
                <Button
                  size="xs"
                  variant="light"
                  leftSection={<Sparkles size={14} aria-hidden />}
                  disabled={!may}
                  title={may ? undefined : t("made.mayNot")}
                  loading={make.isPending && make.variables.rule === r.rule}
                  aria-label={t("made.makeOne", { name: r.name })}
                  onClick={() => make.mutate(r)}
                >
                  {t("made.make")}
                </Button>
              </li>
            );
          })}
        </ul>
        <Alert color="gray">{t("made.then")}</Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
