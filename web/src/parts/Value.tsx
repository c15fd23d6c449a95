import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Shows a field's value of any kind, in words where it is not text. */
export function Value({ of }: { of: unknown }) {
  const { t } = useTranslation();
  if (of == null || of === "" || (Array.isArray(of) && of.length === 0)) {
    return (
      <Text span size="sm" c="dimmed">
        {t("none")}
      </Text>
    );
  }
  if (typeof of === "boolean") return <span>{of ? t("yes") : t("no")}</span>;
  if (Array.isArray(of) && of.every((x) => typeof x !== "object"))
    return <span>{of.join(of.length === 7 ? " " : ", ")}</span>;
  if (typeof of === "object") return <code className="wrap-anywhere">{JSON.stringify(of)}</code>;
  return <span className="wrap-anywhere">{String(of)}</span>;
}
