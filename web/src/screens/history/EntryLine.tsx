import { Badge, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Entry } from "../../api/types";
import { TimeAgo } from "../../parts/TimeAgo";
import { verbName } from "../../parts/words";

/** One entry in a line: when, who, what, and whether it still holds. */
export function EntryLine({ entry: e, onOpen }: { entry: Entry; onOpen: () => void }) {
  const { t } = useTranslation("history");
  const what = verbName(e.verb);
  return (
    <li>
      <UnstyledButton className="history-line" onClick={onOpen}>
        <span className="history-when">
          <TimeAgo at={e.at} />
        </span>
        <span className={e.undone ? "history-what history-undone" : "history-what"}>
          <strong>{what}</strong> {e.subject}
          {e.note && <span className="history-note"> {e.note}</span>}
        </span>
        <span className="history-who">{e.name}</span>
        <span className="history-signs">
          {e.changes > 1 && (
            <Badge color="gray" size="sm">
              {t("changes", { count: e.changes })}
            </Badge>
          )}
          {e.undone && (
            <Badge color="orange" size="sm">
              {t("undone")}
            </Badge>
          )}
          {e.undoes ? (
            <Badge color="petrol" size="sm">
              {t("undoes", { seq: e.undoes })}
            </Badge>
          ) : null}
        </span>
      </UnstyledButton>
    </li>
  );
}
