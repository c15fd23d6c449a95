import { Anchor } from "@mantine/core";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../parts/EmptyState";
import { ErrorPanel } from "../parts/ErrorPanel";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <EmptyState alone icon={SearchX} title={t("notFound.title")} text={t("notFound.text")}>
        <Anchor component={Link} to="/">
          {t("notFound.home")}
        </Anchor>
      </EmptyState>
    </main>
  );
}

/** A screen that broke while it was drawn or loaded; the frame around it stays usable. */
export function RouteFailed({ error, reset }: ErrorComponentProps) {
  return <ErrorPanel error={error} onRetry={reset} />;
}
