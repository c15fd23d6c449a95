import { Button, Group, Modal, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/api";
import { ErrorPanel } from "../../ErrorPanel";
import { tidy } from "../../plant/tidy";
import type { VerdictState } from "../../plant/types";
import { stateName } from "../../plant/words";
import { fieldName } from "../../words";
import { EvidencePicker } from "../EvidencePicker";
import type { ClaimAnswer } from "../supply";
import type { Given } from "./answering";

interface Props {
  state: VerdictState;
  requirements: string[];
  /** The answer that stands, to begin with. */
  verdict: ClaimAnswer | undefined;
  /** The site whose evidence is offered; of a product that of all sites. */
  site: string | undefined;
  busy: boolean;
  error: unknown;
  onGive: (given: Given) => void;
  onClose: () => void;
}

/** What an answer about a component says besides its state: why, who agreed, what stands in, what proves it. */
export function ClaimDialog({ state, requirements, verdict, site, busy, error, onGive, onClose }: Props) {
  const { t } = useTranslation(["library", "plant", "common"]);
  const needsReason = state === "partly" || state === "not-applicable";
  const form = useForm({
    initialValues: {
      reason: verdict?.reason ?? "",
      approver: verdict?.approver ?? "",
      compensating: verdict?.compensating ?? "",
      expires: verdict?.expires ?? "",
      evidence: verdict?.evidence ?? [],
      proofs: verdict?.proofs ?? [],
      note: verdict?.note ?? "",
    },
    validate: {
      reason: (v) => (needsReason && !v.trim() ? t("plant:answer.needed") : null),
      approver: (v) => (state === "not-applicable" && !v.trim() ? t("plant:answer.needed") : null),
      compensating: (v) => (state === "compensated" && !v.trim() ? t("plant:answer.needed") : null),
      expires: (v) => (state === "compensated" && !v ? t("plant:answer.needed") : null),
    },
  });
  const submit = form.onSubmit((values) => {
    const compensated = state === "compensated";
    onGive({
      ...tidy({
        ...values,
        approver: state === "not-applicable" ? values.approver : "",
        compensating: compensated ? values.compensating : "",
        expires: compensated ? values.expires : "",
      }),
      // No list leaves the proofs as they are, an empty one takes them away.
      ...(values.proofs.length + (verdict?.proofs ?? []).length > 0 && { proofs: values.proofs }),
      state,
    });
  });
  const problem = error instanceof Problem ? error.fields : {};
  const input = (field: string) => {
    const props = form.getInputProps(field);
    return { label: fieldName(field), ...props, error: (props.error as string) ?? problem[`set.${field}`] };
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("plant:answer.dialog", { state: stateName(state) })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {requirements.length > 1 ? t("component.forMany", { count: requirements.length }) : requirements[0]}
            {": "}
            {t(`plant:answer.means.${state}`)}
          </Text>
          {state === "compensated" && (
            <>
              <Textarea
                {...input("compensating")}
                description={t("plant:answer.compensatingHint")}
                required
                data-autofocus
              />
              <TextInput {...input("expires")} type="date" description={t("plant:answer.expiresHint")} required />
            </>
          )}
          <Textarea
            {...input("reason")}
            description={t("component.reasonHint")}
            required={needsReason}
            data-autofocus={state !== "compensated" ? true : undefined}
          />
          {state === "not-applicable" && (
            <TextInput {...input("approver")} description={t("plant:answer.approverHint")} required />
          )}
          <TagsInput {...input("evidence")} description={t("plant:answer.evidenceHint")} />
          <EvidencePicker
            site={site}
            label={t("component.proofs")}
            description={t("component.proofsHint")}
            value={form.values.proofs}
            onChange={(ids) => form.setFieldValue("proofs", ids)}
            error={problem["set.proofs"]}
          />
          <Textarea {...input("note")} />
          <ErrorPanel error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
