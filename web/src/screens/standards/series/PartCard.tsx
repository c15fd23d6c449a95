import { Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import type { Standard } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { ThenAndNow } from "./Status";
import { UseLinks } from "./UseLinks";
import classes from "./series.module.css";

/** One standard in the list: what it is, how it stands, whom it is for, what can be done with it here. */
export function PartCard({ part, onOpen }: { part: Standard; onOpen: () => void }) {
  const { t } = useTranslation("standards");
  const beside = part.group === "related";
  return (
    <article className={classes.card}>
      <UnstyledButton className={classes.name} onClick={onOpen}>
        <h3>
          <Key>{part.id}</Key> {part.title}
        </h3>
      </UnstyledButton>
      {!beside && <ThenAndNow part={part} />}
      {beside && (
        <Text size="xs" c="dimmed">
          {[part.publisher, part.type, part.edition && t("series.edition", { edition: part.edition })]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      )}
      {part.roles && part.roles.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("series.forWhom", { who: part.roles.map((r) => libWord("party", r)).join(", ") })}
        </Text>
      )}
      <Text size="sm">{part.use ?? part.about}</Text>
      <UseLinks part={part} />
    </article>
  );
}
