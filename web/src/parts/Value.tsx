import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldName } from "./words";

/** Shows a field's value of any kind, in words where it is not text. */
export function Value({ of }: { of: unknown }) {
  const { t } = useTranslation();
  const text = typeof of === "boolean" ? (of ? t("yes") : t("no")) : inWords(of);
  if (text === "") {
    return (
      <Text span size="sm" c="dimmed">
        {t("none")}
      </Text>
    );
  }
  return <span className="wrap-anywhere">{text}</span>;
}

/** A value as text: lists divided by commas or semicolons, records as "name value". */
export function inWords(value: unknown): string {
  if (value == null) return "";
  if (Array.isArray(value)) {
    if (value.every((x) => typeof x === "number")) return value.join(" ");
    return value.map(inWords).join(value.some((x) => typeof x === "object") ? "; " : ", ");
  }
  if (typeof value !== "object") return String(value);
  const fields = Object.entries(value).filter(([, x]) => x != null && x !== "");
  // Records by field, such as sources, mostly say the same for each.
  if (fields.length > 0 && fields.every(([, x]) => typeof x === "object" && !Array.isArray(x))) {
    return [...new Set(fields.map(([, x]) => inWords(x)))].join("; ");
  }
  return fields.map(([name, x]) => `${fieldName(name)} ${inWords(x)}`).join(", ");
}
