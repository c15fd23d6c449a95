import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldChange } from "../api/types";
import { Value } from "./Value";
import { fieldName } from "./words";
import "./diff.css";

interface Props {
  fields: FieldChange[];
  /** Keys behind ids, so that a zone is shown by its key. */
  names?: Record<string, string>;
  /** Shows one side only, as for records that are new. */
  only?: "before" | "after";
}

/** Field by field what was and what is. */
export function FieldDiff({ fields, names = {}, only }: Props) {
  const { t } = useTranslation("history");
  if (fields.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t("noFields")}
      </Text>
    );
  }
  return (
    <dl className="diff">
      {fields.map((f) => (
        <div key={f.path}>
          <dt>{fieldName(f.path)}</dt>
          <dd>
            {only !== "after" && (
              <del>
                <Value of={named(f, f.before, names)} />
              </del>
            )}
            {only === undefined && <span aria-hidden> → </span>}
            {only !== "before" && (
              <ins>
                <Value of={named(f, f.after, names)} />
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The server's words for these fields, such as host-device, read better with blanks. */
const worded = ["/type", "/role", "/kind", "/state"];

function named({ path }: FieldChange, value: unknown, names: Record<string, string>): unknown {
  if (typeof value !== "string") return value;
  return worded.includes(path) ? value.replaceAll("-", " ") : (names[value] ?? value);
}
