import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { CopyPlus, Ellipsis, History, Pencil, Play, Printer, Send, Signature, Trash2, Undo2, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import type { Assessment, AssessmentProgress } from "../../parts/library/assessment";
import { DeleteAssessment } from "./DeleteAssessment";
import { PlanDialog } from "./PlanDialog";
import { ReasonDialog } from "./ReasonDialog";
import { Sign } from "./Sign";
import { Submit } from "./Submit";
import { useAddress } from "./useAddress";
import { useStep } from "./useStep";

const Versions = lazy(() => import("../history/Versions"));

interface Props {
  site: string;
  assessment: Assessment;
  progress: AssessmentProgress;
}

type Open = "edit" | "again" | "submit" | "sign" | "return" | "cancel" | "delete" | "history";

/** The steps that an assessment can take now, and what else can be done with it. */
export function Actions({ site, assessment: a, progress }: Props) {
  const { t } = useTranslation(["assessments", "common"]);
  const can = useCan();
  const { go } = useAddress();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const mayEdit = can("evidence.edit", a.site);
  const maySign = can("assessment.sign", a.site);
  const editable = a.state === "planned" || a.state === "open";
  const start = useStep(a, "start", t("said.start", { key: a.key }), close);
  return (
    <>
      {mayEdit && a.state === "planned" && (
        <Button leftSection={<Play size={16} aria-hidden />} loading={start.isPending} onClick={() => start.mutate({})}>
          {t("step.start")}
        </Button>
      )}
      {mayEdit && a.state === "open" && (
        <Button
          variant={progress.progress.done ? "filled" : "default"}
          leftSection={<Send size={16} aria-hidden />}
          onClick={() => setOpen("submit")}
        >
          {t("step.submit")}
        </Button>
      )}
      {a.state === "in-review" && (
        <Tooltip label={progress.whyNot} disabled={progress.maySign || !progress.whyNot} multiline maw={320}>
          <Button
            leftSection={<Signature size={16} aria-hidden />}
            disabled={!progress.maySign}
            onClick={() => setOpen("sign")}
          >
            {t("step.sign")}
          </Button>
        </Tooltip>
      )}
      {maySign && a.state === "in-review" && (
        <Button variant="default" leftSection={<Undo2 size={16} aria-hidden />} onClick={() => setOpen("return")}>
          {t("step.return")}
        </Button>
      )}
      {mayEdit && editable && (
        <Button variant="default" leftSection={<Pencil size={16} aria-hidden />} onClick={() => setOpen("edit")}>
          {t("common:edit")}
        </Button>
      )}
      {mayEdit && a.state === "signed" && (
        <Button variant="default" leftSection={<CopyPlus size={16} aria-hidden />} onClick={() => setOpen("again")}>
          {t("step.again")}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("common:actions")}>
            <Ellipsis size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Printer size={15} aria-hidden />} onClick={() => window.print()}>
            {t("step.print")}
          </Menu.Item>
          {can("history.read", a.site) && (
            <Menu.Item leftSection={<History size={15} aria-hidden />} onClick={() => setOpen("history")}>
              {t("step.history")}
            </Menu.Item>
          )}
          {mayEdit && (editable || a.state === "in-review") && (
            <Menu.Item leftSection={<X size={15} aria-hidden />} onClick={() => setOpen("cancel")}>
              {t("step.cancel")}
            </Menu.Item>
          )}
          {mayEdit && (a.state === "planned" || a.state === "cancelled") && (
            <Menu.Item color="red" leftSection={<Trash2 size={15} aria-hidden />} onClick={() => setOpen("delete")}>
              {t("common:delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === "edit" && <PlanDialog site={site} assessment={a} onDone={close} onClose={close} />}
      {open === "again" && (
        <PlanDialog
          site={site}
          like={{ ...a, before: a.id, starts: "", due: "" }}
          onDone={(next) => {
            close();
            go({ assessment: next.id });
          }}
          onClose={close}
        />
      )}
      {open === "submit" && <Submit assessment={a} progress={progress.progress} onClose={close} />}
      {open === "sign" && <Sign assessment={a} progress={progress} onClose={close} />}
      {(open === "return" || open === "cancel") && <ReasonDialog assessment={a} step={open} onClose={close} />}
      {open === "delete" && <DeleteAssessment assessment={a} onDone={() => go({})} onClose={close} />}
      {open === "history" && (
        <Suspense>
          <Versions site={a.site ?? ""} kind="assessment" id={a.id} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
