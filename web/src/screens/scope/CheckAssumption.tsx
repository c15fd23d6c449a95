import { Alert, List, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me";
import { showFields } from "../../parts/fields";
import { Key } from "../../parts/Key";
import { FormDialog } from "../../parts/risk/FormDialog";
import { sent, useRecordWrite } from "../../parts/risk/records";
import { approvalsOf, assumptionStates } from "../../parts/risk/scope";
import { today } from "../../parts/risk/today";
import type { Assumption } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";
import { fieldName } from "../../parts/words";
import { RestsOn } from "./RestsOn";
import classes from "./scope.module.css";

interface Props {
  site: string;
  record: Assumption;
  onClose: () => void;
}

/** Records what a test of an assumption showed, and tells before what a false one sets off. */
export function CheckAssumption({ site, record, onClose }: Props) {
  const { t } = useTranslation("criteria");
  const me = useMe();
  const form = useForm({
    initialValues: {
      state: (record.state === "open" ? "confirmed" : record.state) as Assumption["state"],
      checkedOn: today(),
      checkedBy: me.user.name,
      due: record.due ?? "",
      expires: record.expires && record.expires > today() ? record.expires : "",
    },
  });
  const write = useRecordWrite<Assumption>(
    site,
    { name: "assumption", segment: "assumptions" },
    { onDone: onClose },
  ).save;
  const submit = form.onSubmit((values) => {
    const checked = values.state === "open" ? { ...values, checkedOn: "", checkedBy: "" } : values;
    write.mutate(sent({ ...record, ...checked }), { onError: (problem) => showFields(form, problem) });
  });
  const state = form.values.state;
  return (
    <FormDialog
      title={t("assumption.checkTitle", { key: record.key })}
      form={form}
      busy={write.isPending}
      error={write.error}
      size="lg"
      untouched
      confirm={t("assumption.checkSave")}
      onSubmit={submit}
      onClose={onClose}
    >
      <div>
        <Text fw={600}>{record.name}</Text>
        <Text size="sm">{record.statement}</Text>
        {record.test && (
          <Text size="sm" c="dimmed">
            {t("assumption.testIs", { test: record.test })}
          </Text>
        )}
      </div>
      <Radio.Group label={t("assumption.result")} {...form.getInputProps("state")}>
        <Stack gap={6} mt={6}>
          {assumptionStates.map((s) => (
            <Radio key={s} value={s} label={riskWord("assumptionState", s)} description={t(`assumption.means.${s}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {state === "false" && record.state !== "false" && <Fallout site={site} record={record} />}
      <div className={classes.fields}>
        {state !== "open" && (
          <>
            <TextInput type="date" label={fieldName("checkedOn")} required {...form.getInputProps("checkedOn")} />
            <TextInput label={fieldName("checkedBy")} maxLength={200} {...form.getInputProps("checkedBy")} />
          </>
        )}
        {state === "open" && (
          <TextInput
            type="date"
            label={fieldName("due")}
            description={t("assumption.dueHint")}
            {...form.getInputProps("due")}
          />
        )}
        {state === "confirmed" && (
          <TextInput
            type="date"
            label={fieldName("expires")}
            description={t("assumption.expiresHint")}
            {...form.getInputProps("expires")}
          />
        )}
      </div>
    </FormDialog>
  );
}

/** What follows when an assumption proves false. */
function Fallout({ site, record }: Omit<Props, "onClose">) {
  const { t } = useTranslation("criteria");
  const approvals = useQuery(approvalsOf(site));
  const standing = (approvals.data ?? []).filter((a) => !a.reopened);
  const { likelihoodIfFalse: l = 0, consequenceIfFalse: c = 0 } = record;
  return (
    <Alert color="orange" icon={<TriangleAlert size={18} />} title={t("assumption.fallout")}>
      <List size="sm">
        <List.Item>{t("assumption.falloutLevels", { likelihood: l, consequence: c })}</List.Item>
        <List.Item>
          {standing.length === 0 ? (
            t("assumption.falloutNoApproval")
          ) : (
            <>
              {t("assumption.falloutApproval", { count: standing.length })}{" "}
              {standing.map((a) => (
                <span key={a.id}>
                  <Key>{a.key}</Key>{" "}
                </span>
              ))}
            </>
          )}
        </List.Item>
      </List>
      <RestsOn site={site} assumption={record.id} />
    </Alert>
  );
}
