import { MultiSelect, Radio, Stack, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { answers, type Answer, type ReplyView } from "../types";

export interface Draft {
  answer: Answer | "";
  reason: string;
  instead: string;
  products: string[];
}

interface Props {
  value: Draft;
  onChange: (value: Draft) => void;
  products: ReplyView["products"];
  errors?: Record<string, string>;
  readOnly?: boolean;
  /** Beside the products, when several lines are answered at once. */
  productsHint?: string;
}

/** How a line, or several, are answered. */
export function AnswerFields({ value: v, onChange, products, errors = {}, readOnly, productsHint }: Props) {
  const { t } = useTranslation("exchange");
  const must = v.answer === "deviate" || v.answer === "clarify" || v.answer === "not-applicable";
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("reply.answer")}
        value={v.answer}
        error={errors.answer}
        onChange={(answer) => !readOnly && onChange({ ...v, answer: answer as Answer })}
      >
        <Stack gap={6} mt={4}>
          {answers.map((a) => (
            <Radio
              key={a}
              value={a}
              size="sm"
              label={t(`answer.${a}`)}
              description={t(`answerMeans.${a}`)}
              disabled={readOnly && v.answer !== a}
            />
          ))}
        </Stack>
      </Radio.Group>
      {(must || v.reason) && (
        <Textarea
          label={t("reply.reason")}
          description={v.answer === "clarify" ? t("reply.reasonClarify") : t("reply.reasonHint")}
          required={v.answer === "deviate"}
          autosize
          minRows={2}
          maxLength={4000}
          readOnly={readOnly}
          value={v.reason}
          error={errors.reason}
          onChange={(e) => onChange({ ...v, reason: e.currentTarget.value })}
        />
      )}
      {(v.answer === "deviate" || v.instead) && (
        <Textarea
          label={t("reply.instead")}
          description={t("reply.insteadHint")}
          autosize
          maxLength={4000}
          readOnly={readOnly}
          value={v.instead}
          error={errors.instead}
          onChange={(e) => onChange({ ...v, instead: e.currentTarget.value })}
        />
      )}
      <MultiSelect
        label={t("reply.products")}
        description={productsHint ?? (products.length === 0 ? t("reply.noProducts") : t("reply.productsHint"))}
        data={products.map((p) => ({ value: p.id, label: `${p.key} ${p.name}` }))}
        value={v.products}
        onChange={(chosen) => onChange({ ...v, products: chosen })}
        readOnly={readOnly}
        searchable
        hidePickedOptions
        error={errors.products}
      />
    </Stack>
  );
}
