import { Badge, Button, Group } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Change, ChangeOp } from "../../api/types";
import { FieldDiff } from "../../parts/FieldDiff";
import { Key } from "../../parts/Key";
import { kindName } from "../../parts/words";

/** Kinds whose earlier versions can be restored one by one. */
const kept = ["site", "zone", "conduit", "asset", "verdict"];

const colors: Record<ChangeOp, string> = { add: "green", change: "petrol", remove: "red" };

interface Props {
  site: string;
  changes: Change[];
  names: Record<string, string>;
}

/** Records with what changed in each. */
export function ChangeList({ site, changes, names }: Props) {
  const { t } = useTranslation("history");
  const navigate = useNavigate();
  const versions = (c: Change) =>
    void navigate({
      to: "/sites/$site/history",
      params: { site },
      search: (s) => ({ ...s, record: c.kind, id: c.id }),
    });
  return (
    <div>
      {changes.map((c) => (
        <div key={c.kind + c.id} className="change">
          <Group justify="space-between" wrap="nowrap" mb={6}>
            <Group gap={6} miw={0}>
              <Badge color={colors[c.op]}>{t(`op.${c.op}`)}</Badge>
              <strong>
                {kindName(c.kind)} <Key>{c.key}</Key>
              </strong>
            </Group>
            {kept.includes(c.kind) && (
              <Button size="compact-xs" variant="subtle" flex="none" onClick={() => versions(c)}>
                {t("versions")}
              </Button>
            )}
          </Group>
          <FieldDiff
            fields={c.fields}
            names={names}
            only={c.op === "add" ? "after" : c.op === "remove" ? "before" : undefined}
          />
        </div>
      ))}
    </div>
  );
}
