import { Button, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { programQuery } from "../../../parts/library/program/queries";
import type { Company } from "../../../parts/library/supply";
import { LoadingRows } from "../../../parts/Loading";
import classes from "../products.module.css";
import { programsOf, setOfProgram, type ProgramView } from "./sets";

/** How far a company has answered what its parts are asked, and the way there. */
export function Programs({ company, onOpen }: { company: Company; onOpen: (view: ProgramView) => void }) {
  const { t } = useTranslation("products");
  const views = programsOf(company);
  const found = useQueries({
    queries: views.map((v) => programQuery({ kind: "company", id: company.id }, setOfProgram[v])),
  });
  return (
    <Stack gap="sm">
      {views.map((view, i) => {
        const program = found[i]?.data;
        return (
          <div key={view} className={classes.key}>
            <Text fw={600}>{t(`company.view.${view}`)}</Text>
            {found[i]?.isError && <ErrorPanel error={found[i]?.error} onRetry={() => void found[i]?.refetch()} />}
            {found[i]?.isPending && <LoadingRows rows={2} />}
            {program && (
              <>
                <Text size="sm">
                  {t("summary.answered", {
                    answered: program.whole.counts.total - program.whole.counts.unanswered,
                    total: program.whole.counts.total,
                  })}
                </Text>
                <Text size="sm" c="dimmed">
                  {program.whole.reason}
                </Text>
              </>
            )}
            <Button
              size="compact-sm"
              variant="light"
              className={`${classes.start} no-print`}
              rightSection={<ArrowRight size={14} aria-hidden />}
              onClick={() => onOpen(view)}
            >
              {t(`company.answer.${view}`)}
            </Button>
          </div>
        );
      })}
    </Stack>
  );
}
