import { Alert, Paper, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/api";
import { fieldPath } from "../../api/problem";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import type { Criteria } from "../../parts/risk/types";
import { partOf, type Look, type Reach, type Remark } from "./criteria";
import classes from "./criteria.module.css";
import type { Part } from "./lines";
import { BandLetter } from "./Matrix";

interface Props {
  criteria: Criteria;
  look: Look | undefined;
  error: unknown;
  onOpen: (part: Part) => void;
  onRetry: () => void;
}

/** What a draft amounts to: which bands can come out, what stands against signing, what is unusual. */
export function LookPanel({ criteria, look, error, onOpen, onRetry }: Props) {
  const { t } = useTranslation("criteria");
  const fields = error instanceof Problem ? Object.keys(error.fields).length : 0;
  return (
    <Paper withBorder p="md" className={classes.look} component="section" aria-labelledby="look">
      <Stack gap="md">
        <div>
          <Title order={2} id="look">
            {t("look.title")}
          </Title>
          <Text size="xs" c="dimmed">
            {t("look.lead")}
          </Text>
          {Boolean(error) && fields === 0 && <ErrorPanel error={error} onRetry={onRetry} />}
          {!look && !error && <LoadingRows rows={4} />}
          {look && <Reachable criteria={criteria} reachable={look.reachable} />}
        </div>
        {look && (
          <>
            <Remarks
              title={t("look.problems", { count: look.problems.length })}
              remarks={look.problems}
              kind="problem"
              onOpen={onOpen}
            />
            <Remarks
              title={t("look.warnings", { count: look.warnings.length })}
              remarks={look.warnings}
              kind="warning"
              onOpen={onOpen}
            />
            {look.problems.length === 0 && (
              <Alert color="green" p="xs" icon={<CircleCheck size={16} />}>
                {t("look.fine")}
              </Alert>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** For every band how many cells of the matrix have it. */
export function Reachable({ criteria, reachable }: { criteria: Criteria; reachable: Reach[] }) {
  return (
    <ul className={classes.reach} data-testid="reachable">
      {[...reachable].reverse().map((r) => (
        <li key={r.band}>
          <BandLetter criteria={criteria} band={r.band} />{" "}
          <span className={r.cells === 0 ? classes.never : undefined}>{r.why}</span>
          <svg className={classes.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden>
            <rect width={100} height={6} />
            <rect width={r.of > 0 ? (100 * r.cells) / r.of : 0} height={6} />
          </svg>
        </li>
      ))}
    </ul>
  );
}

interface RemarksProps {
  title: string;
  remarks: Remark[];
  kind: "problem" | "warning";
  onOpen?: (part: Part) => void;
}

export function Remarks({ title, remarks, kind, onOpen }: RemarksProps) {
  if (remarks.length === 0) return null;
  const Icon = kind === "problem" ? CircleX : TriangleAlert;
  return (
    <div>
      <Title order={3} mb={4}>
        <Icon size={15} aria-hidden className="icon" /> {title}
      </Title>
      <ul className={classes.remarks}>
        {remarks.map((r) => (
          <li key={r.pointer + r.text}>
            {onOpen ? (
              <UnstyledButton className={classes.remark} onClick={() => onOpen(partOf(fieldPath(r.pointer)))}>
                {r.text}
              </UnstyledButton>
            ) : (
              r.text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
