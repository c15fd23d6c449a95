import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./EmptyState";
import { Page } from "./Page";

/** A screen that the user's roles do not cover. */
export function NoPermission({ title }: { title: string }) {
  const { t } = useTranslation();
  return (
    <Page title={title}>
      <EmptyState icon={Lock} title={t("denied.title")} text={t("denied.text")} />
    </Page>
  );
}
