import { List } from "@mantine/core";
import { ClipboardCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../parts/EmptyState";

/** Why to assess, and how to begin, where nobody has yet. */
export function First({ children }: { children: ReactNode }) {
  const { t } = useTranslation("assessments");
  return (
    <EmptyState
      icon={ClipboardCheck}
      title={t("first.title")}
      text={
        <>
          {t("first.why")}
          <List type="ordered" size="sm" mt="sm" ta="left" spacing={4}>
            <List.Item>{t("first.plan")}</List.Item>
            <List.Item>{t("first.answer")}</List.Item>
            <List.Item>{t("first.review")}</List.Item>
            <List.Item>{t("first.again")}</List.Item>
          </List>
        </>
      }
    >
      {children || t("first.mayNot")}
    </EmptyState>
  );
}
